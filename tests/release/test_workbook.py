"""The sums as a spreadsheet: its formulas give what the page gives."""

import csv
import math
import re
import shutil
import subprocess

import files
import pytest
import source
import workbook
from helpers import need
from playwright.sync_api import Page

# Practice -> the figures of its rows, from the first to the last that is asked
FIGURES = {
    "coaching": (12, 6, 212.5, 40, 1.25, 0, 1, 5, 31),
    "mentoring": (30, 9, 0, 25.5, 1.5, 1.75, 4, 5, 28.4),
}
FORMULA = re.compile(r'=IF\(COUNT\(([\w,]+)\)=(\d+),([\w+*]+),""\)')


def filled(figures):
    """Return the spreadsheet of docs/files/ with figures put in; None leaves a cell empty."""
    book = need("openpyxl").load_workbook(files.FOLDER / "sums.xlsx")
    for practice, column in figures.items():
        for row, figure in zip(workbook.rows(), column, strict=False):
            book.active[workbook.place(row.letter, practice)] = figure
    return book


def value(sheet, cell: str):
    """Return what a cell shows, worked out as a spreadsheet does; `` for nothing."""
    held = sheet[cell].value
    if not str(held).startswith("="):
        return held
    asked, count, sum_ = FORMULA.fullmatch(held).groups()
    if sum(isinstance(value(sheet, each), int | float) for each in asked.split(",")) < int(count):
        return ""
    products = ([value(sheet, each) for each in part.split("*")] for part in sum_.split("+"))
    return sum(map(math.prod, products))


def opened(book, folder) -> dict[str, str]:
    """Return what LibreOffice shows in each cell: `C5` -> `40`."""
    book.save(folder / "sums.xlsx")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    form = "csv:Text - txt - csv (StarCalc):44,34,76"  # commas, quotes, UTF-8
    command += ["--convert-to", form, "--outdir", folder, folder / "sums.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    with (folder / "sums.csv").open(encoding="utf-8") as lines:
        table = [*csv.reader(lines)]
    return {
        f"{'ABCDE'[x]}{y}": cell for y, row in enumerate(table, 1) for x, cell in enumerate(row)
    }


@pytest.fixture
def said(shared_page: Page, site) -> dict[str, str]:
    """Return what the page shows for FIGURES: the cell of the spreadsheet -> the total."""
    shared_page.goto(site.base + "organisations/")
    totals = {}
    for practice, column in FIGURES.items():
        cells = shared_page.locator(f".cm-sums [data-practice={practice}]")
        for row, figure in zip(workbook.rows(), column, strict=False):
            cells.locator("input").nth("ABCDEFGHI".index(row.letter)).fill(str(figure))
        shown = cells.locator("[data-sum]").all_inner_texts()
        rows = [row for row in workbook.rows() if row.sum]
        for row, words in zip(rows, shown, strict=True):
            totals[workbook.place(row.letter, practice)] = words
    return totals


def test_formulas_give_what_the_page_gives(said, tmp_path):
    """Both work out the same totals; LibreOffice agrees, where it is installed."""
    book = filled(FIGURES)
    shows = opened(book, tmp_path) if shutil.which("localc") else {}
    for cell, words in said.items():
        page, sheet = float(words.replace(",", "")), value(book.active, cell)
        assert math.isclose(page, sheet, abs_tol=0.001), (
            f"sums.xlsx, {cell}: {book.active[cell].value} gives {sheet}, and the page {words}."
        )
        whole = f"{math.floor(page + 0.5):,}"
        assert not shows or shows[cell] == whole, (
            f"sums.xlsx, {cell}: LibreOffice shows {shows[cell]}, and the page {words}."
        )


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_what_is_missing_leaves_a_total_empty(practice):
    """Without a fee there is no sum of money, and the hours are there all the same."""
    column = [*FIGURES[practice]]
    column[2] = None
    sheet = filled({practice: column}).active
    shown = {row.letter: value(sheet, workbook.place(row.letter, practice))
             for row in workbook.rows() if row.sum}  # fmt: skip
    empty = [letter for letter, figure in shown.items() if figure == ""]
    assert empty == ["J", "N"], f"sums.xlsx, {practice}, without a fee: nothing in {empty}."


def test_spreadsheet_says_what_the_page_says():
    """Rows, notes and given figures are those of the page, and nothing can be typed but figures."""
    sheet = need("openpyxl").load_workbook(files.FOLDER / "sums.xlsx").active
    for number, row in enumerate(workbook.rows(), workbook.FIRST):
        told = tuple(sheet[f"{column}{number}"].value or "" for column in "ABE")
        assert told == (row.letter, row.says, row.note), f"sums.xlsx, row {number}: {told}."
        for practice in source.PRACTICES:
            cell = sheet[workbook.place(row.letter, practice)]
            want = workbook.formula(row, practice) if row.sum else row.given.get(practice)
            assert cell.value == want, f"sums.xlsx, {cell.coordinate}: {cell.value}, not {want}."
            checked = any(cell.coordinate in rule.sqref for rule in sheet.data_validations
                          .dataValidation)  # fmt: skip
            assert checked != bool(row.sum), f"sums.xlsx, {cell.coordinate}: any word may go in."
