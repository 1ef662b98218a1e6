"""What writers must give: every page's front matter, both accounts of every dimension."""

import re
from collections.abc import Iterator

import helpers
import pytest
import source
from helpers import ACCOUNT_WORDS, KINDS

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


@pytest.mark.parametrize(
    "file", [file for file in source.pages() if file.startswith("dimensions/")]
)
def test_accounts_are_whole(file):
    """Both accounts of a dimension are there, of like length, and hold what others can include."""
    found = [*_accounts(file)]
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


def runs(file: str, length: int = 9) -> list[tuple[str, ...]]:
    """Return each run of so many words on a page, without front matter, addresses and marks."""
    text = re.sub(r"\]\([^)]*\)|<!--.*?-->|\{[^}]*\}", "]", source.read(file)[0])
    words = re.findall(r"[a-z0-9’']+", text.lower())
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


@pytest.mark.parametrize("pages", ["practices/{}ing.md", "helping/being-a-{}.md"])
def test_each_practice_has_its_own_page(pages):
    """What a reader gets for mentoring is not the page for coaching with other nouns."""
    coaching, mentoring = (pages.format(name) for name in ("coach", "mentor"))
    known = set(runs(coaching))
    same = [" ".join(run) for run in runs(mentoring) if run in known]
    assert len(same) < 200, (
        f"docs/{coaching} and docs/{mentoring} share {len(same)} runs of nine words: “{same[0]}”;"
        " say what is the same in docs/helping/index.md, and the rest as the practice does it."
    )


def test_both_get_the_same_room():
    """The two guides, and the two pages for helpers, differ by a tenth of their words at most."""
    for pages in ("practices/{}ing.md", "helping/being-a-{}.md"):
        words = [len(runs(pages.format(name), 1)) for name in ("coach", "mentor")]
        assert min(words) >= 0.9 * max(words), f"docs/{pages}: {words} words; even them out."


def test_pages_that_are_tried_are_there():
    """Each page on which a browser tries everything in every run is still at its address."""
    there = {*map(source.url, source.pages()), "sources/forms/", "404.html"}
    gone = KINDS.keys() - there
    assert not gone, f"tests/helpers.py, KINDS: {gone} is gone; name a page of the same kind."
