"""Sources and terms, as their Markdown has them: each stands once."""

import re
from collections import defaultdict

import pytest
import source

ENTRY = re.compile(r"^### (.+?) \{ #([\w-]+)[^}]*\}\n(.*?)(?=^##|\Z)", re.M | re.S)


@pytest.mark.parametrize("file", ["glossary.md", "sources.md"])
def test_nothing_stands_twice(file):
    """No two entries have one name, one id or one DOI."""
    known = defaultdict(list)
    for name, key, body in ENTRY.findall(source.read(file)[0]):
        known["id", f"#{key}"].append(name)
        if file == "glossary.md":  # authors write more than one work a year
            known["name", name.lower()].append(f"#{key}")
        link = re.search(r"\*\*Link:\*\*.*?doi\.org/([^>\s)]+)", body)
        if link:
            known["DOI", link[1].lower()].append(f"#{key}")
    assert known, f"docs/{file}: no entry; write one as ### Name {{ #id }}."
    twice = [
        f"docs/{file}: the {kind} {what} stands at {' and at '.join(where)};"
        " make one entry of them, or mend it in one."
        for (kind, what), where in known.items()
        if len(where) > 1
    ]
    assert not twice, "\n".join(twice)
