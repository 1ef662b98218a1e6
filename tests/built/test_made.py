"""What is made from the pages is of today: said once, by what has changed."""

import cards
import files
import made
import pytest
import video

# Maker -> about how long it takes
MAKERS = {cards: "seconds", files: "half a minute", video: "about 12 minutes on two cores"}


def test_what_is_made_is_of_today():
    """Cards, film and files hold the mark of what they were made from."""
    changed, again = {}, []
    for maker, takes in MAKERS.items():
        try:
            marks = maker.marks()
        except ValueError as error:  # tests/source/test_made.py says this of all files at once
            pytest.fail(str(error), pytrace=False)
        stale = [file for file, mark in marks.items() if made.held(file) != mark]
        for file in stale:
            for kind in made.changed(made.held(file), marks[file]):
                changed.setdefault(kind, []).append(file.name)
        if stale:
            command = f".venv/bin/python overrides/makers/{maker.__name__}.py"
            again.append(f"{command} ({takes})")
    if changed:
        lines = (
            f"{kind} ({made.SOURCES[kind]}): {', '.join(names)}" for kind, names in changed.items()
        )
        pytest.fail(
            "\n".join(
                [
                    "What these were made from has changed, by kind:",
                    *lines,
                    "Make them again, once the words are settled; .github/MAKERS.md says how:",
                    *again,
                ]
            ),
            pytrace=False,
        )
