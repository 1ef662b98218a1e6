"""The way to help: from every page, before anything that costs money, and numbers that call."""

import copy
import re
from urllib.parse import urljoin

import pytest
import source
from helpers import for_each

URLS = [source.url(file) for file in source.pages()]
LINES = source.read("help.md")[1]["help"]


def to_help(site, url: str, selector: str):
    """Return the first link to the help page within what a selector finds on a page."""
    for link in site.page(url).select(f"{selector} a[href]"):
        if urljoin(site.base + url, link["href"]).partition("#")[0] == f"{site.base}help/":
            return link
    return None


@for_each([url for url in URLS if url != "help/"])
def test_every_foot_leads_to_help(site, url):
    """The last strip of each page leads whoever is ill from work to their own page."""
    assert to_help(site, url, "main .cm-mend.cm-urgent"), (
        f"/{url}: no way to help at its foot; overrides/theme/main.html draws it."
    )


@for_each(["", "choose/", "404.html", "practices/coaching/", "questions/when-it-goes-wrong/"])
def test_one_look(site, url):
    """A way to help that stands in the page looks the same everywhere."""
    strip = to_help(site, url, "main .cm-urgent:not(.cm-mend)")
    assert strip, f"/{url}: no strip that leads to help; give the line the class cm-urgent."


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_help_comes_before_money(site, practice):
    """In a guide the way to help stands above the first word of a fee, of finding or of paying."""
    url = f"practices/{practice}/"
    main = copy.copy(site.page(url).main)
    main.select_one(".cm-contents").extract()  # it lists all sections, as the menu does
    html = str(main)
    strip, money = html.find("help/"), re.search(r"\bfee\b|\bpay|\bcosts?\b|finding-one", html)
    assert -1 < strip < money.start(), f"/{url}: “{money[0]}” stands above the way to help."


def test_help_comes_before_the_first_question(site):
    """The chooser says what neither practice is for before it asks anything."""
    html = str(site.page("choose/").main)
    assert -1 < html.find("help/") < html.find("<fieldset"), "/choose/: it asks before it helps."


def test_danger_comes_before_what_goes_wrong(site):
    """Whoever is in danger, bullied or harassed is led to help before the first answer."""
    url = "questions/when-it-goes-wrong/"
    html = str(site.page(url).main)
    strip, first = html.find("help/"), html.find("<h3")
    assert -1 < strip < first, f"/{url}: its first answer stands above the way to help."


def test_the_car_leads_to_help(site):
    """Where the mentor tells of the car, the next note leads a reader who knows it to help."""
    for url in ("conversations/", "dimensions/relationship-dynamics/"):
        _, car, after = str(site.page(url).main).partition("sat in the car")
        assert car, f"/{url}: no car."
        assert "help/" in after[:2500], f"/{url}: the car is told, and nothing leads to help."


def test_order_of_the_help_page(site):
    """Permission, danger, what it is like, today, this week, later, and the two practices last."""
    main = site.page("help/").main
    ids = [node["id"] for node in main.select("h2[id]")]
    assert ids == [
        *("danger", "most-like", "today", "this-week", "later"),
        *("meanwhile", "complained", "numbers"),
    ], f"/help/: its parts are {ids}."
    doors = [link["href"] for link in main.select(".cm-doors a")]
    assert doors == ["#cannot-cope", "#bullied", "#too-much", "#someone-else"], f"/help/: {doors}"


def test_help_page_shows_no_fee(site):
    """Whoever is in trouble is shown no price, and no study of burnout."""
    text = site.page("help/").main.get_text()
    found = re.findall(r"[£$€]|\bfees?\b|\btrials?\b|\bstud(?:y|ies)\b", text)
    assert not found, f"/help/ speaks of {found}."


@for_each(LINES)
def test_number_calls(site, name):
    """A number is a link that calls, with its hours, and its day stands on the page."""
    line, main = LINES[name], site.page("help/").main
    for key, scheme in (("number", "tel"), ("text", "sms")):
        if key not in line:
            continue
        links = main.select(f"a[href='{scheme}:{line[key].replace(' ', '')}']")
        assert links, f"/help/: nothing dials {line[key]}."
        said = links[0].parent.get_text()
        hours = line.get("hours") or source.config()["extra"]["labels"]["hours"]
        assert hours in said, f"/help/: {line[key]} without its hours."
    entry = [
        li.get_text() for li in main.select("#numbers ~ details li") if line["name"] in str(li)
    ]
    assert line["checked"] in "".join(entry), f"/help/: no day for {line['name']}."


def test_no_other_number(site):
    """No number to call stands on any page that is not one of the list."""
    known = {line.get("number") or line.get("text") for line in LINES.values()}
    for url in URLS:
        for link in site.page(url).select("a[href^='tel:'], a[href^='sms:']"):
            number = re.search(r"[\d ]*\d", link.get_text().replace("\xa0", " "))[0].strip()
            assert number in known, f"/{url}: {number} is not in docs/help.md."


def test_offered_leads_on(site):
    """Each sentence of the page for who was offered one leads to a fuller answer, in a minute."""
    main = site.page("offered/").main
    said = main.select("p:not(.cm-mend, .cm-print)")
    words = sum(len(p.get_text().split()) for p in said)
    assert words <= 300, f"/offered/: {words} words are more than a minute."
    for p in said:
        parts = re.split(r"(?<=[.?’])\s+(?=[A-Z‘])", p.decode_contents())
        bare = [part for part in parts if "<a " not in part and len(part.split()) > 4]
        assert not bare, f"/offered/: these lead nowhere: {bare}."


def test_old_place_leads_on(site):
    """Who follows an old link for distress is led to the help page in the next lines."""
    said = site.one("related/", "#distress").find_next_sibling("p")
    hrefs = [link["href"] for link in said.select("a[href]")]
    assert any(href.endswith("help/") for href in hrefs), f"/related/#distress leads to {hrefs}."
    assert len(said.get_text().split()) <= 50, "/related/#distress: shorten it; help has the rest."
