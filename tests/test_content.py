"""What writers must give: every page's front matter, both accounts of every dimension."""

import content
import pytest


@pytest.mark.parametrize("file", content.pages())
def test_page_is_complete(file):
    """A missing practice, an unknown key, an over-long cell: each is one clear sentence."""
    found = content.problems(file)
    assert not found, "\n".join(found)


def test_four_dimensions_in_order():
    """The site promises four dimensions; their order in the navigation is the order everywhere."""
    slugs = [d.slug for d in content.dimensions()]
    promised = [slug for slug in slugs if slug in content.PROMISED]
    assert promised == list(content.PROMISED), (
        f"mkdocs.yml: the navigation gives the dimensions {slugs};"
        f" it must name {list(content.PROMISED)} in this order."
    )


@pytest.mark.parametrize("dimension", content.dimensions(), ids=lambda d: d.slug)
def test_included_where_markdown_names_it(dimension):
    """A dimension is on the comparison, once for each practice."""
    for practice in content.PRACTICES:
        include = f'--8<-- "{dimension.file}:{practice}"'
        count = content.read("compare.md")[0].splitlines().count(include)
        assert count == 1, (
            f"docs/compare.md has the line `{include}` {count} times;"
            f" write it once, below the heading of {dimension.name}."
        )


@pytest.mark.parametrize("practice", content.PRACTICES)
def test_practice_page_draws_the_cells(practice):
    """A practice's page draws all dimensions where its Markdown says so, and repeats no account."""
    file = f"practices/{practice}.md"
    text, data = content.read(file)
    count = text.splitlines().count("<!-- practice -->")
    assert count == 1, (
        f"docs/{file} has the line `<!-- practice -->` {count} times; write it once, below the"
        f" answer, and every dimension is shown for {practice}."
    )
    assert data.get("practice") == practice, (
        f"docs/{file}: want `practice: {practice}` in its front matter."
    )
    assert "--8<--" not in text, (
        f"docs/{file} includes another page; the accounts of {practice} are on the dimensions’"
        " pages, and the cells lead there."
    )
