"""Filters for the templates that are shorter in Python: marks, places, and unbroken words."""

import re
from collections.abc import Mapping

from jinja2 import Environment
from jinja2.runtime import Macro
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

# `<!-- matrix -->`, `<!-- figure length -->`, `{call.acas}`: a name, and what it is given
MARK = re.compile(r"<!-- ([a-z]\S*)((?: \S+)*?) -->|\{([a-z]+)\.([\w-]+)\}")

# `{focus.question}`, `{focus.coaching.lead}`: a dimension, and one of its cells
PLACE = re.compile(r"\{([\w-]+(?:\.[\w-]+)+)\}")


def draw(html: str, parts: Mapping[str, Macro]) -> str:
    """Return a page with a part in the place of each mark.

    Args:
        html: the page.
        parts: the macro that draws each part, by the name in its mark. The mark of one that draws
            nothing on this page stays, and check.py stops the build at it.
    """

    def drawn(mark: re.Match) -> str:
        part, given = parts.get(mark[1] or mark[3]), (mark[2] or mark[4] or "").split()
        fits = part and len(part.arguments) == len(given)
        return (part(*given) if fits else "").strip() or mark[0]

    return MARK.sub(drawn, html)


def fill(text: str, dimensions: Mapping[str, dict]) -> str:
    """Return a text with the words of the dimensions in their places.

    A cell enters a sentence with a small first letter and without its full stop.

    Args:
        text: a text with places such as `{focus.coaching.lead}` and `{focus.question}`; one that
            names nothing stays as it is, and check.py stops the build.
        dimensions: what the front matter says of each dimension, by the name of its file.
    """

    def words(place: re.Match) -> str:
        value = dimensions
        for key in place[1].split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if not isinstance(value, str):
            return place[0]
        question = place[1].endswith(".question")
        return value if question else (value[:1].lower() + value[1:]).strip(".")

    return PLACE.sub(words, text)


def whole(text: str) -> str:
    """Return words for a narrow cell, in which a word with a hyphen is not broken at it."""
    return re.sub(r"\S*-\S*", r'<span class="cm-whole">\g<0></span>', text)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give all three to the templates, as filters."""

    def fill_from(text: str, dimensions: list[dict]) -> str:
        return fill(text, {dimension["slug"]: dimension["meta"] for dimension in dimensions})

    env.filters |= {"draw": draw, "fill": fill_from, "whole": whole}
