"""The trials as a file for a spreadsheet, and the corrections, on their page and as a feed."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as Xml

from check import faulty
from entries import CORRECTIONS, FOLDER, corrections, load
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.meta import get_data
from sources import address, template

TRIALS = "trials.md"
ROWS = "evidence/trials.csv"
CORRECTED = "evidence/corrections.md"
FEED = "evidence/corrections.xml"
ATOM = "http://www.w3.org/2005/Atom"
# What the cells of a row of a table hold, in their order
CELLS = {
    "trials": ["where", "compared", "measured", "result"],
    "pooled": ["where", "measured", "result"],
}
COLUMNS = [
    *("practice", "table", "who", *CELLS["trials"], "marks"),
    *("source", "title", "doi", "url", "read", "checked"),
]


def rows(figures: Mapping[str, dict], sources: Mapping[str, dict]) -> Iterator[dict[str, str]]:
    """Yield each row of the tables of trials, by the names of its columns.

    Args:
        figures: of the page; those that have a table's name, such as `coaching-trials`, are read.
        sources: the sources by id.
    """
    for name, figure in figures.items():
        practice, _, table = name.partition("-")
        if table not in CELLS:
            continue
        for row in (row for group in figure["groups"] for row in group["rows"]):
            entry, found = sources[row["source"]], row.get("found", {})
            yield {
                **{"practice": practice, "table": table, "who": row["name"]},
                **dict(zip(CELLS[table], row["cells"], strict=True)),
                "marks": "; ".join(f"{key}: {mark}" for key, mark in found.items()),
                "source": row["cite"],
                "title": entry.get("title", ""),
                "doi": entry.get("DOI", ""),
                "url": entry.get("URL", ""),
                "read": entry["custom"]["read"],
                "checked": entry["custom"]["checked"].isoformat(),
            }


def table(found: Iterator[dict[str, str]]) -> str:
    """Return rows as CSV; it begins with a mark that tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(found)
    return f"\ufeff{out.getvalue()}"


def feed(lines: list[dict], site: str, name: str, title: str) -> str:
    """Return corrections as an Atom feed.

    Args:
        lines: the corrections, the newest first.
        site: the address of the site, ending in a slash.
        name: of the site, which stands for its author.
        title: of the feed.
    """
    own = urljoin(site, CORRECTED.replace(".md", "/"))
    root = Xml.Element("feed", xmlns=ATOM)

    def add(parent: Xml.Element, tag: str, text: str = "", **attributes: str) -> Xml.Element:
        child = Xml.SubElement(parent, tag, attributes)
        child.text = text or None
        return child

    add(root, "title", f"{name} {title}")
    add(root, "id", own)
    add(root, "link", href=own)
    add(root, "link", rel="self", href=urljoin(site, FEED))
    add(root, "updated", f"{lines[0]['day']}T00:00:00Z")
    add(add(root, "author"), "name", name)
    for line in lines:
        entry = add(root, "entry")
        add(entry, "title", line["title"])
        add(entry, "id", f"{own}#{line['id']}")
        add(entry, "link", href=f"{own}#{line['id']}")
        add(entry, "updated", f"{line['day']}T00:00:00Z")
        said = (f"{key.capitalize()}: {line[key]}" for key in ("before", "now", "why"))
        add(entry, "content", "\n".join(said), type="text")
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the file of the rows; write the corrections into their page, and as a feed.

    Raises:
        PluginError: a correction has a fault.
    """

    def add(name: str, text: str) -> None:
        made = File.generated(config, name, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(made)

    docs, labels = Path(config.docs_dir), config.extra["labels"]
    page, corrected = map(files.get_file_from_path, (TRIALS, CORRECTED))
    if not all((page, corrected)) or faulty(page) or faulty(corrected):
        return  # check.py reports the fault
    figures = get_data(page.content_string)[1]["figures"]
    add(ROWS, table(rows(figures, load(docs))))
    try:
        lines = corrections(docs)
    except ValueError as error:
        raise PluginError(str(error)) from None
    entry_of, listed = template(config), ""
    for day, those in groupby(lines, lambda line: line["day"]):
        listed += f"## {day.day} {day:%B %Y} {{ #day-{day} }}\n\n"
        for line in those:
            there = files.get_file_from_path(line["page"].partition("#")[0])
            name = there and re.search(r"^# ([^{\n]+)", there.content_string, re.M)
            if not name:
                raise PluginError(
                    f"docs/{FOLDER}/{CORRECTIONS}.yml, {line['id']}: there is no {line['page']};"
                    " name a page of docs/, and after a # the id of one of its headings."
                )
            at = f"[{name[1].strip()}]({address(line['page'], CORRECTED)})"
            listed += entry_of(correction=line, there=at)
    if config.site_url:  # a feed reader needs addresses
        listed = f"[{labels['subscribe']}]({address(FEED, CORRECTED)})\n\n{listed}"
        add(FEED, feed(lines, config.site_url, config.site_name, labels["corrections"]))
    text = corrected.content_string.replace("<!-- corrections -->", listed)
    corrected.content_string = text
