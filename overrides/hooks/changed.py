"""Says in the sitemap on which day the words of each page changed, as git knows it.

MkDocs says the day of the build for every page. A plugin could tell the day of a page's own file;
it would not see the words that a page takes from another, and it brings a library with it.
"""

import re
import subprocess
from functools import cache

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

# Stands for an unknown day: gzip, which packs the sitemap, takes it for no time at all
UNKNOWN = "1970-01-01"

# What templates draw from other pages: the mark in the page -> which lines of which files
CELLS = (r"^ +(question|lead|short|statement|drawing): ", "dimensions")
DRAWN = {
    **dict.fromkeys(["matrix", "question", "lead", "practice", "chooser", "transcript"], CELLS),
    "questions": ("^##+ ", "questions"),
    "sources": (".", "sources"),
}


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give each page its day, the latest of its own and of all that it includes or draws."""
    folder = config.docs_dir
    _git.cache_clear()
    own = _days(folder)
    for file in files.documentation_pages():
        # A page of sources is made from the data file of the same name
        data = file.src_uri.removesuffix("md") + "yml"
        days = [own.get(file.src_uri) or own.get(data, UNKNOWN)]
        if own:
            text = file.content_string
            for included, name in re.findall(r'^--8<-- "([^":]+):([^"]+)"', text, re.M):
                section = f"/\\[start:{name}\\]/,/\\[end:{name}\\]/:{included}"
                days.append(_git(folder, "-1", "-s", "--format=%cs", "-L", section))
            for name in {*re.findall(r"<!-- (\w+)\b", text)} & {*DRAWN}:
                lines, where = DRAWN[name]
                days.append(_git(folder, "-1", "--format=%cs", "-G", lines, "--", where))
        # A page that git does not know has no day, whatever it includes
        file.page.update_date = max(days) if days[0] != UNKNOWN else UNKNOWN


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave out of the sitemap the days that are not known, and all of it without an address."""
    if template_name != "sitemap.xml":
        return output
    return re.sub(rf"\s*<lastmod>{UNKNOWN}</lastmod>", "", output) if config.site_url else ""


def _days(folder: str) -> dict[str, str]:
    """Return the day of the last commit to each file below a folder; empty without a history."""
    if _git(folder, command=("rev-parse", "--is-shallow-repository")) != "false":
        return {}  # a shallow clone would give the day of its one commit to every file
    days: dict[str, str] = {}
    day = UNKNOWN
    for line in _git(folder, "--name-only", "--relative", "--format=:%cs", "--", ".").splitlines():
        if line.startswith(":"):
            day = line[1:]
        elif line:
            days.setdefault(line, day)
    return days


@cache
def _git(folder: str, *arguments: str, command: tuple[str, ...] = ("log",)) -> str:
    """Return git's output in a folder, or nothing if git is missing or fails."""
    plain = ("-c", "core.quotepath=off", "-c", "log.showSignature=false")
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *plain, *command, *arguments],  # noqa: S607
            cwd=folder,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode().strip()
