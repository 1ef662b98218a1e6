"""Claims, questions and dates, as the Markdown has them."""

import importlib.util
import re
from datetime import UTC, date, datetime

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


def test_overdue_sources_are_named():
    """The weekly check names what was last looked at more than a year ago, and nothing newer."""
    path = source.ROOT / ".github" / "overdue.py"
    spec = importlib.util.spec_from_file_location("overdue", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    days = {"one": "1 March 2024", "two": "2 March 2024"}
    old = "\n".join(f"### X {{ #{key} }}\n\n- **Checked:** {day}." for key, day in days.items())
    assert module.overdue(old, date(2025, 3, 1)) == []
    assert module.overdue(old, date(2025, 3, 2)) == ["#one: 1 March 2024"]
    text = (source.DOCS / "sources.md").read_text(encoding="utf-8")
    entries_there = len(re.findall(r"^- \*\*(?:Checked|Last looked):\*\*", text, re.M))
    assert len(module.overdue(text, date(2999, 1, 1))) == entries_there, (
        ".github/overdue.py does not read every date in docs/sources.md; write dates as"
        " 24 November 2026."
    )


def test_questions_have_pages():
    """The navigation lists the pages of questions; without them the tests below judge nothing."""
    assert THEMES, "mkdocs.yml: nav lists no page below questions/; add the pages of questions."
