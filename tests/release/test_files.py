"""The files to take away: whole, and fit for whoever opens them."""

import io
import itertools
import re
import unicodedata
import zipfile

import files
import pytest
import source
from bs4 import BeautifulSoup
from helpers import need

MAKE = "run .venv/bin/python overrides/makers/files.py, as README.md says"
FORMS = list(files.FORMS)
SHEETS = list(files.SHEETS)
ADDRESS = "https://example.org/handouts/"  # of a site that is published below a path


def letters(words: str) -> str:
    """Return the letters and figures of some words: what stays however lines are broken."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words))


def opened(name):
    """Return a file of docs/files/; fail if it is missing."""
    file = files.FOLDER / name
    assert file.exists(), f"docs/files/{name} is missing: {MAKE}."
    return file


@pytest.fixture(scope="module")
def deck():
    """Open the slides."""
    return need("pptx").Presentation(opened("slides.pptx"))


def frames(slide):
    """Yield each part of a slide that holds words: its shapes, cells and groups, in their order."""
    for shape in slide.shapes:
        inner = [*shape.shapes] if hasattr(shape, "shapes") else [shape]
        cells = shape.table.iter_cells() if shape.has_table else ()
        for part in (*cells, *(part for part in inner if part.has_text_frame)):
            yield shape, part.text_frame


def described(shape) -> str | None:
    """Return the alternative text of a shape of any kind."""
    return next(shape._element.iter("{*}cNvPr")).get("descr")


def test_slides_say_what_the_pages_say(deck):
    """Titles, words, figures and notes are those of the source, as text that can be changed."""
    made = files.slides()
    assert len(deck.slides) == len(made)
    assert 10 <= len(made) <= 12
    for number, (slide, (title, boxes, notes)) in enumerate(zip(deck.slides, made, strict=True), 1):
        where = f"slides.pptx, slide {number}"
        assert slide.shapes.title.text == title, f"{where}: another title; {MAKE}."
        shown = [frame.text for _, frame in frames(slide)]
        said = ["\n".join(words for _, words in box.lines) for box in boxes if box.lines]
        rows = [
            row for box in boxes for group in box.table.get("groups", ()) for row in group["rows"]
        ]
        for words in [*said, *(row["says"] for row in rows if "says" in row)]:
            assert words in shown, f"{where} does not say “{words}”; {MAKE}."
        for row in rows:
            named = row["name"] + (f" ({row['cite']})" if "cite" in row else "")
            assert named in shown, f"{where} does not say “{named}”, with its source; {MAKE}."
        assert slide.notes_slide.notes_text_frame.text == notes, f"{where}: other notes; {MAKE}."
        for part in ("minute", "Ask: ‘", "Listen for: "):
            assert part in notes, f"{where}: its notes lack “{part}”; say it in docs/teach.md."
    titles = [title for title, _, _ in made]
    assert len({*titles}) == len(titles), f"two slides have one title: {titles}"


def test_slides_give_both_practices_alike():
    """On the slide of a dimension each has as many sentences, of about the same length."""
    for title, boxes, _ in files.slides()[2:6]:
        coaching, mentoring = (
            [words for style, words in box.lines if style == "large"]
            for box in boxes
            if box.lines and box.voice in source.PRACTICES
        )
        where = f"docs/teach.md, slides, account: “{title}”"
        assert len(coaching) == len(mentoring), f"{where} gives one side more sentences."
        assert coaching, f"{where} gives none."
        short, long = sorted(len(" ".join(said)) for said in (coaching, mentoring))
        assert short >= 0.8 * long, f"{where}: one side has {long} letters, the other {short}."


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_slides_show_no_gap(address):
    """Neither a slide nor its notes show what is to be filled in, such as the address."""
    for number, (title, boxes, notes) in enumerate(files.slides(address), 1):
        said = [title, notes, *(words for box in boxes for _, words in box.lines)]
        gaps = re.findall(r"\[[^]]*\]?", "\n".join(said))
        assert not gaps, f"slides.pptx, slide {number} shows {gaps}; see _close in files.py."
    cited = f"Available at: {address}" in notes if address else "Available at" not in notes
    assert cited, "slides.pptx: the last notes cite the site by its address, or not at all."


@pytest.mark.parametrize("name", ["length", "speech"])
def test_slides_have_the_figures(deck, name):
    """Each figure is a table to edit, with its marks beside it, and its limits in the notes."""
    figure, limits = files.figure(name)
    told = {}
    for slide in deck.slides:
        for table, marks in itertools.pairwise(slide.shapes):
            if table.has_table:
                told[described(table)] = described(marks), slide.notes_slide.notes_text_frame.text
    caption = figure["caption"]
    assert caption in told, f"slides.pptx: no table shows “{caption}”, but {[*told]}; {MAKE}."
    said, notes = told[caption]
    for row in (row for group in figure["groups"] for row in group["rows"]):
        assert f"{row['name']}: {row['says']}" in said, f"{name}: the marks are told as “{said}”."
    assert limits in notes, f"slides.pptx, {name}: the notes do not give its limits."


def test_slides_can_be_heard_and_read(deck):
    """Pictures are described, the language is set, letters are large, shapes keep to the slide."""
    alternatives = []
    for number, slide in enumerate(deck.slides, 1):
        where = f"slides.pptx, slide {number}"
        assert slide.shapes[0] == slide.shapes.title, f"{where}: the title is not read first."
        for shape in slide.shapes:
            right, bottom = shape.left + shape.width, shape.top + shape.height
            for over in (
                -shape.left,
                -shape.top,
                right - deck.slide_width,
                bottom - deck.slide_height,
            ):
                assert over <= 0, f"{where}, {shape.name} hangs over the edge."
            if shape.name.startswith(("Drawing", "Table", "Marks")):
                assert described(shape), f"{where}, {shape.name} is not described."
                alternatives += [described(shape)] * shape.name.startswith("Drawing")
        for shape, frame in frames(slide):
            for run in (run for line in frame.paragraphs for run in line.runs):
                which = f"{where}, {shape.name}: “{run.text}”"
                assert run._r.rPr.get("lang") == "en-GB", f"{which} has no language."
                assert not run.font.size or run.font.size.pt >= 14, f"{which} is too small."
                assert run.font.name in (None, "+mj-lt", "+mn-lt"), (
                    f"{which}: no face of the theme."
                )
    drawn = files.drawn()
    wanted = [
        *drawn["approach"].values(),
        *(words for both in drawn.values() for words in both.values()),
    ]
    assert alternatives == wanted, f"slides.pptx: the drawings are described as {alternatives}."


def test_slides_have_no_words_of_the_template(deck):
    """Office's own layouts, colours, faces and dates are gone."""
    assert [layout.name for layout in deck.slide_layouts] == ["Title Only"]
    core = deck.core_properties
    assert core.title == files.slides()[0][0]
    assert core.language == "en-GB"
    assert core.modified.replace(tzinfo=None) == files.DATE
    theme = zipfile.ZipFile(opened("slides.pptx")).read("ppt/theme/theme1.xml").decode()
    for name in files.THEME:
        colour = source.colours()[name][0][1:].upper()
        assert colour in theme, f"slides.pptx: the theme lacks the colour {name}, #{colour}."
    for face in (files.SERIF, files.SANS):
        assert f'<a:latin typeface="{face}"' in theme, f"slides.pptx: the theme lacks {face}."


