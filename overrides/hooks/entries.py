"""The entries of the sources as data: read from docs/sources/, checked, and put into words.

An entry is CSL data (citationstyles.org), as reference managers read it; what this site adds stands
apart, under `custom`. The pages, the exports, the tests and .github/overdue.py read it by `load`.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from mkdocs.utils.meta import get_data

FOLDER = "sources"  # in docs/, with a file for each theme, in the order of `themes` in sources.md
INDEX = "sources.md"
SEARCHES = "looked-for"  # the file, in the same folder, of what was not found
CORRECTIONS = "corrections"  # the file, in the same folder, of what was changed or withdrawn
CORRECTION = {"id", "day", "title", "page", "before", "now", "why"}
SEARCH = {"id", "title", "what", "where", "looked", "nearest"}
# The types of CSL in use -> what BibTeX and RIS call them
TYPES = {
    "article": ("misc", "GEN"),
    "article-journal": ("article", "JOUR"),
    "article-magazine": ("article", "MGZN"),
    "article-newspaper": ("article", "NEWS"),
    "book": ("book", "BOOK"),
    "chapter": ("incollection", "CHAP"),
    "entry-dictionary": ("misc", "DICT"),
    "entry-encyclopedia": ("misc", "ENCYC"),
    "legislation": ("misc", "STAT"),
    "report": ("techreport", "RPRT"),
    "standard": ("misc", "STAND"),
    "thesis": ("phdthesis", "THES"),
    "webpage": ("misc", "ELEC"),
}
# The fields of CSL in use: those that `reference` prints and the exports carry
TEXTS = [
    *("title", "container-title", "volume", "issue", "page", "number", "version", "section"),
    *("genre", "publisher", "publisher-place", "note", "DOI", "URL"),
]
FIELDS = ["id", "type", "author", "editor", "issued", *TEXTS, "custom"]
KINDS = [
    *("definition", "code", "standard", "meta-analysis", "review", "trial", "single study"),
    *("conceptual paper", "book", "survey", "news article", "practitioner", "guidance"),
    *("reference work", "law"),
]
# How much of it was read, which is the beginning of `read`
READ = [
    *("whole page", "whole text", "in part", "abstract", "first page", "opening", "as reported"),
]
CUSTOM = ["label", "kind", "read", "used-for", "checked", "also", "no-link", "et-al"]
CUSTOM_TEXTS = {"label", "kind", "read", "used-for", "no-link"}
OPTIONAL = {"also", "no-link", "et-al"}


def load(docs: Path) -> dict[str, dict]:
    """Return all sources by id, in order, each with the `theme` of its file.

    Args:
        docs: the folder docs/.

    Raises:
        ValueError: a file is not a YAML list, or an id is used twice; the message says where.
    """
    found: dict[str, dict] = {}
    for theme in themes(docs):
        file = f"docs/{FOLDER}/{theme}.yml"
        try:
            entries = yaml.safe_load((docs / FOLDER / f"{theme}.yml").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ValueError(f"{file} is missing; docs/{INDEX} names it under `themes`.") from None
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise ValueError(f"{file} cannot be read: {error}; mend it there.") from None
        for number, entry in enumerate(entries if isinstance(entries, list) else [None], 1):
            if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                raise ValueError(f"{file}: entry {number} has no `id`; begin it with `- id: …`.")
            if entry["id"] in found:
                raise ValueError(f"{file}: the id {entry['id']} stands twice; name one anew.")
            found[entry["id"]] = {**entry, "theme": theme}
    return found


def themes(docs: Path) -> dict[str, str]:
    """Return the themes of the sources, from the front matter of sources.md: file name -> title."""
    return get_data((docs / INDEX).read_text(encoding="utf-8"))[1].get("themes") or {}


def searches(docs: Path) -> dict[str, dict]:
    """Return what was looked for and not found, by id.

    Raises:
        ValueError: its file is no list of entries, each with an id.
    """
    file = f"docs/{FOLDER}/{SEARCHES}.yml"
    try:
        entries = yaml.safe_load((docs / FOLDER / f"{SEARCHES}.yml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueError(f"{file} cannot be read: {error}; mend it there.") from None
    for number, entry in enumerate(entries if isinstance(entries, list) else [None], 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise ValueError(f"{file}: entry {number} has no `id`; begin it with `- id: none-…`.")
    return {entry["id"]: entry for entry in entries}


def corrections(docs: Path) -> list[dict]:
    """Return what was changed or withdrawn, the newest first.

    Raises:
        ValueError: its file cannot be read, or a line of it has a fault; the message says which.
    """
    file = f"docs/{FOLDER}/{CORRECTIONS}.yml"
    try:
        lines = yaml.safe_load((docs / FOLDER / f"{CORRECTIONS}.yml").read_text(encoding="utf-8"))
        lines = lines["corrections"]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError) as error:
        raise ValueError(f"{file} cannot be read: {error}; mend it there.") from None
    for number, line in enumerate(lines, 1):
        if not isinstance(line, dict) or line.keys() != CORRECTION:
            wanted = ", ".join(sorted(CORRECTION))
            raise ValueError(f"{file}: correction {number} must hold {wanted}, and no more.")
        if type(line["day"]) is not date:
            raise ValueError(f"{file}, {line['id']}: `day` must be a day, such as 2026-11-24.")
        for name in CORRECTION - {"day"}:
            if not isinstance(line[name], str) or not line[name]:
                raise ValueError(f"{file}, {line['id']}: `{name}` must be text; put it in quotes.")
    if (days := [line["day"] for line in lines]) != sorted(days, reverse=True):
        raise ValueError(f"{file}: the newest stands first; put the corrections in that order.")
    return lines


def second_hand(entry: dict) -> bool:
    """Say whether a source is known only from someone else's account."""
    return entry["custom"]["read"].startswith("as reported")


