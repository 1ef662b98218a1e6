"""The video: captions, files and player say and do what the page promises."""

import functools
import json
import re
from dataclasses import dataclass

import content
import pytest
import video
from conftest import need
from playwright.sync_api import Browser, Page, expect

FOLDER = content.DOCS / "video"
AGAIN = "make the video again: README.md says how"
SIZE = 4 * 1024 * 1024
POSTER = 12 * 1024
SECONDS = (75, 110)
# Name -> what the page says that it holds
FILES = {
    "coaching-or-mentoring.webm": ("vp9", "opus"),
    "coaching-or-mentoring.mp4": ("h264", "aac"),
}
WEBM = "coaching-or-mentoring.webm"


@dataclass(frozen=True)
class Cue:
    """One caption.

    Attributes:
        start: when it comes, in seconds.
        end: when it goes.
        lines: its lines.
    """

    start: float
    end: float
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(self.lines)


@functools.cache
def cues() -> tuple[Cue, ...]:
    """Return the captions in the order of their file."""
    head, *blocks = (FOLDER / "captions.vtt").read_text(encoding="utf-8").strip().split("\n\n")
    assert head.strip() == "WEBVTT", "docs/video/captions.vtt does not begin with WEBVTT."
    found = []
    for block in blocks:
        times, *lines = block.splitlines()
        match = re.fullmatch(r"(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d\.\d{3})", times)
        assert match, f"docs/video/captions.vtt: “{times}” is no time."
        start, end = (int(match[i]) * 60 + float(match[i + 1]) for i in (1, 3))
        found.append(Cue(start, end, tuple(lines)))
    return tuple(found)


def scenes(site) -> dict[str, list[str]]:
    """Return the transcript as the page shows it: anchor -> paragraphs."""
    return {
        node["id"]: [" ".join(p.get_text().split()) for p in node.select("p")]
        for node in site.page("video/").select("h2#transcript ~ div > div[id]")
    }


@functools.cache
def loud() -> tuple[float, list[float]]:
    """Return how long the sound lasts, and each twentieth of a second in which somebody speaks."""
    av, level, rate = need("av"), [], 16_000
    with av.open(str(FOLDER / WEBM)) as file:
        resampler = av.AudioResampler("s16", "mono", rate)
        frames = (f for frame in file.decode(audio=0) for f in resampler.resample(frame))
        rest = bytearray()
        for frame in frames:
            rest += bytes(frame.planes[0])[: frame.samples * 2]
    step = rate // 20
    samples = memoryview(bytes(rest)).cast("h")
    for i in range(0, len(samples) - step, step):
        level.append(max(map(abs, samples[i : i + step : 4])))
    return len(samples) / rate, [i / 20 for i, peak in enumerate(level) if peak > 650]


def test_captions_are_what_is_said(site):
    """Captions and transcript are the same words, drawn from the scenes in two ways."""
    said = " ".join(text for texts in scenes(site).values() for text in texts)
    assert said, "/video/ has no transcript; docs/video/index.md needs <!-- transcript -->."
    assert "{" not in said, f"/video/ names a cell that no dimension has: {said}"
    shown = " ".join(cue.text for cue in cues())
    assert shown == said, (
        f"The scenes of docs/video/index.md have changed since the captions were made; {AGAIN}."
    )


@pytest.mark.parametrize("name", FILES)
def test_pictures_are_of_today(name):
    """The film shows the drawings, the colours and the poster that the pages have."""
    fresh = video.drawn_from().encode() in (FOLDER / name).read_bytes()
    assert fresh, (
        f"docs/video/{name}: its drawings, stage, poster or colours have changed; {AGAIN}."
    )


def test_captions_are_readable():
    """At most two lines of 42 and 20 characters a second; each stays long enough; none overlap."""
    before = 0.0
    for cue in cues():
        where = f"docs/video/captions.vtt, at {cue.start:.1f} s, “{cue.text}”:"
        assert cue.start >= before, f"{where} it comes before the one before it has gone."
        assert len(cue.lines) <= 2, f"{where} it has {len(cue.lines)} lines."
        assert max(map(len, cue.lines)) <= 42, f"{where} a line is longer than 42 characters."
        lasts = cue.end - cue.start
        assert lasts >= 1, f"{where} it stays for {lasts:.2f} s only."
        assert len(cue.text) / lasts <= 20, f"{where} {len(cue.text) / lasts:.1f} characters/s."
        before = cue.end


