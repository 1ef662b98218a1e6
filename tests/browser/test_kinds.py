"""A page of each kind, tried in every way; tests/release tries the others in the same ways.

To see one page in every way: `pytest tests/browser/test_kinds.py -k compare`.
"""

import pytest
from helpers import KINDS
from looks import CHECKS, WALKED, assert_keys_reach_all, assert_sound
from playwright.sync_api import Page


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("visited_page", KINDS, indirect=True)
def test_page_of_each_kind(visited_page: Page, site, check):
    """What its checker in tests/looks.py says of itself."""
    assert_sound(visited_page, site, check)


@pytest.mark.parametrize("url", WALKED)
def test_keyboard_walk(shared_page: Page, site, url):
    """From the address bar to the end and back: each stop is in view, uncovered and drawn."""
    assert_keys_reach_all(shared_page, site.base, url)
