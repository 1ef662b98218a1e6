"""What may not be printed as a fact, and what must say where it was looked for."""

import re
from collections.abc import Iterator

import source
from bs4 import Tag
from helpers import CLAIMS, FOUND_NONE, for_each, plain

SEARCHES, NUMBERS = "evidence/looked-for/", "evidence/numbers/"
URLS = [source.url(file) for file in source.pages()]


def running(page) -> Iterator[tuple[Tag, str]]:
    """Yield each sentence of a page's text and headings, with the element that holds it."""
    said = "main :is(p, li, td, th, dd, dt, figcaption, h1, h2, h3)"
    for node in page.select(f"{said}:not(nav *, .cm-sources *, .cm-moved)"):
        if not node.find(["p", "ul", "ol", "dl", "table"]):
            for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z‘“])", plain(node)):
                yield node, sentence


@for_each(URLS)
def test_found_none_is_linked(site, url):
    """A sentence that says that nothing was found links what was looked for, where and when."""
    for node, sentence in running(site.page(url)):
        if url == SEARCHES or not FOUND_NONE.search(sentence):
            continue
        assert node.select("a[href*='#none-'], a[href$='looked-for/']"), (
            f"/{url} says “{sentence}” and does not say what was looked for. Link it:"
            " [we found none](evidence/looked-for.md#none-...), with an entry in"
            " docs/sources/looked-for.yml; or say it without claiming to have looked."
        )


def test_none_is_told_once(site):
    """What was not found has a page: elsewhere a sentence seldom says so, and a few words link."""
    said = {
        f"/{url}: {sentence}"
        for url in URLS
        if url != SEARCHES
        for _, sentence in running(site.page(url))
        if FOUND_NONE.search(sentence)
    }
    once = {line.partition(": ")[2]: line for line in said}  # a cell is drawn on other pages, too
    assert len(once) <= 12, (
        "More than a dozen sentences say that nothing was found:\n"
        + "\n".join(sorted(once.values()))
        + "\nSay what is known instead, and link a few words, as in “is [not known](…)”."
    )


@for_each(URLS)
def test_left_out_stays_out(site, url):
    """No claim that the site leaves out stands as a fact, but where it says why."""
    found = [
        f"/{url} says “{sentence}”: {claim['why']}. Say what was found, for whom, or take it out."
        for _, sentence in running(site.page(url))
        if url != NUMBERS
        for claim in CLAIMS
        if re.search(claim["pattern"], sentence, re.I)
    ]
    assert not found, "\n".join(found)
