"""Finishes the built site: one style sheet, lighter files, addresses with a hash, a policy.

The theme's style sheet serves every possible site, and two thirds of it match nothing here. As with
PurgeCSS, the classes in the built pages decide what is left out, so there is no list to keep by
hand. HTML files in docs/ are published as they are: only pages of the theme are finished.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, urlsplit

import css
from jinja2 import Environment
from markup import elements, splice, with_attribute
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from policy import protect
from reader import readable

# The one style sheet that holds what is left of the theme's, and then all of `extra_css`.
SHEET = "assets/stylesheets/site.css"

# What a build finds early and needs at its end; each build fills both again
sheets: list[File] = []
pages: list[str] = []

# Files of the theme that nothing loads: its scripts, their maps, its own icon.
UNUSED = re.compile(
    r"\.map$|javascripts/(bundle\.|workers/|lunr/)|assets/images/favicon\.png$|stylesheets/palette\."
)

# Classes that scripts add: no page names them, but they are needed.
BY_SCRIPT = re.compile(
    r"js|no-js|md-search-result[\w-]*|md-top|md-header[\w-]*--active"
    r"|md-nav__link--active"
)

# Elements that the search puts into its results.
TAGS_BY_SCRIPT = {"a", "article", "details", "h1", "h2", "li", "mark", "p", "summary"}

# Schemes and directions that this site does not have, what only the theme's script would add, and
# rules for browsers without `scrollbar-width`.
NOT_HERE = (
    *("[dir=rtl]", "color-scheme=slate", "color-scheme=default] ", "[data-md-color-primary"),
    *("[role=columnheader]", "[data-preview]", "[data-md-scrolllock]"),
    *("::-webkit-scrollbar", "::-ms-clear"),
    *("ol[type]", "ul[type]", " ol ol ol"),
)

# Nothing fades or slides here, as it does in the theme: that is lighter, and calmer. The rest is
# for browsers of long ago, or is what they do by themselves.
NEEDLESS = (
    *("transition[\\w-]*", "scroll-snap-[\\w-]+", "backface-visibility", "touch-action"),
    *(
        "-moz-[\\w-]+",
        "-webkit-font-smoothing",
        "-webkit-tap-highlight-color",
        "outline-color",
        "scrollbar-color",
    ),
)

# Elements without an end tag, which Python-Markdown closes as XHTML does; SVG keeps its slashes
VOID = "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr"

# Where space counts
SPACED = r"<(pre|textarea|script|style)\b.*?</\1>"


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what no reader loads, and hold the style sheets back until they are joined.

    Raises:
        PluginError: a style sheet is not there.
    """
    names = [file.src_uri for file in files if "stylesheets/main." in file.src_uri][:1]
    sheets[:] = filter(None, map(files.get_file_from_path, (*names, *config.extra_css)))
    if len(sheets) <= len(config.extra_css):
        raise PluginError(
            f"a style sheet is missing: the theme's assets/stylesheets/main.*.css, or one of"
            f" {', '.join(config.extra_css)}; mend its name in overrides/hooks/finish.py, or"
            " `extra_css` in mkdocs.yml."
        )
    for file in list(files):
        if UNUSED.search(file.src_uri) or file in sheets:
            files.remove(file)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Note which pages come from the theme: those made from Markdown, and the 404 page."""
    own = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
    static = (name for name in sorted(config.theme.static_templates) if name.endswith(".html"))
    pages[:] = [*(file.dest_uri for file in own), *static]


def on_post_build(config: MkDocsConfig) -> None:
    """Join the style sheets, now that all pages are there, and finish the pages."""
    site = Path(config.site_dir)
    built = [page for page in pages if (site / page).exists()]
    html = "".join((site / page).read_text(encoding="utf-8") for page in built)
    (site / SHEET).parent.mkdir(parents=True, exist_ok=True)
    joined = join([sheet.content_string for sheet in sheets], html)
    (site / SHEET).write_text(joined, encoding="utf-8")
    for script in (site / "assets/javascripts").glob("*.js"):
        script.write_text(bare(script.read_text(encoding="utf-8")), encoding="utf-8")
    finish(site, built, not config.extra["offline"])


def join(texts: list[str], html: str) -> str:
    """Return the style sheets as one, so that a first view asks for one.

    Args:
        texts: the theme's, of which what matches nothing is left out, and ours, all of them.
        html: all pages.
    """
    tags = TAGS_BY_SCRIPT.union(map(str.lower, re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", html)))
    lists = re.findall(r"\sclass\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", html)
    used = set(" ".join(names.strip("\"'") for names in lists).split())

    def known(name: str) -> bool:
        return name in used or BY_SCRIPT.fullmatch(name) is not None

    theme, *ours = map(css.minify, texts)
    plain = re.search(r"<table(?![^>]*\sclass)", html)  # a table written by Markdown has no class

    def matches(one: str) -> bool:
        if "table:not([class])" in one and not plain:
            return False
        return css.could_match(one, known, tags, NOT_HERE)

    theme = css.without_unread(css.purge(theme, matches), "".join(ours))
    return css.purge(css.without(theme, *NEEDLESS), bool) + "\n" + "".join(ours)


def bare(script: str) -> str:
    """Return a script without its comments, as far as they are easily told, and its indents."""
    script = re.sub(r"^[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*$", "", script, flags=re.M)
    script = re.sub(r"(?:^|(?<=[;{},)\]])) *// [^'\"`\n]*$", "", script, flags=re.M)
    return re.sub(r"\n\s*", "\n", script).lstrip()


def finish(site: Path, built: Iterable[str], served: bool) -> None:
    """Write each page again as readers get it; a page that is already finished stays as it is.

    The addresses of scripts and style sheets get a hash of their contents, so that a new page
    brings the new file with it. The theme's own have such a hash in their names.

    Args:
        site: the folder where the site was built.
        built: the pages in it that come from the theme.
        served: whether from a server. In a folder the policy would forbid a page its own scripts,
            and it needs its film's captions in itself: no browser reads their file there.

    Raises:
        PluginError: a page is not as the theme used to write it.
    """
    marks = {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:8]
        for file in site.rglob("*.*s")
        if re.search(r"(?<!\.min)\.(css|js)$", file.name)
    }
    for name in built:
        page = site / name
        html = readable(mend(page.read_text(encoding="utf-8"), name))
        html = with_marks(html, marks, name)
        html = protect(html, name) if served else with_captions(html, page.parent, name)
        page.write_text(html, encoding="utf-8")


def mend(html: str, where: str) -> str:
    """Return a page with one style sheet, without what checkers reject and without needless space.

    Args:
        html: the page.
        where: its name, for messages.
    """
    html = one_sheet(html, [sheet.src_uri for sheet in sheets], where)
    html = html.replace(' xmlns="http://www.w3.org/2000/svg"', "")  # within HTML it says nothing
    html = re.sub(rf"<({VOID})\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)\s*/>", r"<\1\2>", html)
    html = re.sub(rf"{SPACED}|\s*\n\s*", lambda m: m[0] if m[1] else "\n", html, flags=re.S)
    return html.strip() + "\n"


def one_sheet(html: str, joined: list[str], where: str) -> str:
    """Return a page that links the joined style sheet instead of its parts.

    Args:
        html: the page.
        joined: the addresses of those, from the root of the site.
        where: its name, for messages.

    Raises:
        PluginError: the page does not link one of them.
    """
    edits, seen, base = [], [], ""
    for link in elements(html, "link"):
        address = urlsplit(link.attributes.get("href", "")).path
        if "stylesheet" not in link.attributes.get("rel", "").lower().split():
            continue
        if address.endswith(SHEET):
            return html
        sheet = next((name for name in joined if f"/{address}".endswith(f"/{name}")), None)
        if sheet or UNUSED.search(address):
            edits.append((link.start, link.end, ""))
        if sheet:
            seen.append(sheet)
            base = address.removesuffix(sheet)
    if missing := [name for name in joined if name not in seen]:
        raise PluginError(
            f"{where}: no link to {' and '.join(missing)}, for which {SHEET} is to stand; see how"
            " the theme’s base.html links it now, and mend overrides/hooks/finish.py."
        )
    start, end, _ = edits[-1]
    edits[-1] = (start, end, f'<link rel="stylesheet" href="{base}{SHEET}">')
    return splice(html, edits)


def with_marks(html: str, marks: dict[str, str], where: str) -> str:
    """Return a page whose scripts and style sheets have addresses that change with them.

    Args:
        html: the page.
        marks: files, from the root of the site, each with the hash that marks what it holds.
        where: its name, for messages.

    Raises:
        PluginError: it loads one by an address that would stay the same.
    """
    known = "|".join(map(re.escape, marks))
    loads = rf"""(?<=[/"'])({known})(?:\?\w+)?(?=["'&])"""
    html = re.sub(loads, lambda load: f"{load[1]}?{marks[load[1]]}", html)
    for element in elements(html, "script", "link"):
        script = element.name == "script"
        address = element.attributes.get("src" if script else "href", "")
        sheet = element.attributes.get("rel", "").lower() == "stylesheet"
        if not address or not (script or sheet) or "//" in address:
            continue
        if not re.search(r"\?[0-9a-f]{8}$|\.[0-9a-f]{8}\.min\.(js|css)$", address):
            raise PluginError(
                f"{where}: it loads {address}, which is not there, or whose address has no hash of"
                " what it holds; mend the address, or overrides/hooks/finish.py."
            )
    return html


def with_captions(html: str, folder: Path, where: str) -> str:
    """Return a page with the captions of its film in it, from the file next to the page.

    Raises:
        PluginError: that file is not there.
    """
    edits = []
    for track in elements(html, "track"):
        address = track.attributes.get("src", "")
        if address.startswith("data:"):
            continue
        file = folder / address
        if not address or not file.is_file():
            raise PluginError(f"{where}: its film has no captions at “{address}”; make them again.")
        data = f"data:text/vtt,{quote(file.read_text(encoding='utf-8'))}"
        tag = with_attribute(html[track.start : track.end], "src", data)
        edits.append((track.start, track.end, tag))
    return splice(html, edits)
