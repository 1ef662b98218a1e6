"""Names what has to be looked at again: sources after a year, helplines after half a year."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mkdocs.utils.meta import get_data

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "overrides/hooks"))
import entries  # noqa: E402

YEAR, HALF_A_YEAR = timedelta(365), timedelta(183)


def dated(docs: Path) -> dict[str, tuple[date, timedelta]]:
    """Return when each entry was last looked at, and for how long that holds.

    Args:
        docs: the folder docs/.
    """
    seen = {key: (entry["custom"]["checked"], YEAR) for key, entry in entries.load(docs).items()}
    seen |= {key: (entry["looked"], YEAR) for key, entry in entries.searches(docs).items()}
    helpers = get_data((docs / "help.md").read_text(encoding="utf-8"))[1]["help"]
    for key, entry in helpers.items():
        day = datetime.strptime(entry["checked"], "%d %B %Y").replace(tzinfo=UTC).date()
        seen[f"help.md, {key}"] = (day, HALF_A_YEAR)
    return seen


def overdue(seen: dict[str, tuple[date, timedelta]], today: date) -> list[str]:
    """Return what has to be looked at again, a line each: the entry and its day.

    Args:
        seen: as `dated` gives it.
        today: the day to count from.
    """
    return [f"{key}: {day:%d %B %Y}" for key, (day, span) in seen.items() if today - day > span]


if __name__ == "__main__":
    late = overdue(dated(ROOT / "docs"), datetime.now(UTC).date())
    print("\n".join(["Last checked too long ago:", *late] if late else ["All are recent."]))
    sys.exit(bool(late))
