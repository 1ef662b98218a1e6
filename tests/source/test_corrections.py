"""What was printed and is no more is told among the corrections."""

import re
from hashlib import sha256

import entries
import helpers
import source
import yaml

FILE = f"docs/{entries.FOLDER}/{entries.CORRECTIONS}.yml"


def stated() -> dict[str, str]:
    """Return what the site claims to know, or not to have found, so short that changes show.

    Of a finding its certainty and its numbers, of a search a mark that changes with its words.
    """
    found = {}
    for name, figure in source.read("evidence.md")[1]["figures"].items():
        sure = figure["heads"].index("How sure (our reading)") - 1
        for _, row in helpers.rows(figure):
            numbers = re.findall(r"\d[\d.,]*\d|\d", " ".join(row["cells"]))
            words = re.match(r"Probably|May|We do not know", row["cells"][sure])
            said = [words[0] if words else "", *numbers]
            found[f"{name.removesuffix('-found')}, {row['name']}"] = " ".join(said)
    for key, search in entries.searches(source.DOCS).items():
        found[key] = sha256(search["what"].encode()).hexdigest()[:8]
    return found


def test_each_change_has_its_line():
    """Whoever changes a finding, or what was not found, is asked to say so to readers."""
    data = yaml.safe_load((source.ROOT / FILE).read_text(encoding="utf-8"))
    printed, now = data["printed"], stated()
    changed = [
        f"  {key}: {now[key]}" if key in now else f"  (take out) {key}"
        for key in {**printed, **now}
        if str(printed.get(key)) != now.get(key)
    ]
    lines = "\n".join(changed)
    assert not changed, (
        f"These findings, or searches that found nothing, are not what {FILE} has under `printed`:"
        f"\n{lines}\nIf what the site claims has changed, say so at the top of `corrections` in"
        " that file: what stood before, what is true now, and why. Then put these lines there."
    )


def test_corrections_are_told_once():
    """Each has an id of its own, by which readers and feed readers know it."""
    ids = [line["id"] for line in entries.corrections(source.DOCS)]
    assert len({*ids}) == len(ids), f"{FILE}: an id stands twice in {ids}."
