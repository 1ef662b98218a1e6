"""One kind of mark for all that is made: it asks for new work only where that matters."""

import dataclasses
import re

import files
import made
import pytest
import source

SLOGAN = re.compile(r"[Aa] coach (\w+)[,;] a mentor (\w+)")


def test_files_find_their_words():
    """Every section and list that a slide, a form or a sheet shows stands on its page."""
    faults = []
    for name in files.FILES:
        try:
            words = str(files.FILES[name]()["words"])
        except ValueError as error:
            faults.append(f"{name}: {error}")
        else:
            # Sheets are printed from built pages, where these are filled in
            left = re.findall(r"\{[a-z][\w.-]*\}", words) if not name.endswith("pdf") else []
            faults += [f"{name} would say {place}: write the words themselves" for place in left]
    assert not faults, "\n".join(faults)


def test_section_that_is_gone_is_named(monkeypatch):
    """Who takes the marks out of a page reads which, and how they are written."""
    monkeypatch.setattr(source, "read", lambda file: ("# A page", {}))
    with pytest.raises(ValueError, match=r"docs/index\.md marks no section `answer`"):
        source.section("index.md", "answer")
    with pytest.raises(ValueError, match=r"docs/x\.md has no heading with the id `key-b`"):
        source.heading("x.md", "key-b")


def test_comments_and_field_names_ask_for_nothing_new():
    """What no reader sees is in no mark: comments, line breaks, names in the code."""
    one, other = "p { color: red } /* why */", "<!-- more -->\np {\n  color: red }{#- -#}"
    assert made.mark(style=made.bare(one)) == made.mark(style=made.bare(other))
    old, new = (dataclasses.make_dataclass("Box", [field]) for field in ("place", "position"))
    assert made.mark(words=[old("left")]) == made.mark(words=[new("left")])


def test_mark_says_what_has_changed():
    """Two marks tell which kind of source differs, and each kind says where it stands."""
    old, new = made.mark(words="a", faces="b"), made.mark(words="c", faces="b", colours="d")
    assert made.changed(old, new) == ["colours", "words"]
    for name in files.FILES:
        assert {*files.FILES[name]()} <= {*made.SOURCES}, f"made.py, SOURCES: {name} has another."


def test_missing_tool_is_named_before_anything_is_made():
    """A maker stops at a tool that is not here, and says which package brings it."""
    with pytest.raises(SystemExit, match=r"no-such-tool \(Debian: a-package\).*nothing was made"):
        made.need(**{"no-such-tool": "a-package"})


def test_slogan_says_the_leads():
    """“A coach asks, a mentor shares” repeats two leads; where it stands, it says today's."""
    approach = next(d for d in source.dimensions() if d.slug == "approach")
    leads = tuple(approach.meta[practice]["lead"].lower() for practice in source.PRACTICES)
    card = source.read("index.md")[1]["card"]
    said = {
        "docs/index.md, card": SLOGAN.search(f"{card['coaching']}, {card['mentoring'].lower()}")
    }
    for file in source.pages():
        text = " ".join((source.DOCS / file).read_text("utf-8").split())
        said |= {f"docs/{file}": found for found in SLOGAN.finditer(text)}
    wrong = [f"{where}: “{found[0]}”" for where, found in said.items()
             if found and found.groups() != leads]  # fmt: skip
    assert not wrong, (
        f"The leads of docs/dimensions/approach.md are {leads}; these say others: {wrong}. Write"
        " each anew, as a sentence; none need have that form."
    )
