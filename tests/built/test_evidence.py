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
# How a sentence says that something was not found. Each links what was looked for, and when.
FOUND_NONE = re.compile(
    r"\bwe (?:have |had )?(?:found|know of|knew of) (?:no\b|none|nothing|nobody)"
    r"|\bwe (?:did not|could not|cannot|have not) (?:find|found|trace)"
    r"|\bwe (?:have )?looked\b[^.]*\bfound (?:no\b|none|nothing)"
    r"|\b(?:no|none|nothing|nobody)\b[^.]{0,40} that we (?:found|know)"
    r"|\b(?:nobody|no ?one) (?:has|had|seems to have) (?:yet |so far )?"
    r"(?:measured|tested|counted|compared|studied|checked|shown)"
    r"|\bin what we (?:have )?read,? (?:no|nobody|nothing|none)\b"
    r"|\bno (?:study|trial|source|research|review|paper|test|experiment|evidence)s? "
    r"(?:that |which |has |have )?(?:we |was |were )?(?:measured?s?|tests?|tested|compares?"
    r"|compared|shows?|shown|counts?|counted|studies|studied|found|sets?|read|that|which)\b",
    re.I,
)
# What must not be printed as a fact, and why: pattern of a sentence -> reason. See #left-out.
CLAIMS = {
    r"promoted five times": "one company's own count",
    r"86 per cent of compan": "only of clients who could give numbers",
    r"(?:return|repaid|pays? back)[^.]*\b700 per cent|\b700 per cent[^.]*return": "estimates",
    r"productivity[^.]*\b88 per cent|\b88 per cent[^.]*productiv": "31 managers, nobody to compare",
    r"fortune 500": "no first source",
    r"nine in ten (?:workers|people|employees)": "no first source",
    r"third of (?:the|a|each|every|their) (?:session|time|conversation)[^.]*advi[cs]": (
        "the third is all influencing, not advice"
    ),
    r"advice (?:from|by|of) (?:a )?coach\w* (?:does|is|causes?) harm|advice lowers": (
        "ratings of sessions, and no cause"
    ),
    r"15 per cent of (?:a |any |all )?coaching": "an unsourced line",
    r"(?:AI|chatbot)s? (?:coach\w* )?(?:is|are|was|were|works?) as (?:good|effective|well)": (
        "one outcome, two trials; a direct comparison went the other way"
    ),
    r"\b(?:AI|GPT-4)\b(?!.*\b(?:weak|worse|average))[^.]*profits?[^.]*\b15 per cent": (
        "only strong firms; average nil; weak firms did worse"
    ),
    r"sales[^.]*\b1[789] per cent|\b1[789] per cent[^.]*sales|sales by a fifth": (
        "versions differ, and it is one call centre"
    ),
    r"voluntary (?:mentoring|schemes?) (?:does|do) not work": "one firm, new staff",
    r"all (?:of )?the women[^.]*stayed in engineering": "first year, one university, 150 people",
    r"\b0\.21\b": "an effect on the young",
    r"\b(?:coaching|mentoring) (?:works better|does better|is better than|beats)"
    r"|more effective than (?:coaching|mentoring)": "nobody set one against the other",
    r"only in people[’']s (?:own )?heads|others see (?:it|them) more": "two reviews disagree",
    r"(?=(?:.*\b0\.(?:59|36|42)\b){2})": "different statistics from different designs",
    r"\b5\.6\b": "a misprint",
    r"number of sessions never": "length counted for attitudes, and long sessions for ratings",
    r"\bEMCC defines coaching": "two texts go round, neither on a page of the EMCC",
    r"\bISO[ -]?\d{4,5}|\bISO certif": "there is none that we found; Norway's are national",
    r"^(?!.*report).*\b234\b": "one blog; say that it is reported",
    r"(?:framework|AI standards)[^.]*\b(?:obliges?|binds?) (?:a |every |all )?(?:human )?coach": (
        "that text is for AI systems; the Code binds coaches"
    ),
    r"\bframework (?:of|from|in) 2026|2026 framework": "the front page says 2024",
    r"(?:race|gender|sex)\b[^.]*\b(?:improves?|better) results": "help felt, results no different",
    r"(?:memory|concentration)[^.]*neurodivergent|neurodivergent[^.]*(?:memory|concentration)": (
        "no comparison group"
    ),
    r"supervision makes (?:coach\w*|them) better": "a line in one review, disputed",
    r"experienced coaches are (?:no|not) better": "managers' opinions, not results",
    r"\b3 per cent of coaching": "the share of coaches who are often hired for it",
    r"\bgrover\b|\bfurnham\b": "looks invented",
    r"deloitte|50 per cent lower turnover": "untraced",
    r"broad network": "the study measured how closely helpers are tied",
    r"\b8 per cent of employers": "an old survey, second-hand",
    r"hofstede|\bpower distance|(?-i:\bGLOBE\b)": "the good source warns against sorting people",
    r"tens of thousands of dollars": "one consultant, about 2002",
    r"(?=.*Larose et al\., 2010).*(?:by lot|randomi[sz]ed)": "the students were matched",
    r"\b0\.49\b|\b0\.18\b": "coaching of teachers in schools",
    r"because they mentor": "success may come first",
    r"150 (?:US )?dollars|\$150|72 per cent are first": "untraced",
    r"mentors (?:give advice|advise),? (?:and |while )?coaches (?:do not|don[’']t|never)": (
        "guides tell mentors to hold advice back, and coaches were recorded influencing"
    ),
    r"^(?!.*at least occasionally).*(?:55 per cent|more than half)[^.]*neglect": (
        "“at least occasionally”, in a news story"
    ),
    r"\b29 per cent": "commanders compared with one another; nobody was without one",
    r"\bcoaching (?:prevents|cures) burnout": "volunteers, mostly doctors, and for some months",
    r"\bcoaching (?:reduces|lowers|cuts) (?:staff )?turnover": "no trial with employees was found",
    r"\b1\.2[49]\b": "one kind of outcome, from few studies; never without saying so",
    r"\bGRADE (?:rates|says|finds)": "the marks are our own reading",
    r"\bfee disputes\b": "the ICF says so of training schools, not of coaches",
    r"National Guardian": "that office was to close in June 2026; a trust’s own Guardian stays",
}
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


