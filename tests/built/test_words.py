"""The words: no harder to read than they need be."""

import re

import source
import textstat
from helpers import for_each

HIGHEST_GRADE = 9


@for_each([file for file in source.pages() if file not in ("conversations.md", "sources.md")])
def test_reading_level(site, file):
    """A reader of 14 follows: Flesch-Kincaid grade 9 at the most, citations aside."""
    page = site.page(source.url(file))
    prose = []
    for node in page.select("main :is(p, li):not(.cm-mend, .cm-print)"):
        if node.find(["p", "ul"]):
            continue
        text = " ".join(node.get_text().split())
        text = re.sub(r"\s*\([^()]*(\d{4}|EMCC|CIPD|ICF|AoEC|Clutterbuck|ASAE)[^()]*\)", "", text)
        prose.append(text if text.endswith((".", "?", ":")) else f"{text}.")
    grade = textstat.flesch_kincaid_grade(" ".join(prose))
    assert grade <= HIGHEST_GRADE, (
        f"docs/{file} reads at grade {grade:.1f}, and the limit is {HIGHEST_GRADE}: use plainer"
        " words, and take the longest sentences apart. The rest may be as long as they are."
    )
