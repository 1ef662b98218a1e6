"""Takes out of the built site what no reader needs, and what checkers reject.

The theme's style sheet serves every site that could be; two thirds of it match nothing here. What
is left out is decided by the classes in the built pages, as PurgeCSS does, so nothing has to be
kept by hand. A build without this hook (Zensical runs none) gives the same pages, only heavier,
and with the trailing slashes that the Nu checker remarks on.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

# Files of the theme that nothing loads: maps, word stems of other languages, its own icon.
UNUSED = re.compile(r"\.map$|/lunr/|assets/images/favicon\.png$|stylesheets/palette\.")

# Classes that come and go by script: named in no page, but needed.
BY_SCRIPT = re.compile(
    r"js|no-js|focus-visible|md-search[\w-]*|md-top|md-header[\w-]*--active|md-nav__link--active"
)

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
        if UNUSED.search(file.src_uri):
            files.remove(file)
    return files


def mend(html: str) -> str:
    """Return a page without what checkers reject and without needless space.

    Args:
        html: the finished page. It holds no preformatted text, where space would count.
    """
    html = re.sub(r'<link rel="stylesheet" href="[^"]*/(palette\.[^"]*|tokens\.css)">', "", html)
    # Python-Markdown writes XHTML; SVG keeps its slashes
    html = re.sub(r"<(br|hr|img|input|link|meta)\b([^<>]*?)\s*/>", r"<\1\2>", html)
    return re.sub(r"\s*\n\s*", "\n", html).strip() + "\n"


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend each page; see `mend`."""
    return mend(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend the 404 page, which MkDocs builds as a template."""
    return mend(output_content) if template_name.endswith(".html") else output_content


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

    return "".join(rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def on_post_build(config: MkDocsConfig) -> None:
    """Purge the theme's style sheet of what matches nothing here, and join our two sheets.

    Args:
        config: the site's settings; `site_dir` is where it was built.
    """
    site = Path(config.site_dir)
    used: set[str] = set()
    for page in site.rglob("*.html"):
        for classes in re.findall(r'class="([^"]*)"', page.read_text(encoding="utf-8")):
            used.update(classes.split())

    def keep(selector: str) -> bool:
        if any(mark in selector for mark in NOT_HERE):
            return False
        classes = re.findall(r"\.([A-Za-z_][\w-]*)", re.sub(r":not\([^)]*\)", "", selector))
        return all(name in used or BY_SCRIPT.fullmatch(name) for name in classes)

    sheets = site / "assets/stylesheets"
    for sheet in sheets.glob("main.*.css"):
        sheet.write_text(purge(sheet.read_text(encoding="utf-8"), keep), encoding="utf-8")
    # Our two sheets go as one: a request less on every page
    tokens = sheets / "tokens.css"
    ours = sheets / "site.css"
    ours.write_text(tokens.read_text("utf-8") + ours.read_text("utf-8"), encoding="utf-8")
    tokens.unlink()
