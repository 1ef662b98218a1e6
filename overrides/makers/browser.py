"""The browser that makers draw in and tests look through: found in one way, started in one way."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, sync_playwright

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


def install() -> None:
    """Install a browser: Playwright's own, or Debian's where that is out of reach."""
    commands = [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        commands = [
            [*sudo, "apt-get", "update", "-qq"],
            [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            *commands,
        ]
    for command in commands:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=900, check=False)  # noqa: S603
        if available():
            return


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
