"""What is claimed and what is meant: sources, citations, terms, questions."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urljoin, urlsplit

import helpers
import pytest
import source
from bs4 import Tag
from helpers import entries, group, plain

URLS = [source.url(file) for file in source.pages()]
TODAY = datetime.now(UTC).date()
# What an entry has, in this order; overrides/hooks/cited.py adds “Cited on”.
PARTS = ["Reference", "Link", "Kind", "Read", "Used for", "Checked"]
LOOKED_FOR = ["What", "Where", "Last looked", "Nearest found"]
READ = (
    "whole page",
    "whole text",
    "in part",
    "abstract",
    "first page",
    "opening",
    "as reported",
)
KINDS = {
    "definition",
    "code",
    "standard",
    "meta-analysis",
    "review",
    "trial",
    "single study",
    "conceptual paper",
    "book",
    "survey",
    "news article",
    "practitioner",
    "guidance",
    "reference work",
    "law",
}
# Where a text may be read but not linked: copies that their owners did not put there.
MIRRORS = re.compile(
    r"scribd|docplayer|dokumen|vdocument|studylib|docslib|moam\.info|readkong|isiarticles|coek\.info"
    r"|documentine|researchgate|typeset\.io|mdsite|quizgecko|slideshare|slideplayer|pdf-archive"
    r"|issuu|zendy|cupdf|pdfslide|docest|businessdocbox|litmetric|topsight|tomesphere|usaessays"
    r"|paperzz|//\d+\.\d+\.\d+\.\d+"
)
# The questions and sections of the one long page that had them all: old links lead to /questions/.
OLD_QUESTIONS = (
    "which-one both-at-once both-in-one manager-as-coach manager-as-mentor therapy distress-now"
    " experience-in-my-field older-mentor liking anyone acc-pcc-mcc life-or-executive"
    " coaching-length mentoring-length cost paying-a-mentor for-a-team online asking-a-mentor"
    " first-session in-a-session agenda advice bad-advice confidential line-manager no-click"
    " ending harm do-they-work big-numbers definitions sponsor words"
)
OLD_SECTIONS = (
    "choosing the-right-person time-and-money working-together privacy-and-problems proof-and-words"
)
# Pages that list what other pages say in sentences.
LISTS = ("glossary/", "sources/", "questions/")
THEMES = [url for url in URLS if url.startswith("questions/") and url != "questions/"]
# Words that every page uses: linking each first use would be noise, so one link anywhere is enough.
EVERYDAY = {
    "icf",
    "emcc",
    "cipd",
    "coach",
    "client",
    "mentor",
    "mentee",
    "feedback",
    "boundaries",
    "confidentiality",
}


def parts(body) -> dict[str, Tag]:
    """Return the parts of an entry: name -> its item in the list."""
    return {
        item.strong.get_text().rstrip(":"): item
        for item in (body[0].select("li") if body else ())
        if item.strong
    }


def sources(site):
    """Return the sources: id -> {part: node}; not what was looked for in vain, or left out."""
    return {
        key: parts(body)
        for key, (heading, body) in entries(site.page("sources/")).items()
        if group(heading) not in ("looked-for", "left-out")
    }


def looked_for(site):
    """Return what was looked for and not found: id -> {part: node}."""
    return {
        key: parts(body)
        for key, (heading, body) in entries(site.page("sources/")).items()
        if group(heading) == "looked-for"
    }


def value(part) -> str:
    """Return what a part says, without its name and the full stop at its end."""
    return plain(part).partition(":")[2].strip().removesuffix(".")


def day(text: str) -> date | None:
    """Return the day that a text such as `24 November 2026` gives; None for anything else."""
    try:
        return datetime.strptime(text, "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def wrong_day(where: str, name: str, part) -> Iterator[str]:
    """Say what is wrong with a part of an entry that should be a day that has come."""
    found = day(value(part))
    if not found:
        yield f"{where}: “{name}: {value(part)}” is no date; write 24 November 2026."
    elif found > TODAY:
        yield f"{where}: “{name}” is in the future; mend the date."


def linked(site, target):
    """Return who links to a page of entries: id -> the addresses of the pages that link to it."""
    found = defaultdict(set)
    for url in URLS:
        for link in site.page(url).select("main a[href]:not(.headerlink, nav a)"):
            at = urlsplit(urljoin(site.base + url, link["href"]))
            if at.geturl().startswith(site.base + target) and at.fragment:
                found[at.fragment].add(url)
    return found


def wrong_source(key: str, found: dict[str, Tag]) -> Iterator[str]:
    """Say all that is wrong with a source: parts, link, kind, how much was read, and when."""
    where = f"docs/sources.md, #{key}"
    names = ["Link" if name == "No link" else name for name in found if name != "Cited on"]
    if names != PARTS:
        yield (
            f"{where} has the parts {names}; write {PARTS} in this order, with “No link:” and the"
            " reason in place of “Link:” where there is none."
        )
    if "Link" in found and not found["Link"].select("a[href]"):
        yield f"{where}: Link holds no address; add it in <>."
    for link in found["Link"].select("a[href]") if "Link" in found else ():
        doi = link["href"].partition("doi.org/")[2]
        if doi and not re.fullmatch(r"10\.\d{4,9}/[^\s?#]+", doi):
            yield f"{where}: “{doi}” is no DOI; it is 10., a number, a slash and a name."
    if "No link" in found and helpers.words(value(found["No link"])) < 3:
        yield f"{where}: No link says too little; say why, such as “a printed book, not online”."
    if "Kind" in found and value(found["Kind"]) not in KINDS:
        yield (
            f"{where}: the kind “{value(found['Kind'])}” is none of these; choose one:"
            f" {', '.join(sorted(KINDS))}."
        )
    if "Read" in found and not value(found["Read"]).startswith(READ):
        yield (
            f"{where}: Read begins “{value(found['Read'])[:30]}”; begin with one of:"
            f" {', '.join(READ)}."
        )
    if "Checked" in found:
        yield from wrong_day(where, "Checked", found["Checked"])


def wrong_search(key: str, found: dict[str, Tag]) -> Iterator[str]:
    """Say all that is wrong with an entry of what was looked for and not found."""
    where = f"docs/sources.md, #{key}"
    if not key.startswith("none-"):
        yield f"{where}: what was not found has an id in none-; rename it."
    names = [name for name in found if name != "Cited on"]
    if names != LOOKED_FOR:
        yield f"{where} has the parts {names}; write {LOOKED_FOR} in this order."
    if "Last looked" in found:
        yield from wrong_day(where, "Last looked", found["Last looked"])


def test_entries_are_complete(site):
    """Each source, and all that was looked for in vain, has its parts; all faults come at once."""
    found = [line for key, parts in sources(site).items() for line in wrong_source(key, parts)]
    found += [line for key, parts in looked_for(site).items() for line in wrong_search(key, parts)]
    assert not found, "\n".join(found)


TRIALS = source.read("trials.md")[1]["figures"]


@pytest.mark.parametrize("name", TRIALS)
def test_trials_say_what_their_sources_say(site, name):
    """Each number in the tables of trials is one that the entry of its source gives."""
    for _, row in helpers.rows(TRIALS[name]):
        where = f"docs/trials.md, figures, {name}, {row['name']}"
        entry = site.page("sources/").find("h3", id=row["source"])
        assert entry, f"{where}: docs/sources.md has no #{row['source']}."
        assert plain(entry) == row["cite"], f"{where}: cited as {row['cite']}, not {plain(entry)}."
        given = re.findall(r"\d[\d,]*", plain(entry.find_next("ul")))
        for number in re.findall(r"\d[\d,]*", " ".join(row["cells"])):
            assert number.rstrip(",") in [known.rstrip(",") for known in given], (
                f"{where}: {number} is not in the entry #{row['source']} of docs/sources.md; take"
                " the number from there, or add it there from what was read."
            )


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_each_trial_is_in_the_table(site, practice):
    """A source that is a trial stands in the table of its practice, in the order of the years."""
    rows = [row["source"] for _, row in helpers.rows(TRIALS[f"{practice}-trials"])]
    known = {
        key
        for key, (heading, body) in entries(site.page("sources/")).items()
        if group(heading) == f"trials-of-{practice}" and value(parts(body)["Kind"]) == "trial"
    }
    assert set(rows) == known, (
        f"docs/trials.md, figures, {practice}-trials, and “Trials of {practice}” in docs/sources.md"
        f" do not hold the same trials; add what is missing: {sorted(known ^ set(rows))}."
    )
    for name in (f"{practice}-trials", f"{practice}-pooled"):
        years = [re.findall(r"\d{4}", row["cite"]) for _, row in helpers.rows(TRIALS[name])]
        years = [year[0] for year in years if year]
        assert years == sorted(years), f"docs/trials.md, figures, {name}: not by year, {years}."


def test_citations_meet_sources(site):
    """What is cited is a source, and what is a source, or was looked for in vain, is cited."""
    cited = linked(site, "sources/")
    other = {node["id"] for node in site.page("sources/").select("main [id]")}
    found = [
        f"{sorted(urls)} cite #{key}, which is not in docs/sources.md; add it, or mend the link."
        for key, urls in cited.items()
        if key not in other
    ]
    found += [
        f"docs/sources.md, #{key}: no page cites it; cite it where it is used, or take it out."
        for key in {**sources(site), **looked_for(site)}
        if not cited[key]
    ]
    assert not found, "\n".join(found)


def test_sources_link_back(site):
    """Each source says which pages cite it, all of them and no other, and where they first do."""
    cited = linked(site, "sources/")
    for key, found in {**sources(site), **looked_for(site)}.items():
        links = found["Cited on"].select("a") if "Cited on" in found else ()
        full = (urljoin(site.base + "sources/", link["href"]) for link in links)
        back = {address.removeprefix(site.base) for address in full}
        # Cited only by what was left out, a source cites its own page
        away = cited[key] - {"sources/"} or cited[key]
        assert {link.partition("#")[0] for link in back} == away, (
            f"/sources/#{key}: “Cited on” links {sorted(back)}, and the pages that cite it"
            f" are {sorted(away)}; overrides/hooks/cited.py writes that line."
        )
        for link in back:
            url, _, place = link.partition("#")
            assert not place or site.page(url).find(id=place), (
                f"/sources/#{key}: {link} is nowhere."
            )


@pytest.mark.parametrize("url", ["sources/", "glossary/"])
def test_entries_are_in_the_index(site, url):
    """Above the entries stand the groups, and every name in the order of the alphabet, linked."""
    page = site.page(url)
    index = page.select_one("main nav.cm-index[aria-label]")
    assert index, f"/{url} has no index; write `<!-- index -->` above its first group."
    assert not index.find_previous("h2"), f"/{url}: the index stands below the first group."
    groups, names = (
        {link["href"].lstrip("#"): plain(link) for link in index.select(part)}
        for part in ("nav > ul a", "details a")
    )
    assert groups == {h["id"]: plain(h) for h in page.select("main h2[id]")}, f"/{url}: {groups}"
    want = {
        key: plain(heading)
        for key, (heading, _) in entries(page).items()
        if group(heading) not in ("looked-for", "left-out")
    }
    assert names == want, f"/{url}: wrong in the index: {set(names.items()) ^ set(want.items())}."
    order = [name.lower().replace("’", "'") for name in names.values()]
    assert order == sorted(order), f"/{url}: the index is not in the order of the alphabet."
    letters = [plain(node) for node in index.select("li[aria-hidden]")]
    assert letters == sorted({name[0].upper() for name in order}), f"/{url}: letters {letters}."


@pytest.mark.parametrize("url", THEMES)
def test_questions_open_their_page(site, url):
    """A page of questions begins with a list of them, in their order."""
    page = site.page(url)
    index = page.select_one("main nav.cm-index[aria-label]")
    assert index, f"/{url} has no index; write `<!-- index -->` above its first group."
    names = [(link["href"].lstrip("#"), plain(link)) for link in index.select("a")]
    want = [(key, plain(heading)) for key, (heading, _) in entries(page).items()]
    assert names == want, f"/{url}: the index lists {names}; the page has {want}."


@pytest.mark.parametrize("url", URLS)
def test_no_mirrors(site, url):
    """No link to a mirror or a document-sharing site."""
    for link in site.page(url).select("main a[href]"):
        assert not MIRRORS.search(link["href"]), (
            f"/{url} links to {link['href']}, a copy that its owner did not put there; link to the"
            " DOI or the publisher, or give no link."
        )


def test_terms_are_used(site):
    """A term is defined, in words of its own, and some page links to it."""
    terms = entries(site.page("glossary/"))
    cited = linked(site, "glossary/")
    for key, (heading, body) in terms.items():
        assert body, f"docs/glossary.md, {plain(heading)}: no definition."
        assert cited[key] - {"glossary/"}, (
            f"docs/glossary.md: no page links to {plain(heading)}; link it, or take it out."
        )


def term_pattern(name: str) -> re.Pattern:
    """Return what finds a term in running text: its name, in any number, any case."""
    words = re.sub(r"\s*\(.*\)", "", name)
    return re.compile(rf"\b{re.escape(words)}(s|es)?\b", 0 if words.isupper() else re.I)


@pytest.mark.parametrize("url", [url for url in URLS if url not in LISTS])
def test_terms_are_linked_at_first_use(site, url):
    """Where a page first uses a term of the field, it links to what the term means."""
    # Accounts are included from elsewhere and hold no links; a conversation is speech.
    skip = "section.cm-side *, .cm-spread *, .cm-moment p, [data-practice] *, [id^=listen] ~ p"
    prose = site.page(url).select("main :is(p, li):not(nav *)")
    skipped = {id(node) for node in site.page(url).select(skip)}
    practice = site.page(url).select_one("h2#before-you-start")
    if practice:  # what stands above it is included from the dimensions
        skipped |= {id(node) for node in practice.find_all_previous(["p", "li"])}
    for key, (heading, _) in entries(site.page("glossary/")).items():
        if key in EVERYDAY or plain(heading).endswith(")"):
            continue
        pattern = term_pattern(plain(heading))
        for node in prose:
            if id(node) in skipped or not pattern.search(plain(node)):
                continue
            links = [a["href"].partition("#")[2] for a in node.select("a[href*='glossary/#']")]
            assert key in links, (
                f"/{url} first uses “{plain(heading)}” in “{plain(node)[:60]}…”; link it there to"
                f" glossary.md#{key}."
            )
            break


@pytest.mark.parametrize("url", THEMES)
def test_questions_are_answered(site, url):
    """The first sentence below a question is an answer: a sentence, and no question."""
    where = f"docs/{url.rstrip('/')}.md"
    for heading, body in entries(site.page(url)).values():
        question = plain(heading)
        assert question.endswith("?"), (
            f"{where}: “{question}” is no question; end it with a question mark."
        )
        assert body, f"{where}: “{question}” has no answer."
        assert body[0].name == "p", f"{where}: “{question}”: begin with a paragraph."
        first = re.split(r"(?<=[.?!])\s", plain(body[0]))[0]
        assert not first.endswith("?"), f"{where}: “{question}” is met by a question."
        length = helpers.words(first)
        assert 3 <= length <= 30, (
            f"{where}: “{question}”: its first sentence has {length} words; answer in 3 to 30."
        )


def leads(site, node) -> set[str]:
    """Return the addresses within the site to which a node of /questions/ is, or holds, a link."""
    links = [node, *node.select("a[href]")] if node else []
    return {
        urljoin(site.base + "questions/", link["href"]).removeprefix(site.base)
        for link in links
        if link.get("href") and "headerlink" not in link.get("class", ())
    }


@pytest.mark.parametrize("url", THEMES)
def test_questions_are_in_the_index(site, url):
    """Each question is one click from /questions/."""
    index = leads(site, site.page("questions/").main)
    found = entries(site.page(url))
    assert found, f"/{url} holds no question; write one as ### The question? {{ #short-id }}."
    for key, (heading, _) in found.items():
        assert f"{url}#{key}" in index, (
            f"/questions/ does not list “{plain(heading)}”; link it to {url}#{key} there."
        )


@pytest.mark.parametrize("key", f"{OLD_QUESTIONS} {OLD_SECTIONS}".split())
def test_old_questions_lead_on(site, key):
    """An address that was handed out, such as /questions/#cost, is one click from its answer."""
    node = site.page("questions/").find(id=key)
    assert node, f"/questions/ has no element with the id “{key}”; old links lead there: add it."
    targets = [target.partition("#") for target in leads(site, node)]
    answers = [url for url, _, place in targets if url in THEMES and place in (key, "")]
    assert answers, f"/questions/#{key} links to no page of questions; link it to its answer."
    if key in OLD_QUESTIONS.split():
        there = any(key in entries(site.page(url)) for url in answers)
        assert there, f"/questions/#{key} leads to {answers}, where no question has that id."
