"""The lesson: what the worksheet keeps back, and that no dimension is left out."""

import re
from collections import Counter

import pytest
import source
from helpers import text
from sheets import moments

URL = "teach/"
NAMES = [d.name for d in source.dimensions()]


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
    """Part B asks for each dimension in both practices, and cannot be solved by elimination."""
    found = Counter(text(item.strong) for item in part(site, "answer-key", "b"))
    where = "docs/teach.md, key to part B:"
    wanted = {f"{name}, {practice}." for name in NAMES for practice in source.PRACTICES}
    assert not wanted - {*found}, f"{where} no line is {sorted(wanted - {*found})}; add one."
    assert {*found} <= wanted, f"{where} {sorted({*found} - wanted)} is not one answer."
    assert any(found[answer] > 1 for answer in wanted), (
        f"{where} no answer comes twice, so that whoever has the others knows the last; add a line."
    )
    for item in part(site, "answer-key", "b"):
        assert "Also:" in text(item), (
            f"{where} “{text(item)[:40]}…” does not say what else would do."
        )
    lines, answers = len(part(site, "worksheet", "b")), found.total()
    assert lines == answers, f"docs/teach.md: {lines} lines to read, {answers} answers."


def test_every_cell_is_heard(site):
    """The key has both answers for each moment that is heard, in words from the conversations."""
    headings = [text(node) for node in site.page("conversations/").select("h2")]
    spoken = text(site.page("conversations/").main)
    key = {text(item.strong): text(item) for item in part(site, "answer-key", "a")}
    heard = [line.rpartition(":")[2].strip(" .") for line in key]
    assert heard == [name.lower() for name in NAMES], (
        f"docs/teach.md, key to part A: {heard}; name a moment for each dimension, in their order."
    )
    for dimension, (line, answer) in zip(source.dimensions(), key.items(), strict=True):
        moment = line.partition(":")[0]
        assert moment in headings, f"docs/teach.md: “{line}” is no moment of the conversations."
        heading = source.heading("conversations.md", moments()[NAMES.index(dimension.name)])
        assert heading == moment, f"docs/teach.md, “{line}”: the script has “{heading}” for it."
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
    """The parts follow each other without a gap and take 45 minutes, as do the slides in each."""
    start, shown = 0, []
    for heading in site.page(URL).select("h3[id^=lesson-]"):
        first, end = map(int, re.findall(r"\d+", text(heading)))
        where = f"docs/teach.md, “{text(heading)}”"
        assert first == start, f"{where} does not begin at {start}, where the last part ends."
        items = heading.find_next("ul").select(":scope > li")
        slides = [re.match(r"Slide (\d+)(?: stays)?, (\d+) minutes?\.", text(i)) for i in items]
        assert all(slides), f"{where}: begin each step as “Slide 1, 5 minutes.”"
        assert sum(int(slide[2]) for slide in slides) == end - first, f"{where}: other minutes."
        for item in items:
            for asked in ("Ask:", "Listen for:"):
                assert asked in text(item), f"{where}, “{text(item)[:30]}…”: no “{asked}”."
        shown += [int(slide[1]) for slide in slides]
        start = end
    assert start == 45, f"docs/teach.md: the lesson ends at {start} minutes."
    assert shown == sorted(shown), f"docs/teach.md: the lesson shows the slides as {shown}."
    assert {*shown} == {*range(1, 13)}, f"docs/teach.md: the lesson shows the slides {shown}."


def test_strip_leads_to_the_steps(site):
    """The strip names each part of the lesson, and both its ways lead there."""
    want = [f"#{heading['id']}" for heading in site.page(URL).select("h3[id^=lesson-]")]
    strip = site.one(URL, "nav.cm-strip")
    for links in (strip.select("svg a"), strip.select("ol a")):
        found = [link["href"] for link in links]
        assert found == want, f"/{URL}: the strip leads to {found}; the parts are {want}."
    minutes = [text(node) for node in strip.select("svg text")]
    assert minutes == ["0", "4", "11", "27", "34", "38", "43", "45"], f"/{URL}: {minutes}"
    widths = [float(node["width"].rstrip("%")) for node in strip.select("rect")]
    assert abs(sum(widths) - 100) < 0.1, (
        f"/{URL}: the parts of the strip add up to {sum(widths)} %."
    )


def test_files_are_as_said(site):
    """Each file to take away is there, and as large as its link says."""
    for link in site.one(URL, "#files").find_next("ul").select("a"):
        file = (site.folder / URL / link["href"]).resolve()
        assert file.is_file(), f"docs/teach.md: {link['href']} is not there."
        said = re.search(r"(\d+(?:\.\d+)?) (MB|kB)", text(link))
        assert said, f"docs/teach.md: “{text(link)}” names no size, such as 2.6 MB."
        size = float(said[1]) * {"MB": 1e6, "kB": 1e3}[said[2]]
        assert size == pytest.approx(file.stat().st_size, rel=0.2), (
            f"docs/teach.md: “{text(link)}” has {file.stat().st_size:,} bytes."
        )
