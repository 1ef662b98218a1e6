"""Makes style sheets lighter: without comments, needless space, and rules that match nothing."""

import re
from collections.abc import Callable, Iterator

from mkdocs.exceptions import PluginError

_STRING = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\(\s*[^\s\"')][^)]*\)"
_TOKEN = re.compile(rf"{_STRING}|\\.|[{{}};]", re.S)
_BRACKETED = r"\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)"
_OWN = re.compile(rf"(?<=[{{;])(--[\w-]+):(?:{_STRING}|{_BRACKETED}|[^;{{}}\"'(])*(?:;|(?=}}))")
_PART = re.compile(rf"(?:{_STRING}|\\.|\[[^\]]*\]|{_BRACKETED}|[^,])+", re.S)

# At-rules that hold rules; those without selectors in them; those without a body
_GROUPS = {"media", "supports", "layer", "container", "scope", "starting-style", "document"}
_WHOLE = {"keyframes", "page", "font-face", "property", "counter-style", "view-transition"}
_LINES = {"layer", "namespace"}

# Pseudo-classes that match if any one of their selectors matches
_ANY = {"is", "where", "any", "matches", "has"}


def minify(css: str) -> str:
    """Return a style sheet without comments and needless space; its strings stay as they are."""

    def less(found: re.Match) -> str:
        bare = re.sub(r"/\*.*?\*/", "", found["space"] or "", flags=re.S)
        return found["string"] or found["mark"] or found["colon"] or (" " if bare else "")

    space = r"(?:\s|/\*(?:[^*]|\*(?!/))*\*/)+"  # a comment ends at its first end
    mark = rf"(?:{space})?(?P<mark>[{{}};,])(?:{space})?|(?P<colon>(?<=[\w-]):){space}(?!;)"
    pattern = rf"(?P<string>{_STRING}|\\.)|{mark}|(?P<space>{space})"
    return re.sub(pattern, less, css, flags=re.S).strip()


def purge(css: str, matches: Callable[[str], bool]) -> str:
    """Return a style sheet without the selectors that match nothing, and without empty rules.

    Args:
        css: the style sheet, without comments.
        matches: says whether a selector can match anything; it gets one without a comma.

    Raises:
        PluginError: the style sheet holds a kind of rule that is unknown here, or is cut short.
    """
    kept = []
    for head, body in _rules(css):
        at = re.match(r"@(?:-[a-z]+-)?([\w-]+)", head)
        kind = at[1].lower() if at else ""
        if not at:
            head = ",".join(filter(matches, selectors(head)))
        elif kind == "charset":
            continue
        elif body is None and kind in _LINES:
            kept.append(f"{head};")
            continue
        elif body is not None and kind in _GROUPS:
            body = purge(body, matches)
        elif body is None or kind not in _WHOLE:
            raise PluginError(
                f"the style sheet of the theme holds `@{at[1]}`, and overrides/hooks/css.py does"
                " not know what may be left out of it; say so there, beside the rules it knows."
            )
        if head and body and body.strip():
            kept.append(f"{head}{{{body}}}")
    return "".join(kept)


def without(css: str, *properties: str) -> str:
    """Return a style sheet without the declarations of some properties.

    Args:
        css: the style sheet, minified.
        properties: their names, as regular expressions.
    """
    return re.sub(rf"(?<=[{{;])(?:{'|'.join(properties)}):[^;}}]*(?:;|(?=}}))", "", css)


def without_unread(css: str, others: str) -> str:
    """Return a style sheet without the custom properties and the keyframes that nothing reads.

    Args:
        css: the style sheet, minified.
        others: what may read them, too.
    """
    before = None
    while css != before:  # again, since a property may be read only by one that was just removed
        before, read = css, set(re.findall(r"var\(\s*(--[\w-]+)", css + others))
        css = _OWN.sub(lambda own, read=read: own[0] if own[1] in read else "", css)
    moved = " ".join(re.findall(r"animation(?:-name)?:([^;}]*)", css + others))
    steps = r"@(?:-[a-z]+-)?keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
    return re.sub(steps, lambda one: one[0] if one[1] in moved.split() else "", css)


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield the outermost rules: the text before the braces and in them, or None without braces."""
    depth, start, head, inside = 0, 0, "", 0
    for token in _TOKEN.finditer(css):
        if token[0] == "{":
            depth += 1
            if depth == 1:
                head, inside = css[start : token.start()].strip(), token.end()
        elif token[0] == "}":
            depth -= 1
            if depth == 0:
                yield head, css[inside : token.start()]
                start = token.end()
        elif token[0] == ";" and depth == 0:
            yield css[start : token.start()].strip(), None
            start = token.end()
        if depth < 0:
            break
    if depth or css[start:].strip():
        raise PluginError(
            "the style sheet of the theme does not close what it opens, near"
            f" “{css[start:].strip()[:60]}”; overrides/hooks/css.py cannot read it."
        )


def selectors(text: str) -> list[str]:
    """Split a selector list at its top-level commas, not at those in brackets or strings."""
    return [part.strip() for part in _PART.findall(text) if part.strip()]


def could_match(
    selector: str, classes: Callable[[str], bool], tags: set[str], absent: tuple[str, ...]
) -> bool:
    """Say whether a selector can match an element; if in doubt, say yes.

    Args:
        selector: one selector, without a comma of its own.
        classes: says whether a class is used anywhere.
        tags: the names of all elements.
        absent: attributes and values that no element has, as a style sheet writes them.
    """
    some = True

    def without(found: re.Match) -> str:
        nonlocal some
        if found[1] in _ANY:
            inside = (part.lstrip(" >+~") for part in selectors(found[2][1:-1]))
            some = some and any(could_match(part, classes, tags, absent) for part in inside)
        return ""

    rest = re.sub(_STRING, '""', selector)
    rest = re.sub(rf"::?(?:-[a-z]+-)?([\w-]+)({_BRACKETED})", without, rest)
    if not some or any(mark in rest for mark in absent):
        return False
    rest = re.sub(r"\[[^\]]*\]", "", rest)
    if "(" in rest:
        return True
    found = re.findall(r"\.((?:\\.|[\w-])+)", rest)
    rest = re.sub(r"[.#](?:\\.|[\w-])+", "", rest)
    names = re.findall(r"(?<![\w:&-])([a-z][a-z0-9]*)(?![\w-])", rest)
    return all(classes(re.sub(r"\\(.)", r"\1", name)) for name in found) and tags.issuperset(names)
