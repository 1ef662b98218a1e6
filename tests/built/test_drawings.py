"""The drawings say at a glance what the cells say in words, wherever the cells stand."""

import pytest
import source
from bs4 import BeautifulSoup
from helpers import for_each

ICONS = source.ROOT / "overrides/theme/.icons/cm"
EACH = [
    pytest.param(d, p, id=f"{d.slug}-{p}") for d in source.dimensions() for p in source.PRACTICES
]


@for_each(EACH)
def test_drawing_stands_by_its_cell(site, dimension, practice):
    """The matrix, the dimension's page and the guide show the one file, to the eye only."""
    file = ICONS / f"{dimension.slug}-{practice}.svg"
    assert file.exists(), (
        f"{dimension.name}, {practice}: no drawing; add overrides/theme/.icons/cm/{file.name}."
    )
    drawing = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").svg
    del drawing["xmlns"]  # which says nothing within HTML, so the build leaves it out
    row = f"[data-dimension='{dimension.slug}']"
    for url, cell in (
        ("", f"tr{row} td[data-practice='{practice}']"),
        (source.url(dimension.file), f"tr{row} td[data-practice='{practice}']"),
        (f"practices/{practice}/", f"div{row}"),
    ):
        shown = site.page(url).select(f"{cell} svg.cm-drawing")
        assert [str(svg) for svg in shown] == [str(drawing)], (
            f"/{url}: {dimension.name}, {practice}: its cell does not show {file.name}."
        )
    assert drawing.get("aria-hidden") == "true", f"{file.name} is read out; add aria-hidden."
