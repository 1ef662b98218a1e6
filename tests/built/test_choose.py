"""The script of the chooser, as it is published."""

import brotli
import source


def test_script_is_small(site):
    """The script is on this page alone, and light."""
    script = (site.folder / "assets/javascripts/choose.js").read_bytes()
    assert len(brotli.compress(script)) <= 4096
    for file in source.pages():
        has = bool(site.page(source.url(file)).select("script[src*='choose.js']"))
        assert has == (file == "choose.md"), file
