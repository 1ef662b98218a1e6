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
    """A dimension is on the comparison and on both practice pages, once for each practice."""
    for file, practices in (
        ("compare.md", content.PRACTICES),
        ("practices/coaching.md", ("coaching",)),
        ("practices/mentoring.md", ("mentoring",)),
    ):
        for practice in practices:
            include = f'--8<-- "{dimension.file}:{practice}"'
            count = content.read(file)[0].splitlines().count(include)
            assert count == 1, (
                f"docs/{file} has the line `{include}` {count} times;"
                f" write it once, below the heading of {dimension.name}."
            )
