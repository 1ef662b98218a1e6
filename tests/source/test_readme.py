"""The README names what is there."""

import re

import source


def test_readme_paths():
    """Each file that the README names is there."""
    readme = (source.ROOT / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"`([\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:md|yml|toml))`", readme):
        assert (source.ROOT / path).exists(), f"README.md names {path}, which does not exist."
