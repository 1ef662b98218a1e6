"""What all documents of Office share: faces, foot, and what a document says of itself."""

import datetime
import io
import re
import zipfile

import source

DATE = datetime.datetime(2026, 11, 25)  # Office wants a time without a zone
LANGUAGE = "en-GB"
SERIF, SANS = "Cambria", "Calibri"  # Office has both; Caladea and Carlito, which are free, fit them

# What a document says of itself beside its title. The libraries' templates would say that it was
# made in Office for Mac, has no words and no slides, and is four by three.
APPLICATION = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
{}<AppVersion>16.0000</AppVersion></Properties>"""

# Unwanted parts of the templates: a white thumbnail, a printer, copies for old versions of Word
UNSEEN = re.compile(r"/(thumbnail|printerSettings|stylesWithEffects|customXml)$")
MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")


def colour(name: str) -> str:
    """Return a colour of the site in the light, as Office writes it: `0A5C8F`."""
    return source.light(name)[name][1:].upper()


def foot(address: str) -> str:
    """Return the line at the foot: the site, its licence, and its address if there is one."""
    licence = source.config()["copyright"].split(" · ")[0]
    return " · ".join(filter(None, [source.config()["site_name"], licence, address]))


def saved(document: object, title: str, mark: str, **told: object) -> bytes:
    """Return a document of Office, with what it says of itself and without the time of day.

    Args:
        document: what python-pptx or python-docx has made.
        title: of the document.
        mark: of what it was made from.
        told: what it says of itself besides, by the names of extended properties: `Slides=12`.
    """
    core = document.core_properties
    core.title, core.language, core.identifier = title, LANGUAGE, mark
    core.author = core.last_modified_by = source.config()["site_name"]
    core.created = core.modified = DATE
    core.comments, core.revision = source.config()["extra"]["licence"], 1
    package = document.part.package
    for holder in (package, *package.iter_parts()):
        relations = getattr(holder, "rels", None) or getattr(holder, "_rels", {})
        for key in [key for key, each in relations.items() if UNSEEN.search(each.reltype)]:
            relations.pop(key)
    held = io.BytesIO()
    document.save(held)
    return packed(held, **told)


def packed(held: io.BytesIO, **told: object) -> bytes:
    """Return a saved document with what it says of itself, and no time of day in it.

    Args:
        held: the document, as its library saved it.
        told: what it says of itself besides, by the names of extended properties.
    """
    new_file = io.BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(new_file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "docProps/app.xml":
                data = APPLICATION.format("".join(f"<{k}>{v}</{k}>" for k, v in told.items()))
            elif part == "docProps/core.xml":  # openpyxl writes the time at which it saved
                data = MODIFIED.sub(rf"\g<1>{DATE:%Y-%m-%dT%H:%M:%SZ}", data.decode())
            new.writestr(zipfile.ZipInfo(part), data, zipfile.ZIP_DEFLATED)
    return new_file.getvalue()
