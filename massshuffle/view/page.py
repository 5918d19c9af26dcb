"""Pieces of a web page: each function returns a string of HTML, and whatever it is given as text comes out escaped.

A page made of them is one file. Pictures and movies sit in it as base64 text, there is no script, and a line of its
head forbids the browser to fetch anything at all. The HTML is written so strictly that it is well-formed XML too.

Proved by tests/view/test_page.py and, in a real browser, by tests/view/test_report.py.
"""

import base64
import struct
from html import escape
from pathlib import Path

POLICY = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; --ink: #1c2126; --soft: #56606b; --paper: #fff; --line: #d5dae0; --card: #f4f6f8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ec; --soft: #a3adb8; --paper: #14181c; --line: #38414a; --card: #1e2429 }
}
* { box-sizing: border-box }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere }
h1, h2 { line-height: 1.25 }
h2 { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1.5rem }
p, li { max-width: 42rem }
figure { margin: 1.75rem 0 }
figcaption, caption { color: var(--soft); font-size: .9375rem; text-align: left; padding: .4rem 0 }
.wide { overflow-x: auto; border-radius: .4rem }
img { display: block; max-width: 100%; height: auto; background: #fff; border-radius: .4rem }
.wide img { max-width: none; width: 100%; min-width: 48rem }
@media (max-width: 48rem) { .wide + figcaption::after { content: " (Scrolls sideways.)" } }
video { display: block; width: 100%; max-width: 50rem; height: auto; background: #fff; border-radius: .4rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 1.5rem 0 }
th, td { padding: .2rem .75rem; text-align: right; border-bottom: 1px solid var(--line); overflow-wrap: normal }
th:first-child { text-align: left }
tbody th { font-weight: normal }
dt { font-weight: 600; margin-top: 1rem }
dd { margin: 0; max-width: 42rem }
"""


def page(title, *parts):
    """A whole document with a title and the parts, strings of HTML, below it."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="{POLICY}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>{escape(title)}</title>
<link rel="icon" href="data:," />
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{_lines(parts)}
</main>
</body>
</html>"""


def section(title, *parts):
    """A heading and the parts, strings of HTML, below it."""
    return f"<section>\n<h2>{escape(title)}</h2>\n{_lines(parts)}\n</section>"


def paragraph(text):
    """A paragraph of plain text."""
    return f"<p>{escape(text)}</p>"


def definitions(pairs):
    """A list of (term, what is said about it)."""
    return f"<dl>\n{_lines(f'<dt>{escape(term)}</dt><dd>{escape(text)}</dd>' for term, text in pairs)}\n</dl>"


def table(caption, head, rows):
    """A table of text. head : names of the columns    rows : sequences as long as head, each led by the row's name."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = _lines(
        f'<tr><th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
        for name, *cells in rows
    )
    above = f"<caption>{escape(caption)}</caption>\n<thead><tr>{top}</tr></thead>"
    return f"<table>\n{above}\n<tbody>\n{body}\n</tbody>\n</table>"


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