@pytest.mark.parametrize("name", FORMS)
def test_form_says_what_the_page_says(name):
    """Title, headings and gaps are those of the page; each gap can be filled in."""
    docx = need("docx")
    document, (title, start, items) = docx.Document(opened(f"{name}.docx")), files.form(name)
    tag = docx.oxml.ns.qn
    lines = [
        (line.style.name, "".join(text.text or "" for text in line._p.iter(tag("w:t"))))
        for line in document.paragraphs
    ]
    assert lines[0] == ("Title", title)
    headings = [words for style, words in lines if style == "Heading 1"]
    assert headings == [label for label, _ in items], f"{name}.docx: other headings; {MAKE}."
    said = " ".join(words for _, words in lines[1:])
    asked = " ".join([start, *(f"{label} {words}" for label, words in items)])
    assert re.sub("…+", "…", said) == asked, f"{name}.docx: other words; {MAKE}."
    gaps = [each.get(tag("w:val")) for each in document.element.iter(tag("w:alias"))]
    assert len(gaps) == sum(words.count("…") for _, words in items)
    assert {*gaps} <= {*headings}, f"{name}.docx: a gap has no name that a screen reader can say."


@pytest.mark.parametrize("name", FORMS)
def test_form_is_a4_and_english(name):
    """Paper, language, title and date are set."""
    document = need("docx").Document(opened(f"{name}.docx"))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert document.core_properties.title == files.form(name)[0]
    assert document.core_properties.language == "en-GB"
    styles = document.styles.element.xml
    assert {*re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)} == {"en-GB"}


