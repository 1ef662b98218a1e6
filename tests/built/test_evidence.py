"""What is claimed and what is meant: sources, citations, terms, questions."""

import csv
import io
import re
from collections import defaultdict
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import helpers
import pytest
import source
from entries import corrections, load, reference, themes
from helpers import entries, for_each, plain

URLS = [source.url(file) for file in source.pages()]
# Pages that list what other pages say in sentences.
LISTS = ("glossary/", "sources/", "questions/", "evidence/looked-for/", "evidence/numbers/")
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


def linked(site, target):
    """Return who links to a page of entries: id -> the addresses of the pages that link to it."""
    found = defaultdict(set)
    for url in [*URLS, *(f"sources/{theme}/" for theme in themes(source.DOCS))]:
        for link in site.page(url).select("main a[href]:not(.headerlink, nav a)"):
            at = urlsplit(urljoin(site.base + url, link["href"]))
            if at.geturl().startswith(site.base + target) and at.fragment:
                found[at.fragment].add(url)
    return found


SOURCES = load(source.DOCS)
TRIALS = source.read("trials.md")[1]["figures"]
TABLES = [
    pytest.param(file, name, figure, id=name)
    for file in ("trials.md", "evidence.md")
    for name, figure in source.read(file)[1]["figures"].items()
    if figure["kind"] == "kinds"
]
MARKS = [name for name, figure in TRIALS.items() if figure["kind"] == "findings"]


@pytest.mark.parametrize(("file", "name", "figure"), TABLES)
def test_rows_say_what_their_sources_say(file, name, figure):
    """Each number in the tables of findings is one that the entry of its source gives."""
    for _, row in helpers.rows(figure):
        where = f"docs/{file}, figures, {name}, {row['name']}"
        keys = row.get("sources") or [row["source"]]
        known = [SOURCES[key] for key in keys]
        labels = [entry["custom"]["label"] for entry in known]
        assert row.get("cite", labels[0]) == labels[0], f"{where}: cited as {row['cite']}."
        given = re.findall(r"\d[\d,]*", "".join(f"{reference(e)} {e['custom']} " for e in known))
        for number in re.findall(r"\d[\d,]*", " ".join(row["cells"])):
            assert number.rstrip(",") in [known.rstrip(",") for known in given], (
                f"{where}: {number} is in none of the entries {keys} in docs/sources/; take the"
                " number from there, or add it there from what was read."
            )


@for_each(MARKS)
def test_each_trial_has_its_mark(site, name):
    """The figure draws each trial under each outcome that it measured, and says it to the ear."""
    figure = TRIALS[name]
    means = {sign["mark"]: sign["means"] for sign in figure["key"]}
    built = [row for row in site.page("trials/").select(f"#figure-{name} tbody tr") if row.td]
    for (_, row), node in zip(helpers.rows(figure), built, strict=True):
        want = [
            f"{trial['cite']}: {means[trial['found'][row['outcome']]]}"
            for _, trial in helpers.rows(TRIALS[figure["of"]])
            if row["outcome"] in trial["found"]
        ]
        heard = [plain(words) for words in node.select("li .cm-hidden")]
        assert heard == want, f"/trials/, {name}, {row['name']}: it says {heard}, not {want}."
        shapes = node.select("li > svg > :first-child")
        assert len(shapes) == len(want), f"/trials/, {name}, {row['name']}: {len(shapes)} shapes."


def test_rows_of_the_trials_can_be_taken_away(site):
    """The file has each row of the four tables, and the page says what each column holds."""
    page = site.page("trials/")
    link = page.select_one("a[download][href$='trials.csv']")
    assert link, "/trials/ has no link to the file of its rows."
    text = (site.folder / "evidence/trials.csv").read_text(encoding="utf-8-sig")
    taken = csv.DictReader(io.StringIO(text))
    named = [plain(name) for name in link.find_next("ul").select("strong")]
    columns = ", ".join(named).replace(":", "").split(", ")
    assert columns == taken.fieldnames, (
        f"/trials/ explains {columns}; {taken.fieldnames} are there."
    )
    rows = [(row["source"], row["who"], row["result"]) for row in taken]
    want = [
        (row["cite"], row["name"], row["cells"][-1])
        for name, figure in TRIALS.items()
        if name not in MARKS
        for _, row in helpers.rows(figure)
    ]
    assert rows == want, f"evidence/trials.csv differs in {set(rows) ^ set(want)}."


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_each_trial_is_in_the_table(site, practice):
    """A source that is a trial stands in the table of its practice, in the order of the years."""
    rows = [row["source"] for _, row in helpers.rows(TRIALS[f"{practice}-trials"])]
    known = {
        key
        for key, entry in SOURCES.items()
        if entry["theme"] == f"trials-of-{practice}" and entry["custom"]["kind"] == "trial"
    }
    assert set(rows) == known, (
        f"docs/trials.md, figures, {practice}-trials, and docs/sources/trials-of-{practice}.yml"
        f" do not hold the same trials; add what is missing: {sorted(known ^ set(rows))}."
    )
    for name in (f"{practice}-trials", f"{practice}-pooled"):
        years = [re.findall(r"\d{4}", row["cite"]) for _, row in helpers.rows(TRIALS[name])]
        years = [year[0] for year in years if year]
        assert years == sorted(years), f"docs/trials.md, figures, {name}: not by year, {years}."


