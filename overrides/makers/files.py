"""Makes the files to take away again: slides, forms and sheets, from the source of the pages.

README.md says when. Each file holds the digest of what it was made from. No clock goes in, so that
the same source gives the same bytes.
"""

import argparse
import copy
import dataclasses
import datetime
import hashlib
import html
import io
import itertools
import logging
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import browser
import markdown
import source
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Route, sync_playwright

FOLDER = source.DOCS / "files"
DATE = datetime.datetime(2026, 11, 25)  # what Office asks for has no zone
LANGUAGE = "en-GB"
SERIF, SANS = "Cambria", "Calibri"  # Office has both; Caladea and Carlito, which are free, fit them
NOWHERE = "https://site.invalid/"  # where the site stands while it is printed without SITE_URL
WIDE, HIGH, EDGE = 13.333, 7.5, 0.6  # a slide, in inches
ACROSS = WIDE - 2 * EDGE
BLANK = "…"

# Words: out of the pages ----------------------------------------------------------------------


def plain(text: str) -> str:
    """Return Markdown as the reader sees its words, on one line."""
    made = markdown.markdown(text, extensions=["smarty", "attr_list"])
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", made)).split())


def expand(text: str) -> str:
    """Return Markdown with the sections that it includes."""
    return re.sub(r'^--8<-- "([^":]+):([^"]+)"', lambda at: section(*at.groups()), text, flags=re.M)


def section(file: str, name: str) -> str:
    """Return what stands between the marks of a section, `start:NAME` and `end:NAME`."""
    return between(file, *(f"<!-- --8<-- [{side}:{name}] -->" for side in ("start", "end")))


def between(file: str, start: str, end: str) -> str:
    """Return the Markdown of a page from after the line that holds `start` up to `end`.

    Raises:
        ValueError: the page does not hold both.
    """
    found = re.search(rf"{re.escape(start)}.*?\n(.*?){re.escape(end)}", source.read(file)[0], re.S)
    if not found:
        raise ValueError(f"docs/{file} has nothing from “{start}” to “{end}”; mend files.py.")
    return found[1].strip()


def quote(file: str, start: str) -> str:
    """Return the sentence of a page that begins in a certain way.

    Raises:
        ValueError: no sentence of the page does.
    """
    for paragraph in re.split(r"\n\s*\n|\n(?=[-#])", source.read(file)[0]):
        _, found, rest = plain(paragraph).partition(start)
        if found:
            return re.split(r"(?<=[.!?])[’)]?\s(?=[A-Z‘(])", found + rest)[0]
    where = "`slides` of docs/teach.md, or files.py"
    raise ValueError(f"docs/{file}: no sentence begins “{start}”; take another in {where}.")


def heading(file: str, name: str = "") -> str:
    """Return a heading of a page by its id, or the one at its top."""
    mark = rf"#+ (.+) {{ #{name}[ }}]" if name else "# (.+)"
    return plain(re.search(rf"^{mark}", source.read(file)[0], re.M)[1])


def label(name: str) -> str:
    """Return a label of mkdocs.yml, such as what a practice is called."""
    return source.config()["extra"]["labels"][name]


def drawn() -> dict[str, dict[str, str]]:
    """Return what each drawing shows, in words: slug -> practice -> words."""
    return {
        d.slug: {practice: d.meta[practice]["drawing"] for practice in source.PRACTICES}
        for d in source.dimensions()
    }


def drawings() -> dict[tuple[str, str], str]:
    """Return the drawings of the cells, as SVG: slug and practice -> SVG."""
    folder = source.ROOT / "overrides/theme/.icons/cm"
    cells = itertools.product((d.slug for d in source.dimensions()), source.PRACTICES)
    return {cell: (folder / "{}-{}.svg".format(*cell)).read_text("utf-8") for cell in cells}


# Slides ---------------------------------------------------------------------------------------

# Colours of the site -> what a theme of Office, and python-pptx, call them
THEME = {
    **{"ink": ("dk1", "TEXT_1"), "paper": ("lt1", "BACKGROUND_1")},
    **{"ink-soft": ("dk2", "TEXT_2"), "sheet": ("lt2", "BACKGROUND_2")},
    **{"coaching": ("accent1", "ACCENT_1"), "mentoring": ("accent2", "ACCENT_2")},
    **{"coaching-tint": ("accent3", "ACCENT_3"), "mentoring-tint": ("accent4", "ACCENT_4")},
    **{"spine": ("accent5", "ACCENT_5"), "spine-soft": ("accent6", "ACCENT_6")},
    **{"link": ("hlink", "HYPERLINK")},
}
# What stands in a shape: face of the theme, size in points, bold, colour (`voice`: of the shape)
STYLES = {
    "label": ("+mn-lt", 16, True, "voice"),
    "lead": ("+mj-lt", 26, True, "voice"),
    "say": ("+mj-lt", 22, False, "ink"),
    "ask": ("+mj-lt", 36, False, "ink"),
    "large": ("+mn-lt", 22, False, "ink"),
    "text": ("+mn-lt", 16, False, "ink"),
    "firm": ("+mn-lt", 16, True, "ink"),
    "small": ("+mn-lt", 14, False, "ink"),
    "spine": ("+mj-lt", 20, True, "paper"),
    "spine-small": ("+mn-lt", 14, False, "spine-soft"),
    "head": ("+mn-lt", 16, True, "paper"),
    "foot": ("+mn-lt", 12, False, "ink-soft"),
}
# The marks of overrides/theme/partials/figure.html, as signs for the key
SIGNS = {"bar": "▬", "frame": "▭", "diamond": "◆", "ring": "○"}


