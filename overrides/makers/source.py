"""What the writers wrote, read once for the makers and for the tests.

The pages in the order of the navigation, their front matter, the dimensions; and the colours.
"""

import functools
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TOKENS = ROOT / "overrides/theme/assets/stylesheets/tokens.css"
PRACTICES = ("coaching", "mentoring")


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


@functools.cache
def colours() -> dict[str, tuple[str, str]]:
    """Return the colours of the site by name, without `--cm-`: in the light, in the dark."""
    pairs = r"--cm-([\w-]+): var\(--light, (#\w+)\) var\(--dark, (#\w+)\)"
    return {name: (light, dark) for name, light, dark in re.findall(pairs, TOKENS.read_text())}


def mark(*texts: str) -> str:
    """Return eight hex digits that stand for texts, for a file that is made from them to hold."""
    return f"{zlib.crc32(''.join(texts).encode()):08x}"
