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


def test_year_is_that_of_the_plan():
    """Each month of the figure is in the list; from the first to the last none is left out."""
    text, data = source.read("organisations.md")
    listed = [int(month) for month in re.findall(r"^- \*\*Month (\d+): ", text, re.M)]
    assert listed, "docs/organisations.md: no line begins with **Month; mend this test."
    shown = set()
    for _, row in helpers.rows(data["figures"]["year"]):
        months = range(row["from"] + 1, row["to"] + 1)
        shown |= set(months)
        assert {months[0], months[-1]} <= set(listed), (
            f"docs/organisations.md, figures, year, {row['name']}: months {row['says']} begin or"
            f" end where the list has no month; it has {listed}."
        )
    assert set(listed) <= shown, f"docs/organisations.md: the figure lacks {set(listed) - shown}."


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
