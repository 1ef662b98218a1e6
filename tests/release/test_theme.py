"""Each patch of the theme is named when what it looks for has vanished."""

import re

import pytest
from helpers import build_site, change, copy_tree


def test_patch_that_finds_nothing_stops_the_build(tmp_path):
    """When the theme changes, the build names each patch that has nothing left to mend."""
    tree = copy_tree(tmp_path)
    patches = tree / "overrides/theme/main.html"
    names = re.findall(r'"name": "(\w+)"', patches.read_text(encoding="utf-8"))
    assert len(names) == len(set(names)) > 5, f"overrides/theme/main.html: the patches are {names}"
    change(patches, '"" if find in', '"" if find ~ "!" in')
    with pytest.raises(AssertionError) as stopped:
        build_site(tmp_path / "site", tree / "mkdocs.yml", repo_url="https://github.com/you/fork")
    said = set(re.findall(r"the patch `(\w+)`", str(stopped.value)))
    assert said == {*names}, f"the build stopped with: {stopped.value}"