@dataclasses.dataclass(frozen=True)
class Box:
    """A shape on a slide: words, a drawing, or a table with marks.

    Attributes:
        place: left, top, width, height, in inches; of a table, the height of a row.
        lines: its paragraphs: a key of STYLES, and words.
        voice: whose it is, `coaching`, `mentoring`, `spine`, `sheet`, or `` for none.
        drawing: slug of the dimension whose drawing it is.
        table: a figure, as the front matter of a page has it.
        columns: how wide those of the table are, in inches; its marks stand in the last.
    """

    place: tuple[float, float, float, float]
    lines: tuple[tuple[str, str], ...] = ()
    voice: str = ""
    drawing: str = ""
    table: dict = dataclasses.field(default_factory=dict)
    columns: tuple[float, ...] = ()


def sides(top: float, height: float, spine: list, *both: list) -> Iterator[Box]:
    """Yield the figure of the site in large: the dark spine, coaching left, mentoring right."""
    middle = 2.4 if spine else 0.25
    width = (ACROSS - middle) / 2
    if spine:
        yield Box((EDGE + width, top, middle, height), tuple(spine), "spine")
    lefts = EDGE, EDGE + width + middle
    for practice, lines, left in zip(source.PRACTICES, both, lefts, strict=True):
        yield Box((left, top, width, height), tuple(lines), practice)


def pictured(boxes: list[Box], slug: str, width: float) -> list[Box]:
    """Return boxes with the drawings of a dimension, at the foot of the two sides."""
    for box in [box for box in boxes if box.voice in source.PRACTICES]:
        left, top, across, height = box.place
        place = left + across - width - 0.2, top + height - 0.8 * width - 0.15, width, 0.8 * width
        boxes.append(Box(place, (), box.voice, slug))
    return boxes


def wide(top: float, height: float, *lines: tuple[str, str], voice: str = "sheet") -> Box:
    """Return a box from edge to edge."""
    return Box((EDGE, top, ACROSS, height), lines, voice)


def figure(name: str) -> tuple[dict, str]:
    """Return a figure as the front matter of its page has it, and what limits it, below it."""
    file = next(at for at in source.pages() if f"<!-- figure {name} -->" in source.read(at)[0])
    below = between(file, f"<!-- figure {name} -->", "\n## ")
    return source.read(file)[1]["figures"][name], plain(re.split(r"\n\s*\n", below)[0])


def steps() -> list[str]:
    """Return what the lesson has to say of each slide, in their order, line by line.

    Raises:
        ValueError: a slide has no step.
    """
    times = re.compile(r"^### (\d+ to \d+ minutes: .+?) \{.*\n", re.M)
    parts, found = times.split(source.read("teach.md")[0])[1:], {}
    for time, body in zip(parts[::2], parts[1::2], strict=True):
        for item in re.findall(r"^- \*\*Slide (?:.|\n )*", body, re.M):
            said = re.sub(r" (?=(?:Ask|Listen for):)", "\n", plain(item[2:]))
            found.setdefault(int(re.search(r"\d+", item)[0]), []).append(f"{time}\n{said}")
    if [*found] != [*range(1, len(found) + 1)]:
        raise ValueError(f"docs/teach.md: the lesson shows slides {[*found]}; number them from 1.")
    return ["\n".join(said) for said in found.values()]


def slides(address: str = "") -> list[tuple[str, list[Box], str]]:
    """Return all slides: title, shapes in the order of reading, notes for the speaker.

    Args:
        address: of the site, to cite it by; without one, the notes do not say how.

    Every word stands on the pages. Which sentences they show is named in the front matter of
    docs/teach.md; what to say, in its lesson.
    """
    said = steps()
    first, last = (re.search(r"Ask: ‘(.+?)’(?!\w)", said[at])[1] for at in (0, -1))
    made = [
        _cover(first),
        _matrix(),
        *map(_dimension, source.dimensions()),
        _listen(),
        _key(),
        _blurs(),
        _length(),
        _research(),
        _close(last, address),
    ]
    return [
        (title, [*boxes], "\n".join([step, *more]))
        for (title, boxes, *more), step in zip(made, said, strict=True)
    ]


