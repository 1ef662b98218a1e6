"""Keeps old addresses: each page and section that docs/moved.yml names leads to where it is today.

A page that is gone becomes a short list of links, one for each of its old sections; with a script
the browser goes on by itself (moved.js). A page that only lost sections ends in such a list.
mkdocs-redirects can send a page to one other page, but not its sections to several.
"""

import posixpath
import re
from pathlib import Path
from urllib.parse import urljoin

import yaml
from check import faulty
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

TABLE = "moved.yml"


def moves(config: MkDocsConfig) -> dict[str, dict[str, str]]:
    """Return what moved: old Markdown file -> id there, or `page` -> file today, maybe with #id."""
    return yaml.safe_load((Path(config.docs_dir) / TABLE).read_text(encoding="utf-8")) or {}


def links(old: str, sections: dict[str, str], files: Files) -> list[str]:
    """Return a Markdown link for each move, which has the old id and the heading of today.

    Args:
        old: the Markdown file that had the sections, from docs/.
        sections: its part of the table.
        files: all files of the site.

    Raises:
        PluginError: the table names a page or a heading that is not there.
    """
    found = []
    for key, today in sections.items():
        name, _, section = today.partition("#")
        file = files.get_file_from_path(name)
        if file and faulty(file):  # check.py reports the fault
            continue
        pattern = rf"^#+ (.+) \{{[^}}]*#{re.escape(section)}[ }}]" if section else r"^# ([^{\n]+)"
        heading = file and re.search(pattern, file.content_string, re.M)
        if not heading:
            raise PluginError(
                f"docs/{TABLE}: {old}, {key}: there is no {today}; name a page of docs/, and after"
                " a # the id of one of its headings."
            )
        address = posixpath.relpath(today, posixpath.dirname(old) or ".")
        mark = "" if key == "page" else f"{{ #{key} }}"
        words = re.sub(r"\[(.+?)\]\(.*?\)|<[^>]+>", r"\1", heading[1]).strip()
        found.append(f"[{words}]({address}){mark}")
    return found


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add a page for each one that is gone.

    Raises:
        PluginError: the table of moves names what is not there.
    """
    labels = config.extra["labels"]
    for old, sections in moves(config).items():
        if files.get_file_from_path(old):
            continue
        if "page" not in sections:
            raise PluginError(f"docs/{TABLE}: {old} is gone; say where its `page` leads.")
        listed = "\n".join(f"- {link}" for link in links(old, sections, files))
        meta = {
            "title": labels["moved"],
            "description": labels["moved_help"],
            "moved": sections["page"],
            "search": {"exclude": True},
        }
        text = f"---\n{yaml.safe_dump(meta)}---\n\n# {labels['moved']}\n\n{listed}\n"
        inclusion = InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, old, content=text, inclusion=inclusion))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add to a page the links to the sections that it lost."""
    lost = moves(config).get(page.file.src_uri)
    if not lost or page.meta.get("moved"):
        return markdown
    named: dict[str, list[str]] = {}  # what leads to one page is said once, and has all the ids
    for link in links(page.file.src_uri, lost, files):
        words, _, key = link.partition("){ #")
        named.setdefault(f"{words})", []).append(key.removesuffix(" }"))
    listed = " · ".join(
        "".join(f'<span id="{key}"></span>' for key in more) + f"{link}{{ #{first} }}"
        for link, (first, *more) in named.items()
    )
    return f"{markdown}\n\n{config.extra['labels']['moved_from_here']} {listed}\n{{ .cm-moved }}\n"


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell search engines which page has taken the place of one that is gone."""
    if today := moves(config).get(page.file.src_uri, {}).get("page"):
        page.is_link = True  # so that the sitemap leaves it out
        if config.site_url:
            file = files.get_file_from_path(today.partition("#")[0])
            page.canonical_url = urljoin(config.site_url, file.url)
