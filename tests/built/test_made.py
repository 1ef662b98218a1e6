"""What is made from the pages is of today."""

import io
import re
import zipfile
from pathlib import Path

import files
import pytest

MAKE = "run .venv/bin/python overrides/makers/files.py, as README.md says"


def opened(name):
    """Return a file of docs/files/; fail if it is missing."""
    file = files.FOLDER / name
    assert file.exists(), f"docs/files/{name} is missing: {MAKE}."
    return file


def held(file: Path) -> str:
    """Return the digest of what a file was made from, or `` where it holds none."""
    data = file.read_bytes()
    if file.suffix != ".pdf":
        data = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")
    found = re.search(rb"sha256:[0-9a-f]{64}", data)
    return found[0].decode() if found else ""


@pytest.mark.parametrize("name", files.FILES)
def test_is_in_step_with_the_pages(name):
    """A file holds the digest of what it was made from: words, drawings, colours."""
    if held(opened(name)) != files.digest(name):
        pytest.fail(f"docs/files/{name} is stale: its source has changed; {MAKE}.", pytrace=False)
