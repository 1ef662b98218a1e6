"""A walk by keys through a page of each kind; tests/release walks through the rest."""

import pytest
from helpers import WALKED, assert_keys_reach_all
from playwright.sync_api import Page


@pytest.mark.parametrize("url", WALKED)
def test_keyboard_walk(shared_page: Page, site, url):
    """From the address bar to the end and back: each stop is in view, uncovered and drawn."""
    assert_keys_reach_all(shared_page, site.base, url)