def assert_day(key: str, name: str, part) -> None:
    """Check that a part of an entry is a day that has come."""
    found = day(value(part))
    assert found, (
        f"docs/sources.md, #{key}: “{name}: {value(part)}” is no date; write 24 November 2026."
    )
    assert found <= TODAY, f"docs/sources.md, #{key}: “{name}” is in the future; mend the date."


def running(page) -> Iterator[tuple[Tag, str]]:
    """Yield each sentence of a page's text and headings, with the element that holds it."""
    for node in page.select("main :is(p, li, td, th, dd, dt, figcaption, h1, h2, h3):not(nav *)"):
        if not node.find(["p", "ul", "ol", "dl", "table"]):
            for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z‘“])", plain(node)):
                yield node, sentence


def linked(site, target):
    """Return who links to a page of entries: id -> the addresses of the pages that link to it."""
    found = defaultdict(set)
    for url in URLS:
        for link in site.page(url).select("main a[href]:not(.headerlink, nav a)"):
            at = urlsplit(urljoin(site.base + url, link["href"]))
            if at.geturl().startswith(site.base + target) and at.fragment:
                found[at.fragment].add(url)
    return found


def test_sources_are_complete(site):
    """Each source has its parts, in order, a link or why there is none, a kind, how much of it."""
    for key, found in sources(site).items():
        where = f"docs/sources.md, #{key}"
        names = ["Link" if name == "No link" else name for name in found if name != "Cited on"]
        assert names == PARTS, (
            f"{where} has the parts {names}; write {PARTS} in this order, with “No link:” and the"
            " reason in place of “Link:” where there is none."
        )
        if "Link" in found:
            assert found["Link"].select("a[href]"), f"{where}: Link holds no address; add it in <>."
        else:
            assert helpers.words(value(found["No link"])) >= 3, (
                f"{where}: No link says too little; say why, such as “a printed book, not online”."
            )
        assert value(found["Kind"]) in KINDS, (
            f"{where}: the kind “{value(found['Kind'])}” is none of these; choose one:"
            f" {', '.join(sorted(KINDS))}."
        )
        assert value(found["Read"]).startswith(READ), (
            f"{where}: Read begins “{value(found['Read'])[:30]}”; begin with one of:"
            f" {', '.join(READ)}."
        )
        assert_day(key, "Checked", found["Checked"])


def test_looked_for_is_complete(site):
    """What was looked for says what, where, when and the nearest thing, and some page links it."""
    cited = linked(site, "sources/")
    for key, found in looked_for(site).items():
        where = f"docs/sources.md, #{key}"
        assert key.startswith("none-"), (
            f"{where}: what was not found has an id in none-; rename it."
        )
        names = [name for name in found if name != "Cited on"]
        assert names == LOOKED_FOR, (
            f"{where} has the parts {names}; write {LOOKED_FOR} in this order."
        )
        assert_day(key, "Last looked", found["Last looked"])
        assert cited[key], f"{where}: no page links it; link it where we say so, or take it out."


