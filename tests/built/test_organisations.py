"""The pages for organisations in words: aims, sums, cases, roles."""

import math
import re

import pytest
import source
from helpers import for_each

URL, CASE = "organisations/", "organisations/case/"
TIMES, PLUS = " \N{MULTIPLICATION SIGN} ", " + "


def worked(words: str) -> list[tuple[str, int]]:
    """Return what each product in words is said to make."""
    sign = TIMES.strip()
    found = re.findall(rf"([\d.,]+(?: {sign} [\d.,]+)+) makes ([\d,]+)", words)
    return [(sum_, int(said.replace(",", ""))) for sum_, said in found]


@for_each([URL, CASE])
def test_sums_in_words_are_right(site, url):
    """Each product in words, in the worked example and in the filled-in cases, is right."""
    found = worked(" ".join(site.page(url).main.get_text().split()))
    assert len(found) >= 6, f"/{url}: only {len(found)} sums, as a {TIMES.strip()} b makes c."
    for sum_, said in found:
        right = math.prod(float(part.replace(",", "")) for part in sum_.split(TIMES))
        assert right == said, f"/{url}: “{sum_} makes {said:,}”, and it makes {right:,.0f}."


def test_letters_say_what_is_added_up(site):
    """The letters of each sum name the rows that the script takes for it, so that paper agrees."""
    letters = {}
    for row in site.page(URL).select(".cm-sums tbody tr"):
        cells = row.select("[data-figure]")
        letter, name = row.th.get_text().strip()[0], cells[0]["data-figure"]
        sums = {cell.get("data-sum", "") for cell in cells}
        assert len(sums) == 1, f"/{URL}, {name}: the two sides add up differently, {sums}."
        if sum_ := sums.pop():
            shown = row.small.get_text().replace(TIMES, "*").replace(PLUS, "+")
            meant = re.sub(r"\w+", lambda found: letters.get(found[0], "?"), sum_)
            assert shown == meant, f"/{URL}: {letter} says {shown}, and its data-sum {meant}."
        letters[name] = letter
    assert len(letters) > 10, f"/{URL}: the sums have {len(letters)} rows."


def test_aims_say_in_words_what_their_boxes_show(site):
    """Each aim has two boxes, and beside them a word for those who do not see them."""
    rows = site.page(URL).select(".cm-aims tbody tr")
    shown = [row.td["data-look"] for row in rows]
    assert {*shown} == {"coaching", "mentoring", "both", "neither"}, f"/{URL}: boxes say {shown}."
    assert shown.count("coaching") == shown.count("mentoring"), f"/{URL}: uneven aims, {shown}."
    for row, look in zip(rows, shown, strict=True):
        said = row.td.get_text().lower().replace("either", "both" if look == "both" else "either")
        assert look in said, f"/{URL}, “{row.th.get_text()}”: boxes say {look}, words “{said}”."


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_example_fills_in_the_case(site, practice):
    """Each filled-in case answers the lines of the blank one, in order, and leaves none open."""
    page = site.page(CASE)
    blank = [item.strong.get_text() for item in page.select(".cm-agreement li")]
    lines = site.one(CASE, f"#{practice}-case").find_next("ul").find_all("li")
    assert [line.strong.get_text() for line in lines] == blank, (
        f"docs/organisations/case.md: the case for {practice} has other lines than the blank one."
    )
    left = [line.strong.get_text() for line in lines if "…" in line.get_text()]
    assert not left, f"docs/organisations/case.md: the case for {practice} leaves open: {left}."
    assert "made up" in page.select_one("#filled-in + p").get_text(), (
        "docs/organisations/case.md: the filled-in cases do not begin by saying what is made up."
    )


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_example_asks_for_what_it_takes(site, practice):
    """Each filled-in case asks the board for the money and hours that it names."""
    where = f"docs/organisations/case.md, the case for {practice}"
    items = site.one(CASE, f"#{practice}-case").find_next("ul").find_all("li")
    lines = {item.strong.get_text(): " ".join(item.get_text().split()) for item in items}
    (_, money), *hours = worked(lines["What it takes."])
    asked = f"{money:,} pounds and {sum(said for _, said in hours):,} hours"
    assert asked in lines["What we ask of you."], (
        f"{where}: “{lines['What we ask of you.']}” does not ask for {asked}, which it takes."
    )


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_role_descriptions_are_alike(site, practice):
    """What is asked of a coach and of a mentor has the same lines, on the page of each."""
    pages = {"coaching": "helping/being-a-coach/", "mentoring": "helping/being-a-mentor/"}
    lines = {
        url: [item.strong.get_text() for item in site.page(url).select(".cm-agreement li")]
        for url in pages.values()
    }
    url = pages[practice]
    assert site.page(url).select_one(".cm-agreement h3#role-description"), (
        f"/{url}: no role to copy."
    )
    assert len(lines[url]) > 5, f"/{url}: a role of {len(lines[url])} lines."
    start = site.one(url, ".cm-agreement > p").get_text()
    assert start.startswith("Read this"), (
        f"/{url}: the form begins “{start}”; speak to whoever takes on the role there."
    )
    risk = site.one(url, ".cm-agreement").get_text().partition("at risk.")[2]
    assert 0 < risk.find("call …") < risk.find("tell …"), (
        f"/{url}: “If somebody is at risk” names no number to call before whom to tell."
    )
    assert len(set(map(tuple, lines.values()))) == 1, f"The two roles differ in form: {lines}."


def test_script_is_small(site):
    """The script is on this page alone, and light."""
    assert (site.folder / "assets/javascripts/sums.js").stat().st_size <= 5120
    for file in source.pages():
        has = bool(site.page(source.url(file)).select("script[src*='sums.js']"))
        assert has == (file == "organisations.md"), file
