"""Says below each source which pages cite it, so that nobody keeps that line by hand."""

import re
from urllib.parse import urldefrag, urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.utils import get_relative_url

# A heading, a link that is not a heading's own, or the place of a figure
PLACE = re.compile(
    r'<h[1-6][^>]* id="([^"]+)"|<a (?!class="headerlink")[^>]*href="([^"]+)"|<!-- figure (\S+) -->'
)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Add a line to each entry of the sources: the pages that cite it, in the order of reading.

    Raises:
        PluginError: there is no page of sources, or a page cites an entry that it does not have.
    """
    pages = [file.page for file in files.documentation_pages() if file.page]
    file = files.get_file_from_path("sources.md")
    if file is None:
        raise PluginError("docs/sources.md is not there; every page leads to it: put it back.")
    sources = file.page
    page = next((page for page in pages if page.next_page and not page.previous_page), None)
    cited: dict[str, dict[str, str]] = {}
    while page:
        place = ""
        for heading, link, figure in PLACE.findall(page.content or ""):
            place = heading or place
            url, key = urldefrag(urljoin(page.url, link))
            keys = [key] if link and key and url == sources.url else []
            # A template draws the figure later, with the sources of its rows
            for group in page.meta["figures"][figure]["groups"] if figure else ():
                keys += [row["source"] for row in group["rows"] if "source" in row]
            for key in keys:
                at = f"{get_relative_url(page.url, sources.url)}#{place}"
                cited.setdefault(key, {}).setdefault(page.file.src_uri, at)
        page = page.next_page
    names = {page.file.src_uri: page.title for page in pages}
    entries = {h.id for top in sources.toc for part in top.children for h in part.children}
    for key, places in cited.items():
        # Only by what was left out: then the sources cite themselves
        others = {file: at for file, at in places.items() if file != "sources.md"} or places
        links = ", ".join(f'<a href="{at}">{names[file]}</a>' for file, at in others.items())
        line = f'<li class="cm-cited"><strong>Cited on:</strong> {links}.</li>\n</ul>'
        entry = rf'(<h3 id="{re.escape(key)}"(?:(?!<h[23]).)*?)</ul>'
        sources.content, hits = re.subn(
            entry, lambda m, end=line: m[1] + end, sources.content or "", flags=re.S
        )
        # A claim that was left out has no list to end; it is cited, too, and so are whole sections
        other = key not in entries or key.startswith("left-out-")
        if sources.content and not hits and not (other and f'id="{key}"' in sources.content):
            raise PluginError(
                f"docs/{' and docs/'.join(places)}: docs/sources.md has no entry {key}, a heading"
                " and a list; mend the link to it or the `source` of a row, or add the entry."
            )
