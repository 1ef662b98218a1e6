"""Finds elements in finished HTML, whatever the order, case and quotes of their attributes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape

_VALUE = r"\"[^\"]*\"|'[^']*'"
_ATTRIBUTE = re.compile(rf"([^\s=>\"'/]+)(?:\s*=\s*({_VALUE}|[^\s>]+))?", re.S)

# Elements whose content is text and not markup
_RAW = ("script", "style", "textarea", "title")


@dataclass(frozen=True)
class Element:
    """An element of a page, by its start tag.

    Attributes:
        name: its name in small letters.
        attributes: their names in small letters, and their values as a browser reads them.
        start: where its start tag begins in the page.
        end: where its start tag ends.
        text: what stands in it, if it is a script, a style sheet or the title.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int
    text: str = ""


def elements(html: str, *names: str) -> Iterator[Element]:
    """Yield the elements of a page that have one of these names, in order, skipping comments.

    Args:
        html: the page.
        names: in small letters.
    """
    at = 0
    wanted = "|".join({*names, *_RAW})
    tag = re.compile(rf"<!--.*?-->|<({wanted})(?=[\s/>])((?:[^>\"']|{_VALUE})*)>", re.S | re.I)
    while found := tag.search(html, at):
        at = found.end()
        name, text = (found[1] or "").lower(), ""
        if name in _RAW:
            close = re.compile(rf"</{name}\b|\Z", re.I).search(html, at)
            text, at = html[at : close.start()], close.start()
        if name in names:
            pairs = _ATTRIBUTE.findall(found[2])
            values = {key.lower(): unescape(_bare(value)) for key, value in pairs}
            yield Element(name, values, found.start(), found.end(), text)


def _bare(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') and value else value


def splice(html: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Return a page with some passages replaced.

    Args:
        html: the page.
        edits: where each place begins and ends, and what is to stand there; in any order.
    """
    for start, end, text in sorted(edits, reverse=True):
        html = html[:start] + text + html[end:]
    return html


def with_attribute(tag: str, name: str, value: str) -> str:
    """Return a start tag with a new value for one of its attributes."""
    quoted = escape(value, quote=False).replace('"', "&quot;")
    given = re.compile(rf"(\s{name}\s*=\s*)({_VALUE}|[^\s>]+)", re.I)
    return given.sub(lambda found: f'{found[1]}"{quoted}"', tag, count=1)
