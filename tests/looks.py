"""What a browser looks for on a page: checkers, each of which yields what is wrong, a line each.

tests/browser asks them of a page of each kind, tests/release of all others and at more widths.
"""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import source
from axe_playwright_python.sync_playwright import Axe
from helpers import KINDS, Site, rgb, script
from playwright.sync_api import Page, expect

URLS = [*map(source.url, source.pages()), "404.html"]
OTHERS = [url for url in URLS if url not in KINDS]

# What axe is asked.
COLOURS = ["color-contrast", "link-in-text-block"]
PAIRS = ["target-size", "scrollable-region-focusable"]  # each element with each, more or less
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {
    "rest": {"runOnly": RULES, "rules": {name: {"enabled": False} for name in COLOURS}},
    "large": {"runOnly": RULES, "rules": {name: {"enabled": False} for name in COLOURS + PAIRS}},
    "colours": {"runOnly": {"type": "rule", "values": COLOURS}},
}
LONG = ("sources/", "glossary/")  # lists of hundreds
# Where keys are walked in every run: a film, sums, a form; tests/release walks through the rest
WALKED = ("", "organisations/", "choose/")

KIB = 1024
PAGE = 28  # KiB that a page may send,
PAGES = {"": 22}  # and home, which is the first that most readers see
REQUESTS = 6


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe finds on a page as it stands: rule, element and cure, a line each.

    Args:
        page: an open page of the browser.
        rules: which to run, keys of AXE; `rest` and `colours`, which are all, if none is named.
    """
    if not page.evaluate("() => 'axe' in window"):  # bringing it takes as long as running
        page.evaluate(Axe().axe_script)
    return page.evaluate(script("axe"), [rules or ["rest", "colours"], AXE])


def axe_at(page: Page, width: int) -> Iterator[str]:
    """Yield what axe finds on a visited page at a width in px, in both schemes.

    A list of hundreds is looked at whole without the rules that pair each element with each; then a
    dozen entries from each end stand for the rest, which is of one pattern.
    """
    page.set_viewport_size({"width": width, "height": 800})
    long = page.address in LONG and width == 320
    yield from (f"at {width} px {line}" for line in violations(page, "large" if long else "rest"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = violations(page, "colours")
        yield from (f"at {width} px, {scheme}: {line}" for line in found)
    if long:
        page.evaluate(
            "() => [...document.querySelectorAll('article > :is(h3, ul)')].slice(24, -24)"
            ".forEach((e) => e.remove())"
        )
        yield from (f"at {width} px {line}" for line in violations(page, "rest"))


def in_both_schemes(page: Page) -> list[str]:
    """Return what axe finds on a page as it stands, in the light and in the dark."""
    found = violations(page, "rest")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {line}" for line in violations(page, "colours")]
    return found


def assert_search_is_sound(page: Page, base: str, width: int) -> None:
    """Check that axe finds nothing on home, at a width in px, while the search shows results."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(base)
    page.keyboard.press("/")
    page.keyboard.insert_text("agenda")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    found = in_both_schemes(page)
    assert not found, f"home, search at {width} px:\n" + "\n".join(found)


ANSWERS = {
    "coaching": ("coaching",) * 4,
    "mentoring": ("mentoring",) * 4,
    "both": source.PRACTICES,
    "open": ("either",),
}


def assert_answer_is_sound(page: Page, base: str, result: str, width: int) -> None:
    """Check an answer of the chooser: axe finds nothing, and what is to be hit is large enough.

    Args:
        page: a page of the browser.
        base: the address of the site.
        result: a key of ANSWERS.
        width: in px.
    """
    answers = zip(source.dimensions(), ANSWERS[result], strict=False)
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{base}choose/#" + "&".join(f"{d.slug}={value}" for d, value in answers))
    expect(page.locator(".cm-chooser__status")).to_have_attribute("data-result", result)
    found = in_both_schemes(page)
    assert not found, f"/choose/, {result}, {width} px:\n" + "\n".join(found)
    low = page.locator(".cm-choice, .cm-chooser button:visible").evaluate_all(
        "all => all.filter((e) => e.offsetHeight < 44).map((e) => e.innerText)"
    )
    assert not low, f"/choose/, {result}, {width} px: lower than 44 px: {low}"


