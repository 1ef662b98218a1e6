"""The script of the search, as the pages ask for it."""

import hashlib
import json

SCRIPT = "assets/javascripts/search.js"


def test_address_changes_with_the_content(site):
    """A reader who comes back after a change of the search's words gets the new ones."""
    mark = hashlib.sha256((site.folder / SCRIPT).read_bytes()).hexdigest()[:8]
    for url in ("", "choose/", "404.html"):
        address = json.loads(site.page(url).select_one("#__config").string)["search"]
        file, _, query = address.partition("/search.js?")
        assert query == mark, f"/{url} asks for {address}; {mark} is due."
        assert file.endswith("assets/javascripts"), f"/{url} asks for {address}."
