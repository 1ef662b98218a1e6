"""The sources as readers meet them: what a page cites, how it was known, and what to take away."""

import re
from urllib.parse import urljoin

import entries
import helpers
import source
from helpers import for_each, plain

ALL = entries.load(source.DOCS)
SEARCHES = entries.searches(source.DOCS)
THEMES = [f"sources/{theme}/" for theme in entries.themes(source.DOCS)]
FILES = {source.url(file): file for file in source.pages()}
URLS = list(FILES)
CITING = [url for url in URLS if url != "sources/"]
# Where a text may be read but not linked: copies that their owners did not put there
MIRRORS = re.compile(
    r"scribd|docplayer|dokumen|vdocument|studylib|docslib|moam\.info|readkong|isiarticles|coek\.info"
    r"|documentine|researchgate|typeset\.io|mdsite|quizgecko|slideshare|slideplayer|pdf-archive"
    r"|issuu|zendy|cupdf|pdfslide|docest|businessdocbox|litmetric|topsight|tomesphere|usaessays"
    r"|paperzz|//\d+\.\d+\.\d+\.\d+"
)


def curled(text):
    """Return a text with the apostrophes that the built pages have."""
    return text.replace("'", "’")


def cited(site, url):
    """Return the citations of a page above its list of sources: ids, in the order of reading."""
    end = site.page(url).find(id="sources-here")
    links = end.find_all_previous("a", href=True) if end else site.page(url).select("main a[href]")
    found = []
    for link in reversed(links) if end else links:
        page, _, key = urljoin(site.base + url, link["href"]).partition("#")
        cell = link.find_parent(class_="cm-spine")  # home's, told in full on its own page
        if page.removeprefix(site.base) in THEMES and key in ALL and not cell:
            found.append((key, link))
    return found


@for_each(CITING)
def test_page_ends_with_its_sources(site, url):
    """Who wants to know what a claim rests on need not leave: short, and with how much was read."""
    keys = list(dict.fromkeys(key for key, _ in cited(site, url)))
    heading = site.page(url).find(id="sources-here")
    if not keys:
        assert not heading, f"/{url} cites nothing, and has a list of sources."
        return
    assert heading, f"/{url} cites {keys[:3]} and has no list of its sources."
    lines = heading.find_next(class_="cm-sources").select("li")
    listed = [line.a["href"].partition("#")[2] for line in lines]
    assert sorted(listed) == sorted(keys), f"/{url}: the list differs: {set(listed) ^ set(keys)}"
    for key, line in zip(listed, lines, strict=True):
        read = curled(ALL[key]["custom"]["read"].partition(";")[0].rstrip("."))
        assert curled(plain(line)).endswith(f"; {read}."), (
            f"/{url}: {plain(line)} does not say: {read}"
        )


def heard(url):
    """Return the ids that a page cites for a point that we know from another's account."""
    text, meta = source.read(FILES[url])
    found = set(re.findall(r"sources\.md#([\w-]+)\)\{\s+\.second-hand\s+\}", text))
    for figure in meta.get("figures", {}).values():
        for _, row in helpers.rows(figure):
            found |= {*row.get("second-hand", ())}
    return found


@for_each(CITING)
def test_second_hand_is_marked(site, url):
    """What we know from somebody else's account has a sign, and a word for the ear."""
    points = set().union(*map(heard, URLS))  # a page may take in a passage of another
    signed = set()
    for key, link in cited(site, url):
        marked = "†" in link.get_text() and "second-hand" in link.get_text()
        signed |= {key} if marked else set()
        whole = entries.second_hand(ALL[key])
        assert whole <= marked <= (whole or key in points), (
            f"/{url}: “{plain(link)}” (#{key}) is {'' if marked else 'not '}marked as second-hand."
        )
    assert heard(url) <= signed, f"/{url}: no † for the points from {heard(url) - signed}."
    where = site.page(url).select_one(".cm-sources")
    told = where is not None and "† Second-hand" in plain(where)
    assert told == bool(signed), (
        f"/{url}: the sign † is {'not ' if signed else ''}explained below its list."
    )


