"""The menu: few rooms, each with a page of its own, and one name for each page."""

import source
from helpers import for_each, plain

PAGES = {file: name for file, name in source.pages().items() if file != "index.md"}


@for_each(PAGES)
def test_page_is_called_as_in_the_menu(site, file):
    """What the menu calls a page is what its heading says."""
    heading = plain(site.page(source.url(file)).h1)
    assert heading == PAGES[file].replace("'", "’"), (
        f"docs/{file}: the heading says “{heading}”, the menu in mkdocs.yml “{PAGES[file]}”."
    )


def test_rooms_are_few_and_open(site):
    """At most seven entries at the top, each leading to a page; no more pages than there were."""
    tabs = site.page("").select(".md-tabs__link")
    assert 1 < len(tabs) <= 7, f"the menu has {len(tabs)} entries at the top."
    for tab in tabs:
        assert (site.folder / tab["href"] / "index.html").exists(), f"{plain(tab)} opens nothing."
    assert len(source.pages()) <= 33, f"{len(source.pages())} pages; 33 are the most."


def test_publisher_is_named_or_not(site):
    """About says who publishes this copy, or plainly that nobody is named."""
    section = site.page("about/").find(id="publisher")
    assert section, "/about/ has no section #publisher."
    said = plain(section.find_next("p"))
    assert "names nobody" in said, f"/about/#publisher says “{said}”; nobody is set in this build."
