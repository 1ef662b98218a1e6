"""The film: its script and captions are whole, and made from what the pages have today."""

import re

import source
from helpers import cues


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


def test_scenes_are_whole():
    """Each scene has an anchor, something to say and, for each thing said, something to show."""
    for scene in source.read("compare.md")[1]["video"]["scenes"]:
        assert list(scene) == ["id", "say", "show"], f"A scene has the keys {list(scene)}."
        assert len(scene["say"]) == len(scene["show"]), (
            f"docs/compare.md, {scene['id']}: {len(scene['say'])} things are said and"
            f" {len(scene['show'])} shown; give each its drawing."
        )
        wrong = [say for say in scene["say"] if re.search("['\"!–—]", say)]
        assert not wrong, f"docs/compare.md, {scene['id']}: a straight quote or dash: {wrong}"
