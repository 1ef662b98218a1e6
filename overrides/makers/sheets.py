"""The sheets to print: pages of the site, or a part of one, as tagged PDF."""

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import made
import source
from office import DATE, LANGUAGE, foot
from playwright.sync_api import Browser, Route
from source import expand, section

PRINT = source.ROOT / "overrides/theme/assets/stylesheets/print.css"
PLACEHOLDER_URL = "https://site.invalid/"  # where the site stands while it is printed without one
SERIF, SANS = "Liberation Serif", "Liberation Sans"  # what a sheet holds; none is the reader's own
# name of a sheet -> page, paper, section of the page, which is an id there, or `` for all of it
SHEETS = {
    "handout-a4": ("compare.md", "A4", ""),
    "handout-letter": ("compare.md", "Letter", ""),
    "script": ("teach.md", "A4", "script"),
    "worksheet": ("teach.md", "A4", "worksheet"),
    "answer-key": ("teach.md", "A4", "answer-key"),
}


def parts(name: str, address: str = "") -> dict[str, object]:
    """Return what a sheet is made from, kind by kind, as made.mark takes it.

    Args:
        name: of its file, without the ending.
        address: of the site, to which its links lead; `` for a sheet without links.
    """
    file, paper, part = SHEETS[name]
    words = expand(section(file, part) if part else source.read(file)[0])
    if name == "script":
        words += "".join(section(TALKS, f"{d.slug}-{p}") for d in source.dimensions()
                         for p in source.PRACTICES)  # fmt: skip
    words = " ".join(words.split())
    if not address:
        words = re.sub(r"\]\([^)]*\)", "]", words)
    cells = [] if part else [[d.name, d.meta] for d in source.dimensions()]
    return {
        "words": [words, cells],
        "drawings": {} if part else source.drawings(),
        "colours": source.light(),
        "style": made.bare(PRINT.read_text("utf-8")),
        "layout": paper,
        "faces": [SERIF, SANS],
        "address": address,
    }


TALKS = "conversations.md"  # from which the script takes its moments


def moments() -> list[str]:
    """Return the ids of the moments that show the dimensions, in the order of these.

    Raises:
        ValueError: the page of the conversations marks none for a dimension.
    """
    found, text = [], source.read(TALKS)[0]
    for d in source.dimensions():
        before, mark, _ = text.partition(f"[start:{d.slug}-coaching]")
        ids = re.findall(r"^## .*\{ #([\w-]+) \}$", before, re.M)
        if not (mark and ids):
            raise ValueError(f"docs/{TALKS} marks no moment for {d.slug}; the script shows one.")
        found.append(ids[-1])
    return found


# The script: below what its readers are told, the moments of another page, without the notes there
ADD_MOMENTS = """async ([url, ids]) => {
  const parsed = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
  const sheet = document.getElementById("script").closest(".cm-agreement");
  for (const id of ids) {
    const heading = document.createElement("h3");
    heading.id = `script-${id}`;
    heading.textContent = parsed.getElementById(id).childNodes[0].textContent;
    const pair = parsed.querySelector(`#${id} ~ .cm-moments`);
    for (const other of pair.querySelectorAll("h3, .cm-note")) other.remove();
    pair.className = "cm-pair";
    sheet.append(heading, document.adoptNode(pair));
  }
}"""
# The part of a page that begins with a heading, and nothing else
KEEP_ONLY_PART = """(id) => {
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
# Without a known address a sheet has no links: opened from a disk, they would lead nowhere
STRIP_LINKS = """(line) => {
  for (const link of document.querySelectorAll("main a")) link.replaceWith(...link.childNodes);
  [...document.querySelectorAll(".cm-print")].at(-1).textContent = line;
}"""


def make(browser: Browser, site: Path, name: str, mark: str, address: str = "") -> bytes:
    """Return a sheet as PDF, tagged.

    Args:
        browser: the browser that prints it.
        site: folder of the built site.
        name: of its file, without the ending.
        mark: of what it is made from.
        address: of the site, to which its links lead; `` for a sheet without links.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject
    from pypdf.xmp import XmpInformation

    (file, paper, part), base = SHEETS[name], address or PLACEHOLDER_URL
    page = browser.new_page(locale=LANGUAGE, bypass_csp=True)

    def serve(route: Route) -> None:
        path = site / urlsplit(route.request.url).path.removeprefix(urlsplit(base).path)
        path = path / "index.html" if path.is_dir() else path
        route.fulfill(path=path) if path.exists() else route.abort()

    page.route("**/*", serve)
    # A host that shows files as they are has no folder for a page
    folder = source.url(file)
    page.goto(base + (folder if (site / folder).is_dir() else file.replace(".md", ".html")))
    page.add_style_tag(content=f":root {{ --cm-serif: '{SERIF}'; --cm-sans: '{SANS}'; }}")
    if name == "script":
        there = source.url(TALKS)
        there = there if (site / there).is_dir() else TALKS.replace(".md", ".html")
        page.evaluate(ADD_MOMENTS, [base + there, moments()])
    if part:
        page.evaluate(KEEP_ONLY_PART, part)
    if not address:
        page.evaluate(STRIP_LINKS, foot(""))
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
    # The metadata. It claims no PDF/UA, since nothing here can check all of that.
    told = XmpInformation.create()
    told.dc_title, told.dc_language = {"x-default": writer.metadata.title}, [LANGUAGE]
    told.dc_identifier = mark
    writer.xmp_metadata = told
    for key, kind in (("/Type", "/Metadata"), ("/Subtype", "/XML")):
        writer.root_object["/Metadata"][NameObject(key)] = NameObject(kind)
    day = DATE.strftime("D:%Y%m%d000000Z")
    site_name = source.config()["site_name"]
    writer.add_metadata({"/CreationDate": day, "/ModDate": day, "/Author": site_name,
                         "/Creator": "Chromium"})  # fmt: skip
    writer.pdf_header = "%PDF-1.7"  # 1.3, which pypdf would say, knows no tags
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
