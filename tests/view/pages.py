"""What the tests of pages that can be touched share."""

from contextlib import contextmanager

import pytest
from conftest import open_page

TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
AXE = {"runOnly": TAGS, "rules": {"label-content-name-mismatch": {"enabled": True}}}


@contextmanager
def quiet_page(browser, path, *size, **options):
    """A tab with a page in it. At the end nothing was complained of, and nothing asked for but the page itself."""
    with open_page(browser, path, *size, **options) as (tab, troubles, requested):
        yield tab
    assert troubles == []
    assert {address.partition("#")[0] for address in requested} == {path.as_uri()}


def axe_finds(tab):
    """What axe (in the extra `dev`) finds wrong for people who see, hear or press less: [(rule, element), ...]."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    violations = axe.run(tab, options=AXE).response["violations"]
    return [(found["id"], found["nodes"][0]["html"]) for found in violations]
