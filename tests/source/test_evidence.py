"""Claims, questions and dates, as the Markdown has them."""

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


def test_questions_have_pages():
    """The navigation lists the pages of questions; without them the tests below judge nothing."""
    assert THEMES, "mkdocs.yml: nav lists no page below questions/; add the pages of questions."
