"""The successor of the theme builds the same tree into the same comparison."""

import copy
import os
import subprocess
import sys

import pytest
import source
from helpers import Site, copy_tree, need, text

# What a Zensical build lacks: it runs no hook. The README says what a move would take.
LACKS = {"Content-Security-Policy"}


@pytest.fixture(scope="module")
def successor(site, tmp_path_factory) -> Site:
    """Build a copy of the tree with Zensical, which builds beside its mkdocs.yml only."""
    need("zensical")
    root = copy_tree(tmp_path_factory.mktemp("zensical"))
    command = [sys.executable, "-m", "zensical", "build"]
    done = subprocess.run(  # noqa: S603
        command,
        cwd=root,
        env={**os.environ, "SITE_URL": site.base},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"Zensical does not build: {done.stdout}{done.stderr}"
    return Site(root / "site", site.base)


def words(page) -> str:
    """Return what a reader reads on a page, less what needs a hook or other pages' headings."""
    article = copy.copy(page.article)
    for line in article.select(".cm-cited, .cm-questions ul"):
        line.decompose()
    return text(article)


@pytest.mark.parametrize("file", source.pages())
def test_same_words(site, successor, file):
    """Each page reads the same from both builders; what else differs is known."""
    ours, theirs = (which.page(source.url(file)) for which in (site, successor))
    assert words(theirs) == words(ours), f"{file} reads differently."
    assert "<!-- patch" not in str(theirs), (
        f"{file}: a patch in overrides/theme/main.html finds nothing."
    )
    metas = [{m.get("http-equiv") for m in page.select("meta")} for page in (ours, theirs)]
    assert metas[0] - metas[1] == LACKS, f"{file}: Zensical lacks {metas[0] - metas[1]}."


def test_nothing_needless_is_published(successor):
    """No Python, and no file with marks that only the other builder fills in."""
    files = [file for file in successor.folder.rglob("*") if file.is_file()]
    python = [str(file) for file in files if file.suffix == ".py"]
    assert not python, f"Zensical publishes {python}; keep them out of overrides/theme/."
    texts = [file for file in files if file.suffix in (".txt", ".xml", ".html", ".css")]
    marked = [str(file) for file in texts if "{{" in file.read_text(encoding="utf-8")]
    assert not marked, f"Zensical publishes {marked} unfilled."
