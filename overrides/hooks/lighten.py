"""Takes out of the built site what no reader needs, and what checkers reject.

The theme's style sheet serves every site that could be; two thirds of it match nothing here. What
is left out is decided by the classes in the built pages, as PurgeCSS does, so nothing has to be
kept by hand. A build without this hook (Zensical runs none) gives the same pages, only heavier,
without a content security policy, without a hash in the addresses of scripts and style sheets, and
with slashes that the Nu checker remarks on.
"""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

# This site's own files and nothing else; the theme's few inline scripts by their hashes.
POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:;"
    " media-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)

# What is left of the theme's style sheet, and all of `extra_css` in its order, go as this one.
SHEET = "assets/stylesheets/site.css"
sheets: list[File] = []

# Files of the theme that nothing loads: maps, word stems of other languages, its own icon.
UNUSED = re.compile(r"\.map$|/lunr/|assets/images/favicon\.png$|stylesheets/palette\.")

# Classes that come and go by script: named in no page, but needed.
BY_SCRIPT = re.compile(
    r"js|no-js|focus-visible|md-search[\w-]*|md-top|md-header[\w-]*--active|md-nav__link--active"
)

# Elements that the search puts into its results.
TAGS_BY_SCRIPT = {"a", "article", "details", "h1", "h2", "li", "mark", "p", "summary"}

# Schemes and directions that this site does not have.
NOT_HERE = ("[dir=rtl]", "color-scheme=slate", "color-scheme=default] ", "[data-md-color-primary")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what no reader loads, and keep the style sheets back, which are joined at last."""
    theme = next(file.src_uri for file in files if "stylesheets/main." in file.src_uri)
    sheets[:] = [files.get_file_from_path(name) for name in (theme, *config.extra_css)]
    for file in list(files):
        offline_only = "iframe-worker" in file.src_uri and config.use_directory_urls
        if UNUSED.search(file.src_uri) or offline_only or file in sheets:
            files.remove(file)


def on_post_build(config: MkDocsConfig) -> None:
    """Join the style sheets, now that all pages are there, and finish the pages."""
    site = Path(config.site_dir)
    pages = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    theme, *ours = (sheet.content_string for sheet in sheets)
    # As one file, a request less for each on a first view; a fifth of ours is comments and space
    css = re.sub(r"/\*.*?\*/", "", "".join(ours), flags=re.S)
    css = re.sub(r"([{};,])\s+|\s+", lambda found: found[1] or " ", css)
    (site / SHEET).parent.mkdir(exist_ok=True)
    (site / SHEET).write_text(f"{purge(theme, pages)}\n{css}", encoding="utf-8")
    finish(site, config.use_directory_urls)


def purge(css: str, pages: str) -> str:
    """Return a minified style sheet without the selectors that match nothing, and idle icons.

    Args:
        css: the style sheet.
        pages: the HTML of all pages.
    """
    tags = TAGS_BY_SCRIPT.union(re.findall(r"<([a-z][a-z0-9]*)", pages))
    used = set(" ".join(re.findall(r'class="([^"]*)"', pages)).split())

    def keep(selector: str) -> bool:
        if any(mark in selector for mark in NOT_HERE):
            return False
        # What a selector rules out need not be here, and what stands in quotes is no name
        names = re.sub(r":not\([^)]*\)|\[[^\]]*\]", "", selector)
        classes = re.findall(r"\.([A-Za-z_][\w-]*)", names)
        elements = re.findall(r"(?<![\w.#:-])([a-z][a-z0-9]*)(?![\w(-])", names)
        known = all(name in used or BY_SCRIPT.fullmatch(name) for name in classes)
        return known and tags.issuperset(elements)

    def needed(rule: re.Match) -> str:
        if not rule[1]:
            return rule[0]
        # At its own commas, not at those in brackets
        selectors = re.findall(r"(?:[^,()]|\((?:[^()]|\([^()]*\))*\))+", rule[1])
        kept = ",".join(filter(keep, selectors))
        return f"{kept}{{{rule[2]}}}" if kept else ""

    def drawn(icon: re.Match) -> str:
        return icon[0] if f"var({icon[1]})" in css else ""

    css = re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.S)
    whole = r"@(?:-\w+-)?(?:keyframes|page)[^{]*{(?:[^{}]*{[^{}]*})*[^{}]*}"
    css = re.sub(rf"{whole}|([^{{}}@]+){{([^{{}}]*)}}", needed, css)
    css = re.sub(r'(--[\w-]+):url\("data:image[^"]*"\);?', drawn, css)
    return re.sub(r"[^{}]*{}", "", css)


def finish(site: Path, served: bool) -> None:
    """Write each page once more, as readers get it; a page that is finished stays as it is.

    Scripts and style sheets get a hash of what they hold into their addresses, so that with a new
    page comes the new file. The theme's own have such a hash in their names.

    Args:
        site: the folder where the site was built.
        served: whether from a server. A page in a folder needs frames to search, which the policy
            would forbid, and its film's captions in itself: no browser reads their file there.
    """
    marks = {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:8]
        for file in site.rglob("*.*s")
        if re.search(r"(?<!\.min)\.(css|js)$", file.name)
    }
    loads = re.compile(rf'(?<=[/"])({"|".join(map(re.escape, marks))})(?:\?\w+)?(?=["&])')
    for page in site.rglob("*.html"):
        html = mend(page.read_text(encoding="utf-8"))
        html = loads.sub(lambda load: f"{load[1]}?{marks[load[1]]}", html)
        html = protect(html) if served else with_captions(html, page.parent)
        page.write_text(html, encoding="utf-8")


def mend(html: str) -> str:
    """Return a page with one style sheet, without what checkers reject and without needless space.

    Args:
        html: the page.
    """
    sheet = r'<link rel="stylesheet" href="([^"]*)assets/[^"]*">'
    *others, last = re.finditer(sheet, html)
    html = html.replace(last[0], f'<link rel="stylesheet" href="{last[1]}{SHEET}">')
    for link in others:
        html = html.replace(link[0], "")
    # Python-Markdown writes XHTML; SVG keeps its slashes
    html = re.sub(r"<(br|hr|img|input|link|meta)\b([^<>]*?)\s*/>", r"<\1\2>", html)
    # Space counts in preformatted text only
    html = re.sub(r"(<pre\b.*?</pre>)|\s*\n\s*", lambda m: m[1] or "\n", html, flags=re.S)
    return html.strip() + "\n"


def hashes(html: str) -> str:
    """Return the sources by which a content security policy allows a page's inline scripts.

    Args:
        html: the page, in which no script may change any more. Blocks of data count, too: they do
            not run, but the Nu checker asks for their hashes.
    """
    scripts = re.findall(r"<script(?![^>]* src=)[^>]*>(.*?)</script>", html, re.S)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}))


def protect(html: str) -> str:
    """Return a page with its content security policy, as the first thing in it."""
    first = '<meta charset="utf-8">'
    policy = POLICY.format(hashes=hashes(html))
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return re.sub(rf'{first}(\n<meta http-equiv="Content-S[^>]*>)?', first + meta, html, count=1)


def with_captions(html: str, folder: Path) -> str:
    """Return a page that holds the captions of its film; they stand in a file beside the page."""

    def inside(match: re.Match) -> str:
        return f"{match[1]}data:text/vtt,{quote((folder / match[2]).read_text(encoding='utf-8'))}"

    return re.sub(r'(<track [^>]*src=")(?!data:)([^"]*)', inside, html)
