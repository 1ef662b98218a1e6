"""What is drawn by hand takes its colours from the tokens."""

import re

import pytest
import source

HEX = re.compile(r"(?<![\w&(])#[0-9a-f]{3,8}\b")


@pytest.mark.parametrize("file", ["assets/images/favicon.svg", "partials/poster.html"])
def test_drawings_have_the_colours_of_the_tokens(file):
    """What cannot read the style sheet repeats its colours, and no others."""
    known = {colour for pair in source.colours().values() for colour in pair}
    strange = set(HEX.findall((source.TOKENS.parents[2] / file).read_text("utf-8"))) - known
    assert not strange, f"{file}: {strange} is no colour of tokens.css; use one of {sorted(known)}."


@pytest.mark.parametrize("name", ["card.html", "stage.html"])
def test_stages_name_colours(name):
    """What can read the style sheet repeats no colour of it."""
    known = {colour: key for key, pair in source.colours().items() for colour in pair}
    text = (source.ROOT / "overrides/makers" / name).read_text("utf-8")
    twice = [
        f"{colour}: use var(--cm-{known[colour]})"
        for colour in HEX.findall(text)
        if colour in known
    ]
    assert not twice, f"overrides/makers/{name} repeats {twice}."
