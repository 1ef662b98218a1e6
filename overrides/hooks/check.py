"""Stops a build that would publish a broken page, with one sentence for each fault.

The rules for what writers write are here and nowhere else: the tests import them.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterator
from datetime import datetime
from numbers import Number
from urllib.parse import urlsplit

import yaml
from draw import PLACE, fill
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from pymdownx.snippets import SnippetMissingError

# A rule for a value of the front matter is one of
#   (4, 24)        text of 4 to 24 characters
#   {"a", "b"}     one of these words
#   [rule]         a list, and a rule for each of its items
#   {str: rule}    any names, and a rule for what each of them holds
#   {"key": rule}  these keys, in this order; one that ends in ? may be left out
#   bool, Number   such a value
TEXT = (1, 200)
PRACTICE = {"coaching", "mentoring"}
FOUND = {"says": (40, 90), "source": (2, 40)}
SIDE = {
    "lead": (4, 24),
    "short": (40, 90),
    "statement": (40, 90),
    "drawing": (4, 40),
    "found": FOUND,
}
DIMENSION = {"question": (15, 40), "ask": (15, 40), "coaching": SIDE, "mentoring": SIDE}
SAID = {"says": (10, 60), "coaching": (20, 160), "mentoring": (20, 160)}
SCENE = {"id": (2, 40), "say": [TEXT], "show": [TEXT]}

# A figure on any page, drawn by overrides/theme/partials/figure.html
LINES = {"line", "dashes", "gap"}
SPANS = {"bar", "frame"}
POINTS = {"diamond", "ring"}
# What came of a trial
RESULTS = {"gain", "part", "unclear", "none", "loss"}
MARKS = SPANS | POINTS | LINES | RESULTS
ROW = {
    "name": (1, 100),
    "section?": (2, 30),
    "practice?": PRACTICE,
    "source?": (2, 40),
    "cite?": (2, 60),
    "sources?": [(2, 40)],
    "second-hand?": [(2, 40)],
    "outcome?": (2, 20),
    "says?": (1, 40),
    "mark?": MARKS,
    "from?": Number,
    "to?": Number,
    "open?": bool,
    "note?": (5, 120),
    "cells?": [(0, 200)],
    "found?": {str: RESULTS},
}
FIGURE = {
    "kind": {"scale", "ties", "grid", "kinds", "findings"},
    "caption": (15, 80),
    "of?": (2, 40),
    "heads": [(1, 40)],
    "most?": Number,
    "ticks?": [(1, 6)],
    "across?": (5, 20),
    "down?": (5, 20),
    "groups": [{"practice?": PRACTICE, "roles?": [(1, 30)], "rows": [ROW]}],
    "key?": [{"mark": MARKS, "means": (2, 40)}],
}

# The sums of an organisation (overrides/theme/partials/sums.html): what is asked, and what it makes
ASKED = {
    "name": (2, 20),
    "says": (5, 60),
    "note?": (5, 60),
    "coaching?": Number,
    "mentoring?": Number,
}
SUMS = {
    "caption": (5, 60),
    "head": (5, 40),
    "use": (10, 120),
    "words": dict.fromkeys(("empty", "letters", "minus", "large", "read"), (5, 60)),
    "asked": [ASKED],
    "totals": [{"name": (2, 20), "says": (5, 60), "sum": (2, 120)}],
}

# A helpline (overrides/theme/partials/help.html): it calls, takes text messages or has a page
HELPLINE = {
    "name": (3, 60),
    "number?": (2, 20),
    "text?": (3, 20),
    "hours?": (5, 60),
    "address?": (10, 160),
    "read": [(10, 300)],
    "checked": (10, 20),
}

BASE = {"title": (10, 70), "description": (70, 160)}
FIGURES = {"figures?": {str: FIGURE}}
SCHEMAS = {
    "index.md": {
        **BASE,
        "hide": [{"navigation", "toc"}],
        "card": {"coaching": (4, 30), "mentoring": (4, 30)},
        **FIGURES,
    },
    "compare.md": {**BASE, "video": {"scenes": [SCENE]}, **FIGURES},
    "conversations.md": {**BASE, "say": [SAID], **FIGURES},
    "glossary.md": {**BASE, "terms": bool, **FIGURES},
    "help.md": {**BASE, "help": {str: HELPLINE}, **FIGURES},
    "organisations.md": {**BASE, "sums": SUMS, **FIGURES},
    "sources.md": {**BASE, "themes": {str: (3, 60)}, **FIGURES},
    "dimensions/": {**BASE, "dimension": DIMENSION, **FIGURES},
    "practices/": {**BASE, "practice": PRACTICE, **FIGURES},
    "": {**BASE, **FIGURES},
}

# Ids of the headings that templates link to, or that files are made from
SECTIONS = {
    "about.md": "suggest-a-change",
    "compare.md": "transcript",
    "dimensions/": "coaching mentoring listen-in where-the-line-blurs what-research-says",
}


# Markup that was left unprocessed: of a block, an included passage, an id or a class
UNREAD = re.compile(r"^\s*/{3,}.*|^.*[-–]8&lt;.*|\{:? ?[#.][\w-].*?(?:\}|$)", re.M)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Reads YAML and rejects a repeated key: plain YAML would drop the first one silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for (key, _), name in zip(node.value, keys, strict=True):
            if isinstance(name, Hashable) and keys.count(name) > 1:
                problem = f"the key `{name}` stands twice"
                raise yaml.constructor.ConstructorError(
                    problem=problem, problem_mark=key.start_mark
                )
        return super().construct_mapping(node, deep)


def front_matter(file: str, text: str) -> list[str]:
    """Return what is wrong with a page as it is written: a sentence for each fault.

    Args:
        file: its Markdown file, from docs/.
        text: what stands in it.
    """
    where, text = f"docs/{file}", re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    found = re.match(r"---[ \t]*\n(.*?)\n---[ \t]*(\n|\Z)", text, re.S)
    if not found:
        return [f"{where}: no front matter; begin with it, between two lines that say ---."]
    try:
        data = yaml.load(found[1], _Loader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        return [
            f"{where}: the front matter cannot be read at line {mark.line + 2 if mark else 2}"
            f" ({why}); put a text that holds a colon in quotes, and indent with spaces."
        ]
    if not isinstance(data, dict):
        return [f"{where}: the front matter is no list of keys; write `title: ` and a title, etc."]
    schema = next(schema for start, schema in SCHEMAS.items() if file.startswith(start))
    faults = [*_faults(where, data, schema)]
    body = text[found.end() :]
    if not faults:  # the checks below rely on the right shape
        for name, figure in data.get("figures", {}).items():
            faults += _figure(f"{where}, figures, {name}", figure)
            if figure["kind"] == "findings":
                faults += _findings(f"{where}, figures, {name}", figure, data["figures"])
        faults += _drawn(where, data.get("figures", {}), body)
        faults += _sums(f"{where}, sums", data.get("sums", {}))
    lines = data.get("help") if "help" in schema else None
    for name, line in lines.items() if isinstance(lines, dict) else ():
        faults += _helpline(f"{where}, help, {name}", name, line, body)
    return [*faults, *_headings(where, file, body, data.get("terms") is True)]


def _faults(where: str, value: object, rule: object) -> Iterator[str]:
    """Yield what is wrong with a value, and with all that it holds.

    Args:
        where: the file, and the way to the value, as in `docs/a.md, figures, length, row 2`.
        value: the value.
        rule: a rule as described above.
    """
    place, _, key = where.rpartition(", ")
    name = f"{where}: it" if re.search(r" \d+$", key) else f"{place}: `{key}`"
    if isinstance(rule, dict) and str in rule:
        if not isinstance(value, dict):
            yield f"{name} must hold names and what belongs to each; indent them below it."
            return
        for key, item in value.items():
            if not isinstance(key, str):
                yield f"{where}, {key}: a name must be text; begin it with a letter."
            yield from _faults(f"{where}, {key}", item, rule[str])
    elif isinstance(rule, dict):
        yield from _keys(where, value, rule)
    elif isinstance(rule, list):
        if not isinstance(value, list):
            yield f"{name} must be a list; write its parts below it, a dash before each."
            return
        for number, item in enumerate(value, 1):
            one = key.removesuffix("s")
            yield from _faults(f"{place}, {one} {number}", item, rule[0])
    elif isinstance(rule, set):
        if not isinstance(value, str) or value not in rule:
            yield f"{name} is “{value}”; it must be {' or '.join(sorted(rule))}."
    elif rule is bool:
        if not isinstance(value, bool):
            yield f"{name} must be true or false; write one of these, without quotes."
    elif rule is Number:
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not math.isfinite(value)
        ):
            yield f"{name} must be a number, such as 12; take away quotes and words."
    elif not isinstance(value, str):
        yield f"{name} must be text; put it in quotes."
    elif not rule[0] <= len(value) <= rule[1]:
        change = "shorten it" if len(value) > rule[1] else "say more"
        yield f"{name} has {len(value)} characters and may have {rule[0]} to {rule[1]}; {change}."
    elif "'" in value or '"' in value:
        yield f"{name} has a straight quote; front matter wants ’ and ‘ themselves."


def _keys(where: str, data: object, schema: dict) -> Iterator[str]:
    rules = {key.removesuffix("?"): (rule, key[-1] == "?") for key, rule in schema.items()}
    if not isinstance(data, dict):
        yield f"{where}: it must hold {', '.join(rules)}; indent them below it."
        return
    for key in data:
        if key not in rules:
            known = ", ".join(rules)
            yield f"{where}: the key `{key}` is unknown; take it out, or use one of {known}."
    for key, (rule, optional) in rules.items():
        value = data.get(key)
        if value is None or value in ("", [], {}):
            if key in data or not optional:
                yield f"{where}: `{key}` is missing or empty; write it in the front matter."
        else:
            yield from _faults(f"{where}, {key}", value, rule)
    known = [key for key in data if key in rules]
    if known != sorted(known, key=list(rules).index):
        yield f"{where}: the keys stand in the order {', '.join(known)}; want {', '.join(rules)}."


def _figure(where: str, figure: dict) -> Iterator[str]:
    """Yield the reasons why a figure of the right shape still cannot be drawn."""
    kind, heads, groups = figure["kind"], figure["heads"], figure["groups"]
    if kind == "scale" and figure.get("most", 0) <= 0:
        yield f"{where}: a scale ends somewhere; write `most`, a number above 0."
    if "ticks" in figure and len(figure["ticks"]) < 2:
        yield f"{where}: `ticks` names one point; name two or more, or take it out."
    if kind == "ties" and len(groups) < 2:
        yield f"{where}: a figure of ties has a group for each practice; write both."
    for number, group in enumerate(groups, 1):
        at = f"{where}, group {number}"
        if len(groups) > 1 and "practice" not in group:
            yield f"{at}: `practice` is missing; write coaching or mentoring, to name the group."
        if kind == "ties" and (len(group.get("roles", [])) != 4 or len(group["rows"]) != 3):
            yield f"{at}: ties are drawn between four `roles` by three `rows`; write as many."
        for number, row in enumerate(group["rows"], 1):
            yield from _row(f"{at}, row {number}", row, kind, len(heads), figure.get("most", 0))


def _sums(where: str, sums: dict) -> Iterator[str]:
    """Yield the totals that use a row that does not stand above them."""
    known = {row["name"] for row in sums.get("asked", ())}
    for total in sums.get("totals", ()):
        for name in re.split(r"[+*]", total["sum"]):
            if name not in known:
                yield (
                    f"{where}, {total['name']}: no row above it is called “{name}”; write names of"
                    " rows, with * and + between them."
                )
        known.add(total["name"])


def _row(where: str, row: dict, kind: str, columns: int, most: float) -> Iterator[str]:
    mark = row.get("mark")
    fitting = LINES if kind == "ties" else SPANS | POINTS if kind == "scale" else set()
    wanted = {"mark", "says"} if fitting else set()
    wanted |= {"from", "to"} if mark in SPANS else {"from"} if mark in POINTS else set()
    wanted |= {"to"} if row.get("open") else set()
    wanted |= {"cite"} if "source" in row else {"source"} if "cite" in row else set()
    if missing := sorted(wanted - row.keys()):
        yield f"{where}: `{'`, `'.join(missing)}` is missing; write it, as other rows have it."
    elif mark and mark not in fitting:
        fits = " or ".join(sorted(fitting)) or "no mark"
        yield f"{where}: `mark` is “{mark}”; in a figure of the kind {kind} it must be {fits}."
    elif not 0 <= row.get("from", 0) <= row.get("to", most) <= most:
        yield f"{where}: `from` and `to` leave the scale of 0 to {most}; mend them, or `most`."
    for key in {*row.get("second-hand", ())} - {*row.get("sources", ()), row.get("source")}:
        yield f"{where}: `second-hand` names {key}, which the row does not cite; mend one of them."
    cells = len(row.get("cells", ())) + ("mark" in row)
    if kind != "findings" and cells != columns - 1 and "practice" not in row:
        yield f"{where}: {cells} cells for {columns} `heads`; want one for each but the first."


def _findings(where: str, figure: dict, figures: dict) -> Iterator[str]:
    """Yield the reasons why the marks of a figure do not match the trials in its table."""
    table = figures.get(figure.get("of"))
    if table is None:
        yield f"{where}: `of` names no figure of this page; name the table whose rows it draws."
        return
    outcomes = {row.get("outcome"): row for group in figure["groups"] for row in group["rows"]}
    known = {sign["mark"] for sign in figure.get("key", ())}
    used = set()
    for row in (row for group in table["groups"] for row in group["rows"]):
        at = f"{where.rpartition(', ')[0]}, {figure['of']}, {row['name']}"
        found = row.get("found", {})
        used |= found.keys()
        if not found:
            yield f"{at}: `found` is missing; say what came of it, as in found: {{goals: gain}}."
        for outcome in found.keys() - outcomes.keys():
            yield f"{at}: no row of {where} has the outcome {outcome}; add one, or mend its name."
        for result in set(found.values()) - known:
            yield f"{where}: its `key` does not say what {result} means; add it there."
            known.add(result)
    for outcome, row in outcomes.items():
        if (outcome in used) == ("says" in row):
            yield (
                f"{where}, {row['name']}: a row shows its trials, or where no trial has its"
                f" outcome ({outcome}) it `says` so; mend `says` or `outcome`."
            )


def _helpline(where: str, name: str, line: object, body: str) -> Iterator[str]:
    """Yield the reasons why a reader could not trust or reach a helpline."""
    rules = {key.removesuffix("?"): rule for key, rule in HELPLINE.items()}
    given = line.items() if isinstance(line, dict) else ()
    line = {key: value for key, value in given if not [*_faults("", value, rules.get(key, TEXT))]}
    if not {"number", "text", "address"} & set(line):
        yield f"{where}: no way to reach it; give a `number`, a `text` or an `address`."
    if not {"hours", "address"} & set(line):
        yield f"{where}: when does it answer? Give `hours`, or the `address` of its own page."
    hosts = {_host(page) for page in line.get("read", ())}
    if len(hosts) < 2 and _host(line.get("address")) not in hosts:
        yield (
            f"{where}: `read` names neither its own page nor pages of two publishers; read them,"
            " or name it on the page without a number and a link."
        )
    try:
        datetime.strptime(line.get("checked", ""), "%d %B %Y")
    except ValueError:
        yield f"{where}: `checked` is no day; write it as 24 November 2026."
    if not re.search(rf"\{{(call|button)\.{re.escape(str(name))}\}}", body):
        yield f"{where}: nothing draws it; write `{{call.{name}}}` where it is to stand."


def _host(address: object) -> str:
    try:
        return urlsplit(str(address)).netloc.removeprefix("www.")
    except ValueError:  # such as http://[
        return ""


def _drawn(where: str, figures: dict, body: str) -> Iterator[str]:
    marks = Counter(re.findall(r"<!-- figure (.+?) -->", body))
    for name in figures:
        if not marks[str(name)]:
            place = f"write `<!-- figure {name} -->` where it is to stand."
            yield f"{where}, figures, {name}: nothing draws it; {place}"
    for name, count in marks.items():
        if name not in figures:
            yield f"{where}: `<!-- figure {name} -->` names none of its `figures`; mend its name."
        elif count > 1:
            yield f"{where}: `<!-- figure {name} -->` stands {count} times; keep one of them."


def _headings(where: str, file: str, body: str, terms: bool) -> Iterator[str]:
    """Yield the headings that a page lacks, and whatever it has twice."""
    ids = Counter(re.findall(r"^#.*\{[^}\n]*#([\w-]+)[^}\n]*\}\s*$", body, re.M))
    wanted = (wanted for start, wanted in SECTIONS.items() if file.startswith(start))
    for name in next(wanted, "").split():
        if not ids[name]:
            yield f"{where}: no section is called {name}; end its heading in `{{ #{name} }}`."
    for name in (name for name, count in ids.items() if count > 1):
        yield f"{where}: two headings have the id {name}; give one of them another."
    named = Counter(name.casefold() for name in re.findall(r"^### (.+?) *(?:\{|$)", body, re.M))
    for name in (name for name, count in named.items() if terms and count > 1):
        yield f"{where}: the term “{name}” is explained twice; make one entry of both."


def faulty(file: File) -> list[str]:
    """Return what is wrong with a page that a writer wrote: a sentence for each fault.

    Args:
        file: a Markdown file; one made by a hook is not checked.
    """
    if file.generated_by:
        return []
    try:
        return front_matter(file.src_uri, file.content_string)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        where = f"docs/{file.src_uri}: line {line}"
        return [f"{where} is not written in UTF-8; save the file as UTF-8."]


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Check the pages as they are written, before anything is made of them.

    Raises:
        PluginError: there are faults, a line each.
    """
    if faults := [fault for file in files.documentation_pages() for fault in faulty(file)]:
        raise PluginError("\n".join(faults))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Check what can be told once all pages are read, before a template draws from them.

    Raises:
        PluginError: there are faults, a line each.
    """
    faults: list[str] = []
    read = [file.page for file in files.documentation_pages() if file.page]
    for page in read:
        # --dirty reads only changed pages, but other pages draw from the unchanged ones as well
        page.meta = page.meta or get_data(page.file.content_string)[1]
    dimensions = {page.file.name: page.meta["dimension"] for page in read if _of(page, "dimension")}
    for page in read:
        where = f"docs/{page.file.src_uri}"
        for number, scene in enumerate(_of(page, "video", "scenes"), 1):
            for left in PLACE.findall(fill(" ".join(scene["say"]), dimensions)):
                faults.append(f"{where}, video, scene {number}: {_unfilled(left)}")
        levels = [heading.level for heading in page.toc] if page.content is not None else [1]
        if levels[:1] != [1]:
            faults.append(f"{where}: no heading; begin its text with a line such as `# Its name`.")
        elif len(levels) > 1:
            faults.append(f"{where}: {len(levels)} headings begin with one `#`; keep the first.")
    if faults:
        raise PluginError("\n".join(faults))


def _of(page: Page, *keys: str) -> list | dict:
    value = page.meta
    for key in keys:
        value = value.get(key, {})
    return value


def _unfilled(place: str) -> str:
    return (
        f"nothing fills `{{{place}}}`; name a file in docs/dimensions/ and one of its cells, as in"
        " {focus.question} or {focus.coaching.lead}, or on docs/help.md one of its helplines, as in"
        " {call.acas}."
    )


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Check that the templates have taken every `<!-- mark -->` and filled every `{place}`.

    Raises:
        PluginError: something is left over.
    """
    where = f"docs/{page.file.src_uri}"
    text = re.sub(r"<(script|pre|code)\b.*?</\1>|<[^!][^>]*>", "", output, flags=re.S)
    if left := re.findall(r"<!--[^!].*?-->", text, re.S):
        raise PluginError(
            f"{where}: nothing takes the place of `{left[0]}` here; mend its name, or move it to a"
            " page that overrides/theme/main.html draws it on."
        )
    if left := PLACE.findall(text):
        raise PluginError(f"{where}: {_unfilled(left[0])}")
    if left := UNREAD.search(text):
        raise PluginError(
            f"{where}: readers would see `{left[0].strip()}`, which Markdown did not understand;"
            " write it as other pages do, with a blank line before it."
        )


def on_build_error(error: Exception) -> None:
    """Stop without a traceback if a page includes a missing file: MkDocs has named it already.

    Raises:
        Abort: instead of a traceback.
    """
    if isinstance(error, SnippetMissingError):
        raise Abort("Mend the line that includes it, or mark the section in the file it names.")
