"""Helplines: a number or an address stands only where what was read bears it out."""

import pytest
import source

CHECK = source.config()["hooks"]["overrides/hooks/check.py"]
LINE = """---
title: If work is making you ill
description: Burnt out, bullied or exhausted at work? Who to call, and what can wait until later.
help:
  acas:
    name: Acas
    number: 0300 123 1100
    hours: day and night
    read: ["https://one.org.uk/a", "https://two.org.uk/b"]
    checked: 29 November 2026
---

Call {call.acas}.
"""
FAULTS = {
    "one publisher": (', "https://two.org.uk/b"', ', "https://www.one.org.uk/b"', "`read` names"),
    "nothing read": ('["https://one.org.uk/a", "https://two.org.uk/b"]', "[]", "`read` names"),
    "no day": ("29 November 2026", "last November", "`checked` is no day"),
    "no hours": ("    hours: day and night\n", "", "when does it answer"),
    "no number": ("number: 0300 123 1100", "phone: 0300 123 1100", "no way to reach it"),
    "not drawn": ("{call.acas}", "Acas", "nothing draws it"),
    "no entry": ("name: Acas", "", "`name` is missing"),
}


def test_a_good_helpline_has_no_fault():
    """A number that two publishers gave stands, and so does one from its own page alone."""
    assert CHECK.front_matter("help.md", LINE) == []
    own = LINE.replace(', "https://two.org.uk/b"]', "]\n    checked: 29 November 2026", 1)
    own = own.replace("    read:", "    address: https://one.org.uk\n    read:")
    own = own.replace("    checked: 29 November 2026\n", "", 1)
    assert CHECK.front_matter("help.md", own) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_helpline_is_a_sentence(fault):
    """A number without two readings, a day or hours stops the build and says where."""
    old, new, said = FAULTS[fault]
    assert old in LINE
    found = CHECK.front_matter("help.md", LINE.replace(old, new))
    assert any(said in line for line in found), f"{fault}: {found}"
    assert all(line.startswith("docs/help.md, help, acas") for line in found), found


@pytest.mark.parametrize("entry", ["acas:\n", "acas: 0300 123 1100\n", "acas: [a]\n"])
def test_a_helpline_of_the_wrong_shape_is_a_sentence(entry):
    """Nothing, a text or a list in place of an entry: a sentence, and no traceback."""
    start = LINE[: LINE.index("  acas:")]
    found = CHECK.front_matter("help.md", f"{start}  {entry}---\n\nText.\n")
    assert found, f"{entry!r} passes"
    assert "docs/help.md, help, acas" in found[0], found
