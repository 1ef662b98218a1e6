"""Draws the sources: their pages, what each page cites, and what readers take away.

Pages cite an entry by `sources.md#ID`. The build links each citation to its entry, marks what is
known only from someone else, and lists at the end of each page what it cites.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml
from check import faulty
from entries import (
    FOLDER,
    INDEX,
    READ,
    day,
    faults,
    load,
    reference,
    search_faults,
    searches,
    second_hand,
    themes,
    titled,
)
from exports import WRITERS
from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

LOOKED_FOR = "evidence/looked-for.md"
TEMPLATE = "partials/entry.md"
# It ends in `{ .second-hand }` where the source was read, but not the point that is cited
CITATION = re.compile(
    r"\]\((?P<up>(?:\.\./)*)sources\.md#(?P<id>[\w-]+)\)(?P<heard>\{\s+\.second-hand\s+\})?"
)
# In Markdown: a heading with its id, a citation, or the place of a figure
PLACE = re.compile(
    rf"^#+ .*\{{ #(?P<heading>[\w-]+)|{CITATION.pattern}|looked-for\.md#(?P<none>none-[\w-]+)"
    r"|^<!-- figure (?P<figure>\S+) -->",
    re.M,
)
loaded: dict = {}  # filled by each build: entries, cited (page -> ids) and back (id -> pages)


def cited(markdown: str, meta: dict) -> Iterator[tuple[str, str]]:
    """Yield the id of each source that a page cites, in order, with the heading above it.

    Args:
        markdown: the page.
        meta: its front matter, whose figures cite by their rows.
    """
    place = ""
    for practice in (meta.get("dimension") or {}).values():
        if isinstance(practice, dict):
            yield practice["found"]["source"], "where-the-line-blurs"
    for found in PLACE.finditer(markdown):
        place = found["heading"] or place
        if key := found["id"] or found["none"]:
            yield key, place
        for group in (meta.get("figures") or {}).get(found["figure"], {}).get("groups", ()):
            for row in group["rows"]:
                yield from ((key, place) for key in sources_of(row))


def sources_of(row: dict) -> list[str]:
    """Return the ids of the sources that a row of a figure cites."""
    return row.get("sources") or ([row["source"]] if "source" in row else [])


def address(of: str, page: str) -> str:
    """Return the link from a page to a file of docs/."""
    return posixpath.relpath(of, posixpath.dirname(page) or ".")


def _slug(page: str) -> str:
    return page.removesuffix(".md").removesuffix("/index").replace("/", "-") or "index"


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read the sources; add a page for each theme, and what readers take away.

    Raises:
        PluginError: a source has a fault, or a page cites one that does not exist.
    """
    docs, labels = Path(config.docs_dir), config.extra["labels"]
    today = datetime.now(UTC).date()
    try:
        entries, looked = load(docs), searches(docs)
    except ValueError as error:
        raise PluginError(str(error)) from None
    wrong = [*faults(entries, today), *search_faults(looked, today)]
    if wrong:
        raise PluginError("\n".join(wrong))
    pages, back, titles = {}, {}, {}
    entry_of = template(config)
    index, not_found = files.get_file_from_path(INDEX), files.get_file_from_path(LOOKED_FOR)
    if index is None or not_found is None or faulty(index) or faulty(not_found):
        raise PluginError(
            f"docs/{INDEX} or docs/{LOOKED_FOR} is not there, or has a fault: "
            + " ".join(fault for file in (index, not_found) if file for fault in faulty(file))
        )
    index.content_string = index.content_string.replace("<!-- sources -->", _index(docs, entries))
    asked = "".join(f"{search['nearest']}\n" for search in looked.values())
    whole = True
    for file in files.documentation_pages():
        if file.generated_by:
            continue
        if faulty(file):  # check.py reports the fault, before it matters what the page cites
            whole = False
            continue
        markdown, meta = get_data(file.content_string)
        titles[file.src_uri] = (re.search(r"^# ([^{\n]+)", markdown, re.M) or ["", ""])[1].strip()
        for key, place in cited(markdown + asked * (file is not_found), meta):
            if key not in entries and key not in looked:
                wrong.append(
                    f"docs/{file.src_uri} cites {key}, which is no source; mend the id, or add an"
                    f" entry to docs/{FOLDER}/."
                )
                continue
            if key in entries:
                pages.setdefault(file.src_uri, {})[key] = None
            back.setdefault(key, {}).setdefault(file.src_uri, place)
    for key, entry in entries.items():
        # A source that is cited only by another source links back to that one
        for other, _ in cited(entry["custom"]["used-for"], {}):
            back.setdefault(other, {INDEX: key})
    wrong += [
        f"docs/{FOLDER}/{entry['theme']}.yml: no page cites {key}; cite it or take it out."
        for key, entry in entries.items()
        if key not in back and whole
    ]
    if wrong:
        raise PluginError("\n".join(wrong))
    loaded.update(entries=entries, pages=pages)

    def citing(key: str, own: str) -> list[tuple[str, str]]:
        return [
            (titles[page], f"{address(page, own)}{'#' * bool(place)}{place}")
            for page, place in back.get(key, {}).items()
        ]

    text = "\n".join(entry_of(search=s, back=citing(k, LOOKED_FOR)) for k, s in looked.items())
    not_found.content_string = not_found.content_string.replace("<!-- looked-for -->", text)
    for theme, title in themes(docs).items():
        own = f"{FOLDER}/{theme}.md"
        text = "\n".join(
            entry_of(entry=entry, reference=reference(entry), back=citing(key, own))
            for key, entry in entries.items()
            if entry["theme"] == theme
        )
        meta = {"title": f"Sources: {title}", "description": labels["theme_help"]}
        up = f"# {titles[INDEX]}\n\n[{labels['all_sources']}]({address(INDEX, own)})"
        head = f"{up}\n\n<!-- index -->\n\n## {title} {{ #{theme} }}"
        _add(
            files,
            config,
            own,
            f"---\n{yaml.safe_dump(meta, sort_keys=False)}---\n\n{head}\n\n{text}",
        )
    everywhere = {"all": list(entries)} | {_slug(page): list(keys) for page, keys in pages.items()}
    for slug, keys in everywhere.items():
        for ending, (_, write) in WRITERS.items():
            _add(files, config, f"{FOLDER}/{slug}.{ending}", write(entries[key] for key in keys))