@for_each(CITING)
def test_page_gives_its_sources_away(site, url):
    """The sources of a page can be taken to a reference manager, in three formats."""
    box = site.page(url).select_one(".cm-sources")
    links = [link["href"] for link in box.select("a[download]")] if box else []
    assert [link.rpartition(".")[2] for link in links] == ["json", "bib", "ris"] * bool(box)
    for link in links:
        file = site.folder / urljoin(site.base + url, link).removeprefix(site.base)
        assert file.exists(), f"/{url}: {link} leads to nothing."
        listed = {line.a["href"].partition("#")[2] for line in box.select("li")}
        given = {*re.findall(r"[\w-]+", file.read_text(encoding="utf-8"))}
        assert listed <= given, f"/{url}: {link} lacks {listed - given}."


def test_every_source_has_its_place(site):
    """Each is on the page of its theme, in full, and in one line of the index, with its old id."""
    for key, entry in ALL.items():
        heading = site.ids(f"sources/{entry['theme']}/").get(key)
        assert heading, f"/sources/{entry['theme']}/ has no entry #{key}."
        assert plain(heading) == curled(entry["custom"]["label"]), f"#{key}: {plain(heading)}"
        names = [node.get_text().rstrip(":") for node in heading.find_next("ul").select("strong")]
        link = "Link" if "Link" in names else "No link"
        want = ["Reference", link, "Kind", "Read", "Used for", "Checked", "Cited on"]
        assert names == want, f"/sources/{entry['theme']}/#{key} has the parts {names}."
        hrefs = [link["href"] for link in heading.find_next("ul").select("a")]
        where = [entry[name] for name in ("DOI", "URL") if entry.get(name)]
        lost = [at for at in where if at not in hrefs and f"https://doi.org/{at}" not in hrefs]
        assert not lost, f"/sources/{entry['theme']}/#{key} does not link to {lost}."
        line = site.ids("sources/").get(key)
        assert line, f"/sources/ has no line with the id {key}; old links lead there."
        there = urljoin(site.base + "sources/", line["href"]).removeprefix(site.base)
        assert there == f"sources/{entry['theme']}/#{key}", f"/sources/#{key} leads to {there}."


def test_cited_on_is_true(site):
    """Below each entry stand the pages that cite it, and no other."""
    citing = {url: {key for key, _ in cited(site, url)} for url in CITING}
    for key, entry in ALL.items():
        heading = site.page(f"sources/{entry['theme']}/").find(id=key)
        last = heading.find_next("ul").find_all("li", recursive=False)[-1]
        base = f"{site.base}sources/{entry['theme']}/"
        said = {urljoin(base, a["href"]).partition("#")[0] for a in last.select("a")}
        said = {url.removeprefix(site.base) for url in said} - {*THEMES}
        true = {url for url, keys in citing.items() if key in keys}
        assert said == true, f"#{key}: “Cited on” says {sorted(said)}; {sorted(true)} cite it."


@for_each([*URLS, *THEMES])
def test_no_mirrors(site, url):
    """No link to a mirror or a document-sharing site."""
    for link in site.page(url).select("main a[href]"):
        assert not MIRRORS.search(link["href"]), (
            f"/{url} links to {link['href']}, a copy that its owner did not put there; link to the"
            " DOI or the publisher, or give no link."
        )


def test_searches_are_shown(site):
    """What was looked for says what, where, when, the nearest thing, and who cites it, if any."""
    for key in SEARCHES:
        heading = site.page("evidence/looked-for/").find(id=key)
        assert heading, f"/evidence/looked-for/ has no #{key}."
        names = [node.get_text().rstrip(":") for node in heading.find_next("ul").select("strong")]
        want = ["What", "Where", "Last looked", "Nearest found"]
        assert names in (want, [*want, "Cited on"]), f"#{key}: {names}."
