"""The player: by keys, by mouse, without a script, and at no cost before it plays."""

import re

import pytest
from helpers import cues
from playwright.sync_api import Page, expect


def test_player_by_keyboard(shared_page: Page, site):
    """Nothing is fetched or played unasked; the space bar plays, with captions, and pauses."""
    shared_page.goto(f"{site.base}compare/", wait_until="networkidle")
    fetched = [url for url in shared_page.asked if url.endswith((".webm", ".mp4"))]
    assert not fetched, f"/compare/ fetches {fetched} before anyone has asked."
    video = shared_page.locator("video")
    for _ in range(80):
        shared_page.keyboard.press("Tab")
        if video.evaluate("node => node === document.activeElement"):
            break
    expect(video, "the Tab key never reaches the player of /video/").to_be_focused()
    shared_page.keyboard.press("Space")
    for seconds in (0.2, 1.5):  # time goes on, and not only once
        shared_page.wait_for_function(
            "seconds => document.querySelector('video').currentTime > seconds", arg=seconds
        )
    state = video.evaluate("v => [v.paused, v.error && v.error.message, v.currentSrc]")
    assert state[:2] == [False, None], f"/compare/ does not play: {state}."
    assert state[2].endswith(".webm"), f"/compare/ plays {state[2]}; the WebM comes first."
    track = video.evaluate("v => [v.textTracks[0].mode, v.textTracks[0].cues.length]")
    assert track == ["showing", len(cues())], f"/compare/: the captions are {track}."
    shared_page.keyboard.press("Space")
    expect(video).to_have_js_property("paused", True)
    assert not shared_page.complaints, f"/compare/: {shared_page.complaints}"


@pytest.mark.parametrize("where", ["picture", "controls"])
def test_player_by_mouse(shared_page: Page, site, where):
    """A click on the picture or on the play button starts the video, and once is enough."""
    shared_page.goto(f"{site.base}compare/")
    video = shared_page.locator("video")
    video.scroll_into_view_if_needed()
    box = video.bounding_box()
    at = {"picture": (box["width"] / 2, box["height"] / 2), "controls": (30, box["height"] - 45)}
    video.click(position=dict(zip("xy", at[where], strict=True)))
    shared_page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    assert not video.evaluate("v => v.paused"), f"/compare/: a click on the {where} stops it again."
    video.click(position=dict(zip("xy", at[where], strict=True)))
    expect(video).to_have_js_property("paused", True)


def test_player_costs_nothing_before_it_plays(shared_page: Page, site):
    """The poster stands in the page, the captions come when it plays, the film when it is asked."""
    shared_page.goto(site.base, wait_until="networkidle")
    video = shared_page.locator("video")
    expect(video).to_have_attribute("poster", re.compile("^data:image/svg"))
    assert not [asked for asked in shared_page.asked if "/video/" in asked], shared_page.asked
    video.evaluate("e => e.play()")
    shared_page.wait_for_function(
        "() => document.querySelector('video').textTracks[0].mode === 'showing'"
    )


def test_transcript_stands_in(plain_page: Page, site):
    """Without scripts the transcript is there, folded; paper has the comparison alone."""
    plain_page.goto(f"{site.base}compare/#transcript")
    said = plain_page.locator("#film-focus p")
    expect(said).to_have_count(3)
    expect(said.first).to_be_hidden()
    plain_page.get_by_text("Every word of the film").click()
    expect(said.first).to_be_visible()
    expect(plain_page.locator("video")).to_be_visible()
    plain_page.emulate_media(media="print")
    expect(plain_page.locator("video")).to_be_hidden()
    expect(said.first).to_be_hidden()
