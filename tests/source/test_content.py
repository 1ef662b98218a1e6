"""What writers must give: every page's front matter, both accounts of every dimension."""

import re
from collections.abc import Iterator

import helpers
import pytest
import source
from helpers import ACCOUNT_WORDS

# The four on which the site promises to compare; more may be added, none may go.
PROMISED = ("focus", "structure", "approach", "relationship-dynamics")

PARALLEL = 0.2  # by how much the two accounts of a pair may differ in length


def _accounts(file: str) -> Iterator[str]:
    found = {}
    for practice in source.PRACTICES:
        text = helpers.section(file, practice)
        if not text:
            yield (
                f"docs/{file}: the account of {practice} is missing; write it between"
                f" `<!-- --8<-- [start:{practice}] -->` and `<!-- --8<-- [end:{practice}] -->`."
            )
            continue
        found[practice] = helpers.words(text)
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
    if len(found) == len(source.PRACTICES) and min(found.values()) < (1 - PARALLEL) * max(
        found.values()
    ):
        yield f"docs/{file}: the two accounts differ in length, {found}; even them out."


def _includes(file: str) -> Iterator[str]:
    for target in re.findall(r'^--8<-- "([^"]+)"', source.read(file)[0], re.M):
        included, _, name = target.partition(":")
        if helpers.section(included, name) is None:
            yield (
                f"docs/{file} includes `{target}`, but docs/{included} has no section marked"
                f" `{name}`; mark it there, or mend the name here."
            )


def problems(file: str) -> list[str]:
    """Return what is wrong with one Markdown page.

    Args:
        file: path of the page from docs/, as in the navigation.

    Returns:
        One sentence for each fault: what, in which file, how to mend it. Empty if there is none.
    """
    if not (source.DOCS / file).exists():
        return [f"mkdocs.yml: the navigation names docs/{file}, which does not exist; write it."]
    # The build itself stops at faults in the front matter, by the same rules
    rules = source.config()["hooks"]["overrides/hooks/check.py"]
    found = rules.front_matter(file, (source.DOCS / file).read_text(encoding="utf-8"))
    found += _includes(file)
    if file.startswith("dimensions/"):
        found += _accounts(file)
    return found


@pytest.mark.parametrize("file", source.pages())
def test_page_is_complete(file):
    """A missing practice, an unknown key, an over-long cell: each is one clear sentence."""
    found = problems(file)
    assert not found, "\n".join(found)


def test_four_dimensions_in_order():
    """The site promises four dimensions; their order in the navigation is the order everywhere."""
    slugs = [d.slug for d in source.dimensions()]
    promised = [slug for slug in slugs if slug in PROMISED]
    assert promised == list(PROMISED), (
        f"mkdocs.yml: the navigation gives the dimensions {slugs};"
        f" it must name {list(PROMISED)} in this order."
    )


@pytest.mark.parametrize("dimension", source.dimensions(), ids=lambda d: d.slug)
def test_included_where_markdown_names_it(dimension):
    """A dimension is on the comparison, once for each practice."""
    for practice in source.PRACTICES:
        include = f'--8<-- "{dimension.file}:{practice}"'
        count = source.read("compare.md")[0].splitlines().count(include)
        assert count == 1, (
            f"docs/compare.md has the line `{include}` {count} times;"
            f" write it once, below the heading of {dimension.name}."
        )


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_practice_page_draws_the_cells(practice):
    """A practice's page draws all dimensions where its Markdown says so, and repeats no account."""
    file = f"practices/{practice}.md"
    text, data = source.read(file)
    count = text.splitlines().count("<!-- practice -->")
    assert count == 1, (
        f"docs/{file} has the line `<!-- practice -->` {count} times; write it once, below the"
        f" answer, and every dimension is shown for {practice}."
    )
    assert data.get("practice") == practice, (
        f"docs/{file}: want `practice: {practice}` in its front matter."
    )
    assert '--8<-- "' not in text, (
        f"docs/{file} includes another page; the accounts of {practice} are on the dimensions’"
        " pages, and the cells lead there."
    )
