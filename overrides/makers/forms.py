"""The forms to fill in, in Word and LibreOffice or on paper."""

import itertools
import re
from collections.abc import Callable

import office
import source
from office import LANGUAGE, SANS, SERIF
from source import plain, section, sentences

BLANK = "…"
LINK = "\N{LINK SYMBOL}"
# name of a form -> page, and the section that it is: words before, a heading, a list of questions
FORMS = {
    "coaching-agreement": ("practices/coaching.md", "agreement"),
    "mentoring-agreement": ("practices/mentoring.md", "agreement"),
    "coaching-role": ("helping/being-a-coach.md", "role"),
    "mentoring-role": ("helping/being-a-mentor.md", "role"),
    "board-case": ("organisations/case.md", "board-case"),
}


def form(name: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return a form: its title, what stands before it, and what it asks.

    Each question is a heading, and words in which `…` is to be filled in.

    Args:
        name: of its file, without the ending.

    Raises:
        ValueError: the section of its page is not marked, or has no heading or no list.
    """
    file, part = FORMS[name]
    before, *items = re.split(r"^- ", section(file, part), flags=re.M)
    pairs = [re.fullmatch(r"\*\*(.+?)\.?\*\*\s+(.+)", item.strip(), re.S) for item in items]
    title = re.search(r"^#+ (.+?) \{", before, re.M)
    if not title or not pairs or None in pairs:
        raise ValueError(
            f"docs/{file}, section `{part}`: {name}.docx needs a heading with an id in it, and a"
            " list in which each question begins in bold."
        )
    title = plain(title[1])
    if part == "agreement":  # its page says which of the two it is for
        title = f"{source.label(name.partition('-')[0])}: {title.lower()}"
    # Links lead nowhere on paper, so sentences with a link stay on the page
    text = re.sub(r"^(?:#|/).*\n?", "", before, flags=re.M)
    said = [
        each for each in sentences(re.sub(r"\[[^]]*\]\([^)]*\)", LINK, text)) if LINK not in each
    ]
    return title, " ".join(said), [(pair[1], plain(pair[2])) for pair in pairs]


def parts(name: str, address: str = "") -> dict[str, object]:
    """Return what a form is made from, kind by kind, as made.mark takes it."""
    colours = source.light("ink", "ink-soft", name.partition("-")[0])
    return {"words": form(name), "faces": [SERIF, SANS], "colours": colours, "address": address}


def make(name: str, mark: str, address: str = "") -> bytes:
    """Return a form as Word and LibreOffice read it.

    Args:
        name: of its file, without the ending.
        mark: of what it is made from.
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
    for style, face, size, shade, before, after in looks:
        style = document.styles[style]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(office.colour(shade))
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
    numbers, few = itertools.count(1), len(items) < 12  # many need less room, to keep to a sheet
    for asked, words in items:
        document.add_heading(asked, 1)
        # Each question on a line of its own, if that fits on a sheet; a gap at the end of a line
        # runs on to the margin
        lines = re.split(rf"(?<=[.{BLANK}]) (?=[A-Z])", words) if few else [words]
        for line in lines:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.line_spacing = (
                1.5 if len(lines) > 1 else 1.3 if few else 1.15
            )
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
    page.footer.paragraphs[0].text = office.foot(address)
    _settings(document.settings.element, qn)
    words = len(" ".join([title, start, *(f"{asked} {said}" for asked, said in items)]).split())
    return office.saved(document, title, mark, Application="python-docx", Words=words)


def _settings(settings, qn: Callable[[str], str]) -> None:
    """Set what Word reads before the words: its own mode of today, the language, and no history."""
    for compat in settings.iter(qn("w:compatSetting")):
        if compat.get(qn("w:name")) == "compatibilityMode":
            compat.set(qn("w:val"), "15")  # with 14, Word says "Compatibility Mode" in the title
    for name in ("proofState", "savePreviewPicture", "rsids", "compat/useFELayout"):
        for each in settings.findall("/".join(qn(f"w:{part}") for part in name.split("/"))):
            each.getparent().remove(each)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    language = settings.find(qn("w:themeFontLang"))
    language.attrib.clear()
    language.set(qn("w:val"), LANGUAGE)
