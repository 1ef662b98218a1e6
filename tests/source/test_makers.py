"""What is drawn by hand takes its colours from the tokens."""

import re

import pytest
import source

HEX = re.compile(r"(?<![\w&(])#[0-9a-f]{3,8}\b")


def test_what_repeats_a_colour_repeats_one_of_today():
    """A change of a colour names each file that cannot read the style sheet, and its line."""
    known, theme = {colour for pair in source.colours().values() for colour in pair}, source.THEME
    strange = [
        f"{file.relative_to(source.ROOT)}:{line} has {colour}"
        for file in sorted([*theme.rglob("*.html"), *theme.rglob("*.svg")])
        for line, text in enumerate(file.read_text("utf-8").splitlines(), 1)
        for colour in sorted({*HEX.findall(text)} - known)
    ]
    head = (theme / "partials/head.html").read_text("utf-8")
    tones = tuple(re.findall(r'name="theme-color" content="(#\w+)"', head))
    if tones != source.colours()["paper"]:
        strange.append(f"overrides/theme/partials/head.html: theme-color is {tones}, not the paper")
    assert not strange, "\n".join(
        [
            "These repeat a colour that tokens.css no longer has; write one of its colours there:",
            *strange,
            *(f"--cm-{name}: {light}, {dark}" for name, (light, dark) in source.colours().items()),
        ]
    )


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
