"""Names what has to be looked at again: sources after a year, helplines after half a year."""

import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path

# File -> what names an entry, what gives its day, and after how many days it is overdue.
DATED = {
    "docs/sources.md": (
        r"### .*\{ #(\S+) \}",
        r"- \*\*(?:Checked|Last looked):\*\* (\d+ \w+ \d+)",
        365,
    ),
    "docs/help.md": (r"  ([\w-]+):$", r"    checked: (\d+ \w+ \d+)", 183),
}


def overdue(file: str, text: str, today: date) -> list[str]:
    """Return what has to be looked at again, a line each.

    Args:
        file: the Markdown file, a key of `DATED`.
        text: what stands in it.
        today: the day to count from.

    Returns:
        The name of each entry with its date, where that is longer ago than the file allows.
    """
    name, dated, days = DATED[file]
    found, key = [], ""
    for line in text.splitlines():
        if heading := re.match(name, line):
            key = heading[1]
        elif day := re.match(dated, line):
            checked = datetime.strptime(day[1], "%d %B %Y").replace(tzinfo=UTC).date()
            if (today - checked).days > days:
                found.append(f"{file}, {key}: {day[1]}")
    return found


if __name__ == "__main__":
    now = datetime.now(UTC).date()
    late = [line for file in DATED for line in overdue(file, Path(file).read_text("utf-8"), now)]
    print("\n".join(["Last checked too long ago:", *late] if late else ["All are recent."]))
    sys.exit(bool(late))
