"""The site as a reader gets it: built once, served under a path, opened in a real browser."""

import contextlib
import functools
import http.server
import importlib
import logging
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import browser as chromium
import content
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=20_000)  # a busy machine is no fault of the site

CLOCK = "1700000000"  # when the site is built, in seconds since 1970
SUBPATH = "sub/path/"  # a fork is published under one: nothing may count on the root

# What axe is asked. Its two rules on colours take most of the time of all where they look at each
# element; what looks alike has one verdict, so that they get one element of each look.
COLOURS = ["color-contrast", "link-in-text-block"]
PAIRS = ["target-size", "scrollable-region-focusable"]  # each element with each, more or less
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {
    "rest": {"runOnly": RULES, "rules": {name: {"enabled": False} for name in COLOURS}},
    "large": {"runOnly": RULES, "rules": {name: {"enabled": False} for name in COLOURS + PAIRS}},
    "colours": {"runOnly": {"type": "rule", "values": COLOURS}},
}
# A look: what an element is, its letters and its parent's, and the grounds of all that it is in.
# Its colours are in it, so that what was seen at another width or in another scheme stays seen.
LOOKS = """() => {
  const grounds = new Map([[null, '']]);
  const ground = (e) => {
    if (!grounds.has(e)) {
      const style = getComputedStyle(e);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
        style.position].join();
      const plain = own === 'rgba(0, 0, 0, 0),none,1,none,static';
      grounds.set(e, (plain ? '' : own + e.className) + ground(e.parentElement));
    }
    return grounds.get(e);
  };
  const letters = (e) => {
    const style = getComputedStyle(e);
    const large = parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);
    return [e.tagName, e.className, style.color, large, style.fontWeight,
      style.textDecorationLine, style.textShadow].join();
  };
  const include = [...document.querySelectorAll('input, select, textarea')];
  const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (text.nextNode()) {
    if (text.currentNode.data.trim()) include.push(text.currentNode.parentElement);
  }
  const seen = window.seen ??= new Set();
  return include.filter((e) => {
    if (!e.checkVisibility({ visibilityProperty: true })) return false;
    const look = [letters(e), letters(e.parentElement), ground(e)].join();
    return !seen.has(look) && seen.add(look);
  }).map((e) => e.closest('a') ?? e);
}"""
RUN = """async ([asked, all]) => {
  const found = [];
  for (const rules of asked) {
    const include = rules === 'colours' ? (LOOKS)() : [document];
    const options = { ...all[rules], resultTypes: ['violations'] };
    if (include.length) found.push(...(await axe.run({ include }, options)).violations);
  }
  return found.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${rule.help}: ${node.target}: ${node.failureSummary ?? ''}`));
}""".replace("LOOKS", LOOKS)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--weigh`, for tests/test_weight.py."""
    parser.addoption("--weigh", action="store_true", help="write tests/weights.json anew")


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


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Give tests names that can be read and typed: home's address is empty."""
    if argname in ("url", "visit"):
        return val or "home"
    return val.slug if isinstance(val, content.Dimension) else None


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


def need(name: str) -> ModuleType:
    """Return a module that only the extra `ci` brings; without it, skip the test and say so.

    Args:
        name: its name, as in `import`.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        why = f"needs {name}, which the extra `ci` brings: .venv/bin/pip install -e '.[ci]'"
    if os.environ.get("CI"):
        pytest.fail(f"CI skips nothing, and this test {why}", pytrace=False)
    pytest.skip(why)


def rgb(colour: str) -> str:
    """Return a colour of tokens.css, `#rrggbb`, as browsers say it: `rgb(22, 27, 36)`."""
    return "rgb({}, {}, {})".format(*bytes.fromhex(colour[1:]))


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe finds on a page as it stands: rule, element and cure, a line each.

    Args:
        page: an open page of the browser.
        rules: which to run, keys of AXE; `rest` and `colours`, which are all, if none is named.
    """
    if not page.evaluate("() => 'axe' in window"):  # bringing it takes as long as running
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN, [rules or ["rest", "colours"], AXE])


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

    @functools.cache  # noqa: B019
    def ids(self, url: str) -> set[str]:
        """Return the ids of a built page, by its address as in `page`."""
        return {node["id"] for node in self.page(url).select("[id]")}

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
            wrong = [line for file in content.pages() for line in content.problems(file)]
            request.session.shouldstop = "the site does not build"
            cure = f"{error} Mend the link that this names, or add what it leads to."
            pytest.fail("\n".join(["The site does not build.", *(wrong or [cure])]), False)
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


def read(page: Page, address: str) -> None:
    """Open a page, scroll it to its end, so that it asks for all that it asks for, and go back."""
    page.goto(address)
    page.mouse.wheel(0, 100_000)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


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
