"""The README, and what tells writers how to help, name what is there."""

import re

import pytest
import source


@pytest.mark.parametrize("name", ["README.md", ".github/CONTRIBUTING.md", ".github/MAKERS.md"])
def test_paths_are_there(name):
    """Each file or folder that it names is there, but for what building and testing make."""
    text = (source.ROOT / name).read_text(encoding="utf-8")
    ignored = (source.ROOT / ".gitignore").read_text(encoding="utf-8").split()
    made = tuple(line.lstrip("/") for line in ignored if line.endswith("/"))
    found = re.findall(r"`([\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:md|yml|toml))`", text)
    lost = [
        path
        for path in dict.fromkeys(found)
        if not path.startswith(("..", *made))  # what a page would write, and what is made
        and "NAME" not in path
        and not (source.ROOT / path).exists()
    ]
    assert not lost, f"{name} names {lost}, which are not there: give their new places."
