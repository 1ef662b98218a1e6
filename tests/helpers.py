"""What tests share: the built site, a copy of the tree, words of pages, axe, paper."""

import contextlib
import functools
import importlib
import logging
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
import source
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from playwright.sync_api import Page

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


def group(heading) -> str:
    """Return the id of the heading of the second level that an entry belongs to."""
    return heading.find_previous("h2").get("id", "")


FOLDER = source.DOCS / "video"
AGAIN = "make the video again: README.md says how"
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
