"""The files to take away: each is listed, and none is large."""

import re

import files
import source

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
