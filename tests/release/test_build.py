"""What `mkdocs build` does with a tree that somebody changed: the right thing, or one sentence."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import material
import pytest
import source
from bs4 import BeautifulSoup
from helpers import build_site, change, copy_tree
from mkdocs.commands.build import build
from mkdocs.config import load_config

CODE = "first\n    second\n\n        third"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Copy what the site is built from, for one test."""
    return copy_tree(tmp_path)


def soup(site: Path, url: str) -> BeautifulSoup:
    """Return a built page, parsed; its address is from the root of the site."""
    file = site / url / "index.html" if url.endswith("/") or not url else site / url
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def mkdocs(folder: Path, *arguments: str, **env: str | None) -> subprocess.CompletedProcess:
    """Run MkDocs as a reader of the README does; a variable that is None is taken away."""
    wanted = {name: value for name, value in {**os.environ, **env}.items() if value is not None}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(  # noqa: S603
        command, cwd=folder, env=wanted, capture_output=True, encoding="utf-8", check=False
    )


FAULTS = {
    "unknown marker": ("index.md", "<!-- matrix -->", "<!-- matrx -->", "docs/index.md.*matrx"),
    "misplaced marker": ("about.md", "\n# ", "\n<!-- cells -->\n\n# ", "docs/about.md.*cells"),
    "no heading": (
        "about.md",
        "\n# ",
        "\n",
        "docs/about.md: no heading; begin its text with a line",
    ),
    "a figure's source": (
        "dimensions/focus.md",
        "source: coutu-2009",
        "source: coutu-1009",
        "docs/dimensions/focus.md cites coutu-1009, which is no source",
    ),
    "a block misspelt": ("about.md", "/// html | div", "/// html | div[", "docs/about.md: readers"),
    "unknown place": (
        "compare.md",
        "{focus.question}",
        "{focus.qestion}",
        r"docs/compare.md.*{focus\.qestion}",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_stops_the_build(tree, tmp_path, fault):
    """A page that would come out wrong stops the build, with its file, the fault and the cure."""
    file, old, new, said = FAULTS[fault]
    change(tree / "docs" / file, old, new)
    with pytest.raises(AssertionError, match=said) as stopped:
        build_site(tmp_path / "site", tree / "mkdocs.yml")
    assert "; " in str(stopped.value), f"{stopped.value}: how is it mended?"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("about.md", "title: ", "title: a: ", "docs/about.md: the front matter cannot be read at "),
        (
            "compare.md",
            "focus.md:coaching",
            "focus.md:mentor",
            "compare.md': Snippet section",
        ),
    ],
    ids=["bare colon", "no such section"],
)
def test_fault_is_told_without_a_traceback(tree, file, old, new, said):
    """On the command line it is the sentence that a writer reads, and nothing of the machinery."""
    change(tree / "docs" / file, old, new)
    done = mkdocs(tree, "build")
    assert done.returncode != 0
    assert said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr, done.stderr


