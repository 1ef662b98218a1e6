"""The files to take away: whole, and fit for whoever opens them."""

import io
import itertools
import re
import unicodedata
import zipfile

import files
import forms
import office
import pytest
import sheets
import slides
import source
from bs4 import BeautifulSoup
from helpers import need

MAKE = "run .venv/bin/python overrides/makers/files.py"
FORMS = list(forms.FORMS)
SHEETS = list(sheets.SHEETS)
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


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_slides_show_no_gap(address):
    """Neither a slide nor its notes show what is to be filled in, such as the address."""
    for number, (title, boxes, notes) in enumerate(slides.slides(address), 1):
        said = [title, notes, *(words for box in boxes for _, words in box.lines)]
        gaps = re.findall(r"\[[^]]*\]?", "\n".join(said))
        assert not gaps, f"slides.pptx, slide {number} shows {gaps}; see _close in slides.py."
    cited = f"Available at: {address}" in notes if address else "Available at" not in notes
    assert cited, "slides.pptx: the last notes cite the site by its address, or not at all."


@pytest.mark.parametrize("name", ["length", "speech"])
def test_slides_have_the_figures(deck, name):
    """Each figure is a table to edit, with its marks beside it, and its limits in the notes."""
    figure, limits = slides.figure(name)
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
    drawn = {
        d.slug: {p: d.meta[p]["drawing"] for p in source.PRACTICES} for d in source.dimensions()
    }
    wanted = [
        *drawn["approach"].values(),
        *(words for both in drawn.values() for words in both.values()),
    ]
    assert alternatives == wanted, f"slides.pptx: the drawings are described as {alternatives}."


def test_lesson_says_what_to_do_with_each_slide():
    """The notes of each slide say for how long, what to ask and what to listen for."""
    shown = slides.slides()
    for number, (title, _, notes) in enumerate(shown, 1):
        for part in ("minute", "Ask: ‘", "Listen for: "):
            assert part in notes, f"slide {number}, “{title}”: docs/teach.md does not say “{part}”."
    titles = [title for title, _, _ in shown]
    assert len({*titles}) == len(titles), f"two slides have one title: {titles}"


@pytest.mark.parametrize("name", ["slides.pptx", "sums.xlsx", *(f"{name}.docx" for name in FORMS)])
def test_document_tells_the_truth_about_itself(name):
    """Nothing is left of the libraries' templates: thumbnail, printer, old Words, other sizes."""
    archive = zipfile.ZipFile(opened(name))
    left = re.findall(r"\S*(?:thumbnail|printerSettings|WithEffects|customXml)\S*",
                      "\n".join(archive.namelist()))  # fmt: skip
    assert not left, f"{name} still holds {left} of its template; see office.py."
    told = archive.read("docProps/app.xml").decode()
    core = archive.read("docProps/core.xml").decode()
    for said in ("Macintosh", "4:3", "<Words>0", "<Slides>0", "Normal.dotm"):
        assert said not in told, f"{name}: docProps/app.xml says “{said}”, as its template does."
    assert "2026-11-25" in core, f"{name} does not hold the day that office.py sets."
    said = re.findall(r"<dc:language[^>]*>([^<]*)", core)
    assert said == ["en-GB"], f"{name} says of its language {said}."
    every = {
        part: archive.read(part).decode() for part in archive.namelist() if part[-4:] == ".xml"
    }
    language = re.compile(r'\b(?:lang|w:lang w:val)="(en-US|ja-JP)"')
    foreign = {part: {*found} for part, xml in every.items() if (found := language.findall(xml))}
    assert not foreign, f"{name} says that words are in another language: {foreign}."
    if name.endswith("docx"):
        mode = re.search(r'compatibilityMode"[^>]*w:val="(\d+)"', every["word/settings.xml"])
        assert mode[1] == "15", f"{name} opens in Word's compatibility mode ({mode[1]})."
        assert re.search(r'w:w="11906" w:h="16838"', every["word/document.xml"]), f"{name}: no A4."
    elif name.endswith("pptx"):
        size = re.search(r"<p:sldSz [^>]*>", every["ppt/presentation.xml"])[0]
        assert "4x3" not in size, f"{name} says that it is four by three: {size}"
        count = len(slides.slides())
        assert f"<Slides>{count}</Slides>" in told, (
            f"{name} does not say that it has {count} slides."
        )
        colours = re.findall(r'srgbClr val="(\w+)"', every["ppt/theme/theme1.xml"])
        assert {*map(office.colour, slides.THEME)} <= {*colours}, (
            f"{name}: the theme's own colours."
        )


@pytest.fixture(scope="module")
def pdf():
    """Return what opens a sheet."""
    return lambda name: need("pypdf").PdfReader(opened(f"{name}.pdf"))


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_is_one_and_tagged(pdf, name):
    """One upright sheet of its paper, with title, language and tags, as far as pypdf can tell."""
    sheet, root = pdf(name), pdf(name).trailer["/Root"]
    file, paper, part = sheets.SHEETS[name]
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
    start = source.heading(file, part) if part else source.read(file)[1]["title"]
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
            paints = {*sheets.PAINT, b"Tj", b"TJ", b"'", b'"', b"INLINE IMAGE"}
            unnamed += [operator] * (not open_ and operator in paints)
        assert not unnamed, (
            f"{name}.pdf paints {len(unnamed)} times outside of any tag; see _mark_artifacts."
        )


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_says_what_the_page_says(pdf, site, name):
    """Every paragraph of the page, or of its part, stands on the sheet, and no word around it."""
    file, _, part = sheets.SHEETS[name]
    main = site.page(source.url(file)).main
    if part:
        main = main.find(id=part).find_parent(class_="cm-agreement")
    text = letters("".join(page.extract_text() for page in pdf(name).pages))
    for node in main.select("h1, h2, .cm-side p, .cm-lead, li > p, p:not([class])"):
        if not node.find_parent(class_=re.compile("print|mend|take")):
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
    for words in (sheets.PLACEHOLDER_URL, "http://127.0.0.1"):
        assert letters(words) not in text, f"{name}.pdf prints {words}."


@pytest.mark.parametrize("name", ["handout-a4", "answer-key"])
def test_links_of_sheet_are_whole(browser, site, name):
    """Made with the address of the site, a sheet links to its pages by whole addresses."""
    pypdf = need("pypdf")
    made = sheets.make(browser, site.folder, name, "", ADDRESS)
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
    names = ["slides.pptx", "sums.xlsx", *(f"{name}.docx" for name in FORMS)]
    again = {name: files.make(browser, name, source.ROOT) for name in names}
    for name, made in again.items():
        old, new = parts(opened(name).read_bytes()), parts(made)
        other = [part for part in old.keys() | new.keys() if old.get(part) != new.get(part)]
        assert not other, f"docs/files/{name}: the maker now writes other {other}; {MAKE}."
