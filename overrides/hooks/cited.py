"""Says below each source which pages cite it, so that nobody keeps that line by hand.

A build without this hook (Zensical runs none) gives the same sources without the line.
"""

import re
from urllib.parse import urldefrag, urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import get_relative_url

# A heading, a link that is not a heading's own, or the place of a figure
PLACE = re.compile(
    r'<h[1-6][^>]* id="([^"]+)"|<a (?!class="headerlink")[^>]*href="([^"]+)"|<!-- figure (\S+) -->'
)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Add a line to each entry of the sources: the pages that cite it, in the order of reading."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    sources = files.get_file_from_path("sources.md").page
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
                cited.setdefault(key, {}).setdefault(page.title, at)
        page = page.next_page
    for key, places in cited.items():
        # Only by what was left out: then the sources cite themselves
        others = {name: at for name, at in places.items() if name != sources.title} or places
        links = ", ".join(f'<a href="{at}">{name}</a>' for name, at in others.items())
        line = f'<li class="cm-cited"><strong>Cited on:</strong> {links}.</li>\n</ul>'
        entry = rf'(<h3 id="{re.escape(key)}"(?:(?!<h[23]).)*?)</ul>'
        sources.content = re.sub(
            entry, lambda m, end=line: m[1] + end, sources.content or "", flags=re.S
        )
