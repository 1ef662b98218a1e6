"""What is run by hand: it finds its browser, and draws what it should or says what it lacks."""

import os
import subprocess
import sys

import cards
import chromium
import pytest
import source


def test_cards_are_drawn_or_the_font_is_named(browser, tmp_path):
    """The maker needs no CHROMIUM where the tests need none, and never draws in another font."""
    command = [sys.executable, source.ROOT / "overrides/makers/cards.py", "--to", tmp_path]
    run = {"env": os.environ, "capture_output": True, "text": True, "timeout": 120, "check": False}
    done = subprocess.run(command, **run)  # noqa: S603
    if done.returncode:
        assert "Not here: the font Charis SIL (Debian: fonts-sil-charis)" in done.stderr
        assert not [*tmp_path.rglob("*.png")], "a card was drawn in another font."
        return
    assert "1 of 6" in done.stdout, f"cards.py does not say how far it is: {done.stdout}"
    for file, mark in cards.marks(tmp_path).items():
        assert mark.encode() in file.read_bytes(), f"{file.name} does not hold its mark."
    (tmp_path / "cards/focus.png").unlink()
    again = subprocess.run(command, **run)  # noqa: S603
    assert "1 of 1: focus.png" in again.stdout, f"it makes what is of today, too: {again.stdout}"


def test_missing_font_is_named(page, monkeypatch):
    """A maker stops at a font that is not installed, and says which package brings it."""
    monkeypatch.setitem(chromium.FONTS, "No Such Face", "fonts-none")
    with pytest.raises(SystemExit, match=r"the font No Such Face \(Debian: fonts-none\)"):
        chromium.need_fonts(page, "No Such Face")
