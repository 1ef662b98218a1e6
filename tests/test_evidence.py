"""What is claimed and what is meant: sources, citations, terms, questions."""

import re
from collections import defaultdict
from urllib.parse import urljoin, urlsplit

import content
import pytest

URLS = [content.url(file) for file in content.pages()]
PARTS = ["Reference", "Link", "Kind", "Used for", "Cited on"]
KINDS = {
    "definition",
    "code",
    "standard",
    "meta-analysis",
    "review",
    "single study",
    "conceptual paper",
    "book",
    "survey",
    "news article",
    "practitioner",
    "reference work",
}
# Where a text may be read but not linked: copies that their owners did not put there.
MIRRORS = re.compile(
    r"scribd|docplayer|dokumen|vdocument|studylib|docslib|moam\.info|readkong|isiarticles|coek\.info"
    r"|documentine|researchgate|typeset\.io|mdsite|quizgecko|slideshare|//\d+\.\d+\.\d+\.\d+"
)
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


def entries(soup):
    """Return the entries of a page of entries: id -> (heading, what follows up to the next one)."""
    found = {}
    for heading in soup.select("main h3[id]"):
        body = []
        for node in heading.find_next_siblings():
            if node.name in ("h2", "h3"):
                break
            body.append(node)
        found[heading["id"]] = (heading, body)
    return found


def plain(node) -> str:
    """Return the text of a node with single spaces, without the sign that links a heading."""
    return " ".join(node.get_text().replace("¶", "").split())


def sources(site):
    """Return the sources: id -> {part: node}; what was left out on purpose is not among them."""
    page = site.page("sources/")
    left_out = page.select_one("h2#left-out")
    kept = {h["id"] for h in left_out.find_all_previous("h3")}
    return {
        key: {item.strong.get_text().rstrip(":"): item for item in body[0].select("li")}
        for key, (_, body) in entries(page).items()
        if key in kept
    }


def linked(site, target):
    """Return who links to a page of entries: id -> the addresses of the pages that link to it."""
    found = defaultdict(set)
    for url in URLS:
        for link in site.page(url).select("main a[href]:not(.headerlink)"):
            at = urlsplit(urljoin(site.base + url, link["href"]))
            if at.geturl().startswith(site.base + target) and at.fragment:
                found[at.fragment].add(url)
    return found


def test_sources_are_complete(site):
    """Each source has its parts, in order, and a kind that we know."""
    for key, parts in sources(site).items():
        names = [part for part in PARTS if part in parts or part != "Link"]
        assert list(parts) == names, (
            f"docs/sources.md, #{key} has the parts {list(parts)}; write {PARTS} in this order"
            " (Link may be left out)."
        )
        kind = plain(parts["Kind"]).removeprefix("Kind: ")
        assert kind in KINDS, (
            f"docs/sources.md, #{key}: the kind “{kind}” is none of these; choose one:"
            f" {', '.join(sorted(KINDS))}."
        )


def test_dois_are_well_formed(site):
    """A DOI is 10., a number, a slash, a name."""
    for key, parts in sources(site).items():
        for link in parts["Link"].select("a") if "Link" in parts else ():
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
    """Each source says which pages cite it, all of them and no other."""
    cited = linked(site, "sources/")
    for key, parts in sources(site).items():
        back = {
            urljoin(site.base + "sources/", link["href"]).partition("#")[0].removeprefix(site.base)
            for link in parts["Cited on"].select("a")
        }
        away = cited[key] - {"sources/"} or {"sources/"}  # cited only by what was left out
        assert back == away, (
            f"docs/sources.md, #{key}: “Cited on” links {sorted(back)}, and the pages that cite it"
            f" are {sorted(away)}; make the line say so."
        )


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


@pytest.mark.parametrize("url", [url for url in URLS if url not in ("glossary/", "sources/")])
def test_terms_are_linked_at_first_use(site, url):
    """Where a page first uses a term of the field, it links to what the term means."""
    # Accounts are included from elsewhere and hold no links; a conversation is speech.
    skip = "section.cm-side, section.cm-side *, .cm-moment p, [data-practice] *, [id^=listen] ~ p"
    prose = site.page(url).select("main :is(p, li)")
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


def test_questions_are_answered(site):
    """The first sentence below a question is an answer: a sentence, and no question."""
    for heading, body in entries(site.page("questions/")).values():
        question = plain(heading)
        assert question.endswith("?"), (
            f"docs/questions.md: “{question}” is no question; end it with a question mark."
        )
        assert body, f"docs/questions.md: “{question}” has no answer."
        assert body[0].name == "p", f"docs/questions.md: “{question}”: begin with a paragraph."
        first = re.split(r"(?<=[.?!])\s", plain(body[0]))[0]
        assert not first.endswith("?"), f"docs/questions.md: “{question}” is met by a question."
        length = content.words(first)
        assert 3 <= length <= 30, (
            f"docs/questions.md: “{question}”: its first sentence has {length} words; answer in"
            " 3 to 30."
        )
