"""Stops a build that would publish a broken page, with one sentence for each fault.

The rules for the front matter stand here, once: tests/source takes them from here.
"""

import re
from collections.abc import Iterator, Set
from datetime import datetime
from numbers import Number
from urllib.parse import urlsplit

import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from pymdownx.snippets import SnippetMissingError

# Front matter: key -> (least, most) characters, a type, a list of choices, or a nested schema.
# Order counts.
SIDE = {"lead": (4, 24), "short": (40, 90), "statement": (40, 90), "drawing": (4, 40)}
DIMENSION = {"question": (15, 40), "ask": (15, 40), "coaching": SIDE, "mentoring": SIDE}
SLIDES = {"listen": list, "account": dict, "blurs": dict, "research": dict, "close": list}
BASE = {"title": (10, 70), "description": (70, 160)}
SCHEMAS = {
    "index.md": {**BASE, "hide": list, "card": {"coaching": (4, 30), "mentoring": (4, 30)}},
    "glossary.md": {**BASE, "terms": bool},
    "help.md": {**BASE, "help": dict},
    "teach.md": {**BASE, "slides": SLIDES},
    "video/index.md": {**BASE, "video": {"scenes": list}},
    "dimensions/": {**BASE, "dimension": DIMENSION},
    "practices/": {**BASE, "practice": ["coaching", "mentoring"]},
}
# A figure (overrides/theme/partials/figure.html), on any page.
FIGURE = {
    "kind": ["scale", "ties", "grid", "kinds"],
    "caption": (15, 80),
    "heads": list,
    "most": int,
    "ticks": list,
    "across": (5, 20),
    "down": (5, 20),
    "groups": list,
    "key": list,
}
ROW = {
    "name": (1, 100),
    "section": (2, 30),
    "practice": ["coaching", "mentoring"],
    "source": (2, 40),
    "cite": (2, 60),
    "says": (1, 40),
    "mark": ["bar", "frame", "diamond", "ring", "line", "dashes", "gap"],
    "from": Number,
    "to": Number,
    "open": bool,
    "cells": list,
}
OPTIONAL = {"most", "ticks", "across", "down", "key"}
# A helpline (overrides/theme/partials/help.html): it calls, takes text messages or has a page.
HELPLINE = {
    "name": (3, 60),
    "number": (2, 20),
    "text": (3, 20),
    "hours": (5, 60),
    "address": (10, 160),
    "read": list,
    "checked": (10, 20),
}


def front_matter(file: str, text: str) -> list[str]:
    """Return what is wrong with the front matter of a page: a sentence for each fault.

    Args:
        file: its Markdown file, from docs/.
        text: what stands in it.
    """
    found = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not found:
        return [f"docs/{file}: no front matter; begin with it, between two lines that say ---."]
    try:
        yaml.safe_load(found[1])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        return [
            f"docs/{file}: the front matter cannot be read at line {line} ({error.problem}); put a"
            " text that holds a colon in quotes, and indent with spaces."
        ]
    schema = next((schema for start, schema in SCHEMAS.items() if file.startswith(start)), BASE)
    body, data = get_data(text)
    faults = [*_faults(f"docs/{file}", data, {**schema, "figures": dict}, {"figures"})]
    for name, figure in (data.get("figures") or {}).items():
        faults += _figure(f"docs/{file}, figures, {name}", f"<!-- figure {name} -->", figure, body)
    lines = data.get("help")
    for name, line in lines.items() if isinstance(lines, dict) else ():
        faults += _helpline(f"docs/{file}, help, {name}", name, line, body)
    return faults


def _helpline(where: str, name: str, line: object, body: str) -> Iterator[str]:
    if not isinstance(line, dict):
        yield f"{where}: must hold {', '.join(HELPLINE)}; indent them below it."
        return
    yield from _faults(where, line, HELPLINE, {"number", "text", "hours", "address"})
    if not {"number", "text", "address"} & set(line):
        yield f"{where}: no way to reach it; give a `number`, a `text` or an `address`."
    if not {"hours", "address"} & set(line):
        yield f"{where}: when does it answer? Give `hours`, or the `address` of its own page."
    hosts = {_host(page) for page in line.get("read") or ()}
    if len(hosts) < 2 and _host(line.get("address")) not in hosts:
        yield (
            f"{where}: `read` names neither its own page nor pages of two publishers; read them,"
            " or name it on the page without a number and a link."
        )
    try:
        datetime.strptime(str(line.get("checked")), "%d %B %Y")
    except ValueError:
        yield f"{where}: `checked` is no day; write it as 24 November 2026."
    if not re.search(rf"\{{(call|button)\.{re.escape(name)}\}}", body):
        yield f"{where}: nothing draws it; write `{{call.{name}}}` where it is to stand."


