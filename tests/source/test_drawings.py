"""The drawings, as their files have them."""

import re

import pytest
import source

ICONS = source.ROOT / "overrides/theme/.icons/cm"


@pytest.mark.parametrize("file", sorted(ICONS.glob("*-*.svg")), ids=lambda file: file.stem)
def test_drawing_takes_its_colours(file):
    """A drawing has no colour of its own: so it is right in light, dark, print and forced ones."""
    svg = file.read_text(encoding="utf-8")
    own = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) - {"none", "currentColor"}
    assert not own, f"overrides/theme/.icons/cm/{file.name} is drawn in {own}; write currentColor."