def test_captions_cover_the_speech():
    """While somebody speaks there is a caption, and while there is a caption somebody speaks."""
    _, speech = loud()
    bare = [t for t in speech if not any(c.start - 0.15 <= t <= c.end + 0.15 for c in cues())]
    assert not bare, f"docs/video/captions.vtt: no caption for the speech at {bare[:9]} s; {AGAIN}."
    for cue in cues():
        share = sum(cue.start <= t < cue.end for t in speech) / 20 / (cue.end - cue.start)
        assert share > 0.4, f"At {cue.start:.1f} s a caption stands and little is said; {AGAIN}."


def test_every_dimension_for_both_practices(site):
    """Each dimension has its scene: its question, then coaching, then mentoring, in both cells."""
    found, at = scenes(site), 0
    shown = " ".join(cue.text for cue in cues())
    order = [slug for slug in found if slug in {d.slug for d in content.dimensions()}]
    want = [d.slug for d in content.dimensions()]
    assert order == want, f"docs/video/index.md has scenes for {order}; want {want}."
    for dimension in content.dimensions():
        head, *sides = found[dimension.slug]
        assert head == f"{dimension.name}. {dimension.meta['question']}"
        assert len(sides) == 2, f"docs/video/index.md, {dimension.slug}: want both practices."
        for practice, side in zip(content.PRACTICES, sides, strict=True):
            cell = dimension.meta[practice]
            where = f"docs/video/index.md, {dimension.slug}, {practice}: “{side}”"
            named = {"coaching": r"(Coaching|A coach)\b", "mentoring": r"(Mentoring|A mentor)\b"}
            assert re.match(named[practice], side), f"{where} does not begin with the practice."
            for key in ("lead", "short"):
                words = (cell[key][0].lower() + cell[key][1:]).strip(".")
                assert words in side, f"{where} lacks its `{key}`, “{words}”."
            at = shown.find(side, at)
            assert at >= 0, f"{where} is not said in its place; {AGAIN}."


def test_scenes_are_whole():
    """Each scene has an anchor, something to say and, for each thing said, something to show."""
    for scene in content.read("video/index.md")[1]["video"]["scenes"]:
        assert list(scene) == ["id", "say", "show"], f"A scene has the keys {list(scene)}."
        assert len(scene["say"]) == len(scene["show"]), (
            f"docs/video/index.md, {scene['id']}: {len(scene['say'])} things are said and"
            f" {len(scene['show'])} shown; give each its drawing."
        )
        wrong = [say for say in scene["say"] if re.search("['\"!–—]", say)]
        assert not wrong, f"docs/video/index.md, {scene['id']}: a straight quote or dash: {wrong}"


@pytest.mark.parametrize("name", FILES)
def test_file(name):
    """It has the stated size and codecs, and plays to its end."""
    av, path = need("av"), FOLDER / name
    assert path.stat().st_size < SIZE, f"docs/video/{name} weighs {path.stat().st_size:,} bytes."
    with av.open(str(path)) as file:
        picture, sound = file.streams.video[0], file.streams.audio[0]
        seconds = file.duration / av.time_base
        assert (picture.codec_context.codec.canonical_name, sound.codec.canonical_name) == FILES[
            name
        ], f"docs/video/{name} holds other codecs."
        assert (picture.width, picture.height) == (1280, 720), f"docs/video/{name}: its size."
        assert SECONDS[0] <= seconds <= SECONDS[1], f"docs/video/{name} lasts {seconds:.1f} s."
        ends = {"picture": 0.0, "sound": 0.0}
        for frame in file.decode(picture, sound):
            kind = "picture" if isinstance(frame, av.VideoFrame) else "sound"
            ends[kind] = max(ends[kind], frame.time)
    for kind, end in ends.items():
        assert abs(end - seconds) < 0.3, f"docs/video/{name}: the {kind} ends at {end:.1f} s."
    if name.endswith(".mp4"):
        fast = b"moov" in path.read_bytes()[:65536]
        assert fast, f"docs/video/{name} is not made to start fast (+faststart)."


@pytest.mark.parametrize("name", FILES)
def test_loudness(name):
    """About -16 LUFS, and no sample is clipped."""
    stats = need("av.filter.loudnorm").stats
    with need("av").open(str(FOLDER / name)) as file:
        heard = json.loads(stats("i=-16:print_format=json", file.streams.audio[0]))
    loudness, peak = float(heard["input_i"]), float(heard["input_tp"])
    assert -17 <= loudness <= -15, f"docs/video/{name} has {loudness} LUFS; want -16."
    assert peak <= -0.5, f"docs/video/{name} peaks at {peak} dBTP; leave some room."


def test_captions_end_with_the_video():
    """The last caption is for the last words, and none outlasts the film."""
    seconds, speech = loud()
    assert cues()[-1].end <= seconds, "docs/video/captions.vtt outlasts the video."
    assert speech[-1] <= cues()[-1].end, f"The last words have no caption; {AGAIN}."


