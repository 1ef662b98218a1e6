"""Draws the slides as Office and LibreOffice read them, to be edited there."""

import copy
import io
import itertools

import source
from lxml import etree
from office import LANGUAGE, SANS, SERIF, colour, foot, saved
from playwright.sync_api import Browser
from pptx import Presentation
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt
from slides import ACROSS, EDGE, HIGH, STYLES, THEME, WIDE, Box, slides

COLOURS = {ours: MSO_THEME_COLOR[theirs] for ours, (_, theirs) in THEME.items()}


def make(browser: Browser, mark: str, address: str = "") -> bytes:
    """Return the slides.

    Args:
        browser: makes pictures of the drawings.
        mark: of what they are made from.
        address: of the site, which goes below each slide, and into the notes; `` for none.
    """
    deck, shown = Presentation(), slides(address)
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    deck.element.find(qn("p:sldSz")).attrib.pop("type")  # the template's, for four by three
    layout = _layout(deck)
    _theme(deck.slide_master)
    for title, boxes, notes in shown:
        slide = deck.slides.add_slide(layout)
        top = slide.shapes.title
        top.text = title
        if len(deck.slides) == 1:
            top.left, top.top, top.width, top.height = map(Inches, (EDGE, 0.5, ACROSS, 1.9))
            top.text_frame.paragraphs[0].runs[0].font.size = Pt(44)
        for box in boxes:
            draw = _drawing if box.drawing else _table if box.table else _shape
            draw(box, slide.shapes, browser)
        slide.notes_slide.notes_text_frame.text = notes
    _foot(deck, layout, foot(address))
    _language(deck, layout)
    words = " ".join(f"{title} {notes}" for title, _, notes in shown).split()
    return saved(deck, shown[0][0], mark, Application="python-pptx", Words=len(words),
                 PresentationFormat="Widescreen", Slides=len(shown), Notes=len(shown))  # fmt: skip


def _layout(deck):
    """Return the one layout that is left, with title and background as the site has them."""
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
    _paint(master.background.fill, "paper")
    return layout


def _theme(master) -> None:
    """Give the theme the site's colours and faces: what an editor adds then looks like the rest."""
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    tree = etree.fromstring(theme.blob)
    places = [(name, place) for name, (place, _) in THEME.items()]
    for name, place in [*places, ("ink", "hlink")]:  # a link is ink, as on the pages
        old = tree.find(f".//{qn('a:clrScheme')}/{qn(f'a:{place}')}")
        old[:] = [old.makeelement(qn("a:srgbClr"), {"val": colour(name)})]
    for kind, face in (("major", SERIF), ("minor", SANS)):
        tree.find(f".//{qn(f'a:{kind}Font')}/{qn('a:latin')}").set("typeface", face)
    theme._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _foot(deck, layout, words: str) -> None:
    """Put a line and the number on the layout: once, and out of the way of an editor."""
    box = deck.slides[0].shapes.add_textbox(*map(Inches, (EDGE, 6.95, ACROSS, 0.4)))
    box.name, box.text_frame.margin_left = "Foot", 0
    _write(box.text_frame, [("foot", f"{words} · ")])
    number = copy.deepcopy(run := box.text_frame.paragraphs[0]._p[-1])
    number.text, number.tag = "1", qn("a:fld")
    number.attrib.update({"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    run.addnext(number)
    layout.shapes._spTree.append(box._element)


def _language(deck, layout) -> None:
    """Set the language of every run of text, and of what an editor will add."""
    pages = [part._element for each in deck.slides for part in (each, each.notes_slide)]
    for page in (*pages, layout._element):
        for run in page.iter(qn("a:r"), qn("a:fld")):
            run.get_or_add_rPr().set("lang", LANGUAGE)
    masters = (deck.element, deck.slide_master._element, deck.notes_master._element)
    for part in (*pages, *masters, layout._element):
        for style in part.iter():
            if "lang" in style.attrib:
                style.set("lang", LANGUAGE)


def picture(browser: Browser, name: str, practice: str) -> bytes:
    """Return a drawing as PNG, in the voice of its practice, eight times as large as on a page."""
    page = browser.new_page(viewport={"width": 85, "height": 68}, device_scale_factor=8)
    style = """:root { color-scheme: light } body { margin: 2px 2.5px; color: var(--cm-voice) }
    svg { display: block; width: 80px; overflow: visible } /* a line may be wider than its edge */
    .p { fill: var(--cm-paper) } .t { stroke: var(--cm-tint) }"""
    svg, tokens = source.drawings()[name], source.TOKENS.read_text("utf-8")
    page.set_content(f"<style>{tokens}{style}</style><body class={practice}>{svg}")
    png = page.screenshot(omit_background=True)
    page.close()
    return png


# Shapes ---------------------------------------------------------------------------------------


def _paint(fill, name: str, tint: bool = False) -> None:
    fill.solid()
    tint = tint and name in source.PRACTICES
    fill.fore_color.theme_color = COLOURS[f"{name}-tint" if tint else name]


def _bare(made, name: str, words: str = ""):
    """Name a shape, say what it shows, and take Office's shadow and outline off it."""
    made.name = f"{name} {made.shape_id}"
    if words:
        next(made._element.iter(qn("p:cNvPr"))).set("descr", words)
    for style in made._element.findall(qn("p:style")):
        made._element.remove(style)
    return made


def _write(frame, lines, voice: str = "", align=PP_ALIGN.LEFT) -> None:
    """Write lines, each a key of STYLES and words, into a frame of text."""
    frame.word_wrap = True
    for number, (style, words) in enumerate(lines):
        face, size, bold, name = STYLES[style]
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_before = align, Pt(6 if number else 0)
        run = paragraph.add_run()
        run.text = words
        run.font.name, run.font.size, run.font.bold = face, Pt(size), bold
        spoken = voice if voice in source.PRACTICES else "ink"
        run.font.color.theme_color = COLOURS[spoken if name == "voice" else name]


def _drawing(box: Box, shapes, browser: Browser) -> None:
    png = io.BytesIO(picture(browser, f"{box.drawing}-{box.voice}", box.voice))
    cells = {d.slug: d.meta for d in source.dimensions()}
    made = shapes.add_picture(png, *map(Inches, box.place))
    _bare(made, "Drawing", cells[box.drawing][box.voice]["drawing"])


def _shape(box: Box, shapes, _: Browser) -> None:
    made = shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box.place))
    _bare(made, (box.voice or "text").capitalize())
    if box.voice:
        _paint(made.fill, box.voice, tint=True)
    else:
        made.fill.background()
    frame, high = made.text_frame, box.voice in source.PRACTICES and box.place[3] > 3
    few = len(box.lines) < 3 and not high  # a high side has its drawing below the words
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if few else MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(0.2 if box.voice else 0)
    align = PP_ALIGN.CENTER if box.voice == "spine" else PP_ALIGN.LEFT
    _write(frame, box.lines, box.voice, align)


