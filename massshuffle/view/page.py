"""Parts of a web page: each function returns a string of HTML, with all text that it is given escaped.

A page made of them is one file. Pictures and movies lie in it as base64 text. A line in its head forbids the browser to
fetch anything at all, and to run any script except the page's own (interactive.py). Outside its scripts the HTML is
well-formed XML too.

Tested by tests/view/test_page.py and, in a browser, by tests/view/test_report.py. Next: interactive.py.
"""

import base64
import struct
from html import escape
from pathlib import Path

from massshuffle.view import interactive

POLICY = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'"
HERE = Path(__file__).parent


def page(title, *parts, scripts=(), home=None):
    """Return a whole document with a title and the parts, strings of HTML, below it.

    scripts : of an interactive page, their paths without suffix; a .css of that name beside a script is its style
    home    : address of the page that led here, for a link above the title; None for no link
    """
    back = f'<nav><a href="{escape(home)}">massshuffle: all pages and the code</a></nav>\n' if home else ""
    scripts = [HERE / "interactive", *scripts] if scripts else []
    styles = [path.with_suffix(".css") for path in (HERE / "page", *scripts)]
    style = "".join(path.read_text(encoding="utf-8") for path in styles if path.exists())
    elements, sources = interactive.scripts([path.with_suffix(".js") for path in scripts])
    policy = f"{POLICY}; script-src {sources}" if scripts else POLICY
    html = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="{policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>{escape(title)}</title>
<link rel="icon" href="data:," />
<style>{style}</style>
</head>
<body>
{back}<main>
<h1>{escape(title)}</h1>
{_lines(parts)}
</main>
{elements}
</body>
</html>"""
    return html.encode("utf-8", "backslashreplace").decode("utf-8")  # of a file's name that is not UTF-8


def section(title, *parts):
    """Return a heading and the parts, strings of HTML, below it."""
    return f"<section>\n<h2>{escape(title)}</h2>\n{_lines(parts)}\n</section>"


def paragraph(text):
    """Return a paragraph of plain text."""
    return f"<p>{escape(text)}</p>"


def link(address, text, description=""):
    """Return a paragraph with a link and a description of where it leads."""
    return f'<p><a href="{escape(address)}">{escape(text)}</a>{escape(description)}</p>'


def code(text):
    """Return text as it stands, in letters of one width."""
    return f'<pre class="wide" tabindex="0">{escape(text)}</pre>'


def table(caption, head, rows, kind="numbers"):
    """Return a table of "numbers", or of "words".

    head : names of the columns    rows : of text, sequences as long as head, each led by the row's name
    """
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = _lines(
        f'<tr><th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
        for name, *cells in rows
    )
    above = f"<caption>{escape(caption)}</caption>\n<thead><tr>{top}</tr></thead>"
    return f'<table class="{kind}">\n{above}\n<tbody>\n{body}\n</tbody>\n</table>'


def picture(path, alt, caption):
    """The PNG at path, inside the page. alt: what a reader who cannot see it should know. Raises OSError if it is gone.

    A picture broader than a phone keeps its size there and scrolls sideways, so that its labels can be read.
    """
    content = Path(path).read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    image = f'<img src="{_inline(content, "image/png")}" width="{width}" height="{height}" alt="{escape(alt)}" />'
    if width > 1000:
        image = f'<div class="wide" role="group" tabindex="0" aria-label="{escape(caption)}">{image}</div>'
    return _figure(image, caption)


def movie(path, label, caption):
    """The MP4 at path, inside the page and with controls. label : what it shows. Raises OSError if it is gone."""
    source = _inline(Path(path).read_bytes(), "video/mp4")
    attributes = f'controls="" muted="" playsinline="" preload="auto" aria-label="{escape(label)}"'
    return _figure(f'<video src="{source}" {attributes}></video>', caption)


def _figure(content, caption):
    return f"<figure>\n{content}\n<figcaption>{escape(caption)}</figcaption>\n</figure>"


def _inline(content, kind):
    """Bytes as a data: address, the file itself in place of where to find it."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _lines(parts):
    return "\n".join(parts)
