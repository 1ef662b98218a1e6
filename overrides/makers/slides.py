"""What the slides say and show, from the source of the pages; deck.py draws them.

Every word stands on the pages. The notes say what the lesson of docs/teach.md says of each slide.
"""

import dataclasses
import re
from collections.abc import Iterator

import source
from office import DATE, SANS, SERIF
from source import claims, heading, label, plain, section, sentences

WIDE, HIGH, EDGE = 13.333, 7.5, 0.6  # a slide, in inches
ACROSS = WIDE - 2 * EDGE

# Colours of the site -> what a theme of Office, and python-pptx, call them
THEME = {
    **{"ink": ("dk1", "TEXT_1"), "paper": ("lt1", "BACKGROUND_1")},
    **{"ink-soft": ("dk2", "TEXT_2"), "sheet": ("lt2", "BACKGROUND_2")},
    **{"coaching": ("accent1", "ACCENT_1"), "mentoring": ("accent2", "ACCENT_2")},
    **{"coaching-tint": ("accent3", "ACCENT_3"), "mentoring-tint": ("accent4", "ACCENT_4")},
    **{"spine": ("accent5", "ACCENT_5"), "spine-soft": ("accent6", "ACCENT_6")},
}
# What stands in a shape: face of the theme, size in points, bold, colour (`voice`: of the shape)
STYLES = {
    "label": ("+mn-lt", 16, True, "voice"),
    "lead": ("+mj-lt", 26, True, "voice"),
    "say": ("+mj-lt", 22, False, "ink"),
    "ask": ("+mj-lt", 36, False, "ink"),
    "large-lead": ("+mj-lt", 32, True, "voice"),
    "large": ("+mn-lt", 22, False, "ink"),
    "text": ("+mn-lt", 16, False, "ink"),
    "firm": ("+mn-lt", 16, True, "ink"),
    "small": ("+mn-lt", 14, False, "ink"),
    "spine": ("+mj-lt", 20, True, "paper"),
    "spine-small": ("+mn-lt", 14, False, "spine-soft"),
    "head": ("+mn-lt", 16, True, "paper"),
    "foot": ("+mn-lt", 12, False, "ink-soft"),
}
# The marks of overrides/theme/partials/figure.html, as signs for the key
SIGNS = {"bar": "▬", "frame": "▭", "diamond": "◆", "ring": "○"}


@dataclasses.dataclass(frozen=True)
class Box:
    """A shape on a slide: words, a drawing, or a table with marks.

    Attributes:
        place: left, top, width, height, in inches; of a table, the height of a row.
        lines: its paragraphs: a key of STYLES, and words.
        voice: whose it is, `coaching`, `mentoring`, `spine`, `sheet`, or `` for none.
        drawing: slug of the dimension whose drawing it is.
        table: a figure, as the front matter of a page has it.
        columns: how wide those of the table are, in inches; its marks stand in the last.
    """

    place: tuple[float, float, float, float]
    lines: tuple[tuple[str, str], ...] = ()
    voice: str = ""
    drawing: str = ""
    table: dict = dataclasses.field(default_factory=dict)
    columns: tuple[float, ...] = ()


def sides(top: float, height: float, spine: list, *both: list) -> Iterator[Box]:
    """Yield the figure of the site in large: the dark spine, coaching left, mentoring right."""
    middle = 2.4 if spine else 0.25
    width = (ACROSS - middle) / 2
    if spine:
        yield Box((EDGE + width, top, middle, height), tuple(spine), "spine")
    lefts = EDGE, EDGE + width + middle
    for practice, lines, left in zip(source.PRACTICES, both, lefts, strict=True):
        yield Box((left, top, width, height), tuple(lines), practice)


def pictured(boxes: list[Box], slug: str, width: float) -> list[Box]:
    """Return boxes with the drawings of a dimension, at the foot of the two sides."""
    for box in [box for box in boxes if box.voice in source.PRACTICES]:
        left, top, across, height = box.place
        place = left + across - width - 0.2, top + height - 0.8 * width - 0.15, width, 0.8 * width
        boxes.append(Box(place, (), box.voice, slug))
    return boxes


def wide(top: float, height: float, *lines: tuple[str, str], voice: str = "sheet") -> Box:
    """Return a box from edge to edge."""
    return Box((EDGE, top, ACROSS, height), lines, voice)


def figure(name: str) -> tuple[dict, str]:
    """Return a figure as the front matter of its page has it, and what limits it, below it.

    Raises:
        ValueError: no page draws it.
    """
    for file in source.pages():
        text, meta = source.read(file)
        _, found, below = text.partition(f"<!-- figure {name} -->")
        if found:
            return meta["figures"][name], plain(re.split(r"\n\s*\n", below.strip())[0])
    raise ValueError(f"No page draws the figure `{name}`, which a slide shows; see slides.py.")


