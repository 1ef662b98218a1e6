"""Draws the pictures that shared links show, and the touch icon, from the site's own source.

It draws in the browser that the tests use. The pictures are ours, CC BY 4.0.
"""

import argparse
import re
import struct
import zlib
from pathlib import Path

import chromium
import jinja2
import made
import source
from playwright.sync_api import Page, sync_playwright

IMAGES = source.ROOT / "overrides/theme/assets/images"
FAVICON = IMAGES / "favicon.svg"
TEMPLATE = Path(__file__).parent / "card.html"
FACE = "Charis SIL"


def cards() -> dict[str, dict[str, str]]:
    """Return what to draw: file name without its ending -> question, coaching, mentoring."""
    home = source.read("index.md")[1]
    found = {"site": {"question": home["title"], **home["card"]}}
    for dimension in source.dimensions():
        leads = {practice: dimension.meta[practice]["lead"] for practice in source.PRACTICES}
        found[dimension.slug] = {"question": dimension.meta["question"], **leads}
    return found


def drawings(name: str) -> dict[str, str]:
    """Return the drawings on a card: practice -> SVG; `` where there is none.

    Args:
        name: the card's name; the site's own shows what the two do.
    """
    slug, all_ = "approach" if name == "site" else name, source.drawings()
    return {practice: all_.get(f"{slug}-{practice}", "") for practice in source.PRACTICES}


def mark(name: str) -> str:
    """Return the mark of what a picture is made from.

    Args:
        name: the card's name, or `touch-icon`.
    """
    if name == "touch-icon":
        return made.mark(drawings=FAVICON.read_text("utf-8"), colours=source.light("paper"))
    layout = made.bare(TEMPLATE.read_text("utf-8"))
    voices = (f"{practice}{tint}" for practice in source.PRACTICES for tint in ("", "-tint"))
    return made.mark(
        words=[*cards()[name].values(), source.config()["site_name"]],
        drawings=drawings(name),
        colours=source.light(*re.findall(r"--cm-([\w-]+)", layout), *voices),
        layout=layout,
        faces=FACE,
    )


def marks(folder: Path = IMAGES) -> dict[Path, str]:
    """Return each picture, and the mark that it should hold.

    Args:
        folder: where they go: the cards into `cards`, the icon beside it.
    """
    found = {folder / f"cards/{name}.png": mark(name) for name in cards()}
    return {**found, folder / "touch-icon.png": mark("touch-icon")}


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


def draw(page: Page, name: str) -> bytes:
    """Draw a card, or the touch icon.

    Args:
        page: a page of the browser to draw in.
        name: the card's name, or `touch-icon`.

    Returns:
        The picture as PNG, with its mark.
    """
    if name == "touch-icon":
        page.set_viewport_size({"width": 180, "height": 180})
        ground = source.light("paper")["paper"]
        style = f"body{{margin:0;padding:18px;background:{ground}}}svg{{display:block}}"
        page.set_content(f"<style>{style}</style>{FAVICON.read_text('utf-8')}")
        return described(page.screenshot(), Source=mark(name))
    # Words and drawings of our own, and nothing else, go into the template
    template = jinja2.Template(TEMPLATE.read_text("utf-8"), autoescape=True)
    words, site = cards()[name], source.config()["site_name"]
    tokens = source.TOKENS.read_text("utf-8")
    page.set_viewport_size({"width": 1200, "height": 630})
    page.set_content(template.render(**words, drawings=drawings(name), site=site, tokens=tokens))
    said = " | ".join([*words.values(), site])
    return described(page.screenshot(), Description=said, Source=mark(name))


def main() -> None:
    """Draw what is stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=IMAGES, help="where the pictures go")
    parser.add_argument("--all", action="store_true", help="draw what is of today, too")
    given = parser.parse_args()
    again = made.stale(marks(given.to), given.all)
    if not again:
        return
    with sync_playwright() as playwright, chromium.launch(playwright.chromium) as browser:
        page = browser.new_page()
        chromium.need_fonts(page, FACE)
        for file in made.counted(again):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(draw(page, file.stem))


if __name__ == "__main__":
    main()
