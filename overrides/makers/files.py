"""Makes the files to take away again: slides, forms and sheets, from the source of the pages.

Run it when tests/test_files.py says that one is stale; README.md says how. Each file holds the
digest of what it was made from. No clock goes in, so that the same source gives the same bytes.
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
from collections.abc import Iterator
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
SERIF, SANS = "Georgia", "Calibri"  # Office has both
# Where the site stands while it is printed; of an address that nobody knows yet, nothing is left
NOWHERE = "https://site.invalid/"
ADDRESS = os.environ.get("SITE_URL") or NOWHERE
WIDE, HIGH, EDGE = 13.333, 7.5, 0.6  # a slide, in inches
BLANK = "…"

# Which sentences of the pages the slides take: file, and how the sentence begins
BLURS = (
    "Short and long are tendencies",
    "Coaching is not always planned",
    "Neither ‘coaches only ask’",
    "This is where the usual account needs",
)
RESEARCH = {
    "coaching": (
        ("dimensions/approach.md", "In recordings of 48 coaches"),
        ("dimensions/focus.md", "One review found the largest effect"),
    ),
    "mentoring": (
        ("dimensions/approach.md", "A review counted 530 things"),
        ("dimensions/approach.md", "Women with very small firms"),
        ("dimensions/approach.md", "The gain faded"),
    ),
    "none": (
        ("dimensions/focus.md", "We found no trial"),
        ("compare.md", "We found no study"),
    ),
    "notes": (
        ("dimensions/focus.md", "Do not compare"),
        ("dimensions/approach.md", "‘Influence’ takes in"),
        ("dimensions/focus.md", "One doubt goes for both"),
        ("dimensions/focus.md", "We read summaries"),
    ),
}

# Words: out of the pages ----------------------------------------------------------------------


def plain(text: str) -> str:
    """Return Markdown as the reader sees its words, on one line."""
    made = markdown.markdown(text, extensions=["smarty", "attr_list"])
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", made)).split())


def expand(file: str) -> str:
    """Return the Markdown of a page with the sections that it includes."""

    def included(line: re.Match) -> str:
        return section(*line.groups())

    return re.sub(r'^--8<-- "([^":]+):([^"]+)"', included, source.read(file)[0], flags=re.M)


def section(file: str, name: str) -> str:
    """Return what stands between the marks of a section, `start:NAME` and `end:NAME`."""
    marks = (f"<!-- --8<-- [{side}:{name}] -->" for side in ("start", "end"))
    return between(file, *marks)


def between(file: str, start: str, end: str) -> str:
    """Return the Markdown of a page from after the line that holds `start` up to `end`.

    Raises:
        ValueError: the page does not hold both.
    """
    found = re.search(rf"{re.escape(start)}.*?\n(.*?){re.escape(end)}", source.read(file)[0], re.S)
    if not found:
        raise ValueError(f"docs/{file} has nothing from “{start}” to “{end}”; mend files.py.")
    return found[1].strip()


def sentences(text: str) -> list[str]:
    """Return the sentences of some plain words."""
    return re.split(r"(?<=[.!?])[’)]?\s(?=[A-Z‘(])", text)


def quote(file: str, start: str) -> str:
    """Return the sentence of a page that begins in a certain way.

    Raises:
        ValueError: no sentence of the page does.
    """
    for paragraph in re.split(r"\n\s*\n|\n(?=[-#])", source.read(file)[0]):
        words = plain(paragraph)
        at = words.find(start)
        if at >= 0:
            return sentences(words[at:])[0]
    raise ValueError(f"docs/{file} has no sentence that begins “{start}”; mend files.py.")


def drawn() -> dict[str, dict[str, str]]:
    """Return what each drawing shows, as the film says it: slug -> practice -> words."""
    scenes = source.read("video/index.md")[1]["video"]["scenes"]
    found = {scene["id"]: [re.findall(r", (?:like|and) ([^:]+):", s) for s in scene["say"]]
             for scene in scenes}  # fmt: skip
    return {
        d.slug: {p: said[0] for p, said in zip(source.PRACTICES, found[d.slug][1:], strict=True)}
        for d in source.dimensions()
    }


# Slides ---------------------------------------------------------------------------------------

# name -> face, size in points, bold, colour (`voice` is that of the box)
STYLES = {
    "label": (SANS, 16, True, "voice"),
    "lead": (SERIF, 26, True, "voice"),
    "say": (SERIF, 22, False, "ink"),
    "text": (SANS, 18, False, "ink"),
    "small": (SANS, 16, False, "ink"),
    "strong": (SANS, 18, True, "ink"),
    "spine": (SERIF, 20, True, "spine-ink"),
    "spine-small": (SANS, 14, False, "spine-soft"),
    "foot": (SANS, 12, False, "ink-soft"),
}
THEME = {
    **{"dk1": "ink", "lt1": "paper", "dk2": "ink-soft", "lt2": "sheet"},
    **{"accent1": "coaching", "accent2": "mentoring", "hlink": "link", "folHlink": "link"},
}


@dataclasses.dataclass(frozen=True)
class Box:
    """A shape on a slide, with its words or its drawing.

    Attributes:
        place: left, top, width, height, in inches.
        lines: its paragraphs: a key of STYLES, and words.
        voice: whose it is, `coaching`, `mentoring`, `spine`, or `` for none.
        drawing: slug of the dimension whose drawing it is, instead of words.
    """

    place: tuple[float, float, float, float]
    lines: tuple[tuple[str, str], ...] = ()
    voice: str = ""
    drawing: str = ""


@dataclasses.dataclass(frozen=True)
class Slide:
    """A slide: its title, its shapes in the order of reading, and what the speaker may say."""

    title: str
    boxes: tuple[Box, ...]
    notes: str


def sides(top: float, height: float, spine: list, *both: list) -> Iterator[Box]:
    """Yield the figure of the site in large: the dark spine, coaching left, mentoring right."""
    middle = 2.4 if spine else 0.25
    width = (WIDE - 2 * EDGE - middle) / 2
    if spine:
        yield Box((EDGE + width, top, middle, height), tuple(spine), "spine")
    for practice, lines, left in zip(
        source.PRACTICES, both, (EDGE, WIDE - EDGE - width), strict=True
    ):
        yield Box((left, top, width, height), tuple(lines), practice)


def heading(file: str, name: str = "") -> str:
    """Return a heading of a page by its id, or the one at its top."""
    mark = rf"#+ (.+) {{ #{name} }}" if name else "# (.+)"
    return plain(re.search(rf"^{mark}$", source.read(file)[0], re.M)[1])


def names() -> list[str]:
    """Return what the two practices are called."""
    return [source.config()["extra"]["labels"][practice] for practice in source.PRACTICES]


def slides() -> list[Slide]:
    """Return all slides. Every word of them stands on the pages."""
    return [
        *_answer(),
        _matrix(),
        *map(_dimension, source.dimensions()),
        _blurs(),
        _conversations(),
        _rule(),
        _research(),
        _take_away(),
    ]


def _first(words: str) -> str:
    return words[0].upper() + words[1:]


def _starts() -> list[str]:
    return [quote("index.md", "To find your own way"), quote("index.md", "To learn from")]


def _answer() -> Iterator[Slide]:
    answer = between("index.md", "/// html | div.cm-top", "{ .cm-answer }")
    leads = map(plain, re.findall(r"\*\*(.+?)\*\*", answer, re.S))
    summary = plain(section("index.md", "summary"))
    site = source.config()["site_name"]
    yield Slide(
        heading("index.md"),
        (*sides(3.2, 3.2, [("spine", site)], *([("lead", _first(lead))] for lead in leads)),),
        plain(source.config()["site_description"]),
    )
    halves = map(_first, plain(answer).split("; "))
    yield Slide(
        heading("index.md", "summary"),
        (
            *sides(1.5, 2.3, [], *([("say", half.rstrip(".") + ".")] for half in halves)),
            Box((EDGE, 4.0, 12.13, 1.4), (("text", summary),)),
            *sides(5.5, 1.2, [], *([("strong", start)] for start in _starts())),
        ),
        plain(answer),
    )


def _matrix() -> Slide:
    height, boxes, notes = 1.26, [], []
    for place, d in enumerate(source.dimensions()):
        top = 1.42 + place * (height + 0.08)
        cells = [d.meta[practice] for practice in source.PRACTICES]
        spine = [("spine", d.name), ("spine-small", d.meta["question"])]
        lines = ([("lead", cell["lead"]), ("small", cell["short"])] for cell in cells)
        boxes += sides(top, height, spine, *lines)
        notes.append(f"{d.name}: {d.meta['question']}")
        notes += (f"{name}: {cell['short']}" for name, cell in zip(names(), cells, strict=True))
    return Slide(source.config()["extra"]["labels"]["matrix"], tuple(boxes), "\n".join(notes))


def _dimension(d: source.Dimension) -> Slide:
    accounts = [section(d.file, practice).split("\n\n") for practice in source.PRACTICES]
    lines = [
        [
            ("label", label),
            ("lead", d.meta[practice]["lead"]),
            ("strong", d.meta[practice]["short"]),
            *(("text", sentences(plain(paragraph))[0]) for paragraph in account),
        ]
        for practice, label, account in zip(source.PRACTICES, names(), accounts, strict=True)
    ]
    kicker = plain(re.search(r"^\[.+\]\(.+\)$", source.read(d.file)[0], re.M)[0])
    boxes = [*sides(1.5, 5.3, [("spine", d.name), ("spine-small", kicker)], *lines)]
    for practice, side in zip(source.PRACTICES, boxes[1:], strict=True):
        left, _, width, _ = side.place
        boxes.append(Box((left + width - 1.8, 6.7 - 1.28, 1.6, 1.28), (), practice, d.slug))
    said = [
        f"{label}: {plain(' '.join(account))}"
        for label, account in zip(names(), accounts, strict=True)
    ]
    question = d.meta["question"][0].lower() + d.meta["question"][1:]
    return Slide(f"{d.name}: {question}", tuple(boxes), "\n".join(said))


def _blurs() -> Slide:
    boxes, name = [], "where-the-line-blurs"
    for place, (d, start) in enumerate(zip(source.dimensions(), BLURS, strict=True)):
        top = 1.5 + place * 1.34
        boxes += [
            Box((EDGE, top, 2.9, 1.24), (("spine", d.name),), "spine"),
            Box((EDGE + 2.9, top, 9.23, 1.24), (("say", quote(d.file, start)),), "sheet"),
        ]
    said = quote("about.md", "It is also partly contested"), quote("about.md", "So each dimension")
    return Slide(heading(source.dimensions()[0].file, name), tuple(boxes), " ".join(said))


def _conversations() -> Slide:
    file, lines, notes = "conversations.md", [], []
    for practice, name in zip(source.PRACTICES, ("with-a-coach", "with-a-mentor"), strict=True):
        turns = [plain(turn) for turn in section(file, f"approach-{practice}").split("\n\n")]
        lines.append([("label", heading(file, name)), *(("text", turn) for turn in turns[-4:])])
        notes += [heading(file, name), *turns]
    said = quote(file, "Nadia has ten days"), quote(file, "Here she takes it")
    boxes = (
        Box((EDGE, 1.35, 12.13, 1.3), (("small", " ".join(said)),)),
        *sides(2.6, 4.25, [], *lines),
    )
    return Slide(heading(file), boxes, "\n".join(notes))  # fmt: skip


def _rule() -> Slide:
    file = "choose.md"
    steps = between(file, "## The rule", "<!-- figure rule -->")
    steps = [plain(f"{step}") for step in re.split(r"^\d\. ", steps, flags=re.M)[1:]]
    first = re.split(r"^- ", between(file, "{ #first }", "\n///"), flags=re.M)[1:]
    said = [
        heading(file, "first"),
        *map(plain, first),
        *(
            d.meta[practice]["statement"]
            for d in source.dimensions()
            for practice in source.PRACTICES
        ),
    ]
    boxes = (
        *sides(1.5, 1.2, [], *([("strong", start)] for start in _starts())),
        Box(
            (EDGE, 2.85, 12.13, 4.0),
            (
                ("strong", heading(file, "rule")),
                *(("text", f"{number}. {step}") for number, step in enumerate(steps, 1)),
                ("text", quote(file, "It is a way to think")),
                ("text", quote("about.md", "If you are in distress")),
            ),
            "sheet",
        ),
    )
    return Slide(heading(file), boxes, "\n".join(said))


def _research() -> Slide:
    lines = [
        [("label", label), *(("text", quote(*found)) for found in RESEARCH[practice])]
        for practice, label in zip(source.PRACTICES, names(), strict=True)
    ]
    none = [("strong", heading("sources.md", "looked-for"))]
    none += [("text", quote(*found)) for found in RESEARCH["none"]]
    boxes = (*sides(1.5, 3.3, [], *lines), Box((EDGE, 4.95, 12.13, 1.9), tuple(none), "sheet"))
    said = [quote(*found) for found in RESEARCH["notes"]]
    return Slide(heading("dimensions/focus.md", "what-research-says"), boxes, "\n".join(said))


def _take_away() -> Slide:
    address = [] if ADDRESS == NOWHERE else [("text", ADDRESS)]
    words = [
        (heading("about.md", name), plain(between("about.md", f"{{ #{name} }}", "\n## ")))
        for name in ("licence", "cite")
    ]
    lines = [line for name, text in words for line in (("lead", name), ("text", text))]
    lines += [("text", source.config()["extra"]["licence"]), *address]
    said = quote("files/index.md", "You may copy")
    return Slide(
        heading("files/index.md"), (Box((EDGE, 1.5, 12.13, 5.3), tuple(lines), "sheet"),), said
    )


# The forms ------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Form:
    """A form to fill in.

    Attributes:
        title: its title.
        start: what stands before it.
        items: what is asked: a heading, and words in which `…` is to be filled in.
    """

    title: str
    start: str
    items: tuple[tuple[str, str], ...]


def form(file: str, name: str, *starts: str, of: str = "") -> Form:
    """Return a form of a page.

    Args:
        file: the page, from docs/.
        name: id of the form's heading.
        starts: how each sentence begins that stands before it.
        of: whose form it is, where the heading does not say so.
    """
    items = re.split(r"^- ", between(file, f"{{ #{name} }}", "\n///"), flags=re.M)[1:]
    pairs = (re.fullmatch(r"\*\*(.+?)\.?\*\*\s+(.+)", item.strip(), re.S) for item in items)
    title = f"{of}: {heading(file, name).lower()}" if of else heading(file, name)
    said = " ".join(quote(file, start) for start in starts)
    return Form(title, said, tuple((pair[1], plain(pair[2])) for pair in pairs))


def forms() -> dict[str, Form]:
    """Return the forms by the name of their file. One whose page is missing is left out."""
    starts = "Copy this template and change it", "It is not legal advice"
    found = {
        f"{practice}-agreement": form(f"practices/{practice}.md", "agreement", *starts, of=name)
        for practice, name in zip(source.PRACTICES, names(), strict=True)
    }
    if "organisations.md" in source.pages():
        found["board-case"] = form("organisations.md", "board-case", "Copy this and change it")
    return found


# The sheets -----------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Sheet:
    """A page, or a part of one, on one sheet of paper.

    Attributes:
        file: the page, from docs/.
        paper: `A4` or `Letter`.
        part: id of the heading of the part, or `` for the whole page.
    """

    file: str
    paper: str = "A4"
    part: str = ""


def sheets() -> dict[str, Sheet]:
    """Return the sheets by the name of their file. One whose page is missing is left out."""
    found = {f"handout-{paper.lower()}": Sheet("compare.md", paper) for paper in ("A4", "Letter")}
    if "teach.md" in source.pages():
        found |= {part: Sheet("teach.md", part=part) for part in ("worksheet", "answer-key")}
    return found


def _printed(sheet: Sheet) -> list:
    if sheet.part:
        return [
            heading(sheet.file, sheet.part),
            between(sheet.file, f"{{ #{sheet.part} }}", "\n///\n"),
        ]
    return [expand(sheet.file), *((d.name, d.meta) for d in source.dimensions()), drawings()]


# All of them ----------------------------------------------------------------------------------


def drawings() -> list[str]:
    """Return the drawings of the cells, as SVG."""
    folder = source.ROOT / "overrides/theme/.icons/cm"
    cells = itertools.product(source.dimensions(), source.PRACTICES)
    return [(folder / f"{d.slug}-{practice}.svg").read_text("utf-8") for d, practice in cells]


def sources() -> dict[str, object]:
    """Return what each file is made from: its name with its ending -> words, drawings, colours."""
    colours = source.colours()
    return {
        "slides.pptx": (slides(), STYLES, drawn(), drawings(), colours),
        **{f"{name}.docx": (form, colours) for name, form in forms().items()},
        **{f"{name}.pdf": (sheet, _printed(sheet)) for name, sheet in sheets().items()},
    }


def digest(name: str) -> str:
    """Return the digest of what a file is to be made from, as the file holds it."""
    return f"sha256:{hashlib.sha256(repr(sources()[name]).encode()).hexdigest()}"


def held(file: Path) -> str:
    """Return the digest of what a file was made from, or `` where it holds none."""
    data = file.read_bytes()
    if file.suffix != ".pdf":
        data = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")
    found = re.search(rb"sha256:[0-9a-f]{64}", data)
    return found[0].decode() if found else ""


def picture(chromium: Browser, slug: str, practice: str) -> bytes:
    """Return a drawing as PNG, in the voice of its practice, eight times as large as on a page."""
    page = chromium.new_page(viewport={"width": 80, "height": 64}, device_scale_factor=8)
    svg = (source.ROOT / f"overrides/theme/.icons/cm/{slug}-{practice}.svg").read_text("utf-8")
    tokens = source.TOKENS.read_text("utf-8")
    style = """:root { color-scheme: light } body { margin: 0; color: var(--cm-voice) }
    svg { display: block; width: 80px }
    .p { fill: var(--cm-paper) } .t { stroke: var(--cm-tint) }"""
    page.set_content(f"<style>{tokens}{style}</style><body class={practice}>{svg}")
    png = page.screenshot(omit_background=True)
    page.close()
    return png


def _colour(name: str) -> str:
    return source.colours()[name][0][1:].upper()


def _properties(core: object, title: str, name: str) -> None:
    core.title, core.language, core.identifier = title, LANGUAGE, digest(name)
    core.author = core.last_modified_by = source.config()["site_name"]
    core.created = core.modified = DATE
    core.comments, core.revision = source.config()["copyright"].split(" · ")[0], 1


def _packed(made: object) -> bytes:
    """Return a document of Office, without the time at which it was saved."""
    saved, packed = io.BytesIO(), io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def make_slides(chromium: Browser) -> bytes:
    """Return the slides as Office and LibreOffice read them, to be edited there.

    Args:
        chromium: the browser that makes pictures of the drawings.
    """
    from lxml import etree
    from pptx import Presentation
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn
    from pptx.util import Inches, Pt

    def placed(shape, *inches: float) -> None:
        shape.left, shape.top, shape.width, shape.height = map(Inches, inches)

    def write(frame, lines, voice: str = "") -> None:
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if len(lines) < 3 else MSO_ANCHOR.TOP
        gap = {"": 0, "spine": 0.1}.get(voice, 0.2)
        frame.margin_left = frame.margin_right = Inches(gap)
        for number, (style, words) in enumerate(lines):
            face, size, bold, colour = STYLES[style]
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.space_before = Pt(0 if number == 0 else 3 if len(lines) < 3 else 8)
            run = paragraph.add_run()
            run.text, font = words, run.font
            font.name, font.size, font.bold = face, Pt(size), bold
            spoken = voice if voice in source.PRACTICES else "ink"
            font.color.rgb = RGBColor.from_string(_colour(spoken if colour == "voice" else colour))
            paragraph.alignment = PP_ALIGN.CENTER if voice == "spine" else PP_ALIGN.LEFT
            if words.startswith("http"):
                run.hyperlink.address = words

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    master, layout = deck.slide_master, deck.slide_layouts.get_by_name("Title Only")
    for other in [each for each in deck.slide_layouts if each.name != layout.name]:
        deck.slide_layouts.remove(other)
    for shape in [*master.placeholders, *layout.placeholders]:
        if shape.placeholder_format.idx and shape.name.split()[0] in ("Date", "Footer", "Slide"):
            shape._element.getparent().remove(shape._element)
        elif shape.placeholder_format.idx == 0:
            placed(shape, EDGE, 0.3, WIDE - 2 * EDGE, 1.0)
            shape.text_frame.margin_left = 0
        else:
            placed(shape, EDGE, 1.5, WIDE - 2 * EDGE, 5.3)
    title = next(master._element.iter(qn("p:titleStyle"))).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).attrib.update({"sz": "2800", "b": "1"})
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = RGBColor.from_string(_colour("paper"))

    # The theme has the site's colours and faces, so that what an editor adds looks like the rest
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    tree = etree.fromstring(theme.blob)
    for place, name in THEME.items():
        old = tree.find(f".//{qn('a:clrScheme')}/{qn(f'a:{place}')}")
        old[:] = [old.makeelement(qn("a:srgbClr"), {"val": _colour(name)})]
    for kind, face in (("major", SERIF), ("minor", SANS)):
        tree.find(f".//{qn(f'a:{kind}Font')}/{qn('a:latin')}").set("typeface", face)
    theme._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    shows = drawn()
    for made in slides():
        slide = deck.slides.add_slide(layout)
        slide.shapes.title.text = made.title
        if len(deck.slides) == 1:
            placed(slide.shapes.title, EDGE, 0.7, WIDE - 2 * EDGE, 2.1)
            slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(44)
        for box in made.boxes:
            if box.drawing:
                png = io.BytesIO(picture(chromium, box.drawing, box.voice))
                shape = slide.shapes.add_picture(png, *map(Inches, box.place))
                shape.name = f"Drawing {shape.shape_id}"
                shape._element.nvPicPr.cNvPr.set("descr", shows[box.drawing][box.voice])
                continue
            shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box.place))
            shape._element.remove(shape._element.find(qn("p:style")))  # a shadow and an outline
            shape.name = f"{(box.voice or 'text').capitalize()} {shape.shape_id}"
            if box.voice:
                tint = f"{box.voice}-tint" if box.voice in source.PRACTICES else box.voice
                shape.fill.solid()
                shape.fill.fore_color.rgb = RGBColor.from_string(_colour(tint))
            write(shape.text_frame, box.lines, box.voice)
        slide.notes_slide.notes_text_frame.text = made.notes
        parts = (slide._element, slide.notes_slide._element)
        for run in itertools.chain.from_iterable(part.iter(qn("a:r")) for part in parts):
            run.get_or_add_rPr().set("lang", LANGUAGE)
    # The licence and the number stand on the layout: once, and out of the way of an editor
    foot = deck.slides[0].shapes.add_textbox(*map(Inches, (EDGE, 6.95, 12.13, 0.4)))
    foot.name = "Foot"
    write(foot.text_frame, [("foot", f"{source.config()['site_name']} · {_licence()} · ")])
    field = (
        '<a:fld %s id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:t>1</a:t></a:fld>'
    )
    foot.text_frame.paragraphs[0]._p.append(parse_xml(field % nsdecls("a")))
    run, number = foot.text_frame.paragraphs[0]._p[-2:]
    run.rPr.set("lang", LANGUAGE)
    number.insert(0, copy.deepcopy(run.rPr))
    layout.shapes._spTree.append(foot._element)
    _properties(deck.core_properties, slides()[0].title, "slides.pptx")
    return _packed(deck)


def _licence() -> str:
    return source.config()["copyright"].split(" · ")[0]


def make_form(name: str) -> bytes:
    """Return a form as Word and LibreOffice read it, to be filled in there or on paper.

    Args:
        name: its key in `forms()`.
    """
    from docx import Document
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Mm, Pt, RGBColor

    form = forms()[name]
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(16)
    page.footer_distance = Mm(9)
    voice = name.split("-")[0]
    voice = voice if voice in source.PRACTICES else "ink"
    looks = (
        ("Normal", SANS, 11, "ink", 0, 2),
        ("Title", SERIF, 22, voice, 0, 6),
        ("Heading 1", SANS, 11, voice, 7, 1),
        ("Footer", SANS, 9, "ink-soft", 0, 0),
    )
    for style, face, size, colour, before, after in looks:
        style = document.styles[style]
        style.font.name, style.font.size = face, Pt(size)
        style.font.color.rgb = RGBColor.from_string(_colour(colour))
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[theme]
        for script in ("hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), face)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    border = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    border.getparent().remove(border)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)

    document.add_paragraph(form.title, style="Title")
    document.add_paragraph(form.start)
    number = 0
    for label, words in form.items:
        document.add_heading(label, 1)
        # Each question on a line of its own, if that fits on a sheet; a gap at the end of a line
        # runs on to the margin
        lines = re.split(rf"(?<={BLANK}) (?=[A-Z])", words) if len(form.items) < 12 else [words]
        for line in lines:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.line_spacing = 1.5 if len(lines) > 1 else 1.3
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Mm(166), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            parts = line.split(BLANK)
            for at, part in enumerate(parts):
                paragraph.add_run(part)
                if at == len(parts) - 1:
                    break
                number += 1
                last = at == len(parts) - 2 and not parts[-1]
                gap = parse_xml(
                    f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag/><w:id/><w:showingPlcHdr/>"
                    "<w:text/></w:sdtPr><w:sdtContent><w:r><w:t/></w:r></w:sdtContent></w:sdt>"
                )
                values = {"alias": label, "tag": f"gap-{number}", "id": str(number)}
                for tag, value in values.items():
                    gap.find(f".//{qn(f'w:{tag}')}").set(qn("w:val"), value)
                gap.find(f".//{qn('w:t')}").text = BLANK * (1 if last else 7)
                paragraph._p.append(gap)
                if last:
                    paragraph.add_run("\t")
    foot = page.footer.paragraphs[0]
    foot.text = f"{source.config()['site_name']} · {_licence()}"
    if ADDRESS != NOWHERE:
        foot.add_run(f" · {ADDRESS}")
    _properties(document.core_properties, form.title, f"{name}.docx")
    return _packed(document)


# What a PDF says of itself. It claims no PDF/UA: nothing here can check all of that.
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{digest}</dc:identifier>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

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


def make_sheet(chromium: Browser, site: Path, name: str) -> bytes:
    """Return a sheet as PDF, tagged.

    Args:
        chromium: the browser that prints it.
        site: folder of the site, built for ADDRESS.
        name: its key in `sheets()`.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import (
        BooleanObject,
        DictionaryObject,
        NameObject,
        StreamObject,
        TextStringObject,
    )

    sheet = sheets()[name]
    page = chromium.new_page(locale=LANGUAGE)

    def serve(route: Route) -> None:
        path = site / urlsplit(route.request.url).path.removeprefix(urlsplit(ADDRESS).path)
        path = path / "index.html" if path.is_dir() else path
        route.fulfill(path=path) if path.exists() else route.abort()

    page.route("**/*", serve)
    page.emulate_media(media="print", color_scheme="light")
    page.goto(ADDRESS + source.url(sheet.file))
    if sheet.part:
        page.evaluate(ALONE, sheet.part)
    if ADDRESS == NOWHERE:
        address = f"{ADDRESS}{source.url(sheet.file)} · "
        page.locator(".cm-print").evaluate_all(
            "(all, at) => all.forEach((e) => { e.innerText = e.innerText.replace(at, ''); })",
            address,
        )
    printed = page.pdf(format=sheet.paper, print_background=True, tagged=True)
    page.close()

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(printed)))
    for annotation in (each.get_object() for each in writer.pages[0].get("/Annots", [])):
        action = annotation.get("/A", {})
        uri = str(action.get("/URI", ""))
        if uri:
            if uri.startswith(NOWHERE):
                action[NameObject("/URI")] = TextStringObject("../" + uri.removeprefix(NOWHERE))
            annotation[NameObject("/Contents")] = TextStringObject(uri.removeprefix(NOWHERE))
    # Strong is a type of PDF 2 only: say what it is to readers of PDF 1
    roles = DictionaryObject({NameObject("/Strong"): NameObject("/Span")})
    writer.root_object["/StructTreeRoot"][NameObject("/RoleMap")] = roles
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
    title, made_from = html.escape(writer.metadata.title), digest(f"{name}.pdf")
    xmp = XMP.format(title=title, language=LANGUAGE, digest=made_from)
    stream = StreamObject()
    stream.set_data(xmp.encode())
    stream.update(
        {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
    )
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    day = DATE.strftime("D:%Y%m%d000000Z")
    writer.add_metadata({"/CreationDate": day, "/ModDate": day})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def make(chromium: Browser, site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file: its name, its bytes.

    Args:
        chromium: the browser to draw and to print with.
        site: folder of the site, built for ADDRESS.
    """
    yield "slides.pptx", make_slides(chromium)
    for name in forms():
        yield f"{name}.docx", make_form(name)
    for name in sheets():
        yield f"{name}.pdf", make_sheet(chromium, site, name)


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
        config = load_config(str(source.ROOT / "mkdocs.yml"), site_dir=site, site_url=ADDRESS)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        for name, made in make(chromium, Path(site)):
            (folder / name).write_bytes(made)
