"""The lesson: what it prints, what the worksheet keeps back, and that no dimension is left out."""

import re
from collections import Counter

import content
import pytest
from playwright.sync_api import Page
from test_access import sheets
from test_dimensions import text

URL = "teach/"
SHEETS = ("worksheet", "answer-key")
NAMES = [d.name for d in content.dimensions()]
# The part of a printed page that begins with a heading, and nothing else
ALONE = """(id) => {
  let node = document.getElementById(id).closest('.cm-sheet');
  const { breakBefore, breakAfter } = getComputedStyle(node);
  for (; node !== document.body; node = node.parentElement)
    for (const other of [...node.parentElement.children]) if (other !== node) other.remove();
  return [breakBefore, breakAfter];
}"""


def block(site, name):
    """Return the block of the page that a heading begins."""
    heading = site.page(URL).find(id=name)
    found = heading and heading.find_parent(class_="cm-sheet")
    assert found, f"docs/teach.md: #{name} does not begin a block with the class cm-sheet."
    return found


def part(site, name, letter) -> list:
    """Return the items of part A or B of the worksheet or the answer key."""
    heading = block(site, name).select_one(f"h3#{name.removeprefix('answer-')}-{letter}")
    assert heading, f"docs/teach.md: #{name} has no part {letter.upper()}."
    return heading.find_next(["ol", "ul"]).select(":scope > li")


@pytest.mark.parametrize("format_", ["A4", "Letter"])
@pytest.mark.parametrize("name", SHEETS)
def test_prints_on_one_sheet(tab: Page, site, name, format_):
    """The worksheet and the answer key have a sheet each, with nothing else on it."""
    tab.emulate_media(media="print")
    tab.goto(site.base + URL)
    breaks = tab.evaluate(ALONE, name)
    assert breaks == ["page", "page"], f"/{URL}#{name} shares its sheet: {breaks}; see print.css."
    count = sheets(tab, format_)
    assert count == 1, f"/{URL}#{name} takes {count} sheets of {format_}; shorten it."


def test_worksheet_keeps_the_answers(site):
    """Nothing on the worksheet says which dimension or practice a line is, or who speaks."""
    sheet = block(site, "worksheet")
    assert not sheet.find(id="answer-key"), "docs/teach.md: the key stands on the worksheet."
    where = "docs/teach.md: the worksheet gives an answer away:"
    # All but the first paragraph, which says what the letters to circle stand for
    shown = " ".join(text(node) for node in sheet.select("h3, h3 ~ p, li"))
    names = [*NAMES, "coach", "mentor", "mentee", "client"]
    found = re.findall(rf"\b(?:{'|'.join(names)})\w*", shown, re.I)
    assert not found, f"{where} “{found[0]}”."
    for answer in (text(item) for letter in "ab" for item in part(site, "answer-key", letter)):
        for said in re.split(r"[.:?,] |[‘’](?!\w)|(?<!\w)‘", answer):
            assert len(said) < 8 or said.strip(" .?’") not in shown, f"{where} “{said}”."
    speakers = {text(name) for name in sheet.select("li strong")}
    assert speakers == {"Helper:"}, f"{where} the speakers are {speakers}; write **Helper:**."


def test_every_cell_is_read(site):
    """Part B asks for each dimension once in each practice, and the key answers every line."""
    found = [text(item.strong) for item in part(site, "answer-key", "b")]
    wanted = [f"{name}, {practice}." for name in NAMES for practice in content.PRACTICES]
    amiss = (Counter(found) - Counter(wanted)) + (Counter(wanted) - Counter(found))
    assert not amiss, (
        f"docs/teach.md, key to part B: {sorted(amiss)} missing, or one too many; ask for each"
        " dimension once in each practice."
    )
    lines = len(part(site, "worksheet", "b"))
    assert lines == len(found), f"docs/teach.md: {lines} lines to read, {len(found)} answers."


def test_every_cell_is_heard(site):
    """The script has each dimension for both practices, word for word, and the key both answers."""
    script = text(block(site, "script"))
    spoken = text(site.page("conversations/").main)
    key = {text(item.strong): text(item) for item in part(site, "answer-key", "a")}
    heard = [line.rpartition(":")[2].strip(" .") for line in key]
    assert heard == [name.lower() for name in NAMES], (
        f"docs/teach.md, key to part A: {heard}; name a moment for each dimension, in their order."
    )
    for dimension, (line, answer) in zip(content.dimensions(), key.items(), strict=True):
        assert line.partition(":")[0] in script, f"docs/teach.md: no moment “{line}” in the script."
        for practice in content.PRACTICES:
            name = f"{dimension.slug}-{practice}"
            extract = content.section("conversations.md", name)
            for said in re.findall(r"^\*\*\w+:\*\* ([^*]+)", extract, re.M):
                first = " ".join(said.split()).replace("'", "’").replace("...", "…")[:30]
                assert first in script.replace("‘", "’"), (
                    f"docs/teach.md: the script lacks {name}, “{first}”; include it from"
                    " conversations.md."
                )
        sides = re.findall(r"The (coach|mentor) ", answer)
        assert sides == ["coach", "mentor"], (
            f"docs/teach.md, key to part A: {line} It speaks of {sides}; want the coach, then the"
            " mentor."
        )
        quoted = re.findall(r"‘(.+?)[.,]?’(?!\w)", answer)
        assert len(quoted) >= 2, f"docs/teach.md, key to part A: {line}: quote both."
        for words in quoted:
            assert words in spoken, f"docs/teach.md: nobody says “{words}” in the conversations."
    assert len(part(site, "worksheet", "a")) == len(NAMES)


def test_lesson_fills_its_time(site):
    """The steps follow each other without a gap, and take 45 minutes."""
    steps = site.page(URL).find(id="lesson").find_next("ul").select(":scope > li > strong")
    times = [tuple(map(int, re.match(r"(\d+) to (\d+) minutes", text(s)).groups())) for s in steps]
    assert [start for start, _ in times] == [0, *(end for _, end in times[:-1])], (
        f"docs/teach.md: the steps {times} leave a gap or overlap; begin each where the last ends."
    )
    assert times[-1][1] == 45, f"docs/teach.md: the lesson ends at {times[-1][1]} minutes."


def test_files_are_as_said(site):
    """Each file to take away is there, and as large as its link says."""
    for link in site.page(URL).find(id="files").find_next("ul").select("a"):
        file = (site.folder / URL / link["href"]).resolve()
        assert file.is_file(), f"docs/teach.md: {link['href']} is not there."
        said = re.search(r"(\d+(?:\.\d+)?) (MB|kB)", text(link))
        assert said, f"docs/teach.md: “{text(link)}” names no size, such as 2.6 MB."
        size = float(said[1]) * {"MB": 1e6, "kB": 1e3}[said[2]]
        assert size == pytest.approx(file.stat().st_size, rel=0.2), (
            f"docs/teach.md: “{text(link)}” has {file.stat().st_size:,} bytes."
        )
