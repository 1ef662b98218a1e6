"""The film itself: its sound, its pictures, and captions for what is said."""

import functools
import json
import re

import pytest
import source
from helpers import AGAIN, FOLDER, WEBM, cues, need

SIZE = 4 * 1024 * 1024
POSTER = 12 * 1024
SECONDS = (75, 110)
PLAYER = "overrides/theme/partials/video.html"
# Name -> what the page says that it holds
FILES = {
    "coaching-or-mentoring.webm": ("vp9", "opus"),
    "coaching-or-mentoring.mp4": ("h264", "aac"),
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


def test_captions_cover_the_speech():
    """While somebody speaks there is a caption, and while there is a caption somebody speaks."""
    _, speech = loud()
    bare = [t for t in speech if not any(c.start - 0.15 <= t <= c.end + 0.15 for c in cues())]
    assert not bare, f"docs/video/captions.vtt: no caption for the speech at {bare[:9]} s; {AGAIN}."
    for cue in cues():
        share = sum(cue.start <= t < cue.end for t in speech) / 20 / (cue.end - cue.start)
        assert share > 0.4, f"At {cue.start:.1f} s a caption stands and little is said; {AGAIN}."


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


def test_each_side_has_the_picture_to_itself_for_the_same_time():
    """Both halves of each picture compared: neither is ever empty, and neither comes first longer.

    In grey, a drawing in full is darker than 140, and pale lines on their ground than 215.
    """
    av, alone, empty, times = need("av"), {"left": 0, "right": 0}, {"left": 0, "right": 0}, 0
    spoken = next(cue.start for cue in cues() if cue.text.startswith("Focus."))
    with av.open(str(FOLDER / WEBM)) as film:
        film.streams.video[0].thread_type = "AUTO"
        for number, frame in enumerate(film.decode(video=0)):
            if number % 5:
                continue
            grey = bytes(frame.reformat(320, 180, "gray").planes[0])
            dark = {
                side: min(min(grey[row * 320 + x : row * 320 + x + 100]) for row in range(33, 113))
                for side, x in (("left", 9), ("right", 210))
            }
            times += 1
            for side, other in (("left", "right"), ("right", "left")):
                alone[side] += dark[side] < 140 <= dark[other]
                empty[side] += frame.time > spoken and dark[side] >= 215
    seconds = {side: count / 5 for side, count in alone.items()}
    assert min(seconds.values()) > 20, (
        f"each side is to stand out for a while: {seconds} s; {AGAIN}."
    )
    assert abs(seconds["left"] - seconds["right"]) <= 1, (
        f"coaching (left) and mentoring (right) have the picture to themselves for {seconds} s;"
        f" {AGAIN}."
    )
    assert max(empty.values()) / 5 <= 6, f"a half of the film stands empty: {empty} of {times}."


def test_level_is_what_the_page_says():
    """Old players are told by the page which level of H.264 they need, and it is true."""
    level = need("av").open(str(FOLDER / "coaching-or-mentoring.mp4")).streams.video[0]
    data = level.codec_context.extradata  # avcC: version, profile, compatibility, level
    told = re.search(r"avc1\.(\w{6})", (source.ROOT / PLAYER).read_text("utf-8"))[1]
    assert data[1:4].hex() == told.lower(), (
        f"docs/video/coaching-or-mentoring.mp4 is {data[1:4].hex()}, and {PLAYER} says {told}."
    )
