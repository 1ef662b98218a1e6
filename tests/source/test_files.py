"""The files to take away: each is linked where it is used, and none is large."""

import re
from posixpath import basename

import files
import source

LIMIT = 2**20


def test_each_is_linked():
    """Each file that the maker makes stands in the folder, and some page links to it."""
    found = re.compile(r"\]\(((?:\.\./)*files/[\w-]+\.(?:pptx|docx|xlsx|pdf))\)")
    linked = {basename(to) for file in source.pages() for to in found.findall(source.read(file)[0])}
    there = {file.name for file in files.FOLDER.iterdir()}
    made = {*files.FILES}
    assert there == made, f"docs/files/ and overrides/makers/files.py differ: {there ^ made}."
    assert made == linked, (
        f"No page links to {sorted(made - linked)}, and nothing makes {sorted(linked - made)};"
        " link each file where it is used, and remove what nobody makes."
    )
    for name in made:
        size = (files.FOLDER / name).stat().st_size
        assert size < LIMIT, f"docs/files/{name} is over 1 MiB; make it smaller."
