"""Where the pages say how many dimensions there are, or list them, they say it of today's."""

import re
from collections.abc import Iterator

import source

# From the least that there may be: fewer of them are some of them
NUMBERS = ["four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
# What there is of a kind for each dimension; `moments` are those of the two conversations
EACH = {"dimensions": 1, "short questions": 1, "moments": 1, "cells": 2}
COUNT = re.compile(rf"\b({'|'.join(NUMBERS)}) ({'|'.join(EACH)})\b", re.I)
LIST = re.compile(r"focus\b[^.|]{0,15}structure\b[^.|]{0,20}approach\b[^.|\]]*", re.I)
FILES = [
    *sorted(source.DOCS.rglob("*.md")),
    *sorted((source.ROOT / "overrides/theme").rglob("*.html")),
    *(source.ROOT / name for name in ("mkdocs.yml", "README.md")),
]


def outdated(names: list[str]) -> Iterator[str]:
    """Yield each place that counts or lists other dimensions than these.

    Args:
        names: of the dimensions, as the menu has them.
    """
    for file in FILES:
        text = " ".join(file.read_text("utf-8").split())
        where = file.relative_to(source.ROOT)
        for found in COUNT.finditer(text):
            right = NUMBERS[EACH[found[2].lower()] * len(names) - 4]
            if found[1].lower() != right:
                yield f"{where}: “{found[0]}” is to be “{right} {found[2]}”"
        for found in LIST.finditer(text):
            # A table's head may have the first word of a name alone
            missing = [name for name in names if name.split()[0].lower() not in found[0].lower()]
            if missing:
                yield f"{where}: “{found[0][:60]}” lacks {', '.join(missing)}"


def test_dimensions_are_counted_and_listed_right():
    """A page that says how many dimensions there are, or which, says it of all of them."""
    wrong = [*outdated([d.name for d in source.dimensions()])]
    assert not wrong, "\n".join([f"There are {len(source.dimensions())} dimensions:", *wrong])


def test_fifth_dimension_is_told_where_the_four_are():
    """Whoever adds a dimension reads at once every line that speaks of as many as there were."""
    names = [d.name for d in source.dimensions()]
    places = [*outdated([*names, "Setting"])]
    for file in ("mkdocs.yml", "docs/compare.md", "docs/index.md", "docs/video/index.md"):
        assert any(file in place for place in places), f"{file} is not named: {places}"
    assert any("five dimensions" in place for place in places), places
    assert any("ten cells" in place for place in places), places
