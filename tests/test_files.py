"""The files to take away: whole, in step with the pages, and fit for whoever opens them."""

import html
import io
import re
import unicodedata
import zipfile

import content
import files
import pytest
from bs4 import BeautifulSoup
from conftest import need

MAKE = "run .venv/bin/python overrides/makers/files.py, as README.md says"
NAMES = list(files.sources())
FORMS = list(files.forms())
SHEETS = list(files.sheets())
LIMIT = 2**20


def letters(words: str) -> str:
    """Return the letters and figures of some words: what stays however lines are broken."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words))


def opened(name):
    """Return a file of docs/files/; fail if it is missing."""
    file = files.FOLDER / name
    assert file.exists(), f"docs/files/{name} is missing: {MAKE}."
    return file


@pytest.mark.parametrize("name", NAMES)
def test_is_in_step_with_the_pages(name):
    """A file holds the digest of what it was made from: words, drawings, colours."""
    if files.held(opened(name)) != files.digest(name):
        pytest.fail(f"docs/files/{name} is stale: its source has changed; {MAKE}.", pytrace=False)


def test_page_lists_all():
    """Each file stands on docs/files/index.md once, and no other."""
    links = re.findall(
        r"\[([^]]+)\]\(([\w-]+\.(?:pptx|docx|pdf))\)", content.read("files/index.md")[0]
    )
    there = sorted(file.name for file in files.FOLDER.iterdir() if file.suffix != ".md")
    assert sorted(name for _, name in links) == there == sorted(NAMES), (
        "docs/files/index.md, the folder and overrides/makers/files.py differ: link each file that"
        " the maker makes, and remove what it does not."
    )
    for _, name in links:
        size = (files.FOLDER / name).stat().st_size
        assert size < LIMIT, f"docs/files/{name} is over 1 MiB; make it smaller."


@pytest.mark.parametrize("page", content.pages())
def test_links_say_format_and_size(page):
    """Wherever a file is offered, the link says what it is and how much of it there is."""
    kinds = {".pptx": "PowerPoint", ".docx": "Word", ".pdf": "PDF"}
    offered = r"\[([^]]+)\]\((?:\.\./)?(?:files/)?([\w-]+\.(?:pptx|docx|pdf))\)"
    for words, name in re.findall(offered, content.read(page)[0]):
        file = files.FOLDER / name
        end = f", {kinds[file.suffix]}, {-(-file.stat().st_size // 1000)} kB"
        said = " ".join(words.split())
        assert said.endswith(end), f"docs/{page}: the link to {name} must end in “{end}”."


@pytest.fixture(scope="module")
def deck():
    """Open the slides."""
    return need("pptx").Presentation(opened("slides.pptx"))


def test_slides_say_what_the_pages_say(deck):
    """Titles, words and notes are those of the source, as text that can be changed."""
    made = files.slides()
    assert len(deck.slides) == len(made)
    assert 10 <= len(made) <= 12
    for number, (slide, want) in enumerate(zip(deck.slides, made, strict=True), 1):
        where = f"slides.pptx, slide {number}"
        assert slide.shapes.title.text == want.title, f"{where}: another title; {MAKE}."
        shown = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        said = ["\n".join(words for _, words in box.lines) for box in want.boxes if box.lines]
        assert shown == [want.title, *said], f"{where}: other words; {MAKE}."
        assert slide.notes_slide.notes_text_frame.text == want.notes, f"{where}: other notes."
        assert want.notes, f"{where} has no notes for the speaker."
    titles = [slide.title for slide in made]
    assert len({*titles}) == len(titles), f"two slides have one title: {titles}"


def test_slides_can_be_heard_and_read(deck):
    """Pictures are described, the language is set, letters are large, shapes keep to the slide."""
    alternatives = []
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            where = f"slides.pptx, slide {number}, {shape.name}"
            right, bottom = shape.left + shape.width, shape.top + shape.height
            assert shape.left >= 0, f"{where} hangs over the edge."
            assert shape.top >= 0, f"{where} hangs over the edge."
            assert right <= deck.slide_width, f"{where} hangs over the edge."
            assert bottom <= deck.slide_height, f"{where} hangs over the edge."
            if not shape.has_text_frame:
                alternatives.append(shape._element.nvPicPr.cNvPr.get("descr"))
                continue
            for run in (run for line in shape.text_frame.paragraphs for run in line.runs):
                assert run._r.rPr.get("lang") == "en-GB", f"{where}: “{run.text}” has no language."
                assert not run.font.size or run.font.size.pt >= 14, f"{where}: letters too small."
                assert run.font.name in (None, files.SERIF, files.SANS), f"{where}: no Office face."
    wanted = [words for both in files.drawn().values() for words in both.values()]
    assert alternatives == wanted, f"slides.pptx: the drawings are described as {alternatives}."


def test_slides_have_no_words_of_the_template(deck):
    """Office's own layouts, colours and dates are gone."""
    assert [layout.name for layout in deck.slide_layouts] == ["Title Only"]
    core = deck.core_properties
    assert core.title == files.slides()[0].title
    assert core.language == "en-GB"
    assert core.modified.replace(tzinfo=None) == files.DATE
    theme = zipfile.ZipFile(opened("slides.pptx")).read("ppt/theme/theme1.xml").decode()
    for name in content.PRACTICES:
        colour = content.colours()[name][0][1:].upper()
        assert colour in theme, f"slides.pptx: the theme lacks the colour of {name}, #{colour}."


