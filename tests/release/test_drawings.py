"""The film plays the drawings of the pages."""

import re

import pytest
import source
import video
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
    assert beats, f"docs/compare.md shows {name} in no scene; put it into `show`."
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
            return looks(document.querySelector(`#${practice} .line + div svg`));
          })];
        }""",
        [svg, practice, [beat["from"] + 0.1, beat["to"] - 2, beat["to"] + 0.02]],
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


def test_both_sides_are_there_and_take_turns(stage):
    """From the start of each scene both drawings stand in pale lines; each has an equal turn."""
    scenes = stage.evaluate("film.scenes")
    for scene in scenes:
        sides = [beat for beat in scene if "from" in beat]
        if len(sides) < 2 or sides[0]["show"] == "coaching":
            continue
        coaching, mentoring = sides
        where = f"overrides/makers/stage.html, {coaching['show']} and {mentoring['show']}:"
        turns = [beat["to"] - beat["from"] for beat in sides]
        assert abs(turns[0] - turns[1]) < 0.1, f"{where} their turns take {turns} s."
        looks = []
        for time in (scene[0]["start"] + 0.6, *((beat["from"] + beat["to"]) / 2 for beat in sides)):
            stage.evaluate("now => draw(now)", time)
            looks.append(
                stage.evaluate(
                    """() => ["coaching", "mentoring"].map((name) =>
                      [...document.querySelectorAll(`#${name} .acts > div:not(.lead)`)]
                        .map((layer) => +getComputedStyle(layer).opacity))"""
                )
            )
        start, first, second = looks
        pale, whole = [pytest.approx(0.35, abs=0.01), 0], [0, 1]
        if scene[0]["show"] == "dimension":
            assert start == [pale, pale], f"{where} at first they are not both pale: {start}."
        assert first == [whole, pale], f"{where} while coaching is spoken of: {first}."
        assert second == [pale, whole], f"{where} while mentoring is spoken of: {second}."
