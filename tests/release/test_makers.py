"""What is run by hand: it finds its browser, and draws what it should."""

import os
import subprocess
import sys

import browser as chromium
import cards
import source


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
