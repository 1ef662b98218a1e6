"""The builder to move to when the theme ends makes the same site of the same tree."""

import os
import re
import subprocess
import sys

import source
from helpers import need


def test_the_next_builder_writes_the_same_site(site, tmp_path):
    """ProperDocs publishes the same files, but for the line that names the builder."""
    need("properdocs")
    command = [sys.executable, "-m", "properdocs", "build", "-f", "mkdocs.yml", "-d", str(tmp_path)]
    env = {**os.environ, "SITE_URL": site.base}
    done = subprocess.run(  # noqa: S603
        command, cwd=source.ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"ProperDocs does not build: {done.stdout}{done.stderr}"
    ours, theirs = (
        {str(file.relative_to(folder)): file for file in folder.rglob("*") if file.is_file()}
        for folder in (site.folder, tmp_path)
    )
    assert theirs.keys() == ours.keys(), f"in one only: {theirs.keys() ^ ours.keys()}"
    builder = re.compile(rb'<meta name="generator" content="[^"]*">')
    differ = [
        name
        for name, file in ours.items()
        if builder.sub(b"", file.read_bytes()) != builder.sub(b"", theirs[name].read_bytes())
    ]
    assert not differ, f"ProperDocs writes {differ} in another way; see what it has changed."
