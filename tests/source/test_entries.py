"""Terms, as their Markdown has them: each stands once. Of sources, test_sources.py tells."""

import re
from collections import defaultdict

import source

ENTRY = re.compile(r"^### (.+?) \{ #([\w-]+)[^}]*\}\n", re.M)


def test_no_term_stands_twice():
    """No two terms have one name or one id."""
    known = defaultdict(list)
    for name, key in ENTRY.findall(source.read("glossary.md")[0]):
        known["id", f"#{key}"].append(name)
        known["name", name.lower()].append(f"#{key}")
    assert known, "docs/glossary.md: no entry; write one as ### Name { #id }."
    twice = [
        f"docs/glossary.md: the {kind} {what} stands at {' and at '.join(where)};"
        " make one entry of them, or mend it in one."
        for (kind, what), where in known.items()
        if len(where) > 1
    ]
    assert not twice, "\n".join(twice)