def reflow(page: Page, _: Site) -> Iterator[str]:
    """Nothing scrolls sideways, at any width, and with the wider spacing of WCAG 1.4.12."""
    for width in (1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            yield f"at {width} px is {over} px too wide."
    if over := page.evaluate(script("spacing")):
        yield f"with wider spacing: these reach out of it: {over[:5]}"


def large_print(page: Page, _: Site) -> Iterator[str]:
    """At 200 % on a phone words stay whole, and the name of the site is not in the way."""
    page.set_viewport_size({"width": 195, "height": 400})
    yield from (f"at 195 px {line}" for line in page.evaluate(script("large_print")))


def forced_colours(page: Page, _: Site) -> Iterator[str]:
    """Where no ground is drawn, what was told by its ground has an edge."""
    page.evaluate(script("grounds"))
    page.emulate_media(forced_colors="active")
    for bare in sorted(set(page.evaluate(script("edgeless")))):
        yield f"in forced colours: without an edge: {bare}; give it one in screen.css."


def paper(page: Page, _: Site) -> Iterator[str]:
    """On paper words are dark on white, no heading is alone, and nothing is folded away."""
    page.emulate_media(media="print", color_scheme="dark")
    found, ink = page.evaluate(script("paper")), rgb(source.colours()["ink"][0])
    if found["ink"] != ink:
        yield f"on paper: the h1 is in {found['ink']}, not {ink}."
    for kind, say in {
        "clicked": "{} is printed, and can only be clicked.",
        "alone": "the heading “{}” may be left alone at the foot.",
        "large": "larger than the text: “{:.40}”",
        "folded": "folded away: “{:.40}”",
        "bare": "nothing follows “{}”; hide the heading, too.",
    }.items():
        yield from (f"on paper: {say.format(words)}" for words in found[kind])


def figures(page: Page, _: Site) -> Iterator[str]:
    """At 320 px, where none is small, and on A4 each word of a figure is shown, within the page."""
    if not page.locator(".cm-figure").count():
        return
    for media, width in (("screen", 320), ("print", 711)):  # A4 within our margins
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media=media)
        if lost := page.evaluate(script("lost")):
            yield f"{media}, {width} px: lost from its figure: {lost}."


def entries(page: Page, _: Site) -> Iterator[str]:
    """On a wide screen a name stands beside its entry, and an entry takes little of the page."""
    if not page.locator(".cm-index").count():
        return
    page.set_viewport_size({"width": 1280, "height": 900})
    loose, count, height = page.evaluate(script("loose"))
    if loose:
        yield f"these names do not hang beside their entries: {loose}."
    # Answers have no length in common
    most = {"sources/forms/": 240, "glossary/": 200}.get(page.address, 710)
    if count and height / count >= most:
        yield (
            f"{count} entries take {height} px, {height / count:.0f} each, and may take {most}; see"
            " “Entries” in overrides/theme/assets/stylesheets/screen.css."
        )


