"""The content security policy of the pages: the build writes it, `mkdocs serve` widens it."""

import base64
import hashlib
import re
from collections.abc import Iterator

from markup import Element, elements, splice, with_attribute
from mkdocs.exceptions import PluginError

# This site's own files and nothing else; the few inline scripts of the theme by their hashes.
POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:;"
    " media-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)


def hashes(html: str) -> str:
    """Return the sources by which a content security policy allows the inline scripts of a page.

    Args:
        html: the page, in which no script may change any more. Blocks of data count, too: they do
            not run, but the Nu checker asks for their hashes.
    """
    scripts = (e.text for e in elements(html, "script") if "src" not in e.attributes)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}))


def protect(html: str, where: str) -> str:
    """Return a page with its policy, after its encoding and before anything that it loads.

    Args:
        html: the page; a policy that it already has is replaced.
        where: the name of the page, for the message.

    Raises:
        PluginError: it does not name its encoding before all else, so that there is no such place.
    """
    old = [(meta.start, meta.end) for meta in _policies(html)]
    html = splice(html, [(start - (html[start - 1] == "\n"), end, "") for start, end in old])
    first = next(elements(html, "meta", "base", "script", "link", "style", "body"), None)
    kind = first.attributes.get("http-equiv", "").lower() if first else ""
    if not first or first.name != "meta" or not ("charset" in first.attributes or kind):
        raise PluginError(
            f"{where}: no policy can be written, since the page does not begin with its encoding,"
            ' <meta charset="utf-8">; see how the head of the theme’s base.html begins, and mend'
            " overrides/hooks/policy.py."
        )
    meta = POLICY.format(hashes=hashes(html))
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{meta}">'
    return splice(html, [(first.end, first.end, meta)])


def widen(html: str) -> str:
    """Return a page whose policy allows the scripts that have come into it since it was written.

    Args:
        html: the page; one without a policy, which forbids nothing, stays as it is.
    """
    edits = []
    for meta in _policies(html):
        allowed = f"script-src 'self' {hashes(html)}"
        content = re.sub("script-src [^;]*", allowed, meta.attributes.get("content", ""))
        tag = with_attribute(html[meta.start : meta.end], "content", content)
        edits.append((meta.start, meta.end, tag))
    return splice(html, edits)


def _policies(html: str) -> Iterator[Element]:
    for meta in elements(html, "meta"):
        if meta.attributes.get("http-equiv", "").lower() == "content-security-policy":
            yield meta