@pytest.fixture(scope="module")
def pdf():
    """Return what opens a sheet."""
    return lambda name: need("pypdf").PdfReader(opened(f"{name}.pdf"))


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_is_one_and_tagged(pdf, name):
    """One upright sheet of its paper, with title, language and tags, as far as pypdf can tell."""
    sheet, root = pdf(name), pdf(name).trailer["/Root"]
    file, paper, part = files.SHEETS[name]
    most = 2 if name == "script" else 1
    assert len(sheet.pages) <= most, f"{name}.pdf has {len(sheet.pages)} sheets: shorten the page."
    size = tuple(round(float(side) / 72 * 25.4) for side in sheet.pages[0].mediabox[2:])
    assert size == {"A4": (210, 297), "Letter": (216, 279)}[paper]
    assert root["/MarkInfo"]["/Marked"].value is True, f"{name}.pdf is not tagged."
    assert root["/StructTreeRoot"]["/K"], f"{name}.pdf has no tags."
    assert root["/StructTreeRoot"]["/RoleMap"]["/Strong"] == "/Span", f"{name}.pdf: unmapped tag."
    assert root["/Lang"].startswith("en"), f"{name}.pdf names no language."
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    told, title = sheet.xmp_metadata, sheet.metadata.title
    assert told.dc_title == {"x-default": title}, f"{name}.pdf has two titles."
    assert told.dc_language == ["en-GB"], f"{name}.pdf names no language."
    assert b"pdfuaid" not in root["/Metadata"].get_data(), (
        f"{name}.pdf claims what we cannot check."
    )
    start = files.heading(file, part) if part else source.read(file)[1]["title"]
    assert title.startswith(start), f"{name}.pdf has the title {title}."
    assert all(page["/Tabs"] == "/S" for page in sheet.pages), f"{name}.pdf: keys do not follow."


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_paints_nothing_unnamed(pdf, name):
    """What is painted is part of the text or marked as none: no reader meets a path by itself."""
    generic = need("pypdf").generic
    for page in pdf(name).pages:
        open_, unnamed = 0, []
        for _, operator in generic.ContentStream(page["/Contents"], pdf(name)).operations:
            open_ += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
            paints = {*files.PAINT, b"Tj", b"TJ", b"'", b'"', b"INLINE IMAGE"}
            unnamed += [operator] * (not open_ and operator in paints)
        assert not unnamed, (
            f"{name}.pdf paints {len(unnamed)} times outside of any tag; see _mark_artifacts."
        )


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_says_what_the_page_says(pdf, site, name):
    """Every paragraph of the page, or of its part, stands on the sheet, and no word around it."""
    file, _, part = files.SHEETS[name]
    main = site.page(source.url(file)).main
    if part:
        main = main.find(id=part).find_parent(class_="cm-agreement")
    text = letters("".join(page.extract_text() for page in pdf(name).pages))
    for node in main.select("h1, h2, .cm-side p, .cm-lead, li > p, p:not([class])"):
        if not node.find_parent(class_=re.compile("print|mend")):
            node = BeautifulSoup(str(node), "html.parser")
            for mark in node.select(".headerlink"):
                mark.decompose()
            words = letters(node.get_text())
            assert words in text, f"{name}.pdf lacks “{node.get_text()}”; {MAKE}."
    first = main.find(["h1", "h2"])
    assert text.startswith(letters(first.contents[0])), f"{name}.pdf begins with “{text[:40]}”."


def links(sheet):
    """Return what can be clicked on a sheet: where to, and what it says of itself."""
    annotations = (each.get_object() for page in sheet.pages for each in page.get("/Annots", ()))
    return [(str(each["/A"]["/URI"]), each["/Contents"]) for each in annotations]


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_has_no_link_to_nowhere(pdf, name):
    """While nobody knows the address of the site, a sheet links to none and prints none.

    A link of a PDF that does not name its site counts from where the file lies, and on a disk
    nothing lies around it.
    """
    assert not links(pdf(name)), f"{name}.pdf has links: make it with no SITE_URL set."
    text = letters("".join(page.extract_text() for page in pdf(name).pages))
    for words in (files.NOWHERE, "http://127.0.0.1"):
        assert letters(words) not in text, f"{name}.pdf prints {words}."


@pytest.mark.parametrize("name", ["handout-a4", "answer-key"])
def test_links_of_sheet_are_whole(browser, site, name):
    """Made with the address of the site, a sheet links to its pages by whole addresses."""
    pypdf = need("pypdf")
    made = files.make_sheet(browser, site.folder, name, ADDRESS)
    found = links(pypdf.PdfReader(io.BytesIO(made)))
    assert found, f"{name}.pdf, made with SITE_URL set, has no links."
    for to, said in found:
        assert to.startswith(ADDRESS), f"{name}.pdf, made with SITE_URL set, links to {to}."
        page, _, anchor = to.removeprefix(ADDRESS).partition("#")
        assert (site.folder / page / "index.html").exists(), f"{name}.pdf links to {to}, no page."
        assert not anchor or site.page(page).find(id=anchor), f"{name}.pdf: nothing has #{anchor}."
        assert said == to, f"{name}.pdf: the link to {to} says “{said}” of itself."


def parts(made: bytes) -> dict[str, bytes]:
    """Return what a document of Office is made of, but for its pictures, which browsers draw."""
    archive = zipfile.ZipFile(io.BytesIO(made))
    return {name: archive.read(name) for name in archive.namelist() if not name.endswith(".png")}


def test_made_again_they_are_the_same(browser):
    """The same source gives the same slides and forms: neither clock nor chance goes in."""
    need("pptx")
    again = {"slides.pptx": files.make_slides(browser)}
    again |= {f"{name}.docx": files.make_form(name) for name in FORMS}
    for name, made in again.items():
        old, new = parts(opened(name).read_bytes()), parts(made)
        other = [part for part in old.keys() | new.keys() if old.get(part) != new.get(part)]
        assert not other, f"docs/files/{name}: the maker now writes other {other}; {MAKE}."
