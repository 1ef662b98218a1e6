"""The site as a reader gets it: built once, served under a path, opened in a real browser.

A test that asks for `page` gets a new one; `shared_page` stays open from test to test, and is as
good as new; `visited_page` shows one address to all tests that ask for it.
"""

import contextlib
import functools
import http.server
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
import source
from helpers import Site, build_site, install_browser, read
from playwright.sync_api import Browser, Page, expect
from slugify import slugify

expect.set_options(timeout=20_000)  # a busy machine is no fault of the site

ROOMS = {
    "source": "what the Markdown says",
    "built": "the built pages",
    "browser": "the pages in Chromium",
    "release": "what only a release needs, which CI runs (other builds and browsers, paper, film)",
}
SITE = pytest.StashKey[Site]()
SUBPATH = "sub/path/"  # a fork is published under one: nothing may count on the root


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
    if argname in ("url", "visited_page"):
        return val or "home"
    return val.slug if isinstance(val, source.Dimension) else None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell each process of xdist where the one site is, or will be."""
    site = _site(node.config)
    node.workerinput["site"] = (str(site.folder), site.base)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: object, ids: list[str]) -> None:
    """Prepare once for all processes, before xdist hands out the first test."""
    _prepare(node.config, ids)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Prepare, where all tests run in this one process."""
    if not session.config.option.collectonly and not hasattr(session.config, "workerinput"):
        _prepare(session.config, [item.nodeid for item in session.items])


def _prepare(config: pytest.Config, ids: list[str]) -> None:
    """See to a browser and build the site, unless only the Markdown is judged."""
    rooms = {name.split("/")[1] for name in ids}
    if rooms & {"browser", "release"} and not chromium.available():
        with config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print("\nNo Chromium here: installing one. It takes a minute.", flush=True)
        install_browser()
        if not chromium.available():
            pytest.exit(
                "The browser tests need Chromium, and it could not be installed: install Chromium"
                " or Chrome, or set CHROMIUM to its path, and run the tests again.",
                returncode=1,
            )
    site = _site(config)
    if rooms - {"source"} and not site.folder.exists():
        try:
            build_site(site.folder, site_url=site.base)
        except AssertionError as error:
            pytest.exit(f"The site does not build. {error}", returncode=1)


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


def _site(config: pytest.Config) -> Site:
    """Return where the site is built and served: one place for all processes."""
    if SITE not in config.stash:
        if hasattr(config, "workerinput"):
            folder, base = config.workerinput["site"]
            config.stash[SITE] = Site(Path(folder), base)
            return config.stash[SITE]
        root = tempfile.TemporaryDirectory(prefix="site-")
        server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=root.name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        config.add_cleanup(root.cleanup)
        config.add_cleanup(server.server_close)
        config.add_cleanup(server.shutdown)
        base = f"http://127.0.0.1:{server.server_port}/{SUBPATH}"
        config.stash[SITE] = Site(Path(root.name, SUBPATH), base)
    return config.stash[SITE]


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Site:
    """Return the site, strictly built and served under a path."""
    site = _site(pytestconfig)
    assert site.folder.exists(), "A test in tests/source asks for the site; move it to tests/built."
    return site


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the copy to read without a network; return its folder."""
    folder = tmp_path_factory.mktemp("offline")
    with pytest.MonkeyPatch.context() as env:
        env.setenv("OFFLINE", "true")
        build_site(folder, site_url="https://example.org/")
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Let pytest-playwright start the browser that the makers draw in."""
    quiet = chromium.options("--disable-gpu", "--disable-software-rasterizer")
    return {**browser_type_launch_args, **quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """Read as a British reader does."""
    return {**browser_context_args, "locale": "en-GB"}


def _listened(page: Page) -> Page:
    """Let a page keep what it complains of in the console, and what it asks of the network."""
    page.complaints, page.asked = [], []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


@pytest.fixture
def page(page: Page) -> Page:
    """Open a new page with nothing stored.

    It keeps what the site says in the console (`complaints`) and asks of the network (`asked`),
    both lists of text.
    """
    return _listened(page)


@pytest.fixture(scope="session")
def _open_page(browser: Browser, browser_context_args: dict) -> Page:
    return _listened(browser.new_context(**browser_context_args).new_page())


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
def shared_page(_open_page: Page) -> Iterator[Page]:
    """Lend the one page that stays open, as good as new: opening one costs seven visits.

    It has what `page` has, but for an empty cache.
    """
    with _as_new(_open_page) as page:
        yield page


@pytest.fixture
def before(shared_page: Page) -> Iterator[Callable[[str], object]]:
    """Return what lets a script run in the page that stays open before any of the site's own."""
    client = shared_page.context.new_cdp_session(shared_page)
    client.send("Page.enable")
    add = "Page.addScriptToEvaluateOnNewDocument"
    yield lambda script: client.send(add, {"source": script})
    client.detach()
    shared_page.reload()  # as it is without that script


@pytest.fixture(scope="session")
def _open_plain_page(browser: Browser, browser_context_args: dict) -> Page:
    options = {**browser_context_args, "java_script_enabled": False}
    return _listened(browser.new_context(**options).new_page())


@pytest.fixture
def plain_page(_open_plain_page: Page) -> Iterator[Page]:
    """Lend the one page that runs no scripts, as good as new."""
    with _as_new(_open_plain_page) as page:
        yield page


@pytest.fixture(scope="session")
def _visitor(browser: Browser, browser_context_args: dict) -> Page:
    return _listened(browser.new_context(**browser_context_args).new_page())


@pytest.fixture(scope="session")
def visited_page(_visitor: Page, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Visit a page of the site once for all tests that ask for it by its address.

    pytest runs together what needs one visit. The page has what `page` has, and its address from
    the root of the site as `address`.
    """
    with _as_new(_visitor) as page:
        page.address = request.param
        read(page, site.base + page.address)
        yield page


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Take a picture of a page that stays open when its test fails, as is done of others."""
    report = yield
    wanted = item.config.getoption("--screenshot") != "off"
    for name in ("shared_page", "visited_page") if report.failed and wanted else ():
        if page := getattr(item, "funcargs", {}).get(name):
            path = Path(item.config.getoption("--output"), f"{slugify(item.nodeid)}.png")
            page.screenshot(path=path)
            report.sections.append(("Picture of the page", str(path)))
    return report
