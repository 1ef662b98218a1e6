"""Sets what mkdocs.yml alone cannot: addresses, switches and folders."""

import logging
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.settings")
asked = {"command": "", "folders": True}

# What people write for yes and no; YAML knows only some of it
SWITCH = {
    **dict.fromkeys(("true", "1", "yes", "y", "on"), True),
    **dict.fromkeys(("false", "0", "no", "n", "off", "none", ""), False),
}


def on_startup(command: str, dirty: bool) -> None:
    """Remember the command that MkDocs was given: no other event tells it."""
    asked["command"] = command


@event_priority(100)  # before the offline plugin reads its setting
def on_config(config: MkDocsConfig) -> None:
    """Accept environment variables as people write them; make snippet paths absolute.

    Raises:
        Abort: a variable has a value that makes no sense, or the command needs one that is not
            set; the message says what to write.
    """
    _addresses(config)
    if not config.site_url:
        if asked["command"] == "gh-deploy":
            raise Abort(
                "SITE_URL is not set, and without it the page for a wrong address has no style: run"
                " `SITE_URL=https://you.github.io/your-fork/ mkdocs gh-deploy`."
            )
        log.info("SITE_URL is not set: what needs the site's address is left out, as the sitemap")
    config.extra["publisher"] = publisher(str(config.extra["publisher"] or ""))
    if config.extra["publisher"]:
        config.copyright += f" · {config.extra['publisher']['name']}"
    else:
        log.info("PUBLISHER is not set: this copy names nobody, and About says so")
    _clock()
    copy = config.extra["offline_copy"] or ""
    if copy and not str(copy).endswith(".zip"):
        raise Abort(f"OFFLINE_COPY is “{copy}”; give the name of the zip, as in copy.zip.")
    said = str(config.extra["offline"]).strip().lower()
    if said not in SWITCH:
        raise Abort(f"OFFLINE is “{said}”; write true for a copy that opens from a folder.")
    config.extra["offline"] = config.plugins["material/offline"].config.enabled = SWITCH[said]
    asked["folders"] = config.use_directory_urls
    root, snippets = Path(config.config_file_path).parent, config.mdx_configs["pymdownx.snippets"]
    snippets["base_path"] = [str(root / folder) for folder in snippets["base_path"]]


def publisher(text: str) -> dict[str, str]:
    """Return who publishes this copy: name, contact as it is shown, and its address as a link.

    Args:
        text: the setting, a name and a contact in <>: a mail address, or that of a page. Nothing,
            where nobody is named.

    Raises:
        Abort: the text is neither; the message says what to write.
    """
    if not text.strip():
        return {}
    found = re.fullmatch(r"\s*([^<>]{2,80}?)\s*<\s*([^\s<>]+)\s*>\s*", text)
    mail = found and re.fullmatch(r"[^\s@]+@[^\s@]+\.\w+", found[2])
    if not found or not (mail or re.match(r"https?://\w", found[2])):
        raise Abort(
            f"PUBLISHER is “{text}”; write a name and a contact, as in The Example Trust"
            " <post@example.org> or The Example Trust <https://example.org/contact>."
        )
    return {
        "name": found[1],
        "contact": found[2],
        "link": f"mailto:{found[2]}" if mail else found[2],
    }


def _addresses(config: MkDocsConfig) -> None:
    """Strip space around an address, and add the brackets that an IPv6 address needs."""
    host, port = config.dev_addr
    config.site_url = config.site_url or ""
    if ":" in host:
        config.site_url = config.site_url.replace(f"//{host}:{port}", f"//[{host}]:{port}")
    for name in ("site_url", "repo_url"):
        if config[name]:
            end = "/" if name == "site_url" else ""
            config[name] = config[name].strip().rstrip("/ ") + end
            if not re.fullmatch(r"https?://[^\s?#]+", config[name]):
                raise Abort(
                    f"{name.upper()} is “{config[name]}”; write an address without spaces, as in"
                    " https://example.org/path/."
                )


def _clock() -> None:
    """Treat an empty build time (SOURCE_DATE_EPOCH) as unset."""
    if not os.environ.get("SOURCE_DATE_EPOCH", "").strip():
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        return
    try:
        datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    except (ValueError, OverflowError, OSError):
        raise Abort(
            f"SOURCE_DATE_EPOCH is “{os.environ['SOURCE_DATE_EPOCH']}”; write seconds since 1970,"
            " as `git log -1 --format=%ct` gives them, or leave it out."
        ) from None


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the pages of the offline copy their addresses on the site."""
    if config.site_url and asked["folders"] and not config.use_directory_urls:
        for page in (file.page for file in files.documentation_pages()):
            page.canonical_url = re.sub(r"/index\.html$|\.html$", "/", page.canonical_url)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the address and the publisher, where they are set, into what cites the site."""
    if config.site_url and "//127.0.0.1:" not in config.site_url:
        html = html.replace("[address]", config.site_url)
    name = config.extra["publisher"].get("name")
    return html.replace("[publisher] ", f"{name} " if name else "")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add robots.txt here: other builders would publish a template with its marks unfilled."""
    robots = "User-agent: *\nAllow: /\n"
    if config.site_url:
        robots += f"Sitemap: {config.site_url}sitemap.xml\n"
    files.append(File.generated(config, "robots.txt", content=robots))