def hyphenated(page: Page, _: Site) -> Iterator[str]:
    """“short-term” is not broken at its hyphen where it fits; at 160 px, as zoomed, it may be."""
    if not page.locator(".cm-lead, .cm-short").count():
        return
    for width in (160, 320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        for word, lines, beyond in page.evaluate(script("hyphenated")):
            if lines > 1 and width > 160:
                yield (
                    f"at {width} px: “{word}” in a cell is broken at its hyphen; let the cell's"
                    " words pass through `whole` of overrides/theme/partials/spine.html."
                )
            if beyond > 0:
                yield f"at {width} px: “{word}” in a cell sticks out by {beyond:.0f} px."


def skip_link(page: Page, _: Site) -> Iterator[str]:
    """The first stop leads past the menus, to the content."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    key = page.evaluate("() => decodeURIComponent(location.hash.slice(1))")
    if not key:
        yield "the first stop of Tab is no skip link; the theme or main.html gives it."
    elif not page.evaluate("() => document.querySelector(':target')?.closest('main')"):
        yield f"the skip link leads to #{key}, which is not in <main>."
    elif not page.evaluate(
        "() => document.querySelector(':target').getBoundingClientRect().top < innerHeight"
    ):
        yield f"the skip link leads to #{key}, which is not in view."


def accessible(page: Page, _: Site) -> Iterator[str]:
    """Axe finds nothing on a phone, in either scheme; tests/release asks at more widths."""
    yield from axe_at(page, 320)


def wider(page: Page, _: Site) -> Iterator[str]:
    """Axe finds nothing on a tablet and on a desk, in either scheme."""
    for width in (768, 1280):
        page.emulate_media(color_scheme="light")
        yield from axe_at(page, width)


def discreet(page: Page, site: Site) -> Iterator[str]:
    """The console is silent, nothing is stored, and no other host is asked."""
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    yield from (f"leaves {key} in the browser." for key in kept + page.context.cookies())
    yield from (f"complains in the console: {line}" for line in page.complaints)
    away = [asked for asked in page.asked if not asked.startswith((site.base, "data:"))]
    yield from (f"asks another host for {address}" for address in away)


@functools.cache
def weigh(file: Path) -> int:
    """Return the bytes of a file on the wire: pictures as they are, the rest by brotli 11."""
    packed = file.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
    return len(brotli.compress(file.read_bytes(), quality=11)) if packed else file.stat().st_size


def weights(page: Page, site: Site) -> dict[str, int]:
    """Return what a page asked for: file from the root of the site -> bytes on the wire."""
    page.wait_for_load_state("networkidle")
    asked = [address for address in page.asked if address.startswith(site.base)]
    paths = {address.removeprefix(site.base).partition("?")[0] for address in asked}
    files = {
        path: f"{path}index.html" if path.endswith("/") or not path else path for path in paths
    }
    return {path: weigh(site.folder / file) for path, file in files.items()}


def too_heavy(what: str, got: dict[str, int], most: float) -> list[str]:
    """Return what there is to say where files weigh more than so many KiB together."""
    total = sum(got.values()) / KIB
    listing = "\n".join(f"{weight / KIB:8.1f} {path or 'home'}" for path, weight in got.items())
    say = f"{what}sends {total:.1f} KiB, and may send {most}:\n{listing}"
    return [say] if total > most else []


def light(page: Page, site: Site) -> Iterator[str]:
    """A first view, to its end, is light, asks little, and waits for one style sheet."""
    got = weights(page, site)
    print(f"\n/{page.address:40}{sum(got.values()) / KIB:6.1f} KiB {len(got):3} requests")
    yield from too_heavy("", got, PAGES.get(page.address, PAGE))
    sheets = [path for path in got if path.endswith(".css")]
    if len(sheets) != 1:
        yield f"waits for {sheets} before it paints; one holds all."
    if len(got) > REQUESTS:
        yield f"asks for {len(got)} files: {[*got]}"


# Those that look at what the visit itself left come first
CHECKS = (discreet, light, reflow, large_print, figures, entries, hyphenated, paper)
CHECKS = (*CHECKS, forced_colours, skip_link, accessible)


def assert_sound(page: Page, site: Site, check: Callable) -> None:
    """Ask one checker of a visited page, on a phone and in the light unless it says otherwise.

    Args:
        page: the page, with its address from the root of the site as `address`.
        site: the site.
        check: one of CHECKS, or `wider`.

    Raises:
        AssertionError: it found something; the message has all of it.
    """
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(
        media="screen", color_scheme="light", forced_colors="none", reduced_motion="reduce"
    )
    found = [f"/{page.address} {line}" for line in check(page, site)]
    assert not found, "\n".join(found)


def _walk(page: Page, key: str, url: str, width: int) -> dict[str, bool]:
    """Press a key until the focus leaves the page, and look at every stop.

    Args:
        page: the open page.
        key: the key to press, `Tab` or `Shift+Tab`.
        url: the address of the page, for the message.
        width: its width in px, for the message.

    Returns:
        The stops by name, and whether each is in the text.

    Raises:
        AssertionError: a stop is out of view, covered or not drawn, or keys go round among a few.
    """
    stops, held = {}, key.startswith("Shift+")
    press = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9, "modifiers": 8 * held}
    page.evaluate("window.stops = []")
    devtools = page.context.new_cdp_session(page)  # by itself Playwright takes twice as long
    stop = script("focus")
    for _ in range(400):  # more than the links of any page that is walked
        devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **press})
        asked = {"expression": f"({stop})()", "awaitPromise": True, "returnByValue": True}
        at = devtools.send("Runtime.evaluate", asked)["result"].get("value")
        if at is None and not stops:  # in the browser's own bars
            continue
        if at is None or at["again"]:
            break
        if at["name"] == "Search" or at["tag"] == "INPUT":
            page.keyboard.press("Escape")  # the search opens when it has the focus
        stops[at["name"]] = at["text"] or stops.get(at["name"], False)  # the menu has it, too
        wrong = [known for known in ("drawn", "inView", "free") if not at[known]]
        where = f"/{url} at {width} px, {key}, stop {len(stops)}, “{at['name']}”"
        assert not wrong, f"{where}: not {' and not '.join(wrong)}."
    devtools.detach()
    first, *_, last = stops
    round_ = at is None or at["name"] == first
    assert round_, f"/{url} at {width} px: {key} leads from “{last}” back to “{at['name']}”."
    return stops


def assert_keys_reach_all(page: Page, base: str, url: str) -> None:
    """Check a page by its stops: from the address bar to the end, wide, and back, on a phone.

    Args:
        page: a page of the browser.
        base: the address of the site.
        url: the address of the page, from there.

    Raises:
        AssertionError: a stop is out of view, covered or not drawn, or not reached.
    """
    page.emulate_media(reduced_motion="reduce")
    # What could cover a stop is seen best on the way back, which goes against the scroll
    ways = {}
    for width, key in ((1280, "Tab"), (360, "Shift+Tab")):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(base + url)
        stops = ways[key] = _walk(page, key, url, width)
        assert len(stops) > 5, f"/{url} at {width} px: {key} reaches only {[*stops]}"
        first = [*stops][0 if key == "Tab" else -1]
        assert first == "Skip to content", f"/{url}: the first stop is “{first}”."
    wide, phone = ({name for name in stops if stops[name]} for stops in ways.values())
    assert wide <= phone, f"/{url}: on the way back at 360 px keys do not reach {wide - phone}."