def test_poster():
    """The poster is light, and as wide for its height as the video."""
    path = FOLDER / "poster.webp"
    weight = path.stat().st_size
    assert weight <= POSTER, f"docs/video/poster.webp weighs {weight:,} bytes; 12 KiB at the most."
    with need("av").open(str(path)) as file:
        frame = next(file.decode(video=0))
    assert abs(frame.width / frame.height - 16 / 9) < 0.01, "docs/video/poster.webp: not 16:9."


def test_player_by_keyboard(tab: Page, site):
    """Nothing is fetched or played unasked; the space bar plays, with captions, and pauses."""
    tab.goto(f"{site.base}video/", wait_until="networkidle")
    fetched = [url for url in tab.asked if url.endswith((".webm", ".mp4"))]
    assert not fetched, f"/video/ fetches {fetched} before anyone has asked."
    video = tab.locator("video")
    for _ in range(80):
        tab.keyboard.press("Tab")
        if video.evaluate("node => node === document.activeElement"):
            break
    expect(video, "the Tab key never reaches the player of /video/").to_be_focused()
    tab.keyboard.press("Space")
    for seconds in (0.2, 1.5):  # time goes on, and not only once
        tab.wait_for_function(
            "seconds => document.querySelector('video').currentTime > seconds", arg=seconds
        )
    state = video.evaluate("v => [v.paused, v.error && v.error.message, v.currentSrc]")
    assert state[:2] == [False, None], f"/video/ does not play: {state}."
    assert state[2].endswith(".webm"), f"/video/ plays {state[2]}; the WebM comes first."
    track = video.evaluate("v => [v.textTracks[0].mode, v.textTracks[0].cues.length]")
    assert track == ["showing", len(cues())], f"/video/: the captions are {track}."
    tab.keyboard.press("Space")
    expect(video).to_have_js_property("paused", True)
    assert not tab.complaints, f"/video/: {tab.complaints}"


@pytest.mark.parametrize("where", ["picture", "controls"])
def test_player_by_mouse(tab: Page, site, where):
    """A click on the picture or on the play button starts the video, and once is enough."""
    tab.goto(f"{site.base}video/")
    video = tab.locator("video")
    video.scroll_into_view_if_needed()
    box = video.bounding_box()
    at = {"picture": (box["width"] / 2, box["height"] / 2), "controls": (30, box["height"] - 45)}
    video.click(position=dict(zip("xy", at[where], strict=True)))
    tab.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    assert not video.evaluate("v => v.paused"), f"/video/: a click on the {where} stops it again."
    video.click(position=dict(zip("xy", at[where], strict=True)))
    expect(video).to_have_js_property("paused", True)


def test_attributes(site):
    """The browser's own controls, both files, captions in English and on; no autoplay."""
    video = site.page("video/").select_one("main figure video")
    assert video, "/video/ has no player; docs/video/index.md needs <!-- video -->."
    for name in ("controls", "playsinline", "poster", "width", "height"):
        assert video.has_attr(name), f"/video/: the player lacks `{name}`."
    assert video["preload"] == "none", "/video/: the player may fetch nothing before it is asked."
    assert not video.has_attr("autoplay"), "/video/: the player starts by itself."
    assert [s["src"].rpartition("/")[2] for s in video.select("source")] == list(FILES)
    track = video.select_one("track[kind=captions]")
    assert (track["srclang"], track["label"]) == ("en", "English")


def test_player_costs_nothing_before_it_plays(page: Page, site):
    """The poster stands in the page, the captions come when it plays, the film when it is asked."""
    page.goto(site.base, wait_until="networkidle")
    video = page.locator("video")
    expect(video).to_have_attribute("poster", re.compile("^data:image/svg"))
    assert not [asked for asked in page.asked if "/video/" in asked], page.asked
    video.evaluate("e => e.play()")
    page.wait_for_function("() => document.querySelector('video').textTracks[0].mode === 'showing'")


def test_downloads(site):
    """Everything that makes up the video can be kept."""
    links = {a["href"] for a in site.page("video/").select("h2#download ~ ul a")}
    want = {*FILES, "captions.vtt", "poster.webp"}
    assert links == want, f"/video/ offers {links} to download; want {want}."


def test_transcript_stands_in(browser: Browser, site):
    """Without scripts the transcript is there; on paper it takes the player's place."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.base}video/")
    expect(page.locator("#focus p")).to_have_count(3)
    expect(page.locator("#focus p").first).to_be_visible()
    expect(page.locator("video")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("video")).to_be_hidden()
    expect(page.locator("#focus p").first).to_be_visible()
    context.close()
