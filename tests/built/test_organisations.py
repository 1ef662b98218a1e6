"""The page for organisations in words: its sums, its case, its roles."""

import math
import re

import pytest
import source

URL = "organisations/"
TIMES, PLUS = " \N{MULTIPLICATION SIGN} ", " + "


def test_sums_in_words_are_right(site):
    """Each product in words, in the worked example and in the filled-in case, is right."""
    sign = TIMES.strip()
    words = " ".join(site.page(URL).main.get_text().split())
    found = re.findall(rf"([\d.,]+(?: {sign} [\d.,]+)+) makes ([\d,]+)", words)
    assert len(found) >= 6, f"docs/organisations.md: only {len(found)} sums, as a {sign} b makes c."
    for sum_, said in found:
        right = math.prod(float(part.replace(",", "")) for part in sum_.split(TIMES))
        assert f"{right:,.0f}" == said.rstrip(","), (
            f"docs/organisations.md: “{sum_} makes {said}”, and it makes {right:,.0f}."
        )


def test_example_fills_in_the_case(site):
    """The filled-in case answers each line of the blank one, in order, and leaves nothing open."""
    page = site.page(URL)
    blank = [item.strong.get_text() for item in page.select(".cm-agreement li")]
    example = page.select_one("details#filled-in")
    assert example, "docs/organisations.md: the filled-in case is gone; files and board miss it."
    lines = example.ul.find_all("li")
    assert [line.strong.get_text() for line in lines] == blank, (
        "docs/organisations.md: the filled-in case has other lines than the blank one above it."
    )
    left = [line.strong.get_text() for line in example.select("li") if "…" in line.get_text()]
    assert not left, f"docs/organisations.md: the filled-in case leaves open: {left}."
    assert "made up" in example.p.get_text(), (
        "docs/organisations.md: the filled-in case does not begin by saying that it is made up."
    )


def test_example_asks_for_what_it_takes(site):
    """For each practice, the filled-in case asks the board for the money and hours it names."""
    for number, part in enumerate(site.page(URL).select("details#filled-in ul")):
        where = f"docs/organisations.md, filled-in case, list {number + 1}"
        lines = {item.strong.get_text(): " ".join(item.get_text().split()) for item in part("li")}
        for line in ("What it takes.", "What we ask of you."):
            assert line in lines, f"{where}: “{line}” is missing; add it with the sums."
        takes, run = lines["What it takes."].split("who run it:")
        money, hours = (int(sum_.replace(",", "")) for sum_ in re.findall(r"makes ([\d,]+)", takes))
        hours += sum(map(int, re.findall(r"\d+", run)))
        asked = f"{money:,} in money and {hours:,} hours"
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
