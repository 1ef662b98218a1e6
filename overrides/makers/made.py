"""The mark of its source that everything made here holds: cards, film and files.

A mark names each kind of source with a checksum, `made from colours=1f6e… words=90ac…`, so that a
test can tell what has changed, and a maker what it need not make again.
"""

import dataclasses
import hashlib
import json
import re
import shutil
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# Kind of source -> where it stands, for those who want to know what has changed
SOURCES = {
    "words": "docs/",
    "figures": "figures in the front matter of docs/",
    "drawings": "overrides/theme/.icons/cm/ and overrides/theme/assets/images/favicon.svg",
    "colours": "overrides/theme/assets/stylesheets/tokens.css",
    "poster": "overrides/theme/partials/poster.html, which draws two cells",
    "style": "overrides/theme/assets/stylesheets/print.css",
    "layout": "the maker, and the page that it draws on, in overrides/makers/",
    "faces": "the fonts that the maker names",
    "voice": "the voice and its pauses in overrides/makers/video.py",
    "address": "SITE_URL, which no file in this repository holds",
}
MARK = re.compile(rb"made from((?: [a-z]+=[0-9a-f]{12})+)")


def bare(code: str) -> str:
    """Return HTML, CSS, a script or a template without comments, and with single spaces."""
    code = re.sub(r"/\*.*?\*/|<!--.*?-->|\{#.*?#\}", "", code, flags=re.S)
    return " ".join(code.split())


def mark(**parts: object) -> str:
    """Return the mark of what something is made from.

    Args:
        parts: kind of source, a key of SOURCES -> all of it that matters: texts, numbers, lists,
            dictionaries, and dataclasses, of which the names of the fields do not count.
    """
    sums = {
        kind: hashlib.sha256(
            json.dumps(part, sort_keys=True, default=dataclasses.astuple).encode()
        ).hexdigest()[:12]
        for kind, part in parts.items()
        if part
    }
    return "made from " + " ".join(f"{kind}={sums[kind]}" for kind in sorted(sums))


def held(file: Path) -> str:
    """Return the mark that a file holds; `` where it holds none, or is not there."""
    if not file.exists():
        return ""
    data = file.read_bytes()
    if zipfile.is_zipfile(file):
        data = zipfile.ZipFile(file).read("docProps/core.xml")
    found = MARK.search(data)
    return found[0].decode() if found else ""


def changed(old: str, new: str) -> list[str]:
    """Return which kinds of source differ between two marks."""
    both = [dict(re.findall(r"([a-z]+)=(\w+)", each)) for each in (old, new)]
    return sorted(kind for kind in both[0].keys() | both[1].keys()
                  if both[0].get(kind) != both[1].get(kind))  # fmt: skip


def stale(marks: Mapping[Path, str], everything: bool = False) -> list[Path]:
    """Return which files are to be made again, and say how many are not.

    Args:
        marks: each file, and the mark that it should hold.
        everything: make all again, whatever they hold.
    """
    again = [file for file, new in marks.items() if everything or held(file) != new]
    if of_today := len(marks) - len(again):
        print(f"{of_today} of {len(marks)} of today; --all makes them again, too", flush=True)
    return again


def counted(files: Iterable[Path]) -> Iterator[Path]:
    """Yield files one by one, and say which comes, and how long each took."""
    files = list(files)
    for number, file in enumerate(files, 1):
        start = time.monotonic()
        yield file
        took = time.monotonic() - start
        print(f"{number} of {len(files)}: {file.name}, {took:.1f} s", flush=True)


def need(**tools: str) -> None:
    """Stop if a tool of the command line is missing, and name all that are.

    Args:
        tools: its name -> the package that brings it, on Debian.

    Raises:
        SystemExit: one is missing.
    """
    if missing := [f"{tool} (Debian: {package})" for tool, package in tools.items()
                   if not shutil.which(tool)]:  # fmt: skip
        raise SystemExit(f"Not here: {', '.join(missing)}. Install it; nothing was made.")
