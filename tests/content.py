"""What the writers wrote: the Markdown pages, their front matter and marked sections, as checked.

Every problem is one sentence that says what is wrong, in which file, and how to mend it.
"""

import re
from collections.abc import Iterator

from source import (
    DOCS,
    PRACTICES,
    ROOT,
    Dimension,
    colours,
    config,
    dimensions,
    grouped,
    pages,
    read,
    url,
)

# What overrides/makers/source.py reads, under one name with what is checked here
__all__ = [
    "DOCS",
    "PRACTICES",
    "ROOT",
    "Dimension",
    "colours",
    "config",
    "dimensions",
    "grouped",
    "pages",
    "read",
    "url",
]

# The four on which the site promises to compare; more may be added, none may go.
PROMISED = ("focus", "structure", "approach", "relationship-dynamics")

ACCOUNT_WORDS = (60, 110)
PARALLEL = 0.2  # by how much the two accounts of a pair may differ in length


def section(file: str, name: str) -> str | None:
    """Return the marked section of a file that others include; None where it is not marked."""
    start, end = (re.escape(f"<!-- --8<-- [{side}:{name}] -->") for side in ("start", "end"))
    found = re.search(rf"{start}\n(.*?){end}", read(file)[0], re.S)
    return found[1].strip() if found else None


def words(markdown: str) -> int:
    """Return how many words a reader sees in some Markdown."""
    return len(re.findall(r"[\w’'-]+", re.sub(r"\]\([^)]*\)|\{[^}]*\}", "", markdown)))


def rows(figure: dict) -> Iterator[tuple[dict, dict]]:
    """Yield the rows of a figure in the front matter, each after its group."""
    for group in figure["groups"]:
        yield from ((group, row) for row in group["rows"])


def _accounts(file: str) -> Iterator[str]:
    found = {}
    for practice in PRACTICES:
        text = section(file, practice)
        if not text:
            yield (
                f"docs/{file}: the account of {practice} is missing; write it between"
                f" `<!-- --8<-- [start:{practice}] -->` and `<!-- --8<-- [end:{practice}] -->`."
            )
            continue
        found[practice] = words(text)
        if not ACCOUNT_WORDS[0] <= found[practice] <= ACCOUNT_WORDS[1]:
            yield (
                f"docs/{file}: the account of {practice} has {found[practice]} words; it may have"
                f" {ACCOUNT_WORDS[0]} to {ACCOUNT_WORDS[1]}, so that all fit on one sheet."
            )
        if re.search(r"^#|\]\(|\[\^", text, re.M):
            yield (
                f"docs/{file}: the account of {practice} holds a heading, link or footnote; move"
                " it out of the marked part, which other folders include."
            )
    if len(found) == len(PRACTICES) and min(found.values()) < (1 - PARALLEL) * max(found.values()):
        yield f"docs/{file}: the two accounts differ in length, {found}; even them out."


def _includes(file: str) -> Iterator[str]:
    for target in re.findall(r'^--8<-- "([^"]+)"', read(file)[0], re.M):
        source, _, name = target.partition(":")
        if section(source, name) is None:
            yield (
                f"docs/{file} includes `{target}`, but docs/{source} has no section marked"
                f" `{name}`; mark it there, or mend the name here."
            )


def problems(file: str) -> list[str]:
    """Return what is wrong with one Markdown page.

    Args:
        file: path of the page from docs/, as in the navigation.

    Returns:
        One sentence for each fault: what, in which file, how to mend it. Empty if there is none.
    """
    if not (DOCS / file).exists():
        return [f"mkdocs.yml: the navigation names docs/{file}, which does not exist; write it."]
    # The build itself stops at faults in the front matter, by the same rules
    rules = config()["hooks"]["overrides/hooks/check.py"]
    found = rules.front_matter(file, (DOCS / file).read_text(encoding="utf-8"))
    found += _includes(file)
    if file.startswith("dimensions/"):
        found += _accounts(file)
    return found
