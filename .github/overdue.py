"""Names the sources and searches in docs/sources.md that were last checked over a year ago."""

import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path


def overdue(text: str, today: date) -> list[str]:
    """Return what has to be looked at again, a line each.

    Args:
        text: the Markdown of the sources.
        today: the day to count from.

    Returns:
        The id of each entry with its date, where that is more than a year back.
    """
    found, key = [], ""
    for line in text.splitlines():
        if heading := re.match(r"### .*\{ #(\S+) \}", line):
            key = heading[1]
        elif day := re.match(r"- \*\*(?:Checked|Last looked):\*\* (\d+ \w+ \d+)", line):
            checked = datetime.strptime(day[1], "%d %B %Y").replace(tzinfo=UTC).date()
            if (today - checked).days > 365:
                found.append(f"#{key}: {day[1]}")
    return found


if __name__ == "__main__":
    late = overdue(Path("docs/sources.md").read_text("utf-8"), datetime.now(UTC).date())
    print("\n".join(["Last checked more than a year ago:", *late] if late else ["All are recent."]))
    sys.exit(bool(late))
