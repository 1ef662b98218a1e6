"""The browser that makers draw in and tests look through: found in one way, started in one way."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

# Font that a maker draws in -> the package that brings it, on Debian
FONTS = {
    "Charis SIL": "fonts-sil-charis",
    "Liberation Sans": "fonts-liberation",
    "Liberation Serif": "fonts-liberation",
}
# It asks nothing of the network.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")


def installed() -> str | None:
    """Return the Chromium that CHROMIUM names, or the one that is installed here, or None."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found or sys.platform == "linux":
        return found
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return str(mac) if mac.exists() else None


def available() -> bool:
    """Say whether there is a browser: an installed one, or Playwright's own."""
    if installed():
        return True
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def options(*more: str) -> dict:
    """Return how the browser is started: which one, and the options of its command line.

    Args:
        more: options besides those that it always gets.
    """
    # As root, in a container, it needs --no-sandbox
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {"executable_path": installed(), "args": [*QUIET, *root, "--no-first-run", *more]}


def launch(kind: BrowserType, *more: str, without: Sequence[str] = ()) -> Browser:
    """Start the browser.

    Args:
        kind: what starts it, such as `playwright.chromium`.
        more: options of Chromium's command line, besides those that it always gets.
        without: options that Playwright gives by itself, to be left out.

    Raises:
        playwright.sync_api.Error: there is no browser.
    """
    return kind.launch(**options(*more), ignore_default_args=list(without))


def need_fonts(page: Page, *names: str) -> None:
    """Stop if a font is not installed: the browser would draw in another, and say nothing.

    Args:
        page: any page of the browser.
        names: keys of FONTS.

    Raises:
        SystemExit: one is missing.
    """
    missing = page.evaluate(
        """(names) => {
          const c = document.createElement("canvas").getContext("2d");
          const width = (font) => {
            c.font = `40px ${font}`;
            return c.measureText("Handgloves").width;
          };
          return names.filter((name) => ["monospace", "cursive"].every((other) =>
            width(`"${name}", ${other}`) === width(other)));
        }""",
        names,
    )
    if missing:
        which = ", ".join(f"{name} (Debian: {FONTS[name]})" for name in missing)
        raise SystemExit(f"Not here: the font {which}. Install it; nothing was made.")
