"""The style sheets, as they are written."""

import re

import pytest
import source


@pytest.mark.parametrize("name", source.config()["extra_css"])
def test_style_sheets_are_legible(name):
    """A line fits a screen, and a colour stands in tokens.css and nowhere else."""
    sheet = source.ROOT / "overrides/theme" / name
    for number, line in enumerate(sheet.read_text(encoding="utf-8").splitlines(), 1):
        where = f"overrides/theme/{name}:{number}"
        assert len(line) <= 100, f"{where} has {len(line)} characters; break it after a semicolon."
        colour = re.search(r"#[0-9a-f]{3,8}\b(?![^{]*\{)|\b(rgb|hsl|oklch)a?\(", line)
        assert not colour or sheet.name == "tokens.css", (
            f"{where}: “{line.strip()}” names a colour; give it a name in tokens.css, and use that."
        )
        assert "light-dark(" not in line, (
            f"{where}: browsers of 2023 do not know light-dark(); give both as tokens.css does."
        )


@pytest.mark.parametrize(
    ("names", "most", "what"),
    [
        ("font(?:-size)?", 6, "sizes of type"),
        ("(?:margin|padding|(?:row-|column-)?gap)(?:-[a-z]+)*", 5, "spaces"),
    ],
    ids=["type", "space"],
)
def test_sizes_are_tokens(names, most, what):
    """Sizes of type, and spaces, stand in tokens.css, few of each, and nowhere as a number."""
    styles = source.ROOT / "overrides/theme/assets/stylesheets"
    used = set()
    for sheet in (styles / "screen.css", styles / "print.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        for name, value in re.findall(rf"(?<![\w-])({names}): ([^;}}]+)", text):
            used |= set(
                re.findall(r"var\(--cm-(small|text|large|lede|head|title|xs|s|m|l|xl)\)", value)
            )
            number = re.search(
                r"(?<![\w.-])[\d.]+r?em\b", re.sub(r"calc\([^;]*--cm[^;]*", "", value)
            )
            assert not number, (
                f"{sheet.name}: “{name}: {value}” has a size of its own; take one of the {most}"
                f" {what} in tokens.css."
            )
    assert len(used) <= most, f"tokens.css: {len(used)} {what}, and {most} do: {sorted(used)}."


def test_spine_stands_out():
    """In the dark as in the light the spine is told from the paper around it."""

    def light(colour: str) -> float:
        parts = (value / 255 for value in bytes.fromhex(colour[1:]))
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05

    colours = source.colours()
    for scheme, spine, paper in zip(
        ("light", "dark"), colours["spine"], colours["paper"], strict=True
    ):
        dark, bright = sorted((light(spine), light(paper)))
        assert bright / dark >= 1.5, (
            f"tokens.css, {scheme}: the spine {spine} is lost on the paper {paper}."
        )


def test_accent_is_no_voice():
    """What is pointed at, or found, has the colour of neither practice."""
    text = (source.ROOT / "overrides/theme/assets/stylesheets/tokens.css").read_text()
    accents = re.findall(r"--md-accent[\w-]*: var\(--cm-([\w-]+)\)", text)
    assert accents, "tokens.css no longer sets the theme's accent, which is blue by itself."
    voices = [name for name in accents if name.startswith(("coaching", "mentoring"))]
    assert not voices, f"tokens.css: the accent is {voices}, one of the two practices."
