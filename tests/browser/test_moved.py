"""Who follows an old address arrives where its content is today."""

import pytest
import source
import yaml

MOVES = yaml.safe_load((source.DOCS / "moved.yml").read_text(encoding="utf-8")) or {}
GONE = {old: to for old, to in MOVES.items() if not (source.DOCS / old).exists()}


def place(today):
    """Return the address, within the site, of a file with or without a section."""
    file, mark, section = today.partition("#")
    return source.url(file) + mark + section


@pytest.mark.parametrize("old", list(GONE)[:2])
def test_page_that_is_gone_leads_on(site, shared_page, old):
    """With a script by itself, and back again to where the reader came from, not to the stub.

    Each stub has the one script; tests/built/test_addresses.py follows every address.
    """
    for key in list(GONE[old])[:2]:
        shared_page.goto(site.base)
        shared_page.goto(site.base + source.url(old) + ("" if key == "page" else f"#{key}"))
        shared_page.wait_for_url(site.base + place(GONE[old][key]))
        shared_page.go_back()
        shared_page.wait_for_url(site.base)