def _picks(name: str) -> dict:
    return source.read("teach.md")[1]["slides"][name]


def _cover(ask: str) -> tuple:
    names = ([("lead", label(practice))] for practice in source.PRACTICES)
    boxes = [*sides(2.6, 2.75, [("spine", source.config()["site_name"])], *names)]
    return heading("index.md"), [*pictured(boxes, "approach", 2.2), wide(5.6, 1.15, ("say", ask))]


def _matrix() -> tuple:
    answer = plain(between("index.md", "/// html | div.cm-top", "{ .cm-answer }")).rstrip(".")
    halves = ([("label", half[0].upper() + half[1:] + ".")] for half in answer.split("; "))
    boxes = [*sides(1.2, 0.85, [], *halves)]
    for place, d in enumerate(source.dimensions()):
        cells = (d.meta[practice] for practice in source.PRACTICES)
        lines = ([("lead", cell["lead"]), ("small", cell["short"])] for cell in cells)
        boxes += sides(2.15 + 1.18 * place, 1.12, [("spine", d.name)], *lines)
    return heading("compare.md"), boxes


def _dimension(d: source.Dimension) -> tuple:
    kicker = plain(re.search(r"^\[.+?\]\(.+?\)", source.read(d.file)[0], re.M)[0])
    lines, more = [], []
    for practice, starts in _picks("account")[d.slug].items():
        said = (("large", quote(d.file, start)) for start in starts)
        lines.append([("lead", d.meta[practice]["lead"]), *said])
        more.append(f"{label(practice)}: {plain(section(d.file, practice))}")
    boxes = [*sides(1.2, 5.65, [("spine", d.name), ("spine-small", kicker)], *lines)]
    question = d.meta["question"][0].lower() + d.meta["question"][1:]
    return f"{d.name}: {question}", pictured(boxes, d.slug, 1.75), *more


def _listen() -> tuple:
    sheet = plain(between("teach.md", "{ #worksheet }", "\n### "))
    first = re.search(r"\| (.+?): C · M", between("teach.md", "{ #worksheet-a ", "\n### "))[1]
    helpers = (f"{first}: {label(practice).lower()}" for practice in source.PRACTICES)
    heads = ["", *(d.name for d in source.dimensions()), *helpers]
    rows = [{"name": str(number)} for number, _ in enumerate(source.dimensions(), 1)]
    table = {"caption": sheet, "heads": heads, "groups": [{"rows": rows}]}
    boxes = [
        wide(1.15, 1.3, *(("text", quote("conversations.md", at)) for at in _picks("listen"))),
        Box((EDGE, 2.6, ACROSS, 0.64), table=table, columns=(0.6, 1.3, 1.5, 1.5, 2.33, 2.45, 2.45)),
        wide(6.0, 0.85, ("large", re.split(r"(?<=\?) ", sheet)[0])),
    ]
    key = re.split(r"^- ", between("teach.md", "{ #key-a ", "\n### "), flags=re.M)
    return heading("conversations.md"), boxes, *map(plain, key)


def _key() -> tuple:
    key = re.split(r"^\d+\. ", between("teach.md", "{ #key-b ", "\n///"), flags=re.M)[1:]
    rows, notes = [], []
    for number, item in enumerate(key, 1):
        answer, why = re.fullmatch(r"\*\*(.+?)\.\*\*\s+(.+)", item.strip(), re.S).groups()
        # The slide has the reason; what else to accept is for the teacher
        says = re.split(r"(?<=\.) ", plain(why))[0]
        rows.append({"name": f"{number}. {answer}", "says": says})
        notes.append(f"{number}. {plain(item)}")
    title = f"{heading('teach.md', 'answer-key')}: {heading('teach.md', 'key-b')}"
    heads = [heading("teach.md", "worksheet-b")]
    table = {"caption": title, "heads": heads, "groups": [{"rows": rows}]}
    place = EDGE, 1.15, ACROSS, 5.7 / (len(rows) + 1)
    return title, [Box(place, table=table, columns=(4.4, ACROSS - 4.4))], *notes


def _blurs() -> tuple:
    boxes = []
    for place, d in enumerate(source.dimensions()):
        words = []
        for starts in _picks("blurs")[d.slug].values():
            firm, *small = (quote(d.file, start) for start in starts)
            words.append([("firm", firm), *(("small", said) for said in small)])
        boxes += sides(1.25 + 1.42 * place, 1.36, [("spine", d.name)], *words)
    return heading(d.file, "where-the-line-blurs"), boxes


