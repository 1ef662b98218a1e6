"""Claims, questions and dates, as the Markdown has them."""

import re
from datetime import UTC, date, datetime

import helpers
import pytest
import source

URLS = [source.url(file) for file in source.pages()]
THEMES = [url for url in URLS if url.startswith("questions/") and url != "questions/"]


def day(text: str) -> date | None:
    """Return the day that a text such as `24 November 2026` gives; None for anything else."""
    try:
        return datetime.strptime(text, "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


TRIALS = source.read("trials.md")[1]["figures"]
FOUND = source.read("evidence.md")[1]["figures"]
# How a row of the tables says what its marks show
SAID = {
    "gain": "gain",
    "part": "gain",
    "unclear": "not clear|nothing was counted",
    "none": "none found",
    "loss": "loss",
}
SURE = ("Probably", "May", "We do not know")


def test_the_two_practices_have_like_tables():
    """Coaching and mentoring are shown in the same form: the same tables with the same heads."""
    kinds = ("marks", "trials", "pooled")
    for file, figures, wanted in (("trials", TRIALS, kinds), ("evidence", FOUND, ("found",))):
        heads = {name: figure["heads"][1:] for name, figure in figures.items()}
        assert list(heads) == [
            f"{practice}-{kind}" for practice in source.PRACTICES for kind in wanted
        ], f"docs/{file}.md: the tables are {list(heads)}."
        for kind in wanted:
            alike = {tuple(heads[f"{practice}-{kind}"]) for practice in source.PRACTICES}
            assert len(alike) == 1, (
                f"docs/{file}.md, {kind}: the two practices have other heads, {alike}."
            )


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_marks_are_what_the_row_says(practice):
    """Whoever reads a row finds there in words what the figure draws of it."""
    for _, row in helpers.rows(TRIALS[f"{practice}-trials"]):
        result = row["cells"][-1]
        missing = {
            mark for mark in row["found"].values() if not re.search(SAID[mark], result, re.I)
        }
        assert not missing, (
            f"docs/trials.md, {row['name']}: its `found` says {missing}, its result “{result}” does"
            " not; mend one of them."
        )


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_certainty_has_one_wording(practice):
    """How sure a finding is, is said in three wordings, and the page explains each."""
    text = source.read("evidence.md")[0]
    for word in SURE:
        assert f"- **{word}:**" in text, f"docs/evidence.md does not explain “{word}”."
    column = FOUND[f"{practice}-found"]["heads"].index("How sure (our reading)") - 1
    for _, row in helpers.rows(FOUND[f"{practice}-found"]):
        assert row["cells"][column].startswith(SURE), (
            f"docs/evidence.md, {practice}, {row['name']}: “{row['cells'][column]}” begins with"
            f" none of {', '.join(SURE)}."
        )


def test_questions_have_pages():
    """The navigation lists the pages of questions; without them the tests below judge nothing."""
    assert THEMES, "mkdocs.yml: nav lists no page below questions/; add the pages of questions."