# What Emacs, Vim, Nano, Office, Finder, Explorer and patch write beside a file
LEFT = [
    *("about.md~", "#about.md#", ".#about.md", ".about.md.swp", "about.md.swo", "about.md.bak"),
    *("about.md.orig", "about.md.rej", "~$sheet.docx", ".DS_Store", "._about.md", "Thumbs.db"),
    *("desktop.ini", "Desktop.ini", "about.md.tmp", "about.md.old", "slides.pptx.part"),
]
PROOF = b"google-site-verification: google1234.html"
SKETCH = b"<HTML>\r\n<p class='a'>caf\xe9<br/>  <!-- matrix -->\r\n"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a tree with a dimension renamed; code, a script, a repository, HTML and a zip added.

    The theme writes the encoding of its pages in capitals.
    """
    tree = copy_tree(tmp_path_factory.mktemp("changed"))
    base = Path(material.__file__).parent / "templates/base.html"
    shutil.copy(base, tree / "overrides/theme")
    change(tree / "overrides/theme/base.html", '<meta charset="utf-8">', '<META CHARSET="UTF-8"/>')
    add_html(tree)
    change(tree / "mkdocs.yml", "Relationship dynamics: dim", "How the two relate: dim")
    for left in LEFT:
        for folder in ("docs", "docs/questions", "overrides/theme", "overrides/theme/partials"):
            (tree / folder / left).write_text("left", encoding="utf-8")
    (tree / "docs/added.js").write_text("added = true;\n", encoding="utf-8")
    about = tree / "docs/about.md"
    code = textwrap.indent(CODE, "    ")
    about.write_text(f"{about.read_text(encoding='utf-8')}\n\n{code}\n", encoding="utf-8")
    settings = {"extra_javascript": ["added.js"], "repo_url": "https://github.com/you/master"}
    with pytest.MonkeyPatch.context() as env:
        env.setenv("OFFLINE_COPY", "copy.zip")
        build_site(tree / "site", tree / "mkdocs.yml", site_url="https://example.org/", **settings)
    return tree / "site"


@pytest.mark.parametrize("left", LEFT)
def test_what_editors_leave_is_not_published(changed, left):
    """No older text, and nothing that an editor or a system wrote for itself, goes out."""
    found = [str(file.relative_to(changed)) for file in changed.rglob(left)]
    assert not found, f"{found} is published; add its kind to `exclude_docs` in mkdocs.yml."


def add_html(tree: Path) -> None:
    """Lay the proof that a search engine asks for into docs/, and a page of another time."""
    (tree / "docs/google1234.html").write_bytes(PROOF)
    (tree / "docs/kept").mkdir()
    (tree / "docs/kept/sketch.html").write_bytes(SKETCH)


def test_html_is_published_as_it_is(changed, tree, tmp_path):
    """HTML in docs/ is no page of the theme: byte for byte as it is, and so in a folder."""
    add_html(tree)
    done = mkdocs(tree, "build", "-d", str(tmp_path / "offline"), OFFLINE="true")
    assert done.returncode == 0, done.stderr
    for site in (changed, tmp_path / "offline"):
        assert (site / "google1234.html").read_bytes() == PROOF
        assert (site / "kept/sketch.html").read_bytes() == SKETCH


def test_every_page_keeps_its_policy(changed):
    """However the theme writes the encoding, no page is published without a policy."""
    for url in [*map(source.url, source.pages()), "404.html"]:
        first, second = soup(changed, url).head.find_all(True)[:2]
        assert first["charset"] == "UTF-8", f"/{url} begins with {first}"
        assert second["http-equiv"] == "Content-Security-Policy", f"/{url}: no policy"


def test_renamed_dimension(changed):
    """A new name in the navigation changes what is read, and no address."""
    slug = "relationship-dynamics"
    for url in ("", "choose/", f"dimensions/{slug}/", "practices/coaching/"):
        assert soup(changed, url).select_one(f"main [data-dimension={slug}]"), f"/{url}: no {slug}"
    practice = soup(changed, "practices/coaching/")
    link = practice.find(
        "a", string="How the two relate", href=f"../../dimensions/{slug}/#coaching"
    )
    assert link, "/practices/coaching/: no link to the account under its new name"
    assert practice.find(id=slug), f"/practices/coaching/: no place called {slug}"
    assert "{" not in soup(changed, "compare/").main.get_text(), "/compare/: a place is not filled"
    card = soup(changed, f"dimensions/{slug}/").select_one("meta[property='og:image']")["content"]
    assert card.endswith(f"cards/{slug}.png"), f"shared links show {card}"


def test_a_script_may_be_added(changed):
    """`extra_javascript` adds a script to ours, and takes none away."""
    for url in ("", "choose/", "404.html"):
        tags = soup(changed, url).select("script[src]")
        names = [re.search(r"(\w+)\.js", tag["src"])[1] for tag in tags]
        wanted = ["start", *["choose"] * (url == "choose/"), "added"]
        assert names == wanted, f"/{url} loads {names}, not {wanted}"


def test_code_keeps_its_indentation(changed):
    """Where space counts, it stays."""
    assert soup(changed, "about/").select_one("pre").get_text().strip() == CODE


def test_citation_gives_the_address(changed):
    """Whoever cites a site that knows its address gets it, ready to copy."""
    said = soup(changed, "about/").main.get_text()
    assert "[address]" not in said, "/about/: the address is not filled in; see main.html."
    assert "https://example.org/" in said, "/about/ does not say where the site is."


def test_edit_link_when_there_is_a_repository(changed):
    """Every page links to its own source, on its branch, and the forge's API is not asked."""
    for file in source.pages():
        page = soup(changed, source.url(file))
        link = page.select_one("main .cm-mend a")["href"]
        want = f"https://github.com/you/master/edit/main/docs/{file}"
        assert link == want, f"docs/{file} is to be edited at {link}; want {want}."
        assert not page.select('[data-md-component="source"]'), f"{file}: the API would be asked."


def test_offline_copy_is_offered(changed):
    """Where the publishing build lays a zip into the site, every page offers it."""
    assert (
        soup(changed, "dimensions/focus/").select_one(".cm-mend a[download]")["href"]
        == "../../copy.zip"
    )


def test_edit_link_on_bitbucket(tmp_path):
    """Bitbucket's pages are addressed in another way, and a branch is called default there."""
    build_site(tmp_path, repo_url="https://bitbucket.org/default/fork")
    link = soup(tmp_path, "about/").select_one(".cm-mend a")["href"]
    assert link == "https://bitbucket.org/default/fork/src/main/docs/about.md"


def test_built_from_another_folder(tree, tmp_path):
    """`mkdocs build -f` builds the same site wherever the builder stands."""
    address = {"SITE_URL": "https://example.org"}
    done = mkdocs(tmp_path, "build", "-f", "tree/mkdocs.yml", **address)
    assert done.returncode == 0, done.stderr
    assert not said_of_the_address(tree / "site", done, "https://example.org/")
    assert "<lastmod>" not in (tree / "site/sitemap.xml").read_text("utf-8"), "who told the days?"