def _length() -> tuple:
    found, said = figure("length")
    key = "     ".join(f"{SIGNS[sign['mark']]} {sign['means']}" for sign in found["key"])
    table = Box((EDGE, 1.15, ACROSS, 0.58), table=found, columns=(5.6, 1.1, ACROSS - 6.7))
    return found["caption"], [table, wide(6.45, 0.4, ("small", key), voice="")], said


def _research() -> tuple:
    said = {at: [quote(*pick) for pick in found] for at, found in _picks("research").items()}
    found, limits = figure("speech")
    # Every row has the same source: named once, it leaves room for the figure
    groups = [
        {**group, "cite": group["rows"][0]["cite"],
         "rows": [{key: row[key] for key in row if key != "cite"} for row in group["rows"]]}
        for group in found["groups"]
    ]  # fmt: skip
    across, gap = 7.3, 0.2
    left, right = (EDGE, across), (EDGE + across + gap, ACROSS - across - gap)
    coaching = tuple(("small", words) for words in said["speech"] + said["coaching"])
    mentoring = [("label", label("mentoring")), *(("small", words) for words in said["mentoring"])]
    first, *others = said["none"]
    boxes = [
        Box((left[0], 1.12, left[1], 0.4), (("firm", found["caption"]),)),
        Box((left[0], 1.55, left[1], 0.355), table={**found, "groups": groups},
            columns=(4.2, 1.05, across - 5.25)),
        Box((left[0], 3.72, left[1], 2.13), coaching, "coaching"),
        Box((right[0], 1.15, right[1], 4.7), tuple(mentoring), "mentoring"),
        wide(5.93, 0.95, ("firm", first), *(("small", words) for words in others)),
    ]  # fmt: skip
    about = f"{found['caption']}: {limits}"
    return heading("dimensions/focus.md", "what-research-says"), boxes, about, *said["notes"]


def _close(ask: str, address: str) -> tuple:
    starts = ([("lead", quote("index.md", start))] for start in _picks("close"))
    last = wide(5.8, 0.95, ("text", quote("about.md", "If you are in distress")))
    boxes = [wide(1.4, 2.2, ("ask", ask)), *sides(3.75, 1.9, [], *starts), last]
    # How to cite and share it stands with the speaker. No gap is shown: what has one is left out
    cite = plain(between("about.md", "{ #cite }", "[Four"))
    cite = cite.replace("[address]", address or "[").replace("[day]", f"{DATE:%-d %B %Y}")
    cite = " ".join(each for each in re.split(r"(?<=\.) (?=[A-Z])", cite) if "[" not in each)
    share = " ".join(quote("about.md", start) for start in ("You may copy", "Name the site"))
    share += f" {source.config()['extra']['licence']}\n{quote('files/index.md', 'You may copy')}"
    return heading("choose.md"), boxes, f"{heading('about.md', 'cite')}: {cite}", share


# Forms and sheets -----------------------------------------------------------------------------

# name of a form -> page, id of its heading, how the sentences begin that stand before it
AGREEMENT = "agreement", ("Copy this template and change it", "It is not legal advice")
ROLE = "role-description", ("Read this before you say yes",)
FORMS = {
    "coaching-agreement": ("practices/coaching.md", *AGREEMENT),
    "mentoring-agreement": ("practices/mentoring.md", *AGREEMENT),
    "coaching-role": ("helping/being-a-coach.md", *ROLE),
    "mentoring-role": ("helping/being-a-mentor.md", *ROLE),
    "board-case": ("organisations.md", "board-case", ("Copy this and change",)),
}
# name of a sheet -> page, paper, id of the heading of a part or `` for the whole page
SHEETS = {
    "handout-a4": ("compare.md", "A4", ""),
    "handout-letter": ("compare.md", "Letter", ""),
    "script": ("teach.md", "A4", "script"),
    "worksheet": ("teach.md", "A4", "worksheet"),
    "answer-key": ("teach.md", "A4", "answer-key"),
}


