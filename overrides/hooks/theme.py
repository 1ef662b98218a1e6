"""Fixes in the finished pages what the theme gets wrong and no template block can reach.

Each patch says why, what it looks for, and what it puts there. One that finds nothing stops the
build: the theme has changed, and someone must look at what it does now.
"""

import re
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page


@dataclass(frozen=True)
class Patch:
    """Something that the theme gets wrong.

    Attributes:
        name: what it is about, in a word.
        why: what is wrong, or what stands in for it.
        swaps: what to look for, as regular expressions, each with what to put there.
        where: the pages that have it: all, those of `Markdown` (the lost page is none), those with
            one `before` or `after` them, or all of a site with a `repository`.
    """

    name: str
    why: str
    swaps: dict[str, str]
    where: str = "all"


PATCHES = (
    Patch(
        "menu",
        "the menu's checkbox stands in the header instead (partials/header.html)",
        {'<input [^>]*id="__drawer" autocomplete="off">': ""},
    ),
    Patch(
        "search",
        "a control needs a name (axe), and a checkbox may have no `autocomplete` (Nu)",
        {'id="__search" autocomplete="off"': 'id="__search" aria-label="{search}"'},
    ),
    Patch(
        "main",
        "the theme's main part holds the menu, too; ours is the content alone (main.html)",
        {"<main": "<div", "</main>": "</div>", "<cm-main": "<main", "</cm-main>": "</main>"},
    ),
    Patch(
        "palette",
        "the theme's colours are none of ours (tokens.css)",
        {' data-md-color-primary="[^"]*" data-md-color-accent="[^"]*"': ""},
    ),
    Patch(
        "dialog",
        "nothing here speaks in it: the theme's script would",
        {'<div class="md-dialog".*?</div>\\s*</div>': ""},
    ),
    Patch(
        "tabs",
        "its script opens a content tab, which no page has: pymdownx.tabbed is off (mkdocs.yml)",
        {"<script>var target=[^<]*__tabbed_[^<]*</script>": ""},
    ),
    Patch(
        "sign",
        "a heading's is for the mouse: not read out, no stop for keys, which have the contents"
        " list, and not copied, since the style sheet draws it",
        {
            '<a class="headerlink"([^>]*)>[^<]*</a>': (
                r'<a class="headerlink" tabindex="-1" aria-hidden="true"\1></a>'
            )
        },
        where="Markdown",
    ),
    Patch(
        "previous",
        "Firefox fetches a neighbour unasked, which only a policy without a 'none' lets it",
        {'<link rel="prev"[^>]*>': ""},
        where="after",
    ),
    Patch(
        "next",
        "Firefox fetches a neighbour unasked, which only a policy without a 'none' lets it",
        {'<link rel="next"[^>]*>': ""},
        where="before",
    ),
    Patch(
        "repository",
        "the theme would ask the forge's API for stars and forks",
        {' data-md-component="source"': ""},
        where="repository",
    ),
)


def mend(html: str, page: Page | None, config: MkDocsConfig) -> str:
    """Return a finished page with all patches that it needs.

    Args:
        html: the page.
        page: the page it is built from; None for the 404 page.
        config: mkdocs.yml.

    Raises:
        PluginError: patches find nothing, a line for each.
    """
    has = {
        "all": True,
        "Markdown": page is not None,
        "after": page is not None and page.previous_page is not None,
        "before": page is not None and page.next_page is not None,
        "repository": bool(config.repo_url),
    }
    idle = []
    for patch in PATCHES:
        for find, put in patch.swaps.items() if has[patch.where] else ():
            put = put.replace("{search}", config.extra["labels"]["search"])
            html, hits = re.subn(find, put, html, flags=re.S)
            if not hits:
                idle.append(
                    f"overrides/hooks/theme.py: the patch `{patch.name}` finds nothing: the theme"
                    f" no longer has {find} ({patch.why}); look for what it has there now, or take"
                    " the patch out."
                )
    if idle:
        raise PluginError("\n".join(idle))
    return html


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend a page."""
    return mend(output, page, config)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend the 404 page."""
    return mend(output, None, config) if template_name.endswith(".html") else output
