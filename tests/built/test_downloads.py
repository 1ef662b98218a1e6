"""Whoever follows a link to a file knows beforehand what comes, and how much of it."""

import posixpath
import re

import pytest
import source

KINDS = {"pptx": "PowerPoint", "docx": "Word", "pdf": "PDF", "mp4": "MP4", "webm": "WebM"}
KINDS |= {"vtt": "WebVTT", "webp": "WebP"}


@pytest.mark.parametrize("file", source.pages())
def test_links_say_format_and_size(site, file):
    """Wherever a file is offered, the link ends with what it is and how much of it there is."""
    page = site.folder / source.url(file)
    for link in site.page(source.url(file)).select("main a:not(video a)[href]"):
        target = page / link["href"].partition("#")[0]
        kind = KINDS.get(target.suffix[1:])
        if kind and ":" not in link["href"]:
            size = target.stat().st_size
            amount = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{-(-size // 1000)} kB"
            said = " ".join(link.get_text().split())
            assert said.endswith(f", {kind}, {amount}"), (
                f"docs/{file}: the link to {posixpath.basename(link['href'])} reads “{said}” and"
                f" should end in “{kind}, {amount}”; see overrides/hooks/downloads.py."
            )


@pytest.mark.parametrize("file", source.pages())
def test_no_size_is_typed(file):
    """A size that stands in the Markdown is wrong as soon as the file is made again."""
    typed = re.findall(r"[^[]*\b[\d.]+\s+[kM]B\]\([^)]*\)", source.read(file)[0])
    assert not typed, f"docs/{file}: {typed}: take the size out; the build adds it to the link."
