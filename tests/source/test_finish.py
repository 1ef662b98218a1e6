"""What the build replaces in finished pages is found however it is written, or the build stops."""

from types import SimpleNamespace

import css
import finish
import policy
import pytest
import theme
from mkdocs.exceptions import PluginError

HEAD = '<!doctype html><html><head>{}<script>run()</script><link rel="icon" href="i.svg"></head>'
RUN = "'sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ='"


@pytest.mark.parametrize(
    "encoding",
    [
        '<meta charset="utf-8">',
        '<meta charset="UTF-8">',
        "<META data-x='>' charset=utf-8/>",
        '<!-- <meta charset="utf-8"> --><meta content="text/html; charset=utf-8" http-equiv="C-T">',
    ],
)
def test_policy_stands_behind_the_encoding(encoding):
    """However the theme writes the encoding, the page has one policy, before all that it loads."""
    html = policy.protect(HEAD.format(encoding), "a.html")
    assert html.index(encoding) < html.index("Content-Security-Policy") < html.index("<script>")
    assert html.count("Content-Security-Policy") == 1
    assert f"script-src 'self' {RUN};" in html
    assert policy.protect(html, "a.html") == html, "a page that has its policy gets another"


@pytest.mark.parametrize("head", ["", "<script></script><meta charset=utf-8>", '<meta name="a">'])
def test_no_place_for_a_policy_stops_the_build(head):
    """A page that does not begin with its encoding is named, and how to mend that."""
    with pytest.raises(PluginError, match=r"^a\.html: no policy .*; see how .*policy\.py"):
        policy.protect(HEAD.format(head), "a.html")


@pytest.mark.parametrize("quote", ['"', "'"])
def test_served_pages_may_reload(quote):
    """`mkdocs serve` lets its own script through, however the policy is written."""
    written = policy.protect(HEAD.format("<meta charset=utf-8>"), "a.html")
    attributes = written.partition("Policy")[2].partition(">")[0].partition('content="')[2][:-1]
    meta = f'<META content="{attributes}" HTTP-EQUIV={quote}content-security-policy{quote}>'
    served = policy.widen(f"<head>{meta}</head><script>run()</script><script>reload()</script>")
    assert served.count("sha256-") == 2, served
    assert "default-src 'none'; script-src 'self' 'sha256-" in served
    assert policy.widen("<p>google1234</p>") == "<p>google1234</p>"


LINKS = {
    "as today": '<link rel="stylesheet" href="../{}">',
    "another order": "<link href='../{}' media=all rel='stylesheet'>",
}


@pytest.mark.parametrize("link", LINKS)
def test_style_sheets_become_one(link):
    """However they are linked, one link is left; one that is not there stops the build."""
    names = ["assets/a.css", "assets/b.css"]
    html = "".join(map(LINKS[link].format, names))
    one = '<link rel="stylesheet" href="../assets/stylesheets/site.css">'
    assert finish.one_sheet(html, names, "a.html") == one
    assert finish.one_sheet(one, names, "a.html") == one
    with pytest.raises(PluginError, match=r"a\.html: no link to assets/c\.css"):
        finish.one_sheet(html, [*names, "assets/c.css"], "a.html")


def test_addresses_hold_a_hash():
    """A script or style sheet whose address would stay the same stops the build."""
    html = "<script src='../assets/a.js'></script><script src=\"b.12345678.min.js\"></script>"
    assert "'../assets/a.js?abcdef01'" in finish.with_marks(html, {"assets/a.js": "abcdef01"}, "a")
    with pytest.raises(PluginError, match=r"a\.html: it loads \.\./assets/a\.js"):
        finish.with_marks(html, {"assets/b.js": "abcdef01"}, "a.html")


def test_film_from_a_folder_has_its_captions_inside(tmp_path):
    """However the track is written; captions that are not there stop the build."""
    (tmp_path / "c.vtt").write_text("WEBVTT é", encoding="utf-8")
    html = finish.with_captions("<track src='c.vtt' kind=captions>", tmp_path, "a.html")
    assert html == '<track src="data:text/vtt,WEBVTT%20%C3%A9" kind=captions>'
    with pytest.raises(PluginError, match=r"a\.html: its film has no captions at “d\.vtt”"):
        finish.with_captions('<track src="d.vtt">', tmp_path, "a.html")


def test_each_idle_patch_is_named():
    """When the theme changes, the build names each patch that has nothing left to mend."""
    page = SimpleNamespace(previous_page=True, next_page=True)
    config = SimpleNamespace(extra={"labels": {"search": "Search"}}, repo_url="https://example.org")
    with pytest.raises(PluginError) as stopped:
        theme.mend("<!doctype html>", page, config)
    for patch in theme.PATCHES:
        assert f"the patch `{patch.name}` finds nothing" in str(stopped.value)
        assert patch.why in str(stopped.value)