def form(name: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return a form: its title, what stands before it, and what it asks.

    Each question is a heading, and words in which `…` is to be filled in.
    """
    file, place, starts = FORMS[name]
    items = re.split(r"^- ", between(file, f"{{ #{place} }}", "\n///"), flags=re.M)[1:]
    pairs = (re.fullmatch(r"\*\*(.+?)\.?\*\*\s+(.+)", item.strip(), re.S) for item in items)
    title = heading(file, place)
    if place == "agreement":  # of which of the two, its page says
        title = f"{label(name.partition('-')[0])}: {title.lower()}"
    said = " ".join(quote(file, start) for start in starts)
    return title, said, [(pair[1], plain(pair[2])) for pair in pairs]


def sheet(name: str) -> tuple:
    """Return what a sheet holds."""
    file, _, part = SHEETS[name]
    if part:
        words = re.search(rf" {{ #{part} }}.*?(?=^/// html \| div.cm-agr|^## |\Z)",
                          source.read(file)[0], re.M | re.S)[0]  # fmt: skip
        return SHEETS[name], heading(file, part), expand(words)
    cells = [(d.name, d.meta) for d in source.dimensions()]
    return SHEETS[name], expand(source.read(file)[0]), cells, drawings()


# All of them ----------------------------------------------------------------------------------

# name of each file -> what it is made from: words, drawings, colours
FILES: dict[str, Callable[[], object]] = {
    "slides.pptx": lambda: (slides(), STYLES, SERIF, SANS, drawn(), drawings(), source.colours()),
    **{f"{at}.docx": lambda at=at: (form(at), SERIF, SANS, source.colours()) for at in FORMS},
    **{f"{at}.pdf": lambda at=at: sheet(at) for at in SHEETS},
}


def digest(name: str) -> str:
    """Return the digest of what a file is to be made from, as the file holds it."""
    return f"sha256:{hashlib.sha256(repr(FILES[name]()).encode()).hexdigest()}"


def picture(chromium: Browser, slug: str, practice: str) -> bytes:
    """Return a drawing as PNG, in the voice of its practice, eight times as large as on a page."""
    page = chromium.new_page(viewport={"width": 85, "height": 68}, device_scale_factor=8)
    style = """:root { color-scheme: light } body { margin: 2px 2.5px; color: var(--cm-voice) }
    svg { display: block; width: 80px; overflow: visible } /* a line may be wider than its edge */
    .p { fill: var(--cm-paper) } .t { stroke: var(--cm-tint) }"""
    svg, tokens = drawings()[slug, practice], source.TOKENS.read_text("utf-8")
    page.set_content(f"<style>{tokens}{style}</style><body class={practice}>{svg}")
    png = page.screenshot(omit_background=True)
    page.close()
    return png


def _colour(name: str) -> str:
    return source.colours()[name][0][1:].upper()


def _foot(address: str) -> str:
    licence = source.config()["copyright"].split(" · ")[0]
    return " · ".join(filter(None, [source.config()["site_name"], licence, address]))


def _saved(made: object, title: str, name: str) -> bytes:
    """Return a document of Office, with what it says of itself and without the time of day."""
    core = made.core_properties
    core.title, core.language, core.identifier = title, LANGUAGE, digest(name)
    core.author = core.last_modified_by = source.config()["site_name"]
    core.created = core.modified = DATE
    core.comments, core.revision = source.config()["extra"]["licence"], 1
    saved, packed = io.BytesIO(), io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(zipfile.ZipInfo(part), old.read(part), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def make_slides(chromium: Browser, address: str = "") -> bytes:
    """Return the slides as Office and LibreOffice read them, to be edited there.

    Args:
        chromium: the browser that makes pictures of the drawings.
        address: of the site, which goes below each slide, and into the notes; `` for none.
    """
    from lxml import etree
    from pptx import Presentation
    from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
    from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml.ns import qn
    from pptx.util import Inches, Pt

    themed = {ours: MSO_THEME_COLOR[theirs] for ours, (_, theirs) in THEME.items()}

    def paint(fill, colour: str, tint: bool = False) -> None:
        fill.solid()
        tint = tint and colour in source.PRACTICES
        fill.fore_color.theme_color = themed[f"{colour}-tint" if tint else colour]

    def bare(made, name: str, words: str = ""):
        """Name a shape, say what it shows, and take Office's shadow and outline off it."""
        made.name = f"{name} {made.shape_id}"
        if words:
            next(made._element.iter(qn("p:cNvPr"))).set("descr", words)
        for style in made._element.findall(qn("p:style")):
            made._element.remove(style)
        return made

    def write(frame, lines, voice: str = "", align=PP_ALIGN.LEFT) -> None:
        frame.word_wrap = True
        for number, (style, words) in enumerate(lines):
            face, size, bold, colour = STYLES[style]
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.space_before = align, Pt(6 if number else 0)
            run = paragraph.add_run()
            run.text = words
            run.font.name, run.font.size, run.font.bold = face, Pt(size), bold
            spoken = voice if voice in source.PRACTICES else "ink"
            run.font.color.theme_color = themed[spoken if colour == "voice" else colour]

    def shape(box: Box, shapes) -> None:
        made = shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box.place))
        bare(made, (box.voice or "text").capitalize())
        if box.voice:
            paint(made.fill, box.voice, tint=True)
        else:
            made.fill.background()
        frame, few = made.text_frame, len(box.lines) < 3
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if few else MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = Inches(0.2 if box.voice else 0)
        align = PP_ALIGN.CENTER if box.voice == "spine" else PP_ALIGN.LEFT
        write(frame, box.lines, box.voice, align)

    def table(box: Box, shapes) -> None:
        found, (left, top, width, high) = box.table, box.place

        def cited(words: str, row: dict) -> str:
            return f"{words} ({row['cite']})" if "cite" in row else words

        rows = [("spine", "head", found["heads"], None)]
        for group in found["groups"]:
            voice = group.get("practice", "sheet")
            if voice in source.PRACTICES:
                rows.append((voice, "label", [cited(label(voice), group)], None))
            for row in group["rows"]:
                rows.append((voice, "text", [cited(row["name"], row), row.get("says", "")], row))
        size = map(Inches, (left, top, width, high * len(rows)))
        made = shapes.add_table(len(rows), len(box.columns), *size)
        bare(made, "Table", found["caption"])
        made.table.horz_banding = False
        for column, inches in zip(made.table.columns, box.columns, strict=True):
            column.width = Inches(inches)
        for (voice, style, words, data), row in zip(rows, made.table.rows, strict=True):
            row.height = Inches(high)
            if data is None and len(words) < len(row.cells):
                row.cells[len(words) - 1].merge(row.cells[len(row.cells) - 1])
            for cell, said in itertools.zip_longest(row.cells, words[: len(row.cells)]):
                paint(cell.fill, voice, tint=True)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.margin_top = cell.margin_bottom = 0  # two lines fit, and move no mark
                write(cell.text_frame, [(style, said or "")], voice)
        drawn = [(at, row) for at, row in enumerate(rows) if row[3] and "mark" in row[3]]
        if drawn:
            said = "; ".join(f"{row['name']}: {row['says']}" for *_, row in rows if row)
            group = bare(shapes.add_group_shape(), "Marks", f"{found['caption']}. {said}.").shapes
            start, span = left + sum(box.columns[:-1]) + 0.2, box.columns[-1] - 0.4
            ticks(group, found.get("ticks", ()), start, span, top, high, len(rows))
            for at, (voice, *_, row) in drawn:
                unit = span / found["most"]
                mark(group, row, voice, top + high * (at + 0.5), start, span, unit)

    def line(group, place, colour, points: float, dash=MSO_LINE.SOLID) -> None:
        made = bare(group.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Inches, place)), "Line").line
        made.color.theme_color, made.width, made.dash_style = themed[colour], Pt(points), dash

    def ticks(group, words, start, span, top, high, rows) -> None:
        for place, tick in enumerate(words):
            x, last = start + span * place / (len(words) - 1), place == len(words) - 1
            line(group, (x, top + high, x, top + high * rows), "spine-soft", 0.75)
            if tick and (span > 3 or place % 2 == 0):  # there is room for it
                made = group.add_textbox(*map(Inches, (x - (0.85 if last else 0.5), top, 1, high)))
                made.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
                made.text_frame.margin_left = made.text_frame.margin_right = 0
                align = PP_ALIGN.RIGHT if last else PP_ALIGN.CENTER
                write(made.text_frame, [("head", tick)], "", align)

    def mark(group, row: dict, voice: str, middle: float, start: float, span: float, unit: float):
        """Draw the mark of a row, as overrides/theme/partials/figure.html does."""
        kind, first = row["mark"], start + unit * row["from"]
        end = start + unit * row.get("to", row["from"])
        if row.get("open"):
            line(group, (end, middle, start + span, middle), voice, 2.25, MSO_LINE.ROUND_DOT)
        form = {"bar": MSO_SHAPE.RECTANGLE, "frame": MSO_SHAPE.RECTANGLE,
                "diamond": MSO_SHAPE.DIAMOND}.get(kind, MSO_SHAPE.OVAL)  # fmt: skip
        across, high, back = (end - first, 0.28, 0) if "to" in row else (0.22, 0.22, 0.11)
        place = map(Inches, (first - back, middle - high / 2, across, high))
        made = bare(group.add_shape(form, *place), kind.capitalize())
        made.line.color.theme_color, made.line.width = themed[voice], Pt(2)
        paint(made.fill, "paper" if kind in ("frame", "ring") else voice)

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    master, layout = deck.slide_master, deck.slide_layouts.get_by_name("Title Only")
    for other in [each for each in deck.slide_layouts if each.name != layout.name]:
        deck.slide_layouts.remove(other)
    for each in [*master.placeholders, *layout.placeholders]:
        if each.name.split()[0] in ("Date", "Footer", "Slide"):
            each._element.getparent().remove(each._element)
            continue
        top, high = (0.25, 0.9) if each.placeholder_format.idx == 0 else (1.4, 5.4)
        each.left, each.top, each.width, each.height = map(Inches, (EDGE, top, ACROSS, high))
        each.text_frame.margin_left = 0
    style = next(master._element.iter(qn("p:titleStyle"))).find(qn("a:lvl1pPr"))
    style.set("algn", "l")
    style.find(qn("a:defRPr")).attrib.update({"sz": "2800", "b": "1"})
    paint(master.background.fill, "paper")

    # The theme has the site's colours and faces, so that what an editor adds looks like the rest
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    tree = etree.fromstring(theme.blob)
    for name, (place, _) in THEME.items():
        old = tree.find(f".//{qn('a:clrScheme')}/{qn(f'a:{place}')}")
        old[:] = [old.makeelement(qn("a:srgbClr"), {"val": _colour(name)})]
    for kind, face in (("major", SERIF), ("minor", SANS)):
        tree.find(f".//{qn(f'a:{kind}Font')}/{qn('a:latin')}").set("typeface", face)
    theme._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    for title, boxes, notes in slides(address):
        slide = deck.slides.add_slide(layout)
        top = slide.shapes.title
        top.text = title
        if len(deck.slides) == 1:
            top.left, top.top, top.width, top.height = map(Inches, (EDGE, 0.5, ACROSS, 1.9))
            top.text_frame.paragraphs[0].runs[0].font.size = Pt(44)
        for box in boxes:
            if box.drawing:
                png = io.BytesIO(picture(chromium, box.drawing, box.voice))
                made = slide.shapes.add_picture(png, *map(Inches, box.place))
                bare(made, "Drawing", drawn()[box.drawing][box.voice])
            else:
                (table if box.table else shape)(box, slide.shapes)
        slide.notes_slide.notes_text_frame.text = notes
    # The licence and the number stand on the layout: once, and out of the way of an editor
    foot = deck.slides[0].shapes.add_textbox(*map(Inches, (EDGE, 6.95, ACROSS, 0.4)))
    foot.name, foot.text_frame.margin_left = "Foot", 0
    write(foot.text_frame, [("foot", f"{_foot(address)} · ")])
    number = copy.deepcopy(run := foot.text_frame.paragraphs[0]._p[-1])
    number.text, number.tag = "1", qn("a:fld")
    number.attrib.update({"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    run.addnext(number)
    layout.shapes._spTree.append(foot._element)
    pages = (part._element for each in deck.slides for part in (each, each.notes_slide))
    for page in (*pages, layout._element):
        for run in page.iter(qn("a:r"), qn("a:fld")):
            run.get_or_add_rPr().set("lang", LANGUAGE)
    return _saved(deck, slides()[0][0], "slides.pptx")


def make_form(name: str, address: str = "") -> bytes:
    """Return a form as Word and LibreOffice read it, to be filled in there or on paper.

    Args:
        name: of its file, without the ending.
        address: of the site, which goes to the foot; `` for none.
    """
    from docx import Document
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Mm, Pt, RGBColor

    (title, start, items), document = form(name), Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(16)
    page.footer_distance = Mm(9)
    voice = name.partition("-")[0]
    voice = voice if voice in source.PRACTICES else "ink"
    looks = (
        ("Normal", SANS, 11, "ink", 0, 2),
        ("Title", SERIF, 22, voice, 0, 6),
        ("Heading 1", SANS, 11, voice, 7, 1),
        ("Footer", SANS, 9, "ink-soft", 0, 0),
    )
    for style, face, size, colour, before, after in looks:
        style = document.styles[style]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(_colour(colour))
        fonts = style.element.rPr.get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), face)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    tabs = document.styles["Normal"].paragraph_format.tab_stops
    tabs.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    border.getparent().remove(border)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)

    document.add_paragraph(title, style="Title")
    document.add_paragraph(start)
    numbers = itertools.count(1)
    for asked, words in items:
        document.add_heading(asked, 1)
        # Each question on a line of its own, if that fits on a sheet; a gap at the end of a line
        # runs on to the margin
        lines = re.split(rf"(?<=[.{BLANK}]) (?=[A-Z])", words) if len(items) < 12 else [words]
        for line in lines:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.line_spacing = 1.5 if len(lines) > 1 else 1.3
            first, *parts = line.split(BLANK)
            paragraph.add_run(first)
            for at, part in enumerate(parts, 1):
                last, number = at == len(parts) and not part, next(numbers)
                gap = parse_xml(
                    f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag w:val='gap-{number}'/>"
                    f"<w:id w:val='{number}'/><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"
                    f"<w:r><w:t>{BLANK * (1 if last else 5)}</w:t></w:r></w:sdtContent></w:sdt>"
                )
                gap.find(f".//{qn('w:alias')}").set(qn("w:val"), asked)
                paragraph._p.append(gap)
                paragraph.add_run("\t" if last else part)
    page.footer.paragraphs[0].text = _foot(address)
    return _saved(document, title, f"{name}.docx")


