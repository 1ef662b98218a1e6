"""The film on its page: its transcript, its player, its files."""

import re

import source
from helpers import AGAIN, cues

# Name -> what the page says that it holds
FILES = {
    "coaching-or-mentoring.webm": ("vp9", "opus"),
    "coaching-or-mentoring.mp4": ("h264", "aac"),
}


def scenes(site) -> dict[str, list[str]]:
    """Return the transcript as the page shows it: anchor -> paragraphs."""
    return {
        node["id"].removeprefix("film-"): [" ".join(p.get_text().split()) for p in node.select("p")]
        for node in site.page("compare/").select("details div[id^=film-]")
    }


def test_captions_are_what_is_said(site):
    """Captions and transcript are the same words, drawn from the scenes in two ways."""
    said = " ".join(text for texts in scenes(site).values() for text in texts)
    assert said, "/compare/ has no transcript; docs/compare.md needs <!-- transcript -->."
    assert "{" not in said, f"/compare/ names a cell that no dimension has: {said}"
    shown = " ".join(cue.text for cue in cues())
    new = [text for texts in scenes(site).values() for text in texts if text not in shown]
    assert shown == said, (
        f"docs/compare.md says what the film does not yet: {new or 'another order'}. Read it"
        " aloud: where a lead no longer fits its sentence, as “A coach {approach.coaching.lead}”"
        f" wants a verb, mend the words around it there. Then {AGAIN}."
    )


def test_every_dimension_for_both_practices(site):
    """Each dimension has its scene: its question, then coaching, then mentoring, in both cells."""
    found = scenes(site)
    order = [slug for slug in found if slug in {d.slug for d in source.dimensions()}]
    want = [d.slug for d in source.dimensions()]
    assert order == want, f"docs/compare.md has scenes for {order}; want {want}."
    for dimension in source.dimensions():
        head, *sides = found[dimension.slug]
        assert head == f"{dimension.name}. {dimension.meta['question']}"
        assert len(sides) == 2, f"docs/compare.md, {dimension.slug}: want both practices."
        for practice, side in zip(source.PRACTICES, sides, strict=True):
            cell = dimension.meta[practice]
            where = f"docs/compare.md, {dimension.slug}, {practice}: “{side}”"
            named = {"coaching": r"(Coaching|A coach)\b", "mentoring": r"(Mentoring|A mentor)\b"}
            assert re.match(named[practice], side), f"{where} does not begin with the practice."
            for key in ("lead", "drawing", "short"):
                words = (cell[key][0].lower() + cell[key][1:]).strip(".")
                assert words in side, f"{where} lacks its `{key}`, “{words}”."


def test_attributes(site):
    """The browser's own controls, both files, captions in English and on; no autoplay."""
    video = site.page("compare/").select_one("main figure video")
    assert video, "/compare/ has no player; docs/compare.md needs <!-- video -->."
    for name in ("controls", "playsinline", "poster", "width", "height"):
        assert video.has_attr(name), f"/compare/: the player lacks `{name}`."
    assert video["preload"] == "none", "/compare/: the player may fetch nothing before it is asked."
    assert not video.has_attr("autoplay"), "/compare/: the player starts by itself."
    assert [s["src"].rpartition("/")[2] for s in video.select("source")] == list(FILES)
    track = video.select_one("track[kind=captions]")
    assert (track["srclang"], track["label"]) == ("en", "English")


def test_downloads(site):
    """Everything that makes up the video can be kept."""
    listed = site.one("compare/", "#download").find_next("ul")
    links = {a["href"].rpartition("/")[2] for a in listed.select("a")}
    want = {*FILES, "captions.vtt", "poster.webp"}
    assert links == want, f"/compare/ offers {links} to download; want {want}."
