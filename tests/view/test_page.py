"""Pages: whatever text they get comes out as that text, tables have heads, broad pictures scroll.

Tests massshuffle/view/page.py; read that page first.
"""

import os
from xml.etree import ElementTree

import pytest

from massshuffle.view import page
from massshuffle.view.figures.style import new_figure, save

NASTY = "<script>alert('\"&')</script>"


@pytest.fixture
def small(tmp_path):
    """A picture that fits on a phone."""
    return save(new_figure(2, 1), tmp_path / "small.png")


def parsed(html):
    """The document as XML, which refuses a tag left open, a stray < or &, an attribute without quotes."""
    return ElementTree.fromstring(html)


def test_whatever_text_it_gets_comes_out_as_that_text(small):
    html = page.page(
        NASTY,
        page.section(NASTY, page.paragraph(NASTY)),
        page.table(NASTY, (NASTY, NASTY), [(NASTY, NASTY)]),
        page.picture(small, NASTY, NASTY),
        page.movie(small, NASTY, NASTY),
    )
    document = parsed(html)
    assert not list(document.iter("script"))
    assert "<script" not in html
    shown = "".join(document.itertext())
    # title, h1, h2, p; table caption, 2 heads, 2 cells; 2 captions
    assert shown.count(NASTY) == 11
    assert document.find(".//img").get("alt") == NASTY
    assert document.find(".//video").get("aria-label") == NASTY


def test_a_table_names_its_rows_and_columns():
    rows = [("cost", "1", "2"), ("accuracy", "3", "4")]
    top, *body = parsed(page.table("t", ("number", "ours", "theirs"), rows)).iter("tr")
    assert [cell.text for cell in top] == ["number", "ours", "theirs"]
    assert [tuple(cell.text for cell in row) for row in body] == rows
    assert [cell.tag for cell in body[0]] == ["th", "td", "td"]


def test_a_picture_has_its_size_and_a_broad_one_scrolls(tmp_path, small):
    broad = save(new_figure(11, 2), tmp_path / "broad.png")
    image = parsed(page.picture(small, "alt", "caption")).find("img")
    assert (image.get("width"), image.get("height")) == ("200", "100")
    box = parsed(page.picture(broad, "alt", "caption")).find("div")
    assert (box.get("class"), box.get("tabindex")) == ("wide", "0")
    assert box.find("img").get("width") == "1100"


def test_a_name_that_is_not_utf_8_is_shown_with_escapes():
    name = os.fsdecode(b"caf\xe9")
    html = page.page(name, page.paragraph(f"{name}: 32 samples"))
    assert html.encode().count(b"caf\\udce9") == 3
