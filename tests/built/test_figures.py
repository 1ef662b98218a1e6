"""The figures: tables whose numbers are those of the text, with their sources and limits."""

import re

import helpers
import pytest
import source
from entries import load
from helpers import for_each

SOURCES = load(source.DOCS)
FIGURES = [
    pytest.param(file, name, figure, id=f"{source.url(file)}{name}")
    for file in source.pages()
    for name, figure in (source.read(file)[1].get("figures") or {}).items()
]
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
YEAR = 12  # months


def numbers(text: str) -> list[float]:
    """Return the numbers in a text, in order."""
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def spoken(values: list[float], unit: str) -> str:
    """Return a pattern for numbers as a text may say them: in digits, as words, in years."""

    def said(numbers: list[float]) -> str:
        ways = [
            rf"(?:{number:g}|{WORDS[int(number)]})"
            if number in range(len(WORDS))
            else f"{number:g}"
            for number in numbers
        ]
        return r"\b" + r" to ".join(ways) + r"\b"

    ways = [said(values)]
    if unit == "Months" and not any(number % YEAR for number in values):
        ways.append(said([number / YEAR for number in values]) + " years?")
    return rf"(?i)(?<![\d.])(?:{'|'.join(ways)})"


def shown(site, file: str, name: str):
    """Return a figure as it is built: its table, its drawings, its key."""
    return site.page(source.url(file)).select_one(f"#figure-{name}")


@for_each(FIGURES)
def test_figure_is_a_table(site, file, name, figure):
    """Caption, headers with a scope, a cell for each head; what is drawn is hidden from the ear."""
    where = f"/{source.url(file)}, figure {name}"
    node = shown(site, file, name)
    assert node, f"{where}: not drawn; write `<!-- figure {name} -->` in docs/{file}."
    assert node.caption.get_text() == figure["caption"], f"{where}: another caption."
    heads = node.select("thead th")
    assert len(heads) == len(figure["heads"]), f"{where}: {len(heads)} heads."
    for head in node.select("th"):
        assert head.get("scope"), f"{where}: “{head.get_text()}” is a header without a scope."
        assert head.get_text(strip=True), f"{where}: a header says nothing."
    found = [row for row in node.select("tbody tr") if row.td]
    for (_, row), built in zip(helpers.rows(figure), found, strict=True):
        assert len(built.select("td")) == len(heads) - 1, f"{where}, {row['name']}: cells differ."
        assert row.get("says", "") in built.get_text(), f"{where}, {row['name']}: not in words."
    for svg in node.select("svg"):
        hidden = [up for up in [svg, *svg.parents] if up.get("aria-hidden") == "true"]
        assert hidden, f"{where}: a drawing is read out; give it aria-hidden."
    limits = node.find_next_sibling()
    below = limits.name if limits else "nothing"
    assert below == "p", f"{where}: {below} below it; write a paragraph that says its limits."


@for_each(FIGURES)
def test_marks_stand_where_their_numbers_say(site, file, name, figure):
    """What a row says is what it draws."""
    built = [row for row in shown(site, file, name).select("tbody tr") if row.td]
    for (_, row), node in zip(helpers.rows(figure), built, strict=True):
        if "from" not in row:
            continue
        where = f"docs/{file}, figures, {name}, {row['name']}"
        told = re.search("years|longer|more", node.get_text())
        assert told or "open" not in row, f"{where}: its dots have no word; say how far they go."
        ends = [row["from"], row["to"]] if "to" in row else [row["from"]]
        said = numbers(row["says"])
        if figure["heads"][-1] == "Month" and len(said) == 2:  # the third month begins after two
            said[0] -= 1
        assert said in (ends, ends[1:]), f"{where}: says {row['says']}, not {ends}."
        drawn = node.select_one("rect, circle, svg svg")
        left = float((drawn.get("x") or drawn.get("cx")).rstrip("%"))
        assert left == pytest.approx(100 * ends[0] / figure["most"], abs=0.1), f"{where}: {drawn}"
        if "to" in row:
            right = left + float(drawn["width"].rstrip("%"))
            assert right == pytest.approx(100 * ends[1] / figure["most"], abs=0.2), f"{where}."


@for_each(FIGURES)
def test_numbers_are_those_of_the_text(site, file, name, figure):
    """A row with a number from elsewhere links its source; text or source give that number."""
    all_rows = [row for _, row in helpers.rows(figure) if "says" in row]
    if not any("source" in row for row in all_rows):
        return
    page = site.page(source.url(file))
    for row in all_rows:
        where = f"docs/{file}, figures, {name}, {row['name']}"
        assert "source" in row, f"{where}: no source; give `source` and `cite`."
        cited = row["source"]
        built = shown(site, file, name).select_one(f"tbody th a[href$='#{cited}']")
        assert built, f"{where}: its row names no source; give `cite`."
        entry = SOURCES.get(cited)
        assert entry, f"{where}: docs/sources/ has no {cited}."
        said = [f"{entry['custom']}"]
        for link in page.select(f"main p a[href$='sources/{entry['theme']}/#{cited}']"):
            said.append(link.find_parent("p").get_text(" "))
        assert len(said) > 1, f"{where}: the text does not cite {cited}."
        pattern = spoken(numbers(row["says"]), figure["heads"][-1])
        assert any(re.search(pattern, " ".join(text.split())) for text in said), (
            f"{where}: neither the text beside {cited} nor its entry says {row['says']}."
        )


def test_months_are_named_in_the_middle_of_their_cells(site):
    """A month is a span, and no point: its number stands between its start and its end."""
    most = source.read("organisations/run.md")[1]["figures"]["year"]["most"]
    named = {
        text.get_text(): (text["x"], text["text-anchor"])
        for text in shown(site, "organisations/run.md", "year").select("thead text")
    }
    middles = {
        str(month): (f"{100 * (month - 0.5) / most:.1f}%", "middle") for month in range(1, most + 1)
    }
    assert named == middles, f"/organisations/run/, figure year: months at {named}, not {middles}."


def test_kinds_say_what_their_sections_say(site):
    """Each neighbour in the table has its section, which gives the same reason to choose it."""
    page = site.page("related/")
    figure = source.read("related.md")[1]["figures"]["kinds"]
    for _, row in helpers.rows(figure):
        if "practice" in row:
            address = f"practices/{row['practice']}/#{row['section']}"
            guide = page.select_one(f"#figure-kinds a[href$='{address}']")
            assert guide, f"docs/related.md, {row['name']}: its row leads to no guide."
            continue
        heading = page.find("h2", id=row["section"])
        assert heading, f"docs/related.md: the table links #{row['section']}, which is not there."
        section = []
        for node in heading.find_next_siblings():
            if node.name == "h2":
                break
            section.append(" ".join(node.get_text(" ").split()))
        assert row["cells"][0] in " ".join(section), (
            f"docs/related.md, {row['name']}: the table says to choose it when"
            f" “{row['cells'][0]}”, and its section does not."
        )
    links = [a["href"] for a in page.select("#figure-kinds tbody th a[href^='#']")]
    assert len(links) == 6, f"docs/related.md: the table links {links}; the neighbours are six."
    distress = page.find(id="distress")
    assert page.find(id="figure-kinds") in distress.find_all_next(), (
        "docs/related.md: what to do in distress must stand above the table."
    )