def template(config: MkDocsConfig) -> Callable[..., str]:
    """Return the template of an entry, in Markdown: a source, a search or a correction."""
    env = Environment(loader=FileSystemLoader(config.theme.dirs), trim_blocks=True)  # noqa: S701
    return env.get_template(TEMPLATE).render


def _add(files: Files, config: MkDocsConfig, name: str, text: str) -> None:
    made = File.generated(config, name, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
    files.append(made)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let templates cite: `cite("kram-1983")` tells file, label, and whether second-hand."""

    def cite(key: str) -> dict:
        if entry := loaded["entries"].get(key):
            file = f"{FOLDER}/{entry['theme']}.md"
            label, heard = entry["custom"]["label"], second_hand(entry)
        else:
            file, label, heard = LOOKED_FOR, config.extra["labels"]["searched"], False
        return {"file": file, "label": label, "heard": heard}

    env.globals["cite"] = cite


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead citations to their entries, mark the second-hand ones, and list them at the end."""
    own, labels, entries = page.file.src_uri, config.extra["labels"], loaded["entries"]
    sign = (
        f'<span aria-hidden="true">†</span><span class="cm-hidden">, {labels["second_hand"]}</span>'
    )

    def lead(found: re.Match) -> str:
        entry = entries[found["id"]]
        there = address(f"{FOLDER}/{entry['theme']}.md", own)
        heard = second_hand(entry) or found["heard"]
        return f"{sign if heard else ''}]({there}#{found['id']})"

    rows = [
        row
        for figure in (page.meta.get("figures") or {}).values()
        for group in figure["groups"]
        for row in group["rows"]
    ]
    for row in rows:
        row["year"] = _year(entries.get(row.get("source")))
        row["cited"] = [
            {
                "id": key,
                "entry": f"{FOLDER}/{entries[key]['theme']}.md",
                "cite": row.get("cite") or entries[key]["custom"]["label"],
                "heard": second_hand(entries[key]) or key in row.get("second-hand", ()),
            }
            for key in sources_of(row)
            if key in entries
        ]
    markdown = CITATION.sub(lead, markdown)
    keys = loaded["pages"].get(own)
    if not keys:
        return markdown
    listed = "\n".join(f"- {_line(entries[key], own, sign)}" for key in keys)
    taken = ", ".join(
        f"[{name}]({address(f'{FOLDER}/{_slug(own)}.{ending}', own)}){{ download }}"
        for ending, (name, _) in WRITERS.items()
    )
    some = sign in markdown + listed or any(one["heard"] for row in rows for one in row["cited"])
    explained = f" † {labels['second_hand_help']}" if some else ""
    return (
        f"{markdown}\n\n## {labels['sources_here']} {{ #sources-here data-search-exclude }}\n\n"
        f"/// html | div.cm-sources\n\n{listed}\n\n"
        f"{labels['take_sources']} {taken}.{explained}\n\n///\n"
    )


def _year(entry: dict | None) -> str:
    return day(entry).partition(",")[0] if entry else ""


def _line(entry: dict, own: str, sign: str) -> str:
    custom = entry["custom"]
    there = address(f"{FOLDER}/{entry['theme']}.md", own)
    title = titled(entry)
    mark = sign if second_hand(entry) else ""
    end = "" if title[-1:] in ("?", "!") else "."
    read = custom["read"].partition(";")[0].rstrip(".")
    name = f"[{custom['label']}{mark}]({there}#{entry['id']})"
    return f"{name}: {title}{end} {custom['kind'].capitalize()}; {read}."


def _index(docs: Path, entries: dict[str, dict]) -> str:
    out = []
    for theme, title in themes(docs).items():
        own = f"{FOLDER}/{theme}.md"
        out.append(f"\n## [{title}]({own}) {{ #{theme} }}\n\n/// html | div.cm-sources\n")
        for key, entry in entries.items():
            if entry["theme"] == theme:
                custom = entry["custom"]
                read = next(name for name in READ if custom["read"].startswith(name))
                out.append(
                    f"- [{custom['label']}]({own}#{key}){{ #{key} }}: {custom['kind']}; {read}"
                )
        out.append("\n///\n")
    return "\n".join(out)
