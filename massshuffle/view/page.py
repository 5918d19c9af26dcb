"""Pieces of a web page: each function returns a string of HTML, and whatever it is given as text comes out escaped.

A page made of them is one file. Pictures and movies sit in it as base64 text, and a line of its head forbids the
browser to fetch anything at all, and to run any script but the page's own (live.py). The HTML is written so strictly
that it is well-formed XML too, but for what stands inside a script.

Tested by tests/view/test_page.py and, in a real browser, by tests/view/test_report.py.
"""

import base64
import struct
from html import escape
from pathlib import Path

from massshuffle.view.live import scripts

POLICY = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'"
HERE = Path(__file__).parent


def page(title, *parts, live=()):
    """A whole document with a title and the parts, strings of HTML, below it.

    live : for a page that can be touched, the paths without suffix of its scripts; what they look like is a .css beside
    """
    live = [HERE / "live", *live] if live else []
    styles = [path.with_suffix(".css") for path in (HERE / "page", *live)]
    style = "".join(path.read_text(encoding="utf-8") for path in styles if path.exists())
    script, sources = scripts([path.with_suffix(".js") for path in live])
    policy = f"{POLICY}; script-src {sources}" if live else POLICY
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
<main>
<h1>{escape(title)}</h1>
{_lines(parts)}
</main>
{script}
</body>
</html>"""
    return html.encode("utf-8", "backslashreplace").decode("utf-8")  # of a file's name that is not UTF-8


def section(title, *parts):
    """A heading and the parts, strings of HTML, below it."""
    return f"<section>\n<h2>{escape(title)}</h2>\n{_lines(parts)}\n</section>"


def paragraph(text):
    """A paragraph of plain text."""
    return f"<p>{escape(text)}</p>"


def link(address, text, words=""):
    """A paragraph that leads to another page, and words about it."""
    return f'<p><a href="{escape(address)}">{escape(text)}</a>{escape(words)}</p>'


def table(caption, head, rows, kind="numbers"):
    """A table of "numbers", or of "words".

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