def faults(entries: dict[str, dict], today: date) -> Iterator[str]:
    """Yield what is wrong with the sources, a sentence each: file, entry, fault, cure.

    Args:
        entries: as `load` gives them.
        today: no entry may have been checked later.
    """
    dois: dict[str, str] = {}
    for key, entry in entries.items():
        where = f"docs/{FOLDER}/{entry['theme']}.yml, {key}"
        for name in entry.keys() - {*FIELDS, "theme"}:
            yield f"{where}: the key `{name}` is unknown; use one of {', '.join(FIELDS)}."
        if str(entry.get("type")) not in TYPES:
            yield f"{where}: `type` must be one of {', '.join(TYPES)}."
        for name in TEXTS:
            if not isinstance(entry.get(name, ""), str):
                yield f"{where}: `{name}` must be text; put it in quotes."
        for name in ("author", "editor"):
            people = entry.get(name, [])
            if not isinstance(people, list) or not all(
                isinstance(person, dict)
                and (person.get("family") or person.get("literal"))
                and all(isinstance(part, str) for part in person.values())
                for person in people
            ):
                yield (
                    f"{where}: `{name}` is a list of {{family: …, given: …}}, or {{literal: …}} for"
                    " a body."
                )
        if not _dated(entry.get("issued", {"date-parts": [[1]]})):
            yield f"{where}: write `issued` as {{date-parts: [[2023, 12]]}}."
        if not entry.get("title") and "title" not in str(entry.get("note")).lower():
            yield f"{where}: no `title`; write it, or say “title not seen” in `note`."
        custom = entry.get("custom")
        if not isinstance(custom, dict):
            yield f"{where}: `custom` must hold {', '.join(CUSTOM[:5])}."
            continue
        for name in custom.keys() - {*CUSTOM}:
            yield f"{where}, custom: the key `{name}` is unknown; use one of {', '.join(CUSTOM)}."
        for name in CUSTOM:
            if name not in OPTIONAL and not custom.get(name):
                yield f"{where}, custom: `{name}` is missing; write it."
            elif not isinstance(custom.get(name, ""), str) and name in CUSTOM_TEXTS:
                yield f"{where}, custom: `{name}` must be text; put it in quotes."
        also = custom.get("also", [])
        if not isinstance(also, list) or not all(isinstance(one, str) for one in also):
            yield f"{where}, custom: `also` must be a list of addresses; a dash before each."
        if str(custom.get("kind")) not in KINDS:
            yield f"{where}, custom: `kind` must be one of {', '.join(KINDS)}."
        if not str(custom.get("read")).startswith(tuple(READ)):
            yield f"{where}, custom: `read` begins with one of {', '.join(READ)}."
        checked = custom.get("checked")
        if type(checked) is not date or checked > today:  # a datetime is not a date here
            yield f"{where}, custom: `checked` must be a day that has come, such as 2026-11-24."
        doi = entry.get("DOI", "")
        if doi and not re.fullmatch(r"10\.\d{4,9}/[^\s?#]+", str(doi)):
            yield f"{where}: “{doi}” is no DOI; write it without its address, as in 10.1000/182."
        if doi and (other := dois.setdefault(str(doi).lower(), key)) != key:
            yield f"{where}: {other} has the same DOI; keep one entry for one work."
        if not (doi or entry.get("URL") or custom.get("no-link")):
            yield f"{where}: no DOI and no URL; add one, or say why in custom, `no-link`."


