"""What the writers wrote: the Markdown pages, their front matter and marked sections, as checked.

Every problem is one sentence that says what is wrong, in which file, and how to mend it.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PRACTICES = ("coaching", "mentoring")

# The four on which the site promises to compare; more may be added, none may go.
PROMISED = ("focus", "structure", "approach", "relationship-dynamics")

ACCOUNT_WORDS = (60, 110)
PARALLEL = 0.2  # by how much the two accounts of a pair may differ in length


@dataclass(frozen=True)
class Dimension:
    """One dimension as its Markdown page gives it.

    Attributes:
        slug: file name without its ending, `relationship-dynamics`.
        name: its name in the navigation, `Relationship dynamics`.
        meta: the front matter's `dimension`: question, and for each practice lead and short cell.
    """

    slug: str
    name: str
    meta: dict

    @property
    def file(self) -> str:
        """Its Markdown file, from docs/."""
        return f"dimensions/{self.slug}.md"


@functools.cache
def config() -> MkDocsConfig:
    """Return mkdocs.yml as MkDocs reads it."""
    return load_config(str(ROOT / "mkdocs.yml"))


def _leaves(nav: list) -> Iterator[tuple[str, str]]:
    for item in nav:
        for title, target in item.items():
            if isinstance(target, list):
                yield from _leaves(target)
            else:
                yield title, target


@functools.cache
def pages() -> dict[str, str]:
    """Return the pages in the order of the navigation: Markdown file from docs/ -> name."""
    return {file: title for title, file in _leaves(config()["nav"])}


@functools.cache
def grouped() -> frozenset[str]:
    """Return the pages that stand below a heading of the navigation."""
    sections = (
        target for item in config()["nav"] for target in item.values() if isinstance(target, list)
    )
    return frozenset(file for section in sections for _, file in _leaves(section))


def url(file: str) -> str:
    """Return the address of a Markdown file, from the root of the site: `dimensions/focus/`."""
    return re.sub(r"(^|/)index\.md$", r"\1", file) if file.endswith("index.md") else f"{file[:-3]}/"


@functools.cache
def read(file: str) -> tuple[str, dict]:
    """Return the text and the front matter of a Markdown file; empty where it has none."""
    path = DOCS / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        return get_data(text)
    except yaml.YAMLError:
        return text, {}


@functools.cache
def dimensions() -> tuple[Dimension, ...]:
    """Return the dimensions, in the order of the navigation."""
    return tuple(
        Dimension(Path(file).stem, name, read(file)[1].get("dimension") or {})
        for file, name in pages().items()
        if file.startswith("dimensions/")
    )


def section(file: str, name: str) -> str | None:
    """Return the marked section of a file that others include; None where it is not marked."""
    start, end = (re.escape(f"<!-- --8<-- [{side}:{name}] -->") for side in ("start", "end"))
    found = re.search(rf"{start}\n(.*?){end}", read(file)[0], re.S)
    return found[1].strip() if found else None


def words(markdown: str) -> int:
    """Return how many words a reader sees in some Markdown."""
    return len(re.findall(r"[\w’'-]+", re.sub(r"\]\([^)]*\)|\{[^}]*\}", "", markdown)))


def _accounts(file: str) -> Iterator[str]:
    found = {}
    for practice in PRACTICES:
        text = section(file, practice)
        if not text:
            yield (
                f"docs/{file}: the account of {practice} is missing; write it between"
                f" `<!-- --8<-- [start:{practice}] -->` and `<!-- --8<-- [end:{practice}] -->`."
            )
            continue
        found[practice] = words(text)
        if not ACCOUNT_WORDS[0] <= found[practice] <= ACCOUNT_WORDS[1]:
            yield (
                f"docs/{file}: the account of {practice} has {found[practice]} words; it may have"
                f" {ACCOUNT_WORDS[0]} to {ACCOUNT_WORDS[1]}, so that all fit on one sheet."
            )
        if re.search(r"^#|\]\(|\[\^", text, re.M):
            yield (
                f"docs/{file}: the account of {practice} holds a heading, link or footnote; move"
                " it out of the marked part, which other folders include."
            )
    if len(found) == len(PRACTICES) and min(found.values()) < (1 - PARALLEL) * max(found.values()):
        yield f"docs/{file}: the two accounts differ in length, {found}; even them out."


def _includes(file: str) -> Iterator[str]:
    for target in re.findall(r'^--8<-- "([^"]+)"', read(file)[0], re.M):
        source, _, name = target.partition(":")
        if section(source, name) is None:
            yield (
                f"docs/{file} includes `{target}`, but docs/{source} has no section marked"
                f" `{name}`; mark it there, or mend the name here."
            )


def problems(file: str) -> list[str]:
    """Return what is wrong with one Markdown page.

    Args:
        file: path of the page from docs/, as in the navigation.

    Returns:
        One sentence for each fault: what, in which file, how to mend it. Empty if there is none.
    """
    if not (DOCS / file).exists():
        return [f"mkdocs.yml: the navigation names docs/{file}, which does not exist; write it."]
    # The build itself stops at faults in the front matter, by the same rules
    rules = config()["hooks"]["overrides/hooks/check.py"]
    found = rules.front_matter(file, (DOCS / file).read_text(encoding="utf-8"))
    found += _includes(file)
    if file.startswith("dimensions/"):
        found += _accounts(file)
    return found
