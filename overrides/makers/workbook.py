"""The sums of the page for organisations as a spreadsheet, with a formula for each total."""

import io
from dataclasses import dataclass

import office
import source
from office import SANS, SERIF

PAGE = "organisations.md"
COLUMNS = dict(zip(source.PRACTICES, "CD", strict=True))
FIRST = 5  # the row of the first figure; above it title, instruction and heads
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Row:
    """One row of the sums.

    Attributes:
        letter: by which the totals name it.
        says: what is counted.
        note: what stands beside it; of a total, how it is worked out.
        given: practice -> the figure that the page puts in; empty for a total.
        sum: of a total, the products that it adds up, each a tuple of letters; else empty.
        asked: of a total, the letters of all figures that it needs, in order.
    """

    letter: str
    says: str
    note: str
    given: dict[str, float]
    sum: tuple[tuple[str, ...], ...] = ()
    asked: tuple[str, ...] = ()


def sums() -> dict:
    """Return what the page's front matter says of the sums, which check.py has checked."""
    return source.read(PAGE)[1]["sums"]


def rows() -> list[Row]:
    """Return the rows of the sums, in their order."""
    found: dict[str, Row] = {}
    for letter, each in zip(LETTERS, sums()["asked"] + sums()["totals"], strict=False):
        products = [part.split("*") for part in each.get("sum", "").split("+") if part]
        named = [found[name] for product in products for name in product]
        asked = {at for row in named for at in row.asked or (row.letter,)}
        added = tuple(tuple(found[name].letter for name in product) for product in products)
        how = " + ".join(" \N{MULTIPLICATION SIGN} ".join(part) for part in added)
        given = {practice: each[practice] for practice in COLUMNS if practice in each}
        note = how or each.get("note", "")
        found[each["name"]] = Row(letter, each["says"], note, given, added, tuple(sorted(asked)))
    return [*found.values()]


def place(letter: str, practice: str) -> str:
    """Return the cell of a row and a practice: `C5`."""
    return f"{COLUMNS[practice]}{FIRST + LETTERS.index(letter)}"


def formula(row: Row, practice: str) -> str:
    """Return the formula of a total, which stays empty until all that it needs is there."""
    needed = ",".join(place(letter, practice) for letter in row.asked)
    worked = "+".join("*".join(place(at, practice) for at in part) for part in row.sum)
    return f'=IF(COUNT({needed})={len(row.asked)},{worked},"")'


def parts(address: str = "") -> dict[str, object]:
    """Return what the spreadsheet is made from, kind by kind, as made.mark takes it."""
    said = [sums()["caption"], sums()["head"], sums()["use"], *map(source.label, COLUMNS)]
    colours = source.light(
        "ink", "ink-soft", "line", *COLUMNS, *(f"{practice}-tint" for practice in COLUMNS)
    )
    return {
        "words": [said, rows()],
        "faces": [SERIF, SANS],
        "colours": colours,
        "address": address,
    }


def make(mark: str, address: str = "") -> bytes:
    """Return the spreadsheet as Excel and LibreOffice read it.

    Args:
        mark: of what it is made from.
        address: of the site, which goes to the foot; `` for none.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    def font(face: str, size: int, shade: str, bold: bool = False) -> Font:
        return Font(name=face, size=size, color=office.colour(shade), bold=bold)

    data, book = sums(), Workbook()
    sheet = book.active
    sheet.title = data["caption"]
    for column, width in zip("ABCDE", (4, 44, 16, 16, 34), strict=True):
        sheet.column_dimensions[column].width = width
    sheet["A1"], sheet["A2"] = data["caption"], data["use"]
    sheet["A1"].font, sheet["A2"].font = font(SERIF, 20, "ink", True), font(SANS, 11, "ink-soft")
    sheet["B4"] = data["head"]
    sheet["B4"].font = font(SANS, 11, "ink", True)
    line = Side("thin", office.colour("line"))
    frame = Border(*(Side("thin", office.colour("ink-soft")),) * 4)
    positive = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0")
    positive.error, positive.showErrorMessage = data["words"]["letters"], True
    sheet.add_data_validation(positive)
    for practice, column in COLUMNS.items():
        head = sheet[f"{column}4"]
        head.value, head.font = source.label(practice), font(SERIF, 14, practice, True)
    for number, row in enumerate(rows(), FIRST):
        bold = bool(row.sum)
        for column, value in (("A", row.letter), ("B", row.says), ("E", row.note)):
            cell = sheet[f"{column}{number}"]
            soft = column == "E"
            cell.value, cell.border = value, Border(top=line)
            cell.alignment = Alignment(vertical="center", wrap_text=True, indent=int(soft))
            cell.font = font(SANS, 11, "ink-soft" if soft else "ink", bold and not soft)
        for practice, column in COLUMNS.items():
            cell = sheet[f"{column}{number}"]
            cell.value = formula(row, practice) if row.sum else row.given.get(practice)
            cell.font = font(SANS, 11, practice if bold else "ink", bold)
            cell.alignment = Alignment(vertical="center")
            cell.fill = PatternFill("solid", office.colour(f"{practice}-tint"))
            cell.border = Border(top=line) if row.sum else frame
            cell.number_format = "#,##0" if row.sum else "General"
            if not row.sum:
                positive.add(cell)
        sheet.row_dimensions[number].height = 24
    sheet.freeze_panes = f"C{FIRST}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 1, True
    sheet.oddFooter.center.text = office.foot(address)
    core = book.properties
    core.title, core.language, core.identifier = data["caption"], office.LANGUAGE, mark
    core.creator = core.lastModifiedBy = source.config()["site_name"]
    core.created, core.revision = office.DATE, "1"
    core.description = source.config()["extra"]["licence"]
    saved = io.BytesIO()
    book.save(saved)
    return office.packed(saved, Application="openpyxl")
