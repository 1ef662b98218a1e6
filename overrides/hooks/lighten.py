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
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

# This site's own files and nothing else; the theme's few inline scripts by their hashes.
POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:;"
    " media-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)

# What is left of the theme's style sheet, and all of `extra_css` in its order, go as this one.
SHEET = "assets/stylesheets/site.css"
sheets: list[File] = []

# Brought by the theme's script, which has its address from a block of data in each page.
SEARCH = Path(__file__).parents[1] / "theme/assets/javascripts/search.js"

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


def hashes(html: str) -> str:
    """Return the sources by which a content security policy allows a page's inline scripts.

    Args:
        html: the finished page. Blocks of data count, too: they do not run, but the Nu checker
            asks for their hashes, and start.js puts one of them into force.
    """
    scripts = re.findall(r"<script(?![^>]* src=)[^>]*>(.*?)</script>", html, re.S)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}))


def mend(html: str, config: MkDocsConfig) -> str:
    """Return a page without what checkers reject and without needless space.

    Args:
        html: the finished page.
        config: the site's settings, for its style sheets.
    """
    *others, last = re.findall(r'<link rel="stylesheet" href="[^"]*">', html)
    html = html.replace(last, last.replace(config.extra_css[-1], SHEET))
    for link in others:
        html = html.replace(link, "")
    # The policy has a hash of what holds this address, so `stamp` would come too late
    mark = hashlib.sha256(SEARCH.read_bytes()).hexdigest()[:8]
    html = html.replace("/search.js?", f"/search.js?{mark}&")
    # Python-Markdown writes XHTML; SVG keeps its slashes
    html = re.sub(r"<(br|hr|img|input|link|meta)\b([^<>]*?)\s*/>", r"<\1\2>", html)
    # Space counts in preformatted text only
    html = re.sub(r"(<pre\b.*?</pre>)|\s*\n\s*", lambda m: m[1] or "\n", html, flags=re.S)
    return html.strip() + "\n"


def protect(html: str) -> str:
    """Return a page with its content security policy, as the first thing in it.

    Args:
        html: the finished page; nothing in it may change any more.
    """
    first = '<meta charset="utf-8">'
    policy = POLICY.format(hashes=hashes(html))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(first, f"{first}\n{meta}", 1)


def with_captions(html: str, folder: Path) -> str:
    """Return a page that holds the captions of its film: from a folder no browser reads their file.

    Args:
        html: the finished page.
        folder: where the page's own source stands.
    """

    def inside(match: re.Match) -> str:
        return f"{match[1]}data:text/vtt,{quote((folder / match[2]).read_text(encoding='utf-8'))}"

    return re.sub(r'(<track [^>]*src=")([^"]*)', inside, html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend and protect each page; the copy without a server, which needs frames to search, not."""
    html = mend(output, config)
    if config.use_directory_urls:
        return protect(html)
    return with_captions(html, Path(config.docs_dir, page.file.dest_uri).parent)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend and protect the 404 page, which MkDocs builds as a template."""
    if not template_name.endswith(".html"):
        return output_content
    return protect(mend(output_content, config))


def purge(css: str, keep: Callable[[str], bool]) -> str:
    """Return a minified style sheet without the selectors that match nothing, and idle icons.

    Args:
        css: the style sheet.
        keep: says of a selector whether it is needed.
    """

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


def for_older_browsers(css: str) -> str:
    """Return a style sheet that gives its colours also where `light-dark()` is not known.

    Args:
        css: the style sheet; what it gives for both schemes stands in rules for `:root`.
    """
    asks = ':root:where(:has(> [data-md-color-scheme="{}"]))'
    either = re.compile(r"(--[\w-]+):\s*light-dark\(([^,()]+),\s*([^,()]+)\)")

    def both(rule: re.Match) -> str:
        light, dark = (
            ";".join(f"{pair[1]}:{pair[scheme]}" for pair in either.finditer(rule[0]))
            for scheme in (2, 3)
        )
        if not light:
            return rule[0]
        return (
            f"{rule[0]}@supports not (color:light-dark(red,red)){{:root{{{light}}}"
            f"@media screen{{{asks.format('dark')}{{{dark}}}}}"
            f"@media screen and (prefers-color-scheme:dark)"
            f"{{{asks.format('auto')}{{{dark}}}}}}}"
        )

    return re.sub(r":root\s*{[^{}]*}", both, css)


def on_post_build(config: MkDocsConfig) -> None:
    """Purge the theme's style sheet of what matches nothing here, and join ours to it."""
    site = Path(config.site_dir)
    used: set[str] = set()
    tags = set(TAGS_BY_SCRIPT)
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        tags.update(re.findall(r"<([a-z][a-z0-9]*)", html))
        for classes in re.findall(r'class="([^"]*)"', html):
            used.update(classes.split())

    def keep(selector: str) -> bool:
        if any(mark in selector for mark in NOT_HERE):
            return False
        # What a selector rules out need not be here, and what stands in quotes is no name
        names = re.sub(r":not\([^)]*\)|\[[^\]]*\]", "", selector)
        classes = re.findall(r"\.([A-Za-z_][\w-]*)", names)
        elements = re.findall(r"(?<![\w.#:-])([a-z][a-z0-9]*)(?![\w(-])", names)
        return all(name in used or BY_SCRIPT.fullmatch(name) for name in classes) and all(
            name in tags for name in elements
        )

    theme, *ours = (sheet.content_string for sheet in sheets)
    # As one file, a request less for each on a first view; a fifth of ours is comments and space
    css = re.sub(r"/\*.*?\*/", "", "".join(ours), flags=re.S)
    css = re.sub(r"\s*([{};,])\s*|\s+", lambda found: found[1] or " ", css)
    (site / SHEET).parent.mkdir(exist_ok=True)
    css = for_older_browsers(f"{purge(theme, keep)}\n{css}")
    (site / SHEET).write_text(css, encoding="utf-8")
    stamp(site)


def stamp(site: Path) -> None:
    """Give the addresses of scripts and style sheets a hash of what they hold.

    With a new page comes then the new file. The theme's own have such a hash in their names.

    Args:
        site: the folder where the site was built.
    """
    marks = {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:8]
        for file in site.rglob("*.*s")
        if re.search(r"(?<!\.min)\.(css|js)$", file.name)
    }
    names = "|".join(map(re.escape, marks))
    loads = re.compile(rf'((?:href|src)="(?:[^"]*/)?)({names})(?:\?\w+)?"')
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        html = loads.sub(lambda load: f'{load[1]}{load[2]}?{marks[load[2]]}"', html)
        page.write_text(html, encoding="utf-8")
