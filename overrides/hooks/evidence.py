"""What readers take away of the evidence: the rows of the trials as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from check import faulty
from entries import load
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils.meta import get_data

TRIALS = "trials.md"
ROWS = "evidence/trials.csv"
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
    """Return rows as CSV; its first sign tells spreadsheets that the text is UTF-8."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(found)
    return f"\ufeff{out.getvalue()}"


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the file of the rows."""
    page = files.get_file_from_path(TRIALS)
    if page is None or faulty(page):  # of a fault, check.py tells
        return
    figures = get_data(page.content_string)[1]["figures"]
    text = table(rows(figures, load(Path(config.docs_dir))))
    made = File.generated(config, ROWS, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(made)
