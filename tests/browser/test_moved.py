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


@pytest.mark.parametrize(
    ("old", "key"), [(old, key) for old, to in GONE.items() for key in list(to)[:3]]
)
def test_page_that_is_gone_leads_on(site, page, old, key):
    """With a script by itself, and back again to where the reader came from, not to the stub."""
    page.goto(site.base)
    page.goto(site.base + source.url(old) + ("" if key == "page" else f"#{key}"))
    page.wait_for_url(site.base + place(GONE[old][key]))
    page.go_back()
    page.wait_for_url(site.base)
