"""What the writers wrote, read once for the makers and for the tests.

The pages in the order of the navigation, their front matter, the dimensions; and the colours.
"""

import functools
import html
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import markdown
import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "overrides/hooks"))  # shares draw.py with the templates
DOCS = ROOT / "docs"
THEME = ROOT / "overrides/theme"
TOKENS = THEME / "assets/stylesheets/tokens.css"
DRAWINGS = THEME / ".icons/cm"
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


def light(*names: str) -> dict[str, str]:
    """Return colours as they are in the light, where all that is made stands; all if none is named.

    Args:
        names: of colours, without `--cm-`; what is no colour is left out.
    """
    found = colours()
    return {name: found[name][0] for name in sorted(names or found) if name in found}


def drawings() -> dict[str, str]:
    """Return the drawings of the cells, as SVG: `focus-coaching` -> its file."""
    names = (f"{d.slug}-{practice}" for d in dimensions() for practice in PRACTICES)
    files = ((name, DRAWINGS / f"{name}.svg") for name in names)
    return {name: file.read_text("utf-8") for name, file in files if file.exists()}


# Words, as they stand on the pages ------------------------------------------------------------


def section(file: str, name: str) -> str:
    """Return the Markdown between the marks of a section, without the marks of others in it.

    Args:
        file: a Markdown file, from docs/.
        name: of the section: it stands between `start:NAME` and `end:NAME`.

    Raises:
        ValueError: the page does not mark it.
    """
    start, end = (f"<!-- --8<-- [{side}:{name}] -->" for side in ("start", "end"))
    found = re.search(rf"{re.escape(start)}\n(.*?){re.escape(end)}", read(file)[0], re.S)
    if not found:
        raise ValueError(
            f"docs/{file} marks no section `{name}`, which the files to take away show: put"
            f" {start} on a line of its own before the words, and {end} after them."
        )
    return re.sub(r"^<!-- --8<-- \[\w+:[\w-]+\] -->\n", "", found[1], flags=re.M).strip()


def expand(text: str) -> str:
    """Return Markdown with the sections that it includes."""
    return re.sub(r'^--8<-- "([^":]+):([^"]+)"', lambda at: section(*at.groups()), text, flags=re.M)


def plain(text: str) -> str:
    """Return Markdown as the reader sees its words, on one line."""
    made = markdown.markdown(text, extensions=["smarty", "attr_list"])
    return " ".join(html.unescape(re.sub(r"<!--.*?-->|<[^>]+>", "", made, flags=re.S)).split())


def sentences(text: str) -> list[str]:
    """Return the sentences of some Markdown, as the reader sees them."""
    return re.split(r"(?:(?<=[.!?])|(?<=[.!?][’)]))\s+(?=[A-Z‘(])", plain(text))


def claims(file: str, name: str) -> list[str]:
    """Return the first sentence of each paragraph of a section that begins in bold.

    Args:
        file: a Markdown file, from docs/.
        name: of the section.

    Raises:
        ValueError: no paragraph begins so.
    """
    paragraphs = re.split(r"\n\s*\n", section(file, name))
    found = [sentences(each)[0] for each in paragraphs if each.startswith("**")]
    if not found:
        raise ValueError(
            f"docs/{file}, section `{name}`: no paragraph begins in bold; put what it claims in"
            " bold at its beginning, and the slides show the sentence."
        )
    return found


def heading(file: str, name: str = "") -> str:
    """Return a heading of a page by its id, or the one at its top.

    Raises:
        ValueError: there is none.
    """
    at = rf"#+ (.+) {{ #{name}[ }}]" if name else r"# (.+?)(?: \{[^}]*\})?$"
    found = re.search(rf"^{at}", read(file)[0], re.M)
    if not found:
        raise ValueError(
            f"docs/{file} has no heading with the id `{name}`; the makers look for it."
        )
    return plain(found[1])


def label(name: str) -> str:
    """Return a label of mkdocs.yml, such as what a practice is called."""
    return config()["extra"]["labels"][name]
