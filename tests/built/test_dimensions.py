"""The promise of the site: every dimension is shown for both practices, on every surface."""

from urllib.parse import urljoin

import helpers
import pytest
import source
from helpers import ACCOUNT_WORDS, for_each, text

EACH = [
    pytest.param(d, p, id=f"{d.slug}-{p}") for d in source.dimensions() for p in source.PRACTICES
]


def figure(soup, selector):
    """Return the one node that a selector finds on a built page, or None."""
    found = soup.select(selector)
    return found[0] if len(found) == 1 else None


def account(site, dimension, practice):
    """Return the full account on the dimension's own page, without its heading."""
    page = site.page(source.url(dimension.file))
    side = figure(page, f".cm-side--{practice}[aria-labelledby='{practice}']")
    return " ".join(text(p) for p in side.select("p, li")) if side else ""


def below(heading) -> str:
    """Return the paragraphs that follow a heading, up to the next heading."""
    found = []
    for node in heading.find_next_siblings() if heading else ():
        if node.name in ("h2", "h3") or "cm-mend" in node.get("class", ()):
            break
        if not {"cm-drawing", "cm-lead"} & set(node.get("class", ())):
            found.append(text(node))
    return " ".join(found)


def assert_cell(cell, dimension, practice, surface):
    """Check the short cell of one practice on one dimension, wherever it stands."""
    side = dimension.meta[practice]
    assert side["lead"] in text(cell), (
        f"{surface}: {dimension.name}, {practice}: the lead “{side['lead']}” is not shown."
    )
    assert side["short"] in text(cell), (
        f"{surface}: {dimension.name}, {practice}: the short cell is not shown."
    )


@for_each(EACH)
def test_home_shows_cell(site, dimension, practice):
    """Home: the matrix has the cell, in the practice's own column."""
    row = f"table.cm-spine tr[data-dimension='{dimension.slug}']"
    page = site.page("")
    assert_cell(figure(page, f"{row} td[data-practice='{practice}']"), dimension, practice, "home")
    link = figure(page, f"{row} th[scope=row] a")
    assert link, f"home: {dimension.name}: its row in the matrix is not linked."
    assert link["href"].removeprefix("./") == source.url(dimension.file)
    assert dimension.meta["question"] in text(link.parent), f"home: {dimension.name}: no question."


@for_each(EACH)
def test_own_page_shows_both(site, dimension, practice):
    """Its own page: the short cell and the full account, with a heading that names both."""
    surface = f"/{source.url(dimension.file)}"
    page = site.page(source.url(dimension.file))
    row = figure(page, f"table.cm-spine tr[data-dimension='{dimension.slug}']")
    assert row, f"{surface}: {dimension.name}: the spine with the short cells is not shown."
    cell = figure(row, f"td[data-practice='{practice}']")
    assert_cell(cell, dimension, practice, surface)
    assert dimension.meta["question"] in text(row), f"{surface}: the question is not shown."
    heading = figure(page, f"h2#{practice}")
    assert text(heading) == f"{dimension.name} in {practice}", (
        f"{surface}: {dimension.name}, {practice}: the heading reads “{text(heading)}”."
    )
    count = helpers.words(account(site, dimension, practice))
    assert count >= ACCOUNT_WORDS[0], (
        f"{surface}: {dimension.name}, {practice}: the full account has {count} words."
    )


@for_each(EACH)
def test_compare_shows_account(site, dimension, practice):
    """Compare: the full account stands under a heading that a link can reach."""
    heading = figure(site.page("compare/"), f"h3#{dimension.slug}-{practice}")
    where = f"/compare/: {dimension.name}, {practice}"
    want = f"{dimension.name} in {practice}".lower()
    assert text(heading).lower() == want, (
        f"{where}: its heading reads “{text(heading)}”; write `### {dimension.name} in {practice}"
        f" {{ #{dimension.slug}-{practice} }}` in docs/compare.md."
    )
    side = heading.find_parent(class_=f"cm-side--{practice}")
    assert side, f"{where}: it is not on its side."
    assert below(heading) == account(site, dimension, practice), (
        f"{where}: the account differs from the one on the dimension’s page."
    )
    lead = text(figure(side, "h3 ~ .cm-lead"))
    assert lead == dimension.meta[practice]["lead"], (
        f"{where}: the side is headed “{lead}”; write `<!-- lead {dimension.slug} {practice} -->`"
        " below its heading in docs/compare.md."
    )
    question = text(figure(side.find_parent(class_="cm-spread"), ".cm-spread__spine > p"))
    assert question == dimension.meta["question"], (
        f"{where}: the spine asks “{question}”; write `<!-- question {dimension.slug} -->` below"
        " the name of the dimension in docs/compare.md."
    )


