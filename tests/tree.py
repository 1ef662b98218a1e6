"""A copy of what the site is built from, for tests that change it."""

import shutil
from pathlib import Path

import content


def copy_tree(folder: Path) -> Path:
    """Copy what the site is built from; return where its mkdocs.yml now is.

    Args:
        folder: where to, in a folder of its own.
    """
    for name in ("docs", "overrides"):
        shutil.copytree(content.ROOT / name, folder / "tree" / name)
    return Path(shutil.copy(content.ROOT / "mkdocs.yml", folder / "tree")).parent


def change(file: Path, old: str, new: str) -> None:
    """Change some words of a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} no longer says “{old}”; let the test change something else."
    file.write_text(text.replace(old, new), encoding="utf-8")
