"""Adds the kind and size of the file to each link to one: “a form, Word, 39 kB”.

Writers name only the thing, since the size changes whenever the file is made again.
"""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

# Ending -> what readers call it
KINDS = {
    ".pptx": "PowerPoint",
    ".docx": "Word",
    ".xlsx": "Excel",
    ".pdf": "PDF",
    ".mp4": "MP4",
    ".webm": "WebM",
    ".vtt": "WebVTT",
    ".webp": "WebP",
    ".csv": "CSV",
}
LINK = re.compile(r"""(<a\s[^>]*?href=(["'])(.*?)\2[^>]*>)(.*?)</a>""", re.S)


def described(words: str, name: str, size: int) -> str:
    """Return the words of a link to a file, with its kind and its size behind them.

    Args:
        words: of the link, as HTML. A kind that they name already is not said again.
        name: of the file, with its ending.
        size: in bytes.
    """
    kind = KINDS[PurePosixPath(name).suffix.lower()]
    amount = f"{size / 1e6:.1f}&nbsp;MB" if size >= 1e6 else f"{-(-size // 1000)}&nbsp;kB"
    return ", ".join([words, amount] if kind in words else [words, kind, amount])


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add kind and size to the words of each link to a file of this site; a picture has none."""

    def tell(link: re.Match) -> str:
        place = urlsplit(urljoin(f"/{page.url}", link[3]))
        path = unquote(place.path).lstrip("/")
        file = None if place.netloc else files.get_file_from_path(path)
        known = file and PurePosixPath(path).suffix.lower() in KINDS
        if not known or not re.sub(r"<[^>]*>", "", link[4]).strip():
            return link[0]
        size = Path(file.abs_src_path).stat().st_size if file.abs_src_path else 0
        return f"{link[1]}{described(link[4], path, size or len(file.content_bytes))}</a>"

    return LINK.sub(tell, html)
