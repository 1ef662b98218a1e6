"""Whoever follows a link to a file knows beforehand what comes, and how much of it."""

import re

import source
from downloads import KINDS, described


def test_links_say_format_and_size(site):
    """Wherever a file is offered, the link says what it is, and ends with its size."""
    wrong, offered = [], 0
    for file in source.pages():
        page = site.folder / source.url(file)
        for link in site.page(source.url(file)).select("main a:not(video a)[href]"):
            target = page / link["href"].partition("#")[0]
            if ":" in link["href"] or target.suffix not in KINDS:
                continue
            offered += 1
            size, said = target.stat().st_size, " ".join(link.get_text().split())
            amount = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{-(-size // 1000)} kB"
            if KINDS[target.suffix] not in said or not said.endswith(f", {amount}"):
                wrong.append(f"docs/{file}: “{said}”, {KINDS[target.suffix]}, {amount}")
    assert offered > 20, f"only {offered} links lead to files."
    assert not wrong, "\n".join(["These links say something else; see downloads.py:", *wrong])


def test_no_size_is_typed():
    """A size that stands in the Markdown is wrong as soon as the file is made again."""
    typed = {
        file: found
        for file in source.pages()
        if (found := re.findall(r"\[[^]]*\b[\d.]+\s+[kM]B\]\([^)]*\)", source.read(file)[0]))
    }
    assert not typed, f"take the size out of these, since the build adds it to the link: {typed}"


def test_kind_is_said_once():
    """A link that names the kind itself gets the size alone."""
    assert described("a form", "a.docx", 38_001) == "a form, Word, 39&nbsp;kB"
    assert described("Captions as WebVTT", "c.vtt", 1) == "Captions as WebVTT, 1&nbsp;kB"
    assert described("Film", "f.MP4", 3_211_926) == "Film, MP4, 3.2&nbsp;MB"