def _rows(figure: dict) -> list[tuple[str, str, list[str], dict | None]]:
    """Return the rows of a figure as a table has them: voice, key of STYLES, words, its data."""

    def cited(words: str, row: dict) -> str:
        return f"{words} ({row['cite']})" if "cite" in row else words

    rows = [("spine", "head", figure["heads"], None)]
    for group in figure["groups"]:
        voice = group.get("practice", "sheet")
        if voice in source.PRACTICES:
            rows.append((voice, "label", [cited(source.label(voice), group)], None))
        for row in group["rows"]:
            rows.append((voice, "text", [cited(row["name"], row), row.get("says", "")], row))
    return rows


def _table(box: Box, shapes, _: Browser) -> None:
    """Draw a figure as a table, with its marks as a group of shapes over the last column."""
    found, (left, top, width, high) = box.table, box.place
    rows = _rows(found)
    size = map(Inches, (left, top, width, high * len(rows)))
    made = shapes.add_table(len(rows), len(box.columns), *size)
    _bare(made, "Table", found["caption"])
    made.table.horz_banding = False
    for column, inches in zip(made.table.columns, box.columns, strict=True):
        column.width = Inches(inches)
    for (voice, style, words, data), row in zip(rows, made.table.rows, strict=True):
        row.height = Inches(high)
        if data is None and len(words) < len(row.cells):
            row.cells[len(words) - 1].merge(row.cells[len(row.cells) - 1])
        for cell, said in itertools.zip_longest(row.cells, words[: len(row.cells)]):
            _paint(cell.fill, voice, tint=True)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = 0  # two lines fit, and move no mark
            _write(cell.text_frame, [(style, said or "")], voice)
    drawn = [(at, row) for at, row in enumerate(rows) if row[3] and "mark" in row[3]]
    if drawn:
        said = "; ".join(f"{row['name']}: {row['says']}" for *_, row in rows if row)
        group = _bare(shapes.add_group_shape(), "Marks", f"{found['caption']}. {said}.").shapes
        start, span = left + sum(box.columns[:-1]) + 0.2, box.columns[-1] - 0.4
        _ticks(group, found.get("ticks", ()), start, span, top, high, len(rows))
        for at, (voice, *_, row) in drawn:
            unit = span / found["most"]
            _mark(group, row, voice, top + high * (at + 0.5), start, span, unit)


def _line(group, place, name: str, points: float, dash=MSO_LINE.SOLID) -> None:
    made = group.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Inches, place))
    line = _bare(made, "Line").line
    line.color.theme_color, line.width, line.dash_style = COLOURS[name], Pt(points), dash


def _ticks(group, words, start, span, top, high, rows) -> None:
    """Draw the lines of a scale, and name as many as there is room for."""
    for place, tick in enumerate(words):
        x, last = start + span * place / (len(words) - 1), place == len(words) - 1
        _line(group, (x, top + high, x, top + high * rows), "spine-soft", 0.75)
        if tick and (span > 3 or place % 2 == 0):
            made = group.add_textbox(*map(Inches, (x - (0.85 if last else 0.5), top, 1, high)))
            made.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            made.text_frame.margin_left = made.text_frame.margin_right = 0
            align = PP_ALIGN.RIGHT if last else PP_ALIGN.CENTER
            _write(made.text_frame, [("head", tick)], "", align)


def _mark(group, row: dict, voice: str, middle: float, start: float, span: float, unit: float):
    """Draw the mark of a row, as overrides/theme/partials/figure.html does."""
    kind, first = row["mark"], start + unit * row["from"]
    end = start + unit * row.get("to", row["from"])
    if row.get("open"):
        _line(group, (end, middle, start + span, middle), voice, 2.25, MSO_LINE.ROUND_DOT)
    form = {"bar": MSO_SHAPE.RECTANGLE, "frame": MSO_SHAPE.RECTANGLE,
            "diamond": MSO_SHAPE.DIAMOND}.get(kind, MSO_SHAPE.OVAL)  # fmt: skip
    across, high, back = (end - first, 0.28, 0) if "to" in row else (0.22, 0.22, 0.11)
    place = map(Inches, (first - back, middle - high / 2, across, high))
    made = _bare(group.add_shape(form, *place), kind.capitalize())
    made.line.color.theme_color, made.line.width = COLOURS[voice], Pt(2)
    _paint(made.fill, "paper" if kind in ("frame", "ring") else voice)
