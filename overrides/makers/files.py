"""Makes the files to take away, slides, forms, sheets and sums, from the source of the pages.

Each file holds the mark of what it was made from, and only what is stale is made again. No clock
goes in, so that the same source gives the same bytes.
"""

import argparse
import importlib.util
import logging
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import chromium
import forms
import made
import sheets
import slides
import source
import workbook
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright

FOLDER = source.DOCS / "files"
# Each file -> the kinds of source that it is made from, and what they hold, if asked
FILES = {
    "slides.pptx": slides.parts,
    **{
        f"{name}.docx": lambda address="", at=name: forms.parts(at, address) for name in forms.FORMS
    },
    **{
        f"{name}.pdf": lambda address="", at=name: sheets.parts(at, address)
        for name in sheets.SHEETS
    },
    "sums.xlsx": workbook.parts,
}
# What writes each kind of file -> the package that brings it
WRITERS = {
    "pptx": "python-pptx",
    "docx": "python-docx",
    "openpyxl": "openpyxl",
    "pypdf": "pypdf",
}


def mark(name: str, address: str = "") -> str:
    """Return the mark of what a file is to be made from.

    Args:
        name: of the file.
        address: of the site, if it is known.

    Raises:
        ValueError: a page lacks what the file takes from it.
    """
    return made.mark(**FILES[name](address))


def marks(folder: Path = FOLDER, address: str = "") -> dict[Path, str]:
    """Return each file, and the mark that it should hold."""
    return {folder / name: mark(name, address) for name in FILES}


def make(browser: Browser, name: str, site: Path, address: str = "") -> bytes:
    """Return a file, made again.

    Args:
        browser: draws and prints.
        name: of the file.
        site: folder of the built site, from which a sheet is printed.
        address: of the site; `` for files that name none.
    """
    stem, ending = name.split(".")
    if ending == "pptx":
        import deck

        return deck.make(browser, mark(name, address), address)
    if ending == "docx":
        return forms.make(stem, mark(name, address), address)
    if ending == "xlsx":
        return workbook.make(mark(name, address), address)
    return sheets.make(browser, site, stem, mark(name, address), address)


def build_site(folder: Path) -> None:
    """Build the site to print from."""
    # Not strict: the pages may link a file that is made here for the first time
    config = load_config(str(source.ROOT / "mkdocs.yml"), site_dir=str(folder), strict=False)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)


def ready(browser: Browser, again: Iterable[Path]) -> None:
    """Stop before anything is made if a package or a font is missing.

    Raises:
        SystemExit: one is, and which.
    """
    if missing := [WRITERS[name] for name in WRITERS if not importlib.util.find_spec(name)]:
        wanted = ".venv/bin/pip install -e '.[files]' brings them"
        raise SystemExit(f"Not here: {', '.join(missing)}. {wanted}; nothing was made.")
    if any(file.suffix == ".pdf" for file in again):
        chromium.need_fonts(browser.new_page(), sheets.SERIF, sheets.SANS)


def main() -> None:
    """Make what is stale."""
    logging.basicConfig(format="%(message)s")  # MkDocs stops at what it warns of
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the files go")
    parser.add_argument("--all", action="store_true", help="make what is of today, too")
    given = parser.parse_args()
    address = os.environ.get("SITE_URL", "").strip().rstrip("/ ")
    address = address and address + "/"
    again = made.stale(marks(given.to, address), given.all)
    if not again:
        return
    given.to.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as site,
        sync_playwright() as playwright,
        chromium.launch(playwright.chromium) as browser,
    ):
        ready(browser, again)
        if any(file.suffix == ".pdf" for file in again):
            print("Building the site, to print from", flush=True)
            build_site(Path(site))
        for file in made.counted(again):
            file.write_bytes(make(browser, file.name, Path(site), address))


if __name__ == "__main__":
    main()