def steps() -> list[str]:
    """Return what the lesson has to say of each slide, in their order, line by line.

    Raises:
        ValueError: a slide has no step.
    """
    times = re.compile(r"^### (\d+ to \d+ minutes: .+?) \{.*\n", re.M)
    parts, found = times.split(source.read("teach.md")[0])[1:], {}
    for time, body in zip(parts[::2], parts[1::2], strict=True):
        for item in re.findall(r"^- \*\*Slide (?:.|\n )*", body, re.M):
            said = re.sub(r" (?=(?:Ask|Listen for):)", "\n", plain(item[2:]))
            found.setdefault(int(re.search(r"\d+", item)[0]), []).append(f"{time}\n{said}")
    if [*found] != [*range(1, len(found) + 1)]:
        raise ValueError(f"docs/teach.md: the lesson shows slides {[*found]}; number them from 1.")
    return ["\n".join(said) for said in found.values()]


def slides(address: str = "") -> list[tuple[str, list[Box], str]]:
    """Return all slides: title, shapes in the order of reading, notes for the speaker.

    Args:
        address: of the site, to cite it by; without one, the notes do not say how.

    Raises:
        ValueError: a page lacks what a slide shows, or the lesson has another number of slides.
    """
    said = steps()
    first, last = (re.search(r"Ask: ‘(.+?)’(?!\w)", said[at])[1] for at in (0, -1))
    shown = [
        _cover(first),
        _matrix(),
        *map(_dimension, source.dimensions()),
        _listen(),
        _key(),
        _blurs(),
        _length(),
        _research(),
        _close(last, address),
    ]
    if len(said) != len(shown):
        raise ValueError(
            f"docs/teach.md: the lesson shows {len(said)} slides, and there are {len(shown)}: one"
            " for each dimension, and eight more. Say in the lesson what each is for."
        )
    return [
        (title, [*boxes], "\n".join([step, *more]))
        for (title, boxes, *more), step in zip(shown, said, strict=True)
    ]


def parts(address: str = "") -> dict[str, object]:
    """Return what the slides are made from, kind by kind, as made.mark takes it."""
    return {
        "words": slides(address),
        "drawings": source.drawings(),
        "colours": source.light(*THEME),
        "layout": [STYLES, SIGNS, WIDE, HIGH, EDGE],
        "faces": [SERIF, SANS],
        "address": address,
    }


def _cover(ask: str) -> tuple:
    names = ([("lead", label(practice))] for practice in source.PRACTICES)
    boxes = [*sides(2.6, 2.75, [("spine", source.config()["site_name"])], *names)]
    return heading("index.md"), [*pictured(boxes, "approach", 2.2), wide(5.6, 1.15, ("say", ask))]


def _matrix() -> tuple:
    answer = plain(section("index.md", "answer")).rstrip(".")
    halves = ([("label", half[0].upper() + half[1:] + ".")] for half in answer.split("; "))
    boxes = [*sides(1.2, 0.85, [], *halves)]
    for place, d in enumerate(source.dimensions()):
        cells = (d.meta[practice] for practice in source.PRACTICES)
        lines = ([("lead", cell["lead"]), ("small", cell["short"])] for cell in cells)
        boxes += sides(2.15 + 1.18 * place, 1.12, [("spine", d.name)], *lines)
    return heading("compare.md"), boxes


def _dimension(d: source.Dimension) -> tuple:
    cells = (d.meta[practice] for practice in source.PRACTICES)
    lines = ([("large-lead", cell["lead"]), ("say", cell["short"])] for cell in cells)
    spine = [("spine", d.name), ("spine-small", label("usual"))]
    boxes = [*sides(1.2, 5.65, spine, *lines)]
    more = (f"{label(p)}: {plain(section(d.file, p))}" for p in source.PRACTICES)
    question = d.meta["question"][0].lower() + d.meta["question"][1:]
    return f"{d.name}: {question}", pictured(boxes, d.slug, 3.4), *more


def _items(file: str, name: str, bullet: str) -> list[str]:
    """Return the items of the first list of a kind in a section, as Markdown."""
    found = re.search(rf"^{bullet}(?:.|\n(?!\n#))*", section(file, name), re.M)
    return [item.strip() for item in re.split(rf"^{bullet}", found[0], flags=re.M)[1:]]


def _listen() -> tuple:
    _, intro, _, scene, *_ = re.split(r"\n\s*\n", section("teach.md", "worksheet"))
    helper = re.search(r"`R` (.+?): `C`", section("teach.md", "worksheet"))[1]
    helpers = (f"{helper}: {label(practice).lower()}" for practice in source.PRACTICES)
    heads = ["", *(d.name for d in source.dimensions()), *helpers]
    rows = [{"name": str(number)} for number, _ in enumerate(source.dimensions(), 1)]
    table = {"caption": plain(intro), "heads": heads, "groups": [{"rows": rows}]}
    columns = (0.6, *(1.3, 1.5, 1.5, 2.33)[: len(rows)], 2.45, 2.45)
    boxes = [
        wide(1.15, 1.3, *(("large", said) for said in sentences(scene))),
        Box((EDGE, 2.6, ACROSS, 0.64), table=table, columns=columns),
        wide(6.0, 0.85, ("large", sentences(intro)[0])),
    ]
    return heading("conversations.md"), boxes, *map(plain, _items("teach.md", "answer-key", "- "))