# The part of a page that begins with a heading, and nothing else
ALONE = """(id) => {
  const heading = document.getElementById(id);
  document.title = `${heading.childNodes[0].textContent.trim()}: ${document.title}`;
  let node = heading.closest(".cm-agreement");
  node.append(document.querySelector(".cm-print"));
  node.style.cssText = "break: auto; border: 0; padding: 0";
  for (const old of node.querySelectorAll("h2, h3")) {
    const raised = document.createElement(`h${old.tagName[1] - 1}`);
    raised.id = old.id;
    raised.append(...old.childNodes);
    old.replaceWith(raised);
  }
  for (; node !== document.body; node = node.parentElement)
    for (const other of [...node.parentElement.children]) if (other !== node) other.remove();
}"""
# Where nobody knows the address, a sheet names none: from a disk, no link would lead anywhere
ALOOF = """(line) => {
  for (const link of document.querySelectorAll("main a")) link.replaceWith(...link.childNodes);
  [...document.querySelectorAll(".cm-print")].at(-1).textContent = line;
}"""


def make_sheet(chromium: Browser, site: Path, name: str, address: str = "") -> bytes:
    """Return a sheet as PDF, tagged.

    Args:
        chromium: the browser that prints it.
        site: folder of the built site.
        name: of its file, without the ending.
        address: of the site, to which its links lead; `` for a sheet without links.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject
    from pypdf.xmp import XmpInformation

    (file, paper, part), base = SHEETS[name], address or NOWHERE
    page = chromium.new_page(locale=LANGUAGE)

    def serve(route: Route) -> None:
        path = site / urlsplit(route.request.url).path.removeprefix(urlsplit(base).path)
        path = path / "index.html" if path.is_dir() else path
        route.fulfill(path=path) if path.exists() else route.abort()

    page.route("**/*", serve)
    page.goto(base + source.url(file))
    if part:
        page.evaluate(ALONE, part)
    if not address:
        page.evaluate(ALOOF, _foot(""))
    printed = page.pdf(format=paper, print_background=True, tagged=True)
    page.close()

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed)))
    for page in writer.pages:
        _mark_artifacts(page, writer)
        for link in (each.get_object() for each in page.get("/Annots", ())):
            link[NameObject("/Contents")] = TextStringObject(link["/A"]["/URI"])
    # Strong is a type of PDF 2 only: say what it is to readers of PDF 1
    roles = DictionaryObject({NameObject("/Strong"): NameObject("/Span")})
    writer.root_object["/StructTreeRoot"][NameObject("/RoleMap")] = roles
    writer.create_viewer_preferences().display_doctitle = True
    # What it says of itself. It claims no PDF/UA: nothing here can check all of that.
    told = XmpInformation.create()
    told.dc_title, told.dc_language = {"x-default": writer.metadata.title}, [LANGUAGE]
    told.dc_identifier = digest(f"{name}.pdf")
    writer.xmp_metadata = told
    for key, kind in (("/Type", "/Metadata"), ("/Subtype", "/XML")):
        writer.root_object["/Metadata"][NameObject(key)] = NameObject(kind)
    day = DATE.strftime("D:%Y%m%d000000Z")
    writer.add_metadata({"/CreationDate": day, "/ModDate": day})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


PATH = (b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"W", b"W*")
PAINT = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do")


def _mark_artifacts(page, writer) -> None:
    """Mark what Chromium paints without a tag, backgrounds and drawings, as no part of the text."""
    from pypdf.generic import ContentStream, NameObject

    content = ContentStream(page["/Contents"], writer)
    start, end = ([NameObject("/Artifact")], b"BMC"), ([], b"EMC")
    made, path, depth = [], [], 0
    for step in content.operations:
        depth += (step[1] in (b"BDC", b"BMC")) - (step[1] == b"EMC")
        if not depth and step[1] in PATH:
            path.append(step)
            continue
        made += [start, *path, step, end] if not depth and step[1] in PAINT else [*path, step]
        path = []
    content.operations = made
    page.replace_contents(content)
    page.compress_content_streams()


if __name__ == "__main__":
    logging.basicConfig(format="%(message)s")  # what MkDocs warns of, which stops it
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the files go")
    folder = parser.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as site,
        sync_playwright() as playwright,
        browser.launch(playwright.chromium) as chromium,
    ):
        # Not strict: the pages may link a file that is made here for the first time
        config = load_config(str(source.ROOT / "mkdocs.yml"), site_dir=site, strict=False)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        address = config.site_url if os.environ.get("SITE_URL") else ""
        made = {"slides.pptx": make_slides(chromium, address)}
        made |= {f"{name}.docx": make_form(name, address) for name in FORMS}
        made |= {f"{name}.pdf": make_sheet(chromium, Path(site), name, address) for name in SHEETS}
    for name, data in made.items():
        (folder / name).write_bytes(data)