@pytest.mark.parametrize("url", URLS)
def test_found_none_is_linked(site, url):
    """A sentence that says that nothing was found links what was looked for, where and when."""
    page = site.page(url)
    section = page.select_one("h2#looked-for")
    own = {id(node) for node in section.find_all_next(["p", "li"])} if section else set()
    after = page.select_one("h2#left-out")
    own -= {id(node) for node in after.find_all_next(["p", "li"])} if after else set()
    for node, sentence in running(page):
        if id(node) in own or not FOUND_NONE.search(sentence):
            continue
        assert node.select("a[href*='#none-'], a[href$='#looked-for']"), (
            f"/{url} says “{sentence}” and does not say what was looked for. Link it:"
            " [we found none](sources.md#none-...), with an entry below “What we looked for and did"
            " not find” in docs/sources.md; or say it without claiming to have looked."
        )


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We found no study that measures this.", True),
        ("But we did not find a trial.", True),
        ("We know of none.", True),
        ("We looked for a trial and found none.", True),
        ("There is no standard for it that we know of.", True),
        ("Nobody has measured how neutral coaches are.", True),
        ("No study shows it.", True),
        ("In what we read no study says so.", True),
        ("We could not trace the second figure.", True),
        ("No study which compares them was found.", True),
        ("You found no time for it.", False),
        ("The study found no difference.", False),
        ("No trial of this size is cheap.", False),
    ],
)
def test_found_none_is_recognised(sentence, found):
    """The wording by which such sentences are found finds them, and no others."""
    assert bool(FOUND_NONE.search(sentence)) == found, f"FOUND_NONE misjudges “{sentence}”."


def claims(sentence: str) -> list[str]:
    """Return why a sentence must not be printed; an empty list if it may."""
    return [why for pattern, why in CLAIMS.items() if re.search(pattern, sentence, re.I)]


@pytest.mark.parametrize("url", URLS)
def test_left_out_stays_out(site, url):
    """No claim that the site leaves out stands as a fact, but where it says why."""
    page = site.page(url)
    section = page.select_one("h2#left-out")
    own = {id(node) for node in section.find_all_next()} if section else set()
    found = [
        f"/{url} says “{sentence}”: {why}. Say what was found, for whom, or take it out."
        for node, sentence in running(page)
        if id(node) not in own
        for why in claims(sentence)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Coaches spend a third of the session giving advice.", True),
        ("A third of what coaches said was meant to influence.", False),
        ("AI coaching is as effective as human coaching.", True),
        ("On one measure a chatbot did about as well as human coaches.", False),
        ("An AI mentor raises profits by 15 per cent.", True),
        (
            "With an AI mentor, strong firms made 15 per cent more profit and weak ones did worse.",
            False,
        ),
        ("Mentoring raises sales by 18 per cent.", True),
        ("Coaching works better than training alone.", True),
        ("The three are 0.59, 0.36 and 0.42.", True),
        ("The effect was 0.59.", False),
        ("A session costs 234 dollars.", True),
        ("A session is reported to cost 234 dollars.", False),
        ("Matching by race improves results.", True),
        ("Mentors advise, coaches do not.", True),
        ("More than half of mentees are neglected.", True),
        ("ISO 30420 covers coaches.", True),
        ("A mentor raises promotion by 29 per cent.", True),
        ("Coaching prevents burnout.", True),
        ("Coaching reduces staff turnover.", True),
        ("In most trials with doctors, the coached were less burnt out.", False),
        ("The ICF takes no fee disputes.", True),
        ("The National Guardian's Office can help you.", True),
    ],
)
def test_claims_are_recognised(sentence, wrong):
    """The patterns catch what must not be printed, and let the careful wording pass."""
    assert bool(claims(sentence)) == wrong, f"CLAIMS misjudges “{sentence}”."


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


def test_dois_are_well_formed(site):
    """A DOI is 10., a number, a slash, a name."""
    for key, found in sources(site).items():
        for link in found["Link"].select("a") if "Link" in found else ():
            doi = link["href"].partition("doi.org/")[2]
            right = re.fullmatch(r"10\.\d{4,9}/[^\s?#]+", doi)
            assert not doi or right, f"docs/sources.md, #{key}: “{doi}” is no DOI."


def test_citations_meet_sources(site):
    """What is cited is a source, and what is a source is cited."""
    known = sources(site)
    cited = linked(site, "sources/")
    other = {node["id"] for node in site.page("sources/").select("main [id]")}
    for key, urls in cited.items():
        assert key in other, f"{sorted(urls)} cite #{key}, which is not in docs/sources.md."
    for key in known:
        assert cited[key], f"docs/sources.md: nobody cites #{key}; cite it or take it out."


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
    """A term is defined once, in words of its own, and some page links to it."""
    terms = entries(site.page("glossary/"))
    names = [plain(heading).lower() for heading, _ in terms.values()]
    assert len(set(names)) == len(names), f"docs/glossary.md defines a term twice: {names}."
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
    for key, (heading, _) in entries(site.page("glossary/")).items():
        if key in EVERYDAY or plain(heading).endswith(")"):
            continue
        pattern = term_pattern(plain(heading))
        for node in prose:
            included = practice and node in practice.find_all_previous(["p", "li"])
            if id(node) in skipped or included or not pattern.search(plain(node)):
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
