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
