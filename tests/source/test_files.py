"""The files to take away: in step with the pages, listed, offered with format and size."""

import re

import files
import pytest
import source

MAKE = "run .venv/bin/python overrides/makers/files.py, as README.md says"
LIMIT = 2**20


def test_page_lists_all():
    """Each file stands on docs/files/index.md once, and no other."""
    links = re.findall(
        r"\[([^]]+)\]\(([\w-]+\.(?:pptx|docx|pdf))\)", source.read("files/index.md")[0]
    )
    there = sorted(file.name for file in files.FOLDER.iterdir() if file.suffix != ".md")
    assert sorted(name for _, name in links) == there == sorted(files.FILES), (
        "docs/files/index.md, the folder and overrides/makers/files.py differ: link each file that"
        " the maker makes, and remove what it does not."
    )
    for _, name in links:
        size = (files.FOLDER / name).stat().st_size
        assert size < LIMIT, f"docs/files/{name} is over 1 MiB; make it smaller."


@pytest.mark.parametrize("page", source.pages())
def test_links_say_format_and_size(page):
    """Wherever a file is offered, the link says what it is and how much of it there is."""
    kinds = {".pptx": "PowerPoint", ".docx": "Word", ".pdf": "PDF"}
    offered = r"\[([^]]+)\]\((?:\.\./)?(?:files/)?([\w-]+\.(?:pptx|docx|pdf))\)"
    for words, name in re.findall(offered, source.read(page)[0]):
        file = files.FOLDER / name
        end = f", {kinds[file.suffix]}, {files.size(name)} kB"
        said = " ".join(words.split())
        assert said.endswith(end), f"docs/{page}: the link to {name} must end in “{end}”; {MAKE}."


def links(sheet):
    """Return what can be clicked on a sheet: where to, and what it says of itself."""
    annotations = (each.get_object() for page in sheet.pages for each in page.get("/Annots", ()))
    return [(str(each["/A"]["/URI"]), each["/Contents"]) for each in annotations]
