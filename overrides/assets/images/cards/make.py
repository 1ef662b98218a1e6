"""Draws the pictures that shared links show, and the touch icon, from the site's own source.

Run it after a lead or a question has changed:
`.venv/bin/python overrides/assets/images/cards/make.py`. It takes the browser that CHROMIUM names,
or Playwright's own. The pictures are ours, CC BY 4.0.
"""

import os
import struct
import zlib
from pathlib import Path

import jinja2
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[3]


def cards() -> dict[str, dict[str, str]]:
    """Return what to draw: file name without its ending -> question, coaching, mentoring."""
    nav = load_config(str(ROOT / "mkdocs.yml"))["nav"]
    home = get_data((ROOT / "docs/index.md").read_text("utf-8"))[1]["title"]
    found = {"site": {"question": home, "coaching": "A coach asks", "mentoring": "A mentor shares"}}
    for file in (file for item in nav for file in item.get("Dimensions", [])):
        (path,) = file.values()
        dimension = get_data((ROOT / "docs" / path).read_text("utf-8"))[1]["dimension"]
        found[Path(path).stem] = {
            "question": dimension["question"],
            "coaching": dimension["coaching"]["lead"],
            "mentoring": dimension["mentoring"]["lead"],
        }
    return found


def described(png: bytes, words: str) -> bytes:
    """Return a picture that holds its own words, so that a test can tell whether it is stale.

    Args:
        png: the picture.
        words: what it says. They go into an iTXt chunk, as PNG (Third Edition) 11.3.3.4 has it.
    """
    chunk = b"iTXtDescription\0\0\0\0\0" + words.encode()
    whole = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    head = 33  # the signature and the first chunk, which must stay the first
    return png[:head] + whole + png[head:]


def draw(page: Page) -> None:
    """Draw every card, and the touch icon.

    Args:
        page: a page of the browser to draw in.
    """
    tokens = (ROOT / "overrides/assets/stylesheets/tokens.css").read_text("utf-8")
    # Words of our own pages, and nothing else, go into the template
    template = jinja2.Template((HERE / "card.html").read_text("utf-8"), autoescape=True)
    page.set_viewport_size({"width": 1200, "height": 630})
    site = load_config(str(ROOT / "mkdocs.yml"))["site_name"]
    for name, words in cards().items():
        page.set_content(
            template.render(**words, site=site, tokens=jinja2.utils.markupsafe.Markup(tokens))
        )
        picture = described(page.screenshot(), " | ".join([*words.values(), site]))
        (HERE / f"{name}.png").write_bytes(picture)
    page.set_viewport_size({"width": 180, "height": 180})
    icon = (HERE.parent / "favicon.svg").read_text("utf-8")
    style = "body{margin:0;padding:18px;background:#fbfaf7}svg{display:block}"
    page.set_content(f"<style>{style}</style>{icon}")
    page.screenshot(path=HERE.parent / "touch-icon.png")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=root)
        draw(browser.new_page())
        browser.close()
