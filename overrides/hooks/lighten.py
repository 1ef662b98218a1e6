"""Takes out of the built site what no reader needs, and what checkers reject.

The theme's style sheet serves every site that could be; two thirds of it match nothing here. What
is left out is decided by the classes in the built pages, as PurgeCSS does, so nothing has to be
kept by hand. A build without this hook (Zensical runs none) gives the same pages, only heavier,
without a content security policy, and with slashes that the Nu checker remarks on.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from tinycss2 import parse_blocks_contents
from tinycss2.ast import Declaration

# This site's own files and nothing else; the theme's few inline scripts by their hashes.
POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:;"
    " media-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)

# What is left of the theme's style sheet, and all of `extra_css` in its order, go as this one.
SHEET = "assets/stylesheets/site.css"

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


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what no reader loads.

    Args:
        files: all files of the site, the theme's among them.
        config: the site's settings; not used.

    Returns:
        The files to publish.
    """
    for file in list(files):
        offline_only = "iframe-worker" in file.src_uri and config.use_directory_urls
        if UNUSED.search(file.src_uri) or offline_only:
            files.remove(file)
    return files


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
        html: the finished page. It holds no preformatted text, where space would count.
        config: the site's settings, for its style sheets.
    """
    *others, last = re.findall(r'<link rel="stylesheet" href="[^"]*">', html)
    html = html.replace(last, last.replace(config.extra_css[-1], SHEET))
    for link in others:
        html = html.replace(link, "")
    # Python-Markdown writes XHTML; SVG keeps its slashes
    html = re.sub(r"<(br|hr|img|input|link|meta)\b([^<>]*?)\s*/>", r"<\1\2>", html)
    html = re.sub(r"\s*\n\s*", "\n", html).strip() + "\n"
    # The tab of the section where the reader is
    html = re.sub(r'(md-tabs__item--active">\s*<a )', r'\1aria-current="true" ', html)
    return html


def protect(html: str) -> str:
    """Return a page with its content security policy, as the first thing in it.

    Args:
        html: the finished page; nothing in it may change any more.
    """
    first = '<meta charset="utf-8">'
    policy = POLICY.format(hashes=hashes(html))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(first, f"{first}\n{meta}", 1)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend and protect each page; the copy without a server, which needs frames to search, not."""
    html = mend(output, config)
    return protect(html) if config.use_directory_urls else html


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend and protect the 404 page, which MkDocs builds as a template."""
    if not template_name.endswith(".html"):
        return output_content
    return protect(mend(output_content, config))


def _selectors(prelude: Iterable) -> list[str]:
    """Split the selectors of a rule at its own commas, not at those in brackets."""
    groups: list[list] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            groups.append([])
        else:
            groups[-1].append(token)
    return [tinycss2.serialize(group).strip() for group in groups]


def purge(css: str, keep: Callable[[str], bool]) -> str:
    """Return a style sheet without the selectors that match nothing.

    Args:
        css: the style sheet.
        keep: says of a selector whether it is needed.
    """

    def rules(nodes: Iterable) -> Iterable[str]:
        for node in nodes:
            if node.type == "qualified-rule":
                kept = [selector for selector in _selectors(node.prelude) if keep(selector)]
                if kept:
                    yield f"{','.join(kept)}{{{tinycss2.serialize(node.content)}}}"
            elif node.type == "at-rule" and node.lower_at_keyword in ("media", "supports"):
                inner = "".join(rules(tinycss2.parse_rule_list(node.content)))
                if inner:
                    yield f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{inner}}}"
            elif node.type == "at-rule":
                yield node.serialize()

    sheet = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(rules(sheet))


def drop_icons(css: str) -> str:
    """Return a style sheet without the icons, kept in custom properties, that no rule draws."""

    def drawn(declaration: Declaration) -> bool:
        icon = "data:image" in tinycss2.serialize(declaration.value)
        return not icon or f"var({declaration.name})" in css

    out = []
    for node in tinycss2.parse_stylesheet(css):
        text = node.serialize()
        if node.type == "qualified-rule" and "data:image" in text:
            kept = [d.serialize() for d in parse_blocks_contents(node.content) if drawn(d)]
            text = f"{tinycss2.serialize(node.prelude)}{{{';'.join(kept)}}}" if kept else ""
        out.append(text)
    return "".join(out)


def on_post_build(config: MkDocsConfig) -> None:
    """Purge the theme's style sheet of what matches nothing here, and join ours to it.

    Args:
        config: the site's settings; `site_dir` is where it was built.
    """
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

    (theme,) = site.glob("assets/stylesheets/main.*.css")
    sheets = [theme, *(site / name for name in config.extra_css)]
    css = [sheet.read_text(encoding="utf-8") for sheet in sheets]
    # As one file: a request less for each on every first view
    (site / SHEET).write_text("\n".join([drop_icons(purge(css[0], keep)), *css[1:]]), "utf-8")
    for sheet in sheets:
        sheet.unlink()