@for_each(EACH)
def test_practice_page_shows_both(site, dimension, practice):
    """The practice's page: each dimension's cell, at the old address, linked to its account."""
    url = f"practices/{practice}/"
    where = f"/{url}: {dimension.name}, {practice}"
    row = figure(site.page(url), f"dl[data-practice='{practice}'] > #{dimension.slug}")
    assert row, f"{where}: no row of the cells has the id “{dimension.slug}”, where old links lead."
    assert row.get("data-dimension") == dimension.slug, f"{where}: the row names no dimension."
    assert_cell(row, dimension, practice, f"/{url}")
    link = figure(row, "dt a[href]")
    assert link, f"{where}: its name is no link."
    assert text(link) == dimension.name, f"{where}: the link reads “{text(link)}”."
    target = urljoin(site.base + url, link["href"]).removeprefix(site.base)
    account = f"{source.url(dimension.file)}#{practice}"
    assert target == account, f"{where}: its name leads to /{target}; the account is at /{account}."


@pytest.mark.parametrize("dimension", source.dimensions())
def test_line_blurs_on_both_sides(site, dimension):
    """Where the line blurs, each practice has its side, and each paragraph there a run-in head."""
    where = f"docs/{dimension.file}, Where the line blurs"
    heading = site.one(source.url(dimension.file), "h2#where-the-line-blurs")
    pair = heading.find_next_sibling(class_="cm-pair")
    assert pair, f"{where}: no `//// html | div.cm-pair` in it; give each practice its side."
    for practice in source.PRACTICES:
        side = figure(pair, f":scope > .cm-side--{practice}")
        assert side, f"{where}: no side for {practice}."
        own, other = (p.removesuffix("ing") for p in sorted(source.PRACTICES, key=practice.__ne__))
        for part in side.select("p"):
            head = text(part.strong)
            assert text(part).startswith(head or "?"), (
                f"{where}, {practice}: “{text(part)[:40]}…” has no run-in head; begin in **bold**."
            )
            named = [name for name in (own, other) if name in head.lower()]
            assert named == [own], f"{where}: “{head}” stands on the side of {practice}."


@for_each([source.url(file) for file in source.pages()])
def test_order_is_the_same(site, url):
    """Coaching comes before mentoring, and the dimensions come as in the navigation."""
    page = site.page(url)
    order = [d.slug for d in source.dimensions()]
    for group in ("table.cm-spine", "dl.cm-cells"):
        for node in page.select(group):
            shown = [row["data-dimension"] for row in node.select("[data-dimension]")]
            assert shown == [slug for slug in order if slug in shown], f"/{url}: {shown} in {group}"
            for row in node.select("tr[data-dimension]"):
                sides = [cell["data-practice"] for cell in row.select("[data-practice]")]
                assert sides == list(source.PRACTICES), f"/{url}: {row['data-dimension']}: {sides}"
    headings = [h["id"] for h in page.select("h2[id]") if h["id"] in order]
    assert headings == [slug for slug in order if slug in headings], f"/{url}: {headings}"
    for pair in page.select(".cm-pair, .cm-spread"):
        sides = [
            practice
            for side in pair.select(".cm-side")
            for practice in source.PRACTICES
            if f"cm-side--{practice}" in side["class"]
        ]
        wanted = list(source.PRACTICES)
        assert sides in ([], wanted), f"/{url}: the sides of a pair are {sides}; want {wanted}."


@pytest.mark.parametrize("practice", source.PRACTICES)
@pytest.mark.parametrize("dimension", source.dimensions())
def test_what_was_found_is_shown(site, dimension, practice):
    """What was found stands on the dimension's own page and behind the switch on home, sourced."""
    found = dimension.meta[practice]["found"]
    for url, cell in (
        (source.url(dimension.file), f".cm-founds .cm-{practice}"),
        ("", f"tr[data-dimension={dimension.slug}] [data-practice={practice}] .cm-found"),
    ):
        node = site.page(url).select_one(cell)
        where = f"/{url}, {dimension.slug}, {practice}"
        assert node, f"{where}: nothing says what was found."
        assert text(node).startswith(found["says"]), f"{where}: says “{text(node)}”."
        target = node.a["href"].partition("#")[2]
        assert target == found["source"], f"{where}: leads to {target}, not {found['source']}."
