"""Draws the pictures that shared links show, and the touch icon, from the site's own source.

Run it after a lead, a question, a drawing or a colour has changed:
`.venv/bin/python overrides/makers/cards.py`. It draws in the browser that the tests use.
The pictures are ours, CC BY 4.0.
"""

import argparse
import struct
import zlib
from pathlib import Path

import browser
import jinja2
import source
from playwright.sync_api import Page, sync_playwright

IMAGES = source.ROOT / "overrides/theme/assets/images"
TEMPLATE = Path(__file__).parent / "card.html"


def cards() -> dict[str, dict[str, str]]:
    """Return what to draw: file name without its ending -> question, coaching, mentoring."""
    home = source.read("index.md")[1]
    found = {"site": {"question": home["title"], **home["card"]}}
    for dimension in source.dimensions():
        leads = {practice: dimension.meta[practice]["lead"] for practice in source.PRACTICES}
        found[dimension.slug] = {"question": dimension.meta["question"], **leads}
    return found


def drawing(name: str, practice: str) -> str:
    """Return the drawing of one practice on a card, as SVG; `` where there is none.

    Args:
        name: the card's name; the site's own shows what the two do.
        practice: `coaching` or `mentoring`.
    """
    slug = "approach" if name == "site" else name
    file = source.ROOT / f"overrides/theme/.icons/cm/{slug}-{practice}.svg"
    return file.read_text("utf-8") if file.exists() else ""


def said(words: dict[str, str]) -> str:
    """Return all that a card says, as one line."""
    return " | ".join([*words.values(), source.config()["site_name"]])


def drawn_from(name: str) -> str:
    """Return the mark of what gives a picture its looks: drawings and colours.

    Args:
        name: the card's name, or `touch-icon`.
    """
    if name == "touch-icon":
        parts = [(IMAGES / "favicon.svg").read_text("utf-8")]
    else:
        drawings = [drawing(name, practice) for practice in source.PRACTICES]
        parts = [TEMPLATE.read_text("utf-8"), *drawings]
    return source.mark(str(source.colours()), *parts)


def described(png: bytes, **texts: str) -> bytes:
    """Return a picture that holds texts of its own, so that a test can tell whether it is stale.

    Args:
        png: the picture.
        texts: keyword -> text, each for an iTXt chunk: PNG (Third Edition), 11.3.3.4.
    """
    head = 33  # the signature and the first chunk, which must stay the first
    found = [png[:head]]
    for keyword, text in texts.items():
        chunk = f"iTXt{keyword}\0\0\0\0\0{text}".encode()
        found.append(struct.pack(">I", len(chunk) - 4) + chunk)
        found.append(struct.pack(">I", zlib.crc32(chunk)))
    return b"".join([*found, png[head:]])


def draw(page: Page, folder: Path) -> None:
    """Draw every card, and the touch icon.

    Args:
        page: a page of the browser to draw in.
        folder: where they go: the cards into `cards`, the icon beside it.
    """
    tokens = source.TOKENS.read_text("utf-8")
    # Words and drawings of our own, and nothing else, go into the template
    template = jinja2.Template(TEMPLATE.read_text("utf-8"), autoescape=True)
    (folder / "cards").mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": 1200, "height": 630})
    for name, words in cards().items():
        site = source.config()["site_name"]
        drawings = {practice: drawing(name, practice) for practice in source.PRACTICES}
        page.set_content(template.render(**words, drawings=drawings, site=site, tokens=tokens))
        card = described(page.screenshot(), Description=said(words), Source=drawn_from(name))
        (folder / f"cards/{name}.png").write_bytes(card)
    page.set_viewport_size({"width": 180, "height": 180})
    icon = (IMAGES / "favicon.svg").read_text("utf-8")
    ground = source.colours()["paper"][0]
    style = f"body{{margin:0;padding:18px;background:{ground}}}svg{{display:block}}"
    page.set_content(f"<style>{style}</style>{icon}")
    icon = described(page.screenshot(), Source=drawn_from("touch-icon"))
    (folder / "touch-icon.png").write_bytes(icon)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=IMAGES, help="where the pictures go")
    with sync_playwright() as playwright, browser.launch(playwright.chromium) as chromium:
        draw(chromium.new_page(), parser.parse_args().to)
