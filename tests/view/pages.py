"""What the tests of pages that can be touched share."""

from contextlib import contextmanager

from conftest import open_page


@contextmanager
def quiet_page(browser, path, *size, **options):
    """A tab with a page in it. At the end nothing was complained of, and nothing asked for but the page itself."""
    with open_page(browser, path, *size, **options) as (tab, troubles, requested):
        yield tab
    assert troubles == []
    assert {address.partition("#")[0] for address in requested} == {path.as_uri()}