def _key() -> tuple:
    rows, notes = [], []
    for number, item in enumerate(_items("teach.md", "answer-key", r"\d+\. "), 1):
        answer, why = re.fullmatch(r"\*\*(.+?)\.\*\*\s+(.+)", item, re.S).groups()
        # The slide has the reason; what else to accept is for the teacher
        rows.append({"name": f"{number}. {answer}", "says": sentences(why)[0]})
        notes.append(f"{number}. {plain(item)}")
    title = f"{heading('teach.md', 'answer-key')}: {heading('teach.md', 'key-b')}"
    heads = [heading("teach.md", "worksheet-b")]
    table = {"caption": title, "heads": heads, "groups": [{"rows": rows}]}
    place = EDGE, 1.15, ACROSS, 5.7 / (len(rows) + 1)
    return title, [Box(place, table=table, columns=(4.4, ACROSS - 4.4))], *notes


def _blurs() -> tuple:
    boxes, notes, count = [], [], len(source.dimensions())
    for place, d in enumerate(source.dimensions()):
        names = [f"blurs-{practice}" for practice in source.PRACTICES]
        said = (claims(d.file, name) for name in names)
        words = ([("firm", first), *(("small", more) for more in rest)] for first, *rest in said)
        high = 5.68 / count
        boxes += sides(1.25 + high * place, high - 0.06, [("spine", d.name)], *words)
        notes += (f"{d.name}: {plain(section(d.file, name))}" for name in names)
    return heading(source.dimensions()[0].file, "where-the-line-blurs"), boxes, *notes


def _length() -> tuple:
    found, said = figure("length")
    key = "     ".join(f"{SIGNS[sign['mark']]} {sign['means']}" for sign in found["key"])
    table = Box((EDGE, 1.15, ACROSS, 0.58), table=found, columns=(5.6, 1.1, ACROSS - 6.7))
    return found["caption"], [table, wide(6.45, 0.4, ("small", key), voice="")], said


def _research() -> tuple:
    file, verdict = "dimensions/approach.md", sentences(section("evidence.md", "verdict"))
    found, limits = figure("speech")
    # Every row has the same source: named once, it leaves room for the figure
    groups = [
        {**group, "cite": group["rows"][0]["cite"],
         "rows": [{key: row[key] for key in row if key != "cite"} for row in group["rows"]]}
        for group in found["groups"]
    ]  # fmt: skip
    across, gap = 7.3, 0.2
    left, right = (EDGE, across), (EDGE + across + gap, ACROSS - across - gap)
    said = [claims(file, f"research-{practice}") for practice in source.PRACTICES]
    coaching, mentoring = ([("text", words) for words in each] for each in said)
    boxes = [
        Box((left[0], 1.12, left[1], 0.4), (("firm", found["caption"]),)),
        Box((left[0], 1.55, left[1], 0.355), table={**found, "groups": groups},
            columns=(4.2, 1.05, across - 5.25)),
        Box((left[0], 3.72, left[1], 2.13), tuple(coaching), "coaching"),
        Box((right[0], 1.15, right[1], 4.7), (("label", label("mentoring")), *mentoring),
            "mentoring"),
        wide(5.93, 0.95, ("firm", verdict[0]), ("small", " ".join(verdict[1:]))),
    ]  # fmt: skip
    notes = (
        f"{label(practice)}: {plain(section(page, name + practice))}"
        for page, name in ((file, "research-"), ("evidence.md", "verdict-"))
        for practice in source.PRACTICES
    )
    return heading(file, "what-research-says"), boxes, f"{found['caption']}: {limits}", *notes


def _close(ask: str, address: str) -> tuple:
    ways = ([("lead", said)] for said in sentences(section("index.md", "which")))
    last = wide(5.8, 0.95, ("text", plain(section("about.md", "distress"))))
    boxes = [wide(1.4, 2.2, ("ask", ask)), *sides(3.75, 1.9, [], *ways), last]
    # How to cite and share it stands with the speaker. Sentences with a gap are left out
    cite = plain(section("about.md", "cite")).replace("[publisher] ", "")
    cite = cite.replace("[address]", address or "[").replace("[day]", f"{DATE:%-d %B %Y}")
    cite = " ".join(each for each in re.split(r"(?<=\.) (?=[A-Z])", cite) if "[" not in each)
    share = f"{plain(section('about.md', 'licence'))} {source.config()['extra']['licence']}"
    return heading("choose.md"), boxes, f"{heading('about.md', 'cite')}: {cite}", share