@pytest.mark.parametrize("address", ["", None])
def test_without_an_address(tree, address):
    """Without an address the build says in a line what is missing; "None" is printed nowhere.

    A variable that is set to nothing, as forges do, counts as one that is not set.
    """
    names = ("SITE_URL", "REPO_URL", "OFFLINE", "OFFLINE_COPY")
    done = mkdocs(tree, "build", **dict.fromkeys(names, address))
    assert done.returncode == 0, done.stderr
    assert (tree / "site/compare/index.html").exists(), "this is the copy without a server"
    said = said_of_the_address(tree / "site", done)
    assert len(said) == 1, f"of SITE_URL the build says {said}"
    assert not (tree / "site/sitemap.xml").exists(), "a sitemap without addresses"
    assert not (tree / "site/evidence/corrections.xml").exists(), "a feed without addresses"
    assert "atom+xml" not in (tree / "site/index.html").read_text("utf-8"), "a link to no feed"


def said_of_the_address(site: Path, done: subprocess.CompletedProcess, *base: str) -> list[str]:
    """Return what a build said of its address, once all pages are seen to name the right one."""
    for file in ("index.html", "404.html", "robots.txt", *["sitemap.xml"] * len(base)):
        text = (site / file).read_text(encoding="utf-8")
        found = set(re.findall(r"\bNone\b|https?://(?:127|example)[^/]*/", text))
        assert found == {*base}, f"{file} says {found}"
    return [line for line in done.stderr.splitlines() if "SITE_URL" in line]


def test_dirty_build_is_as_good(tree, tmp_path):
    """`mkdocs build --dirty` after another build gives the same style sheet and the same pages."""
    site = tmp_path / "site"
    pages = [site / f"{name}index.html" for name in ("", "compare/", "about/")]  # the last as it is
    built = []
    for dirty in (False, True):
        config = load_config(str(tree / "mkdocs.yml"), site_dir=str(site), strict=False)
        config.plugins.on_startup(command="build", dirty=dirty)
        build(config, dirty=dirty)
        sizes = [sheet.stat().st_size for sheet in site.glob("assets/stylesheets/*.css")]
        built.append((sizes, [page.read_text(encoding="utf-8") for page in pages]))
        for file in ("index.md", "compare.md"):  # to be built anew, and no other
            os.utime(tree / "docs" / file, (2**31, 2**31))
    assert built[0][0] == built[1][0], f"the style sheet weighs {[sizes for sizes, _ in built]}"
    assert built[0][1] == built[1][1], "home or the video differs: what do they draw from?"


@pytest.mark.parametrize("away", [False, True], ids=["online", "offline"])
def test_address_changes_with_the_content(site, offline, tmp_path, away):
    """A reader who comes back after a change gets the new file, and otherwise keeps the old one."""
    folder = shutil.copytree(offline if away else site.folder, tmp_path / "site")

    def loaded() -> dict[str, str]:
        found = set()
        for page in ("404.html", "choose.html" if away else "choose/index.html"):
            for node in soup(folder, page).select("link[rel=stylesheet], script[src]"):
                found.add((node.get("href") or node["src"]).rpartition("/assets/")[2])
        split = {address.removeprefix("assets/").partition("?")[::2] for address in found}
        assert len(split) == len(dict(split)), f"not one address each: {found}"
        return dict(split)

    before = loaded()
    wanted = {"stylesheets/site.css", "javascripts/start.js", "javascripts/choose.js"}
    assert wanted <= before.keys(), f"of {wanted} the pages load {before.keys()}"
    for file, mark in before.items():
        assert mark, f"{file} keeps its address when it changes"
        with (folder / "assets" / file).open("a", encoding="utf-8") as text:
            text.write("/* changed */")
        pages = [str(page.relative_to(folder)) for page in folder.rglob("*.html")]
        source.config()["hooks"]["overrides/hooks/finish.py"].finish(folder, pages, not offline)
        after = loaded()
        moved = [name for name in before if after[name] != before[name]]
        assert moved == [file], f"{file} changed, and what has a new address is {moved}"
        before = after


def test_offline_zip_is_the_same_each_time(site, tmp_path):
    """The publishing workflow's own lines pack the same copy into the same zip, whenever."""
    workflow = (source.ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    script = re.search(r"run: \|\n((?: {10}.*\n)+)", workflow)[1].splitlines()
    others = re.compile(r"apt-get|pip install|git log|mkdocs build|files\.py")
    lines = [line for line in script if not others.search(line)]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "OFFLINE_COPY": "copy.zip"}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    copy, bash = tmp_path / "coaching-or-mentoring", shutil.which("bash")
    shutil.copytree(site.folder, copy)
    (tmp_path / "site").mkdir()
    zips = []
    for built in (1_600_000_000, 1_650_000_000):
        for file in copy.rglob("*"):
            os.utime(file, (built, built))
        subprocess.run([bash, "-ec", "\n".join(lines)], cwd=tmp_path, env=env, check=True)  # noqa: S603
        zips.append((tmp_path / "site/copy.zip").read_bytes())
    assert zips[0] == zips[1], "the zip differs from one build of a commit to the next"