@for_each(["glossary/"])
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
    want = {key: plain(heading) for key, (heading, _) in entries(page).items()}
    assert names == want, f"/{url}: wrong in the index: {set(names.items()) ^ set(want.items())}."
    order = [name.lower().replace("’", "'") for name in names.values()]
    assert order == sorted(order), f"/{url}: the index is not in the order of the alphabet."
    letters = [plain(node) for node in index.select("li[aria-hidden]")]
    assert letters == sorted({name[0].upper() for name in order}), f"/{url}: letters {letters}."


@for_each(THEMES)
def test_questions_open_their_page(site, url):
    """A page of questions begins with a list of them, in their order."""
    page = site.page(url)
    index = page.select_one("main nav.cm-index[aria-label]")
    assert index, f"/{url} has no index; write `<!-- index -->` above its first group."
    names = [(link["href"].lstrip("#"), plain(link)) for link in index.select("a")]
    want = [(key, plain(heading)) for key, (heading, _) in entries(page).items()]
    assert names == want, f"/{url}: the index lists {names}; the page has {want}."


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


@for_each([url for url in URLS if url not in LISTS])
def test_terms_are_linked_at_first_use(site, url):
    """Where a page first uses a term of the field, it links to what the term means."""
    # Accounts are included from elsewhere and hold no links; a conversation is speech.
    skip = "section.cm-side *, .cm-spread *, .cm-moment p, [data-practice] *, [id^=listen] ~ p"
    prose = site.page(url).select("main :is(p, li):not(nav *, .cm-sources *)")
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


@for_each(THEMES)
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


def test_index_begins_with_what_most_people_need(site):
    """/questions/ leads to both guides, then to its pages and the dozen asked most, then to all."""
    links = [
        urljoin(site.base + "questions/", link["href"]).removeprefix(site.base)
        for link in site.page("questions/").main.select("a[href]:not(.headerlink)")
    ]
    guides = [f"practices/{practice}/" for practice in source.PRACTICES]
    assert links[:2] == guides, f"/questions/ begins with {links[:2]}; begin with the guides."
    pages, rest = links[2 : 2 + len(THEMES)], links[2 + len(THEMES) :]
    assert pages == THEMES, f"/questions/: the guides are followed by {pages}, not {THEMES}."
    most = [link for link in rest[:12] if "#" in link and rest.count(link) == 2]
    assert len(most) == 12, (
        f"/questions/: of the twelve questions asked most only {most} are questions of this site."
    )


@for_each(THEMES)
def test_questions_are_in_the_index(site, url):
    """Each question is one click from /questions/."""
    index = leads(site, site.page("questions/").main)
    found = entries(site.page(url))
    assert found, f"/{url} holds no question; write one as ### The question? {{ #short-id }}."
    for key, (heading, _) in found.items():
        assert f"{url}#{key}" in index, (
            f"/questions/ does not list “{plain(heading)}”; link it to {url}#{key} there."
        )


ATOM = "{http://www.w3.org/2005/Atom}"


def test_corrections_can_be_followed(site):
    """Each correction is on its page, and in a feed that every page names to feed readers."""
    lines = corrections(source.DOCS)
    page = site.page("evidence/corrections/")
    shown = {heading["id"]: plain(heading) for heading in page.select("main h3[id]")}
    assert shown == {line["id"]: line["title"].replace("'", "’") for line in lines}
    root = ElementTree.parse(site.folder / "evidence/corrections.xml").getroot()  # noqa: S314
    base = f"{site.base}evidence/corrections/"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert ids == [f"{base}#{line['id']}" for line in lines], f"corrections.xml has {ids}."
    for parent in (root, *root.iter(f"{ATOM}entry")):
        for part in ("title", "id", "updated"):
            assert parent.findtext(f"{ATOM}{part}"), f"corrections.xml: no {part} in {parent.tag}."
    for url in ("", "evidence/corrections/", "dimensions/focus/"):
        link = site.one(url, "link[rel=alternate][type='application/atom+xml']")
        there = urljoin(site.base + url, link["href"])
        assert there == f"{site.base}evidence/corrections.xml", f"/{url} names a feed at {there}."
