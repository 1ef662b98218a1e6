"""The pages on which a browser tries everything stand for all others."""

import re

import source
from helpers import KINDS


def parts(site, url: str) -> set[str]:
    """Return what a page is made of, by the names of its classes, without variants and elements."""
    names = {name for node in site.page(url).main.select("[class]") for name in node["class"]}
    return {re.split("--|__", name)[0] for name in names if name.startswith("cm-")}


def test_pages_that_are_tried_have_every_part(site):
    """Each part of a page, as its class tells, is tried in a browser in every run."""
    tried = {part for url in KINDS for part in parts(site, url)}
    left = {
        source.url(file): found
        for file in source.pages()
        if (found := parts(site, source.url(file)) - tried)
    }
    assert not left, f"No page of KINDS, in tests/helpers.py, has these parts; add one: {left}."
