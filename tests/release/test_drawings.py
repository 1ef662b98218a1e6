"""The film plays the drawings of the pages, as they are today."""

import io
import itertools
import re

import pytest
import source
import video
from helpers import AGAIN, WEBM, cues, need
from playwright.sync_api import Browser, Page

ICONS = source.ROOT / "overrides/theme/.icons/cm"
EACH = [
    pytest.param(d, p, id=f"{d.slug}-{p}") for d in source.dimensions() for p in source.PRACTICES
]


@pytest.fixture(scope="module")
def stage(browser: Browser):
    """The stage of the film, with its script: each phrase is said in a second and a half."""
    script, now = video.beats(), 0.0
    for beat in script:
        for piece in re.split(r"(?<=[.?,:])\s", beat.text):
            beat.pieces.append((piece, now, now + 1.5))
            now += 1.5
        now += 1
    page = browser.new_page(viewport={"width": video.WIDTH, "height": video.HEIGHT})
    page.goto((source.ROOT / "overrides/makers/stage.html").as_uri())
    page.evaluate("data => setup(data)", video.direction(script))
    yield page
    page.close()


def shown(stage: Page, name: str) -> dict:
    """Return the first thing said of a drawing, as the stage knows it."""
    beats = [beat for beat in stage.evaluate("film.beats") if beat["show"] == name]
    assert beats, f"docs/video/index.md shows {name} in no scene; put it into `show`."
    return beats[0]


@pytest.mark.parametrize(("dimension", "practice"), EACH)
def test_film_plays_the_drawing(stage, dimension, practice):
    """The film shows the file, part by part: at first not all of it, and in the end all."""
    name = f"{dimension.slug}-{practice}"
    svg, beat = (ICONS / f"{name}.svg").read_text(encoding="utf-8"), shown(stage, name)
    whole, early, late, last = stage.evaluate(
        """([svg, practice, times]) => {
          const looks = (node) => parts(node).map((part) => part.outerHTML);
          const file = document.createElement("div");
          file.innerHTML = svg;
          return [looks(file.firstChild), ...times.map((time) => {
            draw(time);
            return looks(document.querySelector(`#${practice} svg`));
          })];
        }""",
        [svg, practice, [beat["start"] + 0.1, beat["end"] - 2, beat["end"] + 0.05]],
    )
    where = f"overrides/makers/stage.html, {name}:"
    assert [part for part in whole if part not in early], f"{where} all of it is there at once."
    assert early != late, f"{where} nothing moves; give the drawing an act."
    # A tangle ends as a straight thread, and somebody goes along the road
    missing = [part for part in whole if part not in last]
    assert len(missing) <= (name == "approach-coaching"), (
        f"{where} in the end these parts are not as {name}.svg has them: {missing}"
    )
    strange = [part for part in last if part not in whole]
    assert len(strange) <= (name in ("approach-coaching", "focus-mentoring")), (
        f"{where} in the end it shows what {name}.svg has not: {strange}"
    )


@pytest.mark.parametrize("dimension", source.dimensions(), ids=lambda d: d.slug)
def test_film_was_made_from_the_drawings(stage, dimension):
    """A drawing that has changed since the film was made looks otherwise there."""
    av, name = need("av"), f"{dimension.slug}-mentoring"
    said = itertools.accumulate([cue.text for cue in cues()], "{} {}".format)
    short = dimension.meta["mentoring"]["short"]
    # A caption stays for half a second; what it names goes sooner
    end = next(cue.end - 0.5 for cue, text in zip(cues(), said, strict=True) if short[1:] in text)
    with av.open(str(source.DOCS / "video" / WEBM)) as film:
        film.seek(int(end * av.time_base))
        frames = film.decode(video=0)
        filmed = next(frame for frame in frames if frame.time >= end)
    stage.evaluate("now => draw(now)", shown(stage, name)["end"] + 0.05)
    with av.open(io.BytesIO(stage.screenshot())) as picture:
        drawn = next(picture.decode(video=0))
    grey = [bytes(f.reformat(320, 180, "gray").planes[0]) for f in (filmed, drawn)]
    for practice, left in (("coaching", 9), ("mentoring", 210)):
        tiles = {
            (x, y): sum(
                abs(grey[0][i] - grey[1][i])
                for row in range(y, y + 10)
                for i in range(row * 320 + x, row * 320 + x + 10)
            )
            / 100
            for x in range(left, left + 100, 10)
            for y in range(33, 113, 10)
        }
        worst = max(tiles, key=tiles.get)
        assert tiles[worst] < 5, (
            f"{dimension.slug}-{practice}.svg has changed since the film was made: at {worst} of"
            f" 320 by 180, at {end:.1f} s, they are {tiles[worst]:.0f} of 255 apart; {AGAIN}."
        )


def test_still_picture_is_the_poster(page: Page, site):
    """The picture to take away and the poster in the player are one, but for the face of words."""
    poster = site.page("video/").select_one("video")["poster"]
    page.emulate_media(color_scheme="light")
    page.goto(f"{site.base}video/")
    far = page.evaluate(
        """async (sources) => {
          const [own, still] = await Promise.all(sources.map(async (source) => {
            const image = new Image(), canvas = new OffscreenCanvas(128, 72).getContext("2d");
            image.src = source;
            await image.decode();
            canvas.drawImage(image, 0, 0, 128, 72);
            return canvas.getImageData(0, 0, 128, 72).data;
          }));
          return own.reduce((sum, value, i) => sum + Math.abs(value - still[i]), 0) / own.length;
        }""",
        [poster, "poster.webp"],
    )
    assert far < 3, (
        f"docs/video/poster.webp is {far:.1f} of 255 away from what partials/poster.html draws;"
        f" {AGAIN}."
    )
