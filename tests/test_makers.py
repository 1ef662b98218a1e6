"""What is run by hand: it finds its browser, and takes words and colours from the site's source."""

import os
import re
import subprocess
import sys

import browser as chromium
import cards
import content
import pytest
import source

HEX = re.compile(r"(?<![\w&(])#[0-9a-f]{3,8}\b")


def test_slow_installer_is_outlived(monkeypatch):
    """An installer that takes too long is given up, and the tests then say what to do."""

    def slow(command, **_):
        raise subprocess.TimeoutExpired(command, 900)

    monkeypatch.setattr(chromium.subprocess, "run", slow)
    monkeypatch.setattr(chromium, "available", lambda: False)
    chromium.install()


def test_cards_are_drawn_in_the_browser_of_the_tests(browser, tmp_path):
    """The maker needs no CHROMIUM where the tests need none, and draws every card's words."""
    command = [sys.executable, source.ROOT / "overrides/makers/cards.py", "--to", tmp_path]
    done = subprocess.run(  # noqa: S603
        command, env=os.environ, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    for name, words in cards.cards().items():
        assert cards.said(words).encode() in (tmp_path / f"cards/{name}.png").read_bytes(), name
    assert (tmp_path / "touch-icon.png").exists()


@pytest.mark.parametrize("file", ["assets/images/favicon.svg", "partials/poster.html"])
def test_drawings_have_the_colours_of_the_tokens(file):
    """What cannot read the style sheet repeats its colours, and no others."""
    known = {colour for pair in content.colours().values() for colour in pair}
    strange = set(HEX.findall((source.TOKENS.parents[2] / file).read_text("utf-8"))) - known
    assert not strange, f"{file}: {strange} is no colour of tokens.css; use one of {sorted(known)}."


@pytest.mark.parametrize("name", ["card.html", "stage.html"])
def test_stages_name_colours(name):
    """What can read the style sheet repeats no colour of it."""
    known = {colour: key for key, pair in content.colours().items() for colour in pair}
    text = (source.ROOT / "overrides/makers" / name).read_text("utf-8")
    twice = [
        f"{colour}: use var(--cm-{known[colour]})"
        for colour in HEX.findall(text)
        if colour in known
    ]
    assert not twice, f"overrides/makers/{name} repeats {twice}."
