"""The site as a reader gets it: built once, served under a path, opened in a real browser."""

import contextlib
import functools
import http.server
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import browser as chromium
import pytest
import source
from helpers import CLOCK, Site, build_site, read
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=20_000)  # a busy machine is no fault of the site

ROOMS = {
    "source": "what the Markdown says",
    "built": "the built pages",
    "browser": "the pages in Chromium",
    "release": "what only a release needs, which CI runs (other builds and browsers, paper, film)",
}
SUBPATH = "sub/path/"  # a fork is published under one: nothing may count on the root


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--weigh`, for tests/browser/test_weight.py."""
    parser.addoption("--weigh", action="store_true", help="write tests/browser/weights.json anew")


@pytest.hookimpl(tryfirst=True)  # xdist reads what is asked of it in this same hook
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Share the whole suite out to two to four processes; what somebody picks runs in one."""
    options = config.option
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    whole = not (named or options.keyword or options.usepdb)
    process = hasattr(config, "workerinput")  # one of those: it has nothing more to share out
    if getattr(options, "numprocesses", 0) is None and whole and not process:
        options.numprocesses = min(4, max(2, os.cpu_count() or 2))
        options.dist = "worksteal"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of a run which rooms it left out, and how to run them."""
    ran = {
        report.nodeid.split("/")[1]
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "nodeid", "").startswith("tests/")
    }
    for room, what in ROOMS.items():
        if room not in ran and not terminalreporter.config.option.collectonly:
            terminalreporter.write_line(f"Not run: {what}. To run it: pytest tests/{room}")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Give tests names that can be read and typed: home's address is empty."""
    if argname in ("url", "visit"):
        return val or "home"
    return val.slug if isinstance(val, source.Dimension) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Install a browser if a test needs one and there is none, once, before any begins; say so.

    xdist gives out no test before every process has collected, and so waits for the first.
    """
    first = getattr(session.config, "workerinput", {"workerid": "gw0"})["workerid"] == "gw0"
    needed = any("browser" in getattr(item, "fixturenames", ()) for item in session.items)
    if first and needed and not session.config.option.collectonly and not chromium.available():
        with session.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(
                "\nNo Chromium here: installing one for the tests. It takes a minute.", flush=True
            )
        chromium.install()


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


class _Server(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that leaves before it has all, as at the end of a test."""

    def handle_error(self, *who: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(*who)


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Site]:
    """Build the site, serve it on a free port of this machine, and stop when all is done."""
    root = tmp_path_factory.mktemp("site")
    folder = root / SUBPATH
    handler = functools.partial(_Handler, directory=str(root))
    with _Server(("127.0.0.1", 0), handler) as server:
        base = f"http://127.0.0.1:{server.server_port}/{SUBPATH}"
        try:
            with pytest.MonkeyPatch.context() as env:
                env.setenv("SOURCE_DATE_EPOCH", CLOCK)
                build_site(folder, site_url=base)
        except AssertionError as error:
            request.session.shouldstop = "the site does not build"
            cure = f"{error} Mend the link that this names, or add what it leads to."
            pytest.fail(f"The site does not build.\n{cure}", pytrace=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, base)
        server.shutdown()


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the copy to read without a network; return its folder."""
    folder = tmp_path_factory.mktemp("offline")
    with pytest.MonkeyPatch.context() as env:
        env.setenv("OFFLINE", "true")
        build_site(folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser that was found or installed."""
    if not chromium.available():
        pytest.fail(
            "The browser tests need Chromium, and it could not be installed: install Chromium or"
            " Chrome, or set CHROMIUM to its path, and run the tests again.",
            pytrace=False,
        )
    with (
        sync_playwright() as playwright,
        chromium.launch(
            playwright.chromium, "--disable-gpu", "--disable-software-rasterizer"
        ) as browser,
    ):
        yield browser


def _open(browser: Browser) -> Page:
    """Open a window with nothing stored, which keeps what it hears and asks for."""
    page = browser.new_context(locale="en-GB").new_page()
    page.complaints, page.asked = [], []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a new window with nothing stored.

    The page keeps what the site says in the console (`complaints`) and asks of the network
    (`asked`), both lists of text.
    """
    page = _open(browser)
    yield page
    page.context.close()


@pytest.fixture(scope="session")
def _kept(browser: Browser) -> Page:
    return _open(browser)


@contextlib.contextmanager
def _as_new(page: Page) -> Iterator[Page]:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(
        media="null",
        color_scheme="light",
        contrast="no-preference",
        forced_colors="none",
        reduced_motion="no-preference",
    )
    page.complaints.clear()
    page.asked.clear()
    yield page
    page.unroute_all()
    page.context.clear_cookies()
    if page.url.startswith("http"):  # a skipped test has opened nothing
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.goto("about:blank")


@pytest.fixture
def tab(_kept: Page) -> Iterator[Page]:
    """Lend the one window that stays open, as good as new: a new one costs seven visits.

    It has what `page` has, but for an empty cache.
    """
    with _as_new(_kept) as page:
        yield page


@pytest.fixture(scope="session")
def _visitor(browser: Browser) -> Page:
    return _open(browser)


@pytest.fixture(scope="session")
def visit(_visitor: Page, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Read a page in a window of its own: one visit for all who ask for it by its address.

    pytest runs what needs one visit together. The page has what `page` has, and its address from
    the root of the site as `address`.
    """
    with _as_new(_visitor) as page:
        page.address = request.param
        read(page, site.base + page.address)
        yield page
