"""Settles what mkdocs.yml cannot say by itself: addresses, and folders that count from it."""

import logging
import os
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.settings")
running = {"command": ""}


def on_startup(command: str, dirty: bool) -> None:
    """Keep whether MkDocs builds or serves, which is told nowhere else."""
    running["command"] = command


@event_priority(100)  # before the plugin for the offline copy looks at its own setting
def on_config(config: MkDocsConfig) -> None:
    """Take an empty variable for one that is not set, and find the folders from anywhere."""
    local = f"http://{config.dev_addr}/"
    config.site_url = config.site_url or local
    if running["command"] != "serve" and config.site_url == local:
        log.info("SITE_URL is not set: shared links and the sitemap need it; they say %s", local)
    if os.environ.get("OFFLINE") == "":
        config.plugins["material/offline"].config.enabled = False
    root, snippets = Path(config.config_file_path).parent, config.mdx_configs["pymdownx.snippets"]
    snippets["base_path"] = [str(root / folder) for folder in snippets["base_path"]]


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Let a page of the copy for a folder name its address on the site, where no name has .html."""
    if not config.use_directory_urls:
        page.canonical_url = re.sub(r"/index\.html$|\.html$", "/", page.canonical_url)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add robots.txt: as a template, it would be published with its marks by other builders."""
    robots = f"User-agent: *\nAllow: /\nSitemap: {config.site_url}sitemap.xml\n"
    files.append(File.generated(config, "robots.txt", content=robots))
