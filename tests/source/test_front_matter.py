"""A page whose top is written wrongly is told so in one sentence: what, where, how to mend it."""

import copy
import json
import re
from collections.abc import Iterator
from datetime import date

import entries
import exports
import pytest
import source
from check import SIDE, front_matter

FOCUS = "dimensions/focus.md"
FAULTS = {
    "no title": ("about.md", "title: ", "titel: ", "docs/about.md: `title` is missing or empty"),
    "bare colon": ("about.md", "title: ", "title: a: ", "docs/about.md: .* cannot be read at line"),
    "a tab": ("about.md", "title: ", "\ttitle: ", "docs/about.md: .* cannot be read at line 2"),
    "no such day": ("about.md", "title: ", "title: 2026-13-45 #", "docs/about.md: .* be read at"),
    "a key twice": ("about.md", "title: ", "title: a\ntitle: ", "line [23] .*`title` stands twice"),
    "no front matter": ("about.md", "---\ntitle", "title", "docs/about.md: no front matter"),
    "no mentoring": (
        FOCUS,
        "  mentoring:\n",
        "  mentorship:\n",
        ", dimension: `mentoring` is miss",
    ),
    "no such practice": (
        "practices/coaching.md",
        "practice: coaching",
        "practice: teaching",
        "docs/practices/coaching.md: `practice` is “teaching”; .* coaching or mentoring",
    ),
    "no number": (
        FOCUS,
        "from: 7,",
        "from: seven,",
        f"docs/{FOCUS}, figures, length, group 1, row 2: `from` must be a number, such as 12",
    ),
    "no such key in a row": (
        FOCUS,
        "{name: 140",
        "{nam: 140",
        f"docs/{FOCUS}, figures, length, group 1, row 2: the key `nam` is unknown",
    ),
    "no such key in a group": (
        FOCUS,
        "- practice: mentoring",
        "- practise: mentoring",
        f"docs/{FOCUS}, figures, length, group 2: the key `practise` is unknown",
    ),
    "no such row in a sum": (
        "organisations.md",
        "sum: people*meetings*client}",
        "sum: people*meetings*clint}",
        "docs/organisations.md, sums, clients: no row above it is called “clint”",
    ),
    "no such mark": (
        FOCUS,
        "mark: diamond, from",
        "mark: diamnd, from",
        "length, group 1, row 3: `mark` is “diamnd”; it must be bar or",
    ),
    "no such outcome": (
        "trials.md",
        "found: {goals: gain",
        "found: {gaols: gain",
        "coaching-trials, .*: no row of .* has the outcome gaols; add one",
    ),
    "a trial without a result": (
        "trials.md",
        ", found: {studies: unclear}",
        "",
        "coaching-trials, .*: `found` is missing; say what came of it",
    ),
    "a mark without words": (
        "trials.md",
        "{mark: none, means: none found}",
        "{mark: ring, means: none found}",
        "coaching-marks: its `key` does not say what none means",
    ),
    "no such mark in the key": (
        FOCUS,
        "{mark: ring, m",
        "{mark: rng, m",
        "length, key 3: `mark` is",
    ),
    "no rows": (
        FOCUS,
        "        rows:",
        "        row:",
        "length, group 1: the key `row` is unknown",
    ),
    "a row is text": (
        FOCUS,
        "{name: 140 executive coaches",
        "140 coaches # {",
        "group 1, row 2: it",
    ),
    "beyond the scale": (FOCUS, "to: 12}", "to: 120}", "row 2: `from` and `to` leave the scale"),
    "no end": (FOCUS, "from: 7, to: 12", "from: 7", "group 1, row 2: `to` is missing"),
    "no such figure": (FOCUS, "<!-- figure length", "<!-- figure lengt", "`<!-- figure lengt -->`"),
    "a line is a number": (
        "compare.md",
        "        - Coaching or mentoring?",
        "        - 5 #",
        "say 1: it must be text",
    ),
    "a scene is text": ("compare.md", "say:\n", "says:\n", "video, scene 1: the key `says` is"),
    "no section": (
        FOCUS,
        "#where-the-line-blurs }",
        "#blurs }",
        "section is called where-the-line-",
    ),
    "an id twice": (
        "about.md",
        "{ #suggest-a-change }",
        "{ #cite }",
        "no section is called suggest",
    ),
    "a term twice": (
        "glossary.md",
        "### Mentee",
        "### Client",
        "the term “client” is explained twice",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_a_sentence(fault):
    """A key that is wrong, missing, too long or of another kind is named, with its place."""
    file, old, new, said = FAULTS[fault]
    text = (source.DOCS / file).read_text(encoding="utf-8")
    assert old in text, f"docs/{file} no longer says “{old}”; let the test change something else."
    found = front_matter(file, text.replace(old, new, 1))
    assert re.search(said, "\n".join(found), re.S), f"docs/{file}, {fault}: told {found}"
    assert all("; " in line or "? " in line for line in found), f"{found}: how is it mended?"


@pytest.mark.parametrize(
    "text", ["", "\n", "---\n---\n", "---\n- a\n---\n", "---\n1\n---\n", "---"]
)
def test_a_page_without_keys_is_a_sentence(text):
    """An empty file, a list and a number in place of the keys: a sentence each."""
    found = front_matter("about.md", text)
    assert found, f"{text!r} passes"
    assert found[0].startswith("docs/about.md: "), found


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_may_end_as_elsewhere(ending):
    """A file from Windows, with its mark of the encoding, is as good as another."""
    text = (source.DOCS / FOCUS).read_text(encoding="utf-8")
    assert front_matter(FOCUS, "\ufeff" + text.replace("\n", ending)) == []


def shortened(value: object) -> object:
    """Return some front matter with two items of each list: the others are alike."""
    if isinstance(value, list):
        return [shortened(item) for item in value[:2]]
    return {k: shortened(v) for k, v in value.items()} if isinstance(value, dict) else value


def paths(value: object, at: tuple = ()) -> Iterator[tuple]:
    """Yield the way to each value in some front matter."""
    items = {dict: lambda: value.items(), list: lambda: enumerate(value)}.get(type(value), tuple)
    for key, inside in items():
        yield (*at, key)
        yield from paths(inside, (*at, key))


@pytest.mark.parametrize("file", [FOCUS, "dimensions/relationship-dynamics.md", "compare.md"])
@pytest.mark.parametrize("other", [None, "a", 7, True, [], [[1]], {}, {1: 2}], ids=repr)
def test_nothing_ends_in_a_traceback(file, other):
    """Whatever stands in place of whatever value, the answer is sentences that name the file."""
    text, data = source.read(file)
    data = shortened(data)
    for way in paths(data):
        changed = copy.deepcopy(data)
        at = changed
        for key in way[:-1]:
            at = at[key]
        at[way[-1]] = other
        found = front_matter(file, f"---\n{json.dumps(changed)}\n---\n{text}")  # JSON is YAML, too
        assert all(line.startswith(f"docs/{file}") for line in found), found
        assert " None" not in "".join(found).replace("“None”", ""), found


@pytest.fixture(scope="module")
def known() -> dict[str, dict]:
    """Read the sources once."""
    return entries.load(source.DOCS)


@pytest.mark.parametrize("other", [None, "a", 7, True, [], [[1]], {}, {1: 2}], ids=repr)
def test_no_source_ends_in_a_traceback(known, other):
    """Whatever stands in an entry, it is told in sentences, or put into words and exports."""
    for key in list(known)[::60]:
        for way in paths(known[key]):
            if way == ("theme",):  # the name of its file
                continue
            changed = copy.deepcopy(known[key])
            at = changed
            for name in way[:-1]:
                at = at[name]
            at[way[-1]] = other
            found = [*entries.faults({key: changed}, date.max)]
            assert all(line.startswith("docs/sources/") for line in found), found
            if not found:
                assert entries.reference(changed), f"{key}, {way} = {other!r}: no reference"
                for write in (exports.to_json, exports.to_bib, exports.to_ris):
                    assert write([changed]), f"{key}, {way} = {other!r}: no {write.__name__}"


def test_limits_are_those_of_the_guide():
    """What .github/CONTRIBUTING.md says of the length of a cell is what the build goes by."""
    guide = " ".join((source.ROOT / ".github/CONTRIBUTING.md").read_text(encoding="utf-8").split())
    lead, short = ("{} to {}".format(*SIDE[key]) for key in ("lead", "short"))
    for said in (f"`lead` may have {lead} char", f"`statement` {short}.", f"and may have {short};"):
        assert said in guide, f".github/CONTRIBUTING.md no longer says “{said}”: mend it there."
    assert SIDE["statement"] == SIDE["short"]