@pytest.mark.parametrize("name", FORMS)
def test_form_says_what_the_page_says(name):
    """Title, headings and gaps are those of the page; each gap can be filled in."""
    docx = need("docx")
    document, want = docx.Document(opened(f"{name}.docx")), files.forms()[name]
    tag = docx.oxml.ns.qn
    lines = [
        (line.style.name, "".join(text.text or "" for text in line._p.iter(tag("w:t"))))
        for line in document.paragraphs
    ]
    assert lines[0] == ("Title", want.title)
    headings = [words for style, words in lines if style == "Heading 1"]
    assert headings == [label for label, _ in want.items], f"{name}.docx: other headings; {MAKE}."
    said = " ".join(words for _, words in lines[1:])
    asked = " ".join([want.start, *(f"{label} {words}" for label, words in want.items)])
    assert re.sub("…+", "…", said) == asked, f"{name}.docx: other words; {MAKE}."
    gaps = [each.get(tag("w:val")) for each in document.element.iter(tag("w:alias"))]
    assert len(gaps) == sum(words.count("…") for _, words in want.items)
    assert {*gaps} <= {*headings}, f"{name}.docx: a gap has no name that a screen reader can say."


@pytest.mark.parametrize("name", FORMS)
def test_form_is_a4_and_english(name):
    """Paper, language, title and date are set."""
    document = need("docx").Document(opened(f"{name}.docx"))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert document.core_properties.title == files.forms()[name].title
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
    assert len(sheet.pages) == 1, f"{name}.pdf has {len(sheet.pages)} sheets: shorten the page."
    size = tuple(round(float(side) / 72 * 25.4) for side in sheet.pages[0].mediabox[2:])
    assert size == {"A4": (210, 297), "Letter": (216, 279)}[files.sheets()[name].paper]
    assert root["/MarkInfo"]["/Marked"].value is True, f"{name}.pdf is not tagged."
    assert root["/StructTreeRoot"]["/K"], f"{name}.pdf has no tags."
    assert root["/StructTreeRoot"]["/RoleMap"]["/Strong"] == "/Span", f"{name}.pdf: unmapped tag."
    assert root["/Lang"].startswith("en"), f"{name}.pdf names no language."
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    title = sheet.metadata.title
    assert html.escape(title) in root["/Metadata"].get_data().decode(), "two titles in one file."
    part = files.sheets()[name].part
    page = content.read(files.sheets()[name].file)[1]["title"]
    start = files.heading(files.sheets()[name].file, part) if part else page
    assert title.startswith(start), f"{name}.pdf has the title {title}."


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_says_what_the_page_says(pdf, site, name):
    """Every paragraph of the page, or of its part, stands on the sheet."""
    sheet = files.sheets()[name]
    main = site.page(content.url(sheet.file)).main
    if sheet.part:
        main = main.find(id=sheet.part).find_parent(class_="cm-agreement")
    text = letters(pdf(name).pages[0].extract_text())
    for node in main.select("h1, h2, .cm-side p, .cm-lead, li > p, p:not([class])"):
        if not node.find_parent(class_=re.compile("print|mend")):
            node = BeautifulSoup(str(node), "html.parser")
            for mark in node.select(".headerlink"):
                mark.decompose()
            words = letters(node.get_text())
            assert words in text, f"{name}.pdf lacks “{node.get_text()}”; {MAKE}."


@pytest.mark.parametrize("name", SHEETS)
def test_links_of_sheet_lead_somewhere(pdf, site, name):
    """Links go to pages of the site, from where the sheet is published, and say where to."""
    annotations = [each.get_object() for each in pdf(name).pages[0].get("/Annots", [])]
    links = [each for each in annotations if "/URI" in each.get("/A", {})]
    assert links or name == "worksheet", f"{name}.pdf has no links."
    for link in links:
        to = str(link["/A"]["/URI"])
        assert to.startswith("../"), f"{name}.pdf links to {to}: make it with no SITE_URL set."
        page, _, anchor = to.removeprefix("../").partition("#")
        assert (site.folder / page / "index.html").exists(), f"{name}.pdf links to {to}, no page."
        assert not anchor or site.page(page).find(id=anchor), f"{name}.pdf: nothing has #{anchor}."
        assert link["/Contents"], f"{name}.pdf: the link to {to} says nothing of itself."


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
