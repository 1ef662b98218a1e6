"""Claims, questions and dates, as the Markdown has them."""

import importlib.util
import re
from datetime import UTC, date, datetime, timedelta

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


def test_the_two_practices_have_like_tables():
    """Coaching and mentoring are shown in the same form: the same tables with the same heads."""
    heads = {name: figure["heads"][1:] for name, figure in TRIALS.items()}
    assert list(heads) == [
        f"{practice}-{kind}" for practice in source.PRACTICES for kind in ("trials", "pooled")
    ], f"docs/trials.md: the tables are {list(heads)}."
    for kind in ("trials", "pooled"):
        alike = {tuple(heads[f"{practice}-{kind}"]) for practice in source.PRACTICES}
        assert len(alike) == 1, (
            f"docs/trials.md, {kind}: the two practices have other heads, {alike}."
        )


@pytest.mark.parametrize(
    ("file", "entry", "last"),
    [
        ("docs/sources.md", "### X {{ #{key} }}\n\n- **Checked:** {day}.", date(2025, 3, 1)),
        ("docs/help.md", "  {key}:\n    checked: {day}", date(2024, 8, 31)),
    ],
)
def test_overdue_entries_are_named(file, entry, last):
    """The weekly check names sources after a year, helplines after half a year, nothing newer."""
    path = source.ROOT / ".github" / "overdue.py"
    spec = importlib.util.spec_from_file_location("overdue", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    days = {"one": "1 March 2024", "two": "2 March 2024"}
    old = "\n".join(entry.format(key=key, day=day) for key, day in days.items())
    assert module.overdue(file, old, last) == []
    assert module.overdue(file, old, last + timedelta(1)) == [f"{file}, one: 1 March 2024"]
    text = (source.ROOT / file).read_text(encoding="utf-8")
    dates = len(re.findall(r"^ *(?:- \*\*(?:Checked|Last looked):\*\*|checked:)", text, re.M))
    assert len(module.overdue(file, text, date(2999, 1, 1))) == dates, (
        f".github/overdue.py does not read every date in {file}; write dates as 24 November 2026."
    )


def test_questions_have_pages():
    """The navigation lists the pages of questions; without them the tests below judge nothing."""
    assert THEMES, "mkdocs.yml: nav lists no page below questions/; add the pages of questions."
