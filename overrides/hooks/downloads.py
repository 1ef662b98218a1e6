"""Says of each link to a file what it is and how much of it there is: “a form, Word, 39 kB”.

The words of a link on a page name the thing alone, since its size changes whenever it is made anew.
"""

import re
from pathlib import PurePosixPath
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

# Ending -> what readers call it
KINDS = {
    ".pptx": "PowerPoint",
    ".docx": "Word",
    ".pdf": "PDF",
    ".mp4": "MP4",
    ".webm": "WebM",
    ".vtt": "WebVTT",
    ".webp": "WebP",
}


def described(size: int, name: str) -> str:
    """Return the kind and the size of a file, as a link to it says them.

    Args:
        size: in bytes.
        name: of the file, with its ending.
    """
    amount = f"{size / 1e6:.1f}&nbsp;MB" if size >= 1e6 else f"{-(-size // 1000)}&nbsp;kB"
    return f"{KINDS[PurePosixPath(name).suffix]}, {amount}"


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add kind and size to the words of each link to a file of this site."""

    def tell(link: re.Match) -> str:
        path = urljoin(f"/{page.url}", link[2]).lstrip("/")
        file = files.get_file_from_path(path)
        if file is None or PurePosixPath(path).suffix not in KINDS:
            return link[0]
        return f"{link[1]}{link[3]}, {described(len(file.content_bytes), path)}</a>"

    return re.sub(r'(<a [^>]*href="([^":]+)"[^>]*>)(.*?)</a>', tell, html, flags=re.S)
