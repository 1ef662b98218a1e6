"""The figures of the front matter say what the text beside them says."""

import re

import helpers
import source
from helpers import expected


def shown(site, file: str, name: str):
    """Return a figure as it is built: its table, its drawings, its key."""
    return site.page(source.url(file)).select_one(f"#figure-{name}")


def test_first_hour_is_that_of_the_plan():
    """The minutes of the figure are those of the list, one after the other, for a whole hour."""
    file = "practices/coaching.md"
    text, data = source.read(file)
    rows = [row for _, row in helpers.rows(data["figures"]["first-hour"])]
    plan = re.findall(r"^- \*\*(\d+ to \d+) minutes\.\*\*", text, re.M)
    says = [row["says"] for row in rows]
    assert says == plan[-len(says) :], f"docs/{file}: the figure has {says}, the list {plan}."
    assert [row["from"] for row in rows[1:]] == [row["to"] for row in rows[:-1]], f"docs/{file}"
    assert (rows[0]["from"], rows[-1]["to"]) == (0, 60), f"docs/{file}: not an hour."


def test_mentors_meet_without_a_clock():
    """A mentor's meeting is an open conversation: its page plans no minutes."""
    text, data = source.read("practices/mentoring.md")
    plan = re.findall(r"\d+ to \d+ minutes", text)
    assert not plan, f"docs/practices/mentoring.md plans {plan}; say what matters, and no minutes."
    assert "figures" not in data, "docs/practices/mentoring.md: an hour is drawn; take it out."


def test_year_leaves_no_month_out():
    """The months that each row names are those that it draws, in order, and none is idle."""
    figure, shown, last = source.read("organisations/run.md")[1]["figures"]["year"], set(), 0
    for _, row in helpers.rows(figure):
        first, end = row["from"] + 1, row["to"]
        says = f"{first} to {end}" if end > first else str(end)
        where = f"docs/organisations/run.md, figures, year, {row['name']}"
        assert row["says"] == says, f"{where}: says {row['says']}, and draws {says}."
        assert first >= last, f"{where}: begins before the row above it."
        shown |= {*range(first, end + 1)}
        last = first
    missing = {*range(1, figure["most"] + 1)} - shown
    assert not missing, f"docs/organisations/run.md, figures, year: nothing happens in {missing}."


def test_rule_is_the_rule():
    """Each cell of the table of the rule says what the rule gives for so many leans."""
    says = {"open": "Open", "both": "Both", "coaching": "Coach", "mentoring": "Mentor"}
    figure = source.read("choose.md")[1]["figures"]["rule"]
    most = len(source.dimensions())
    for mentoring, (_, row) in enumerate(helpers.rows(figure)):
        for coaching, cell in enumerate(row["cells"]):
            answers = ["coaching"] * coaching + ["mentoring"] * mentoring
            want = says[expected(answers)] if len(answers) <= most else ""
            assert cell == want, (
                f"docs/choose.md, figures, rule: {coaching} to coaching and {mentoring} to"
                f" mentoring say “{cell}”; by the rule it is “{want}”."
            )
    assert len(row["cells"]) == most + 1, f"docs/choose.md: {most} dimensions, {row['cells']}."
