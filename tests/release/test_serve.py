"""What a writer sees under `mkdocs serve`: it reloads, plays the film, and says what is wrong."""

import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from helpers import change, copy_tree
from playwright.sync_api import Page, expect

FILM = "video/coaching-or-mentoring"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the site is built from, for one server."""
    return copy_tree(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def served(tree: Path) -> Iterator[str]:
    """Run `mkdocs serve` on the copy; give its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", address]
    env = {**os.environ, "TMPDIR": str(tree.parent)}  # its pages go when the test's files go
    with subprocess.Popen(  # noqa: S603
        command, cwd=tree, env=env, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        said = []
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"Serving on (\S+)", line):
                yield found[1]
                break
        else:
            pytest.fail(f"mkdocs serve did not start: {''.join(said)}")
        process.terminate()


def test_edited_page_reloads(page: Page, served, tree):
    """A saved change is on the screen within seconds, and no page complains in the console."""
    page.goto(served + "glossary/")
    change(tree / "docs/glossary.md", "\n# ", "\n# Edited: ")
    expect(page.locator("h1"), "the edited page did not reload").to_contain_text(
        "Edited: ", timeout=30_000
    )
    page.goto(served + "choose/")
    page.goto(served + "no/such/page")
    complaints = [text for text in page.complaints if "404" not in text]
    assert not complaints, f"a served page complains: {complaints}"


def test_film_plays_from_the_middle(page: Page, served):
    """A reader who drags the film to one minute sees what is said there, and it goes on."""
    page.goto(served + "compare/")
    at = page.locator("video").evaluate(
        """async (video) => {
            const event = (name) => new Promise((done, fail) => {
                video.addEventListener(name, done, { once: true });
                video.addEventListener("error", () => fail(video.error), { once: true });
            });
            video.muted = true;
            video.preload = "metadata";
            const ready = event("loadedmetadata");
            video.load();
            await ready;
            const there = event("seeked");
            video.currentTime = 60;
            await there;
            const before = video.currentTime;
            const on = event("timeupdate");
            await video.play();
            await on;
            return [before, video.currentTime, video.seekable.end(0)];
        }"""
    )
    assert at[0] == pytest.approx(60, abs=0.5), f"sought 60 s, and the film stands at {at[0]:.1f} s"
    assert 60 <= at[1] < 70, f"played from 60 s, and the film is at {at[1]:.1f} s"


def test_parts_of_a_file(served, tree):
    """Parts are answered as RFC 9110 has it: Safari asks for two bytes first, and goes by them."""
    whole = (tree / f"docs/{FILM}.mp4").read_bytes()
    size = len(whole)
    wanted = {  # what is asked for: status, what comes, what of the whole it says it is
        None: (200, whole, None),
        "bytes=0-1": (206, whole[:2], f"bytes 0-1/{size}"),
        "bytes=5-": (206, whole[5:], f"bytes 5-{size - 1}/{size}"),
        "bytes=-4": (206, whole[-4:], f"bytes {size - 4}-{size - 1}/{size}"),
        f"bytes={size}-": (416, b"", f"bytes */{size}"),
        "lines=1-2": (200, whole, None),
    }
    where = urlsplit(served)
    for asked, (status, body, part) in wanted.items():
        connection = http.client.HTTPConnection(where.netloc, timeout=30)
        headers = {"Range": asked} if asked else {}
        connection.request("GET", f"{where.path}{FILM}.mp4", headers=headers)
        got = connection.getresponse()
        told = f"asked for {asked}, got {got.status} {got.headers['Content-Range']}"
        assert (got.status, got.headers["Content-Range"]) == (status, part), told
        assert got.headers["Accept-Ranges"] == "bytes", f"{told}: no Accept-Ranges"
        assert got.read() == body, f"{told}: these are other bytes"
        connection.close()
