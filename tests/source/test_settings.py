"""What people write into variables, and on the command line: the right thing, or one sentence."""

import errno
import os
import re
import socket

import pytest
import source
import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils import get_build_date
from settings import publisher

ADDRESS = "https://example.org/sub/"


@pytest.fixture
def settle(monkeypatch):
    """Return what reads mkdocs.yml with some variables, as a command of MkDocs does."""

    def settle(command: str = "build", **variables: str) -> MkDocsConfig:
        for name in (
            "SITE_URL",
            "REPO_URL",
            "OFFLINE",
            "OFFLINE_COPY",
            "PUBLISHER",
            "SOURCE_DATE_EPOCH",
        ):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        config = load_config(str(source.ROOT / "mkdocs.yml"))
        config.plugins.on_startup(command=command, dirty=False)
        return config.plugins.on_config(config)

    return settle


def test_offline_is_said_in_any_word(settle):
    """A copy for a folder is asked for in any of the usual words; no is no, and nothing is no."""
    for said in ("true", "1", "Yes", "y", "on", " true "):
        assert not settle(OFFLINE=said).use_directory_urls, f"OFFLINE={said} builds for a server"
    for said in ("", "false", "0", "No", "n", "off", " ", "null"):
        assert settle(OFFLINE=said).use_directory_urls, f"OFFLINE={said} builds for a folder"


def test_address_is_mended(settle):
    """The site's address ends in one slash, with no space around it."""
    for said, want in {
        "https://example.org/sub": ADDRESS,
        " https://example.org/sub// ": ADDRESS,
        "https://example.org ": "https://example.org/",
        "": "",
    }.items():
        assert settle(SITE_URL=said).site_url == want, f"SITE_URL=“{said}”"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "https://example.org/my site/"),
        ("SITE_URL", "https://example.org/?page=1"),
        ("SITE_URL", "https://example.org/#top"),
        ("SITE_URL", "ftp://example.org/"),
        ("REPO_URL", "https://example.org/my fork"),
        ("REPO_URL", "ssh://git@example.org/you/fork"),
        ("OFFLINE", "maybe"),
        ("OFFLINE_COPY", "1"),
        ("SOURCE_DATE_EPOCH", "yesterday"),
        ("SOURCE_DATE_EPOCH", "9" * 30),
    ],
)
def test_nonsense_is_one_sentence(settle, name, value):
    """What nothing can be made of stops the build: the variable, what it holds, what to write."""
    with pytest.raises(Abort, match=rf"^{name} is “.*”; (write|give) [^\n]*\.$"):
        settle(**{name: value})


def test_no_time_is_no_fault(settle):
    """A zip without a history leaves the time of the build empty, and the site is built."""
    for said in ("", " "):
        settle(SOURCE_DATE_EPOCH=said)
        assert get_build_date()


def test_deploying_needs_the_address(settle):
    """`mkdocs gh-deploy` without an address would publish a lost page without its style."""
    with pytest.raises(Abort, match=r"SITE_URL is not set.*run `SITE_URL=https://"):
        settle("gh-deploy")
    assert settle("gh-deploy", SITE_URL=ADDRESS).site_url == ADDRESS


def refused(host: str, port: int) -> str:
    """Return what `mkdocs serve -a` says to an address before it serves; nothing if it would."""
    config = source.config()
    server = LiveReloadServer(lambda: None, host, port, "site")
    hook = config["hooks"]["overrides/hooks/serve.py"]
    try:
        hook.on_serve(server=server, config=config, builder=lambda: None)
    except Abort as stopped:
        return stopped.message
    finally:
        server.server_close()
    return ""


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("192.0.2.1", 8000, "192.0.2.1 is no address of this machine"),
        ("127.0.0.1", 99999, "There is no port 99999"),
        ("127.0.0.1", 0, "There is no port 0"),
        ("127.0.0.1", -5, "There is no port -5"),
    ],
)
def test_address_that_cannot_serve(host, port, said):
    """An address that nothing can listen at is told in a sentence, with what to type instead."""
    message = refused(host, port)
    wanted = rf"{said}.*; run `mkdocs serve -a [\d.]+:\d+`\."
    assert re.fullmatch(wanted, message), f"-a {host}:{port} says “{message}”"


def test_taken_port_names_a_free_one():
    """When another program has the port, the reader is told another, which is free."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refused("127.0.0.1", port)
    assert f"Port {port} is taken by another program" in said, said
    free = int(said.rpartition(":")[2].strip("`."))
    assert not refused("127.0.0.1", free), f"the port that “{said}” names is not free"


@pytest.mark.parametrize(
    ("number", "family", "host", "said"),
    [
        (errno.EACCES, socket.AF_INET, "127.0.0.1", "Port 80 is kept for administrators; run "),
        (errno.EACCES, socket.AF_INET6, "::1", r"Port 80 is .*serve -a \[::1\]:8000"),
        (errno.EAFNOSUPPORT, socket.AF_INET6, "::1", r"Nothing can listen at \[::1\]:80: .*; run"),
    ],
)
def test_address_that_this_machine_refuses(number, family, host, said):
    """A port kept for administrators, or a kind of address that is not to be had, is called so."""
    hook = source.config()["hooks"]["overrides/hooks/serve.py"]
    message = hook.refusal(OSError(number, os.strerror(number)), family, host, 80)
    assert re.match(said, message), message


def test_address_of_numbers_and_colons():
    """An IPv6 address stands in brackets in the addresses of pages."""
    served = {"dev_addr": "[::1]:8000", "site_url": "http://::1:8000/"}
    config = load_config(str(source.ROOT / "mkdocs.yml"), **served)
    assert config.plugins.on_config(config).site_url == "http://[::1]:8000/"


def test_publishing_knows_the_history():
    """The workflow that publishes fetches the whole history, which the days in the sitemap need."""
    workflow = (source.ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(workflow)["jobs"]["build"]["steps"]
    checkout = next(step for step in steps if "actions/checkout" in step.get("uses", ""))
    assert checkout["with"].get("fetch-depth") == 0, "publish.yml: `build` checks out one commit."


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("", None),
        ("The Example Trust <post@example.org>", "mailto:post@example.org"),
        (" The Example Trust  <https://example.org/contact> ", "https://example.org/contact"),
    ],
)
def test_publisher_can_name_themselves(text, link):
    """One setting holds a name and a contact; none is no fault."""
    found = publisher(text)
    assert found.get("link") == link
    assert not link or found["name"] == "The Example Trust"


@pytest.mark.parametrize("text", ["The Example Trust", "<post@example.org>", "A <post>", "A <x@y"])
def test_half_a_publisher_is_told(text):
    """A name without a contact, or what is none, ends in a sentence with an example."""
    with pytest.raises(Abort, match="write a name and a contact"):
        publisher(text)