def _host(address: object) -> str:
    return urlsplit(str(address)).netloc.removeprefix("www.")


def _figure(where: str, marker: str, figure: dict, body: str) -> Iterator[str]:
    yield from _faults(where, figure, FIGURE, OPTIONAL)
    if marker not in body:
        yield f"{where}: nothing draws it; write `{marker}` where it is to stand."
    for row in (row for group in figure.get("groups") or () for row in group["rows"]):
        yield from _faults(f"{where}, {row.get('name')}", row, ROW, {*ROW} - {"name"})


def _faults(
    where: str, data: dict, schema: dict, optional: Set[str] = frozenset()
) -> Iterator[str]:
    for key in data:
        if key not in schema:
            known = ", ".join(schema)
            yield f"{where}: the key `{key}` is unknown; take it out, or use one of {known}."
    for key, rule in schema.items():
        if key in optional and key not in data:
            continue
        value = data.get(key)
        if value in (None, ""):
            yield f"{where}: `{key}` is missing or empty; write it in the front matter."
        elif isinstance(rule, dict):
            if isinstance(value, dict):
                yield from _faults(f"{where}, {key}", value, rule)
            else:
                yield f"{where}: `{key}` must hold {', '.join(rule)}; indent them below it."
        elif isinstance(rule, type):
            if not isinstance(value, rule):
                yield f"{where}: `{key}` must be a {rule.__name__}; see another page."
        elif isinstance(rule, list):
            if value not in rule:
                yield f"{where}: `{key}` is “{value}”; it must be {' or '.join(rule)}."
        elif not isinstance(value, str):
            yield f"{where}: `{key}` must be text; put it in quotes."
        elif not rule[0] <= len(value) <= rule[1]:
            change = "shorten it" if len(value) > rule[1] else "say more"
            yield (
                f"{where}: `{key}` has {len(value)} characters and may have"
                f" {rule[0]} to {rule[1]}; {change}."
            )
        elif "'" in value or '"' in value:
            yield f"{where}: `{key}` has a straight quote; front matter wants ’ and ‘ themselves."
    known = [key for key in data if key in schema]
    if known != sorted(known, key=list(schema).index):
        yield f"{where}: the keys stand in the order {', '.join(known)}; want {', '.join(schema)}."


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Check the front matter of all pages, before a template draws from it.

    Raises:
        PluginError: there are faults, a line each.
    """
    faults: list[str] = []
    for file in files.documentation_pages():
        faults += front_matter(file.src_uri, file.content_string)
        # --dirty reads what has changed, and other pages draw from what has not
        file.page.meta = file.page.meta or get_data(file.content_string)[1]
    if faults:
        raise PluginError("\n".join(faults))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Check that the templates have taken every `<!-- marker -->` and filled every `{place}`.

    Raises:
        PluginError: something is left over, or a patch of the theme found nothing to mend.
    """
    where = f"docs/{page.file.src_uri}"
    if idle := re.findall(r"<!-- patch (\w+): (.*?) -->", output, re.S):
        lines = (
            f"overrides/theme/main.html: the patch `{name}` finds nothing: the theme no longer has"
            f" {what}; look for what it has there now, or take the patch out."
            for name, what in idle
        )
        raise PluginError("\n".join(lines))
    text = re.sub(r"<(script|pre|code)\b.*?</\1>|<[^!][^>]*>", "", output, flags=re.S)
    if left := re.findall(r"<!--[^!].*?-->", text, re.S):
        raise PluginError(
            f"{where}: nothing takes the place of `{left[0]}` here; mend its name, or move it to a"
            " page that overrides/theme/site.html draws it on."
        )
    if left := re.findall(r"\{[\w.-]+\}", text):
        raise PluginError(
            f"{where}: nothing fills `{left[0]}`; name a file in docs/dimensions/ and one of its"
            " cells, as in {focus.question} or {focus.coaching.lead}, or on docs/help.md one of its"
            " helplines, as in {call.acas}."
        )


def on_build_error(error: Exception) -> None:
    """End in a sentence, which MkDocs has said, where a page includes what is not there.

    Raises:
        Abort: instead of a traceback.
    """
    if isinstance(error, SnippetMissingError):
        raise Abort("Mend the line that includes it, or mark the section in the file it names.")
