"""Each patch of the theme: by what it is for, and by name when what it looks for has vanished."""

import re

import content
import pytest
from conftest import build_site
from tree import change, copy_tree

URLS = [*map(content.url, content.pages()), "404.html"]


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


@pytest.mark.parametrize("url", URLS)
def test_no_page_before_or_after_is_fetched_unasked(site, url):
    """No link in the head makes Firefox ask for what the page's policy forbids."""
    assert not site.page(url).select("link[rel=next], link[rel=prev]"), f"/{url}"


@pytest.mark.parametrize("url", URLS)
def test_toggles_have_names(site, url):
    """The hidden checkboxes behind menu and search: named, and valid HTML."""
    for name in ("__drawer", "__search"):
        toggle = site.page(url).select_one(f"input#{name}")
        assert toggle.get("aria-label"), f"/{url}: {name} has no name."
        assert not toggle.has_attr("autocomplete"), f"/{url}: {name}: Nu rejects autocomplete."


@pytest.mark.parametrize("url", URLS)
def test_headings_are_read_without_signs(site, url):
    """The sign that links a heading is for the mouse: not read out, and no stop for keys."""
    for sign in site.page(url).select(".headerlink"):
        assert sign.get("aria-hidden") == "true", f"/{url}: {sign['href']} is read out."
        assert sign.get("tabindex") == "-1", f"/{url}: {sign['href']} is a stop for keys."


@pytest.mark.parametrize("url", URLS[:-1])
def test_current_page_is_marked(site, url):
    """The tab and the entry of the menu say where the reader is."""
    for menu in (".md-tabs", ".cm-nav"):
        assert len(site.page(url).select(f"{menu} [aria-current]")) == 1, f"/{url}: {menu}"


@pytest.mark.parametrize("name", content.config()["extra_css"])
def test_style_sheets_are_legible(name):
    """A line fits a screen, and a colour stands in tokens.css and nowhere else."""
    sheet = content.ROOT / "overrides/theme" / name
    for number, line in enumerate(sheet.read_text(encoding="utf-8").splitlines(), 1):
        where = f"overrides/theme/{name}:{number}"
        assert len(line) <= 100, f"{where} has {len(line)} characters; break it after a semicolon."
        colour = re.search(r"#[0-9a-f]{3,8}\b(?![^{]*\{)|\b(rgb|hsl|oklch)a?\(", line)
        assert not colour or sheet.name == "tokens.css", (
            f"{where}: “{line.strip()}” names a colour; give it a name in tokens.css, and use that."
        )
        assert "light-dark(" not in line, (
            f"{where}: browsers of 2023 do not know light-dark(); give both as tokens.css does."
        )
