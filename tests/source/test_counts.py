"""What says how many dimensions there are, or lists them, keeps up when one comes or goes."""

import re
from collections.abc import Iterator

import pytest
import source

NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
# Of fewer than four a sentence may speak for itself
COUNT = re.compile(
    r"\b(four|five|six)\s+(?:dimensions|moments)|\b(four)\s+(?:short\s+)?questions\b"
    r"|\b(eight|ten|twelve)\s+cells",  # two of each
    re.I,
)
FILES = [
    *(source.DOCS / file for file in source.pages()),
    *(source.ROOT / file for file in ("mkdocs.yml", "README.md")),
]


def outdated(text: str, names: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that count or list the dimensions in another way, and what they say.

    Args:
        text: what stands in a file.
        names: the dimensions, in the order of the menu.
    """
    words = [re.escape(name.split()[0]) for name in names]  # “relationship” is enough
    listed = re.compile(r"(?:,|,?\s+and)\s+".join(words), re.I)
    for found in COUNT.finditer(text):
        right = NUMBERS[(2 if found[3] else 1) * len(names) - 1]
        if (found[1] or found[2] or found[3]).lower() != right:
            yield text[: found.start()].count("\n") + 1, found[0]
    for found in re.finditer(rf"{words[0]},\s+{words[1]}\b[^.:;]*", text, re.I):
        if not listed.match(found[0]):
            yield text[: found.start()].count("\n") + 1, found[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(source.ROOT)))
def test_dimensions_are_counted_and_listed_in_full(file):
    """“Four dimensions”, “four questions” and each list of their names are those of the menu."""
    names = [dimension.name for dimension in source.dimensions()]
    found = [
        f"{file.relative_to(source.ROOT)}:{line} says “{said}”; the menu has {len(names)}"
        f" dimensions, {', '.join(names)}: say so there, too."
        for line, said in outdated(file.read_text(encoding="utf-8"), names)
    ]
    assert not found, "\n".join(found)


def test_a_fifth_dimension_is_missed():
    """Where the menu has one more, each count and each list is named with its line."""
    names = ["Focus", "Structure", "Approach", "Relationship dynamics", "Reach"]
    text = (
        "On four dimensions:\nfocus, structure, approach and relationship\ndynamics.\nEight cells"
    )
    assert [line for line, _ in outdated(text, names)] == [1, 4, 2]
    assert [*outdated(text, names[:4])] == []