def purged(text: str) -> str:
    """Return a style sheet less what matches nothing where the classes y and z are used."""
    return css.purge(
        text,
        lambda one: css.could_match(one, {"y", "z", "m:d"}.__contains__, {"p"}, ("[dir=rtl]",)),
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (".x{a:b}.y{a:b}", ".y{a:b}"),
        (".x,.y,i{a:b}", ".y{a:b}"),
        (".y{a:b;.x{a:b}&:hover{a:b}}", ".y{a:b;.x{a:b}&:hover{a:b}}"),
        (".x{a:b;.y{a:b}}p{a:b}", "p{a:b}"),
        ("@property --x{syntax:'*'}p{a:b}", "@property --x{syntax:'*'}p{a:b}"),
        (".y:where(.x,.z){a:b}", ".y:where(.x,.z){a:b}"),
        (".y:is(.x,.w){a:b}p{a:b}", "p{a:b}"),
        (".y:is(.x,:not(.w)){a:b}", ".y:is(.x,:not(.w)){a:b}"),
        (".y:has(> .x){a:b}", ""),
        (".y:not(.x,:is(.w)){a:b}", ".y:not(.x,:is(.w)){a:b}"),
        (".y:not([dir=rtl]){a:b}[dir=rtl] .y{a:b}", ".y:not([dir=rtl]){a:b}"),
        ('.y[a=".x{,"]{a:"}"}', '.y[a=".x{,"]{a:"}"}'),
        (r".m\:d{a:b}.m\:e{a:b}", r".m\:d{a:b}"),
        ("@layer a,b;@layer a{.x{a:b}.y{a:b}}", "@layer a,b;@layer a{.y{a:b}}"),
        ("@container (width>1px){.x{a:b}}", ""),
        ("@media print{.y{a:b}.x{a:b}}", "@media print{.y{a:b}}"),
        ("@-webkit-keyframes x{0%{a:b}to{a:c}}", "@-webkit-keyframes x{0%{a:b}to{a:c}}"),
        ('@charset "utf-8";.y{}', ""),
    ],
)
def test_purge_keeps_what_may_match(text, left):
    """What CSS has learnt since the theme was written is kept whole, or purged as it should be."""
    assert purged(text) == left


def test_what_nothing_reads_is_left_out():
    """Custom properties and keyframes go that nothing reads, and what only these had read."""
    text = (
        ':root{--a:1;--b:var(--a);--c:url("x;}");--d:2}p{animation:e 1s;top:var(--d)}'
        "@keyframes e{0%{top:0}to{top:1px}}@keyframes f{0%{top:0}}.y--z:hover{left:var(--g)}"
    )
    left = css.without_unread(text, "i{left:var(--d)}")
    assert left == (
        ":root{--d:2}p{animation:e 1s;top:var(--d)}"
        "@keyframes e{0%{top:0}to{top:1px}}.y--z:hover{left:var(--g)}"
    )
    assert css.without("p{top:0;transition:a 1s;left:0}", r"transition[\w-]*") == "p{top:0;left:0}"


def test_scripts_go_without_comments():
    """What a script says to writers stays with them, and strings stay as they are."""
    text = (
        "/* One\n   two. */\nfunction a() {\n  // three\n  b('http://c // d'); // four\n}\n"
        "/** Five. */\nconst e = `/* f */ // g`;\n"
        "/* h */ i(); /* j */\n"
    )
    assert (
        finish.bare(text) == "function a() {\nb('http://c // d');\n}\nconst e = `/* f */ // g`;\n"
        "/* h */ i(); /* j */\n"
    )


@pytest.mark.parametrize("text", ["@import 'a.css';", "@new x{.y{a:b}}", ".y{a:b", ".y{a:b}}", "y"])
def test_purge_stops_at_what_it_does_not_know(text):
    """A rule of another kind, or a sheet that is cut short, is named and not garbled."""
    with pytest.raises(PluginError, match=r"the style sheet of the theme .*css\.py"):
        purged(text)


def test_strings_stay_as_they_are():
    """Comments and space go, but not those in a string or an address."""
    text = (
        "/* a */ i { b: c } /* b */ /* c */\n.y {\n"
        '  content: "Coaching, mentoring;  /* two */";\n  b: url( a,  b );\n}\n\n.z'
    )
    want = 'i{b:c}.y{content:"Coaching, mentoring;  /* two */";b:url( a,  b );}.z'
    assert css.minify(text) == want
