"""The sources as data: what is wrong with an entry is told, and others can read what we give."""

import copy
import importlib.util
import json
from datetime import date, timedelta

import entries
import pytest
import source
from exports import to_json

DAY = date(2026, 11, 29)
ALL = entries.load(source.DOCS)


def test_sources_are_right():
    """Each entry has what the page prints: what it is, how it was read, when it was checked."""
    found = [*entries.faults(ALL, date.today())]
    found += entries.search_faults(entries.searches(source.DOCS), date.today())
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"titel": "X"}, "the key `titel` is unknown"),
        ({"type": "paper"}, "`type` must be one of"),
        ({"volume": 12}, "`volume` must be text"),
        ({"author": "Kram, K. E."}, "`author` is a list"),
        ({"author": [{"given": "K."}]}, "`author` is a list"),
        ({"issued": 1985}, "write `issued` as"),
        ({"title": ""}, "no `title`"),
        ({"DOI": "https://doi.org/10.1/x"}, "is no DOI"),
        ({"DOI": ALL["jones-2016"]["DOI"].upper()}, "has the same DOI"),
        ({"custom": "abstract"}, "`custom` must hold"),
        ({"custom.used_for": "X"}, "the key `used_for` is unknown"),
        ({"custom.read": ""}, "`read` is missing"),
        ({"custom.read": "skimmed."}, "`read` begins with one of"),
        ({"custom.kind": "paper"}, "`kind` must be one of"),
        ({"custom.checked": "yesterday"}, "must be a day that has come"),
        ({"custom.checked": date(2999, 1, 1)}, "must be a day that has come"),
        ({"DOI": "", "URL": ""}, "no DOI and no URL"),
    ],
)
def test_faults_are_told(change, told):
    """A fault is told with the file, the entry and the cure; several at once."""
    entry = copy.deepcopy(ALL["theeboom-2014"])
    for name, value in change.items():
        holder, _, key = name.rpartition(".")
        (entry[holder] if holder else entry)[key] = value
    found = list(entries.faults({"jones-2016": ALL["jones-2016"], "theeboom-2014": entry}, DAY))
    where = "docs/sources/research-on-coaching.yml, theeboom-2014"
    assert any(told in fault and fault.startswith(where) for fault in found), found
    two = {"theeboom-2014": entry | {"type": "paper", "extra": 1}}
    assert len(list(entries.faults(two, DAY))) >= 2, "only the first fault of an entry is told."


def test_an_id_twice_is_told(tmp_path):
    """Two entries of one id: one would hide the other."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources.md").write_text("---\nthemes:\n  one: One\n---\n# S\n", "utf-8")
    (tmp_path / "sources/one.yml").write_text("- id: a\n- id: a\n", "utf-8")
    with pytest.raises(ValueError, match="the id a stands twice"):
        entries.load(tmp_path)


def test_csl_is_plain():
    """What is given away as CSL holds fields of that form alone, and no words of this site."""
    given = json.loads(to_json(ALL.values()))
    assert [entry["id"] for entry in given] == list(ALL)
    extra = {key for entry in given for key in entry} - {*entries.FIELDS} | {"custom"}
    assert extra == {"custom"}, extra
    assert not any("custom" in entry for entry in given)


def test_overdue_entries_are_named():
    """The weekly check names what was last looked at too long ago, and nothing newer."""
    path = source.ROOT / ".github" / "overdue.py"
    spec = importlib.util.spec_from_file_location("overdue", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    old = {"one": (date(2024, 3, 1), timedelta(365)), "two": (date(2024, 3, 2), timedelta(365))}
    assert module.overdue(old, date(2025, 3, 1)) == []
    assert module.overdue(old, date(2025, 3, 2)) == ["one: 01 March 2024"]
    seen = module.dated(source.DOCS)
    assert seen.keys() > ALL.keys(), "the weekly check does not read every source."
    assert any(key.startswith("help.md") for key in seen), "it does not read the helplines."