def _dated(issued: object) -> bool:
    """Say whether a date is a year, maybe with a month and a day, as CSL writes it."""
    try:
        (parts,) = issued["date-parts"]
        return isinstance(parts, list) and bool(date(*[*parts, 1, 1][: max(3, len(parts))]))
    except (TypeError, ValueError, KeyError):
        return False


def search_faults(found: dict[str, dict], today: date) -> Iterator[str]:
    """Yield what is wrong with what was looked for, a sentence each."""
    for key, entry in found.items():
        where = f"docs/{FOLDER}/{SEARCHES}.yml, {key}"
        if not key.startswith("none-"):
            yield f"{where}: what was not found has an id in none-; rename it."
        if entry.keys() != SEARCH or not all(entry.values()):
            yield f"{where}: it holds {', '.join(entry)}; it must hold {', '.join(sorted(SEARCH))}."
        for name in SEARCH - {"looked"}:
            if not isinstance(entry.get(name, ""), str):
                yield f"{where}: `{name}` must be text; put it in quotes."
        if type(entry.get("looked")) is not date or entry["looked"] > today:
            yield f"{where}: `looked` must be a day that has come, such as 2026-11-24."


# What an entry says ---------------------------------------------------------------------------


def names(people: list[dict], et_al: bool = False) -> str:
    """Return names as the sources print them, such as `Kram, K. E., & Hall, D. T.`, joined."""
    said = [
        ", ".join(filter(None, (p.get("family") or p["literal"], p.get("given"), p.get("suffix"))))
        for p in people
    ]
    if et_al:
        return f"{', '.join(said)}, et al."
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])}, & {said[-1]}" if said else ""


def day(entry: dict) -> str:
    """Return when a source appeared, as far as that is known: `2014`, `2023, December`."""
    parts = entry.get("issued", {}).get("date-parts", [[]])[0]
    if not parts:
        return ""
    year, month, number = (*parts, None, None)[:3]
    named = month and date(2000, month, 1).strftime("%B")
    return ", ".join(filter(None, (str(year), f"{number} {named}" if number else named)))


def titled(entry: dict) -> str:
    """Return the title of a source, or in brackets, as libraries do, what it is about."""
    about = entry.get("note", "").partition(";")[0]
    return entry.get("title") or f"[{about[:1].upper()}{about[1:]}]"


def reference(entry: dict) -> str:
    """Return the reference of a source in Markdown, in one form for all."""
    whole = "container-title" not in entry  # a work of its own has its title in italics
    title = entry.get("title", "")
    if whole and title and entry["type"] not in ("webpage", "article"):
        title = f"*{title}*"
    who = names(entry.get("author", []), entry["custom"].get("et-al", False))
    volume = ", ".join(filter(None, (entry.get("container-title"), entry.get("volume"))))
    place = f"*{volume}*" if volume else ""
    place += f"({entry['issue']})" if "issue" in entry else ""
    page = entry.get("page", "")
    where = ", ".join(filter(None, (place, page, entry.get("section"))))
    editors = f"edited by {names(entry['editor'])}" if "editor" in entry else ""
    numbered = " ".join(filter(None, (entry.get("genre"), entry.get("number"))))
    made = ": ".join(filter(None, (entry.get("publisher-place"), entry.get("publisher"))))
    parts = [who, title, where, editors, numbered, entry.get("version"), made, entry.get("note")]
    if when := day(entry):
        parts[0 if who else 1] = f"{parts[0 if who else 1]} ({when})".strip()
    said = [part[0].upper() + part[1:] for part in map(str.strip, filter(None, parts))]
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in said)
