"""A page whose top is written wrongly is told so in one sentence: what, where, how to mend it."""

import copy
import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import entries
import exports
import pytest
import source
from check import SIDE, front_matter

FOCUS = "dimensions/focus.md"
# What is changed at the top of which file, and what a pattern of the answer must say
with Path(__file__).with_name("faults.tsv").open(encoding="utf-8") as lines:
    FAULTS = {row["fault"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=3)}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_a_sentence(fault):
    """A key that is wrong, missing, too long or of another kind is named, with its place."""
    file, old, new, said = list(FAULTS[fault].values())[1:]
    old, new = (part.replace("\\n", "\n").replace("\\t", "\t") for part in (old, new))
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
