"""The sitemap says on which day the words of each page changed, where git knows it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from helpers import build_site, change, copy_tree

BASE = "https://example.org/"
FIRST, OWN, SECTION, CELL = "2020-01-01", "2021-02-02", "2022-03-03", "2023-04-04"


def git(folder: Path, *arguments: str, day: str = FIRST) -> None:
    """Run git in a folder, as nobody in particular, on a certain day."""
    when = {f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(  # noqa: S603
        ["git", *name, *arguments],  # noqa: S607
        cwd=folder,
        env={**os.environ, **when},
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def history(tmp_path_factory) -> Path:
    """Copy the tree into a repository in which three things changed, each on a day of its own.

    One page is not in it.
    """
    tree = copy_tree(tmp_path_factory.mktemp("history"))
    git(tree, "init", "-q")
    git(tree, "add", ".", ":!docs/about.md")
    git(tree, "commit", "-qm", "first", day=FIRST)
    mark = "[start:focus-coaching] -->\n"
    for file, old, new, day in (
        ("glossary.md", "\n# ", "\n# The ", OWN),
        ("conversations.md", mark, f"{mark}A ", SECTION),
        ("dimensions/approach.md", "    lead: ", "    lead: An", CELL),
    ):
        change(tree / "docs" / file, old, new)
        git(tree, "commit", "-qam", file, day=day)
    return tree


def days(tree: Path, site: Path) -> dict[str, str | None]:
    """Build a tree, and return the day of each page in its sitemap, None where it has none."""
    build_site(site, tree / "mkdocs.yml", site_url=BASE)
    entries = re.findall(r"<url>(.*?)</url>", (site / "sitemap.xml").read_text("utf-8"), re.S)
    return {
        re.search(rf"<loc>{BASE}(.*?)</loc>", entry)[1]: (
            found[1] if (found := re.search(r"<lastmod>(.*?)</lastmod>", entry)) else None
        )
        for entry in entries
    }


def test_day_of_each_page(history, tmp_path):
    """A page has the day of its own last change, or of a later one to what it takes from others."""
    said = days(history, tmp_path)
    wanted = {
        "about/": None,
        **dict.fromkeys(("sources/", "sources/forms/", "dimensions/structure/"), FIRST),
        "glossary/": OWN,
        **dict.fromkeys(("conversations/", "dimensions/focus/"), SECTION),
        **dict.fromkeys(("", "choose/", "dimensions/approach/", "practices/mentoring/"), CELL),
    }
    wrong = {url: said[url] for url in wanted if said[url] != wanted[url]}
    assert not wrong, f"these have other days than {wanted}: {wrong}"


def test_last_commit_alone_tells_no_day(history, tmp_path):
    """A clone of the last commit alone would give its day to every page, and so gives none."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{history}", "clone")
    shutil.copy(history / "docs/about.md", tmp_path / "clone/docs")
    said = days(tmp_path / "clone", tmp_path / "site")
    assert not any(said.values()), f"a shallow clone says {said}"
