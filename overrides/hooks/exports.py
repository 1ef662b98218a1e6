"""What readers take to a reference manager: sources as CSL-JSON, BibTeX and RIS."""

import json
import re
from collections.abc import Iterable

from entries import TYPES, titled


def _given(person: dict) -> str:
    return person.get("literal") or ", ".join(
        filter(None, (person["family"], person.get("suffix"), person.get("given")))
    )


def to_json(entries: Iterable[dict]) -> str:
    """Return sources as CSL-JSON, without what is this site's own."""
    own = ("custom", "theme")
    kept = [{k: v for k, v in (e | {"title": titled(e)}).items() if k not in own} for e in entries]
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def to_bib(entries: Iterable[dict]) -> str:
    """Return sources as BibTeX in UTF-8; braces keep capitals, and the names of bodies, whole."""

    def plain(value: str) -> str:
        return re.sub(r"([#$%&_])", r"\\\1", value)

    def whole(person: dict) -> str:
        name = plain(_given(person))
        return f"{{{name}}}" if "literal" in person else name

    as_they_are = ("author", "editor", "title", "doi", "url")
    out = []
    for e in entries:
        people = {role: " and ".join(map(whole, e.get(role, ()))) for role in ("author", "editor")}
        people["author"] += " and others" * bool(e["custom"].get("et-al"))
        issued = (*e.get("issued", {}).get("date-parts", [[]])[0], None, None)[:2]
        kind = TYPES[e["type"]][0]
        house = {"techreport": "institution", "phdthesis": "school"}.get(kind, "publisher")
        holder = "booktitle" if kind == "incollection" else "journal"
        fields = {
            **people,
            "title": f"{{{plain(titled(e))}}}",
            holder if kind in ("article", "incollection") else "howpublished": e.get(
                "container-title"
            ),
            "year": issued[0],
            "month": issued[1],
            "volume": e.get("volume"),
            "number": e.get("issue") or e.get("number"),
            "pages": e.get("page", "").replace("-", "--"),
            "type": e.get("genre"),
            "edition": e.get("version"),
            house: e.get("publisher"),
            "address": e.get("publisher-place"),
            "note": ". ".join(filter(None, (e.get("section"), e.get("note")))),
            "doi": e.get("DOI"),
            "url": e.get("URL"),
        }
        lines = (
            f"  {name} = {{{value if name in as_they_are else plain(str(value))}}},\n"
            for name, value in fields.items()
            if value
        )
        out.append(f"@{kind}{{{e['id']},\n{''.join(lines)}}}\n")
    return "\n".join(out)


def to_ris(entries: Iterable[dict]) -> str:
    """Return sources in the RIS format, a line for each field."""
    out = []
    for e in entries:
        pages = e.get("page", "").split("-")
        parts = e.get("issued", {}).get("date-parts", [[]])[0]
        rows = [
            ("TY", TYPES[e["type"]][1]),
            ("ID", e["id"]),
            *(("AU", _given(person)) for person in e.get("author", [])),
            *(("ED", _given(person)) for person in e.get("editor", [])),
            ("TI", titled(e)),
            ("JO" if e["type"] == "article-journal" else "T2", e.get("container-title")),
            ("PY", parts[0] if parts else None),
            ("DA", "/".join(f"{part:02}" for part in parts) if len(parts) > 1 else None),
            ("VL", e.get("volume")),
            ("IS", e.get("issue") or e.get("number")),
            ("SP", pages[0]),
            ("EP", pages[1] if len(pages) > 1 else None),
            ("PB", e.get("publisher")),
            ("CY", e.get("publisher-place")),
            ("M3", e.get("genre")),
            ("ET", e.get("version")),
            ("N1", ". ".join(filter(None, (e.get("section"), e.get("note"))))),
            ("DO", e.get("DOI")),
            ("UR", e.get("URL")),
        ]
        out.append("".join(f"{tag}  - {value}\n" for tag, value in rows if value) + "ER  - \n")
    return "\n".join(out)


# Ending -> what the format is called, and who writes it
WRITERS = {"json": ("CSL-JSON", to_json), "bib": ("BibTeX", to_bib), "ris": ("RIS", to_ris)}
