"""What builds the site is pinned."""

import tomllib
from importlib import metadata

import source
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def test_all_that_builds_is_pinned():
    """A clone of next year builds what this one builds: nothing comes along in a newer version."""
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = {canonicalize_name(Requirement(pin).name): pin for pin in project["dependencies"]}
    open_ = [pin for pin in pins.values() if "==" not in pin]
    # The weekly workflow takes all of them away, to see what is to come
    assert not open_ or len(open_) >= len(pins), f"pyproject.toml: pin {open_} exactly, with ==."
    waiting, loose = [(name, "") for name in pins], {}
    while waiting:
        name, extra = waiting.pop()
        for needed in map(Requirement, metadata.requires(name) or []):
            wanted = not needed.marker or needed.marker.evaluate({"extra": extra})
            known = canonicalize_name(needed.name)
            if wanted and known not in pins and known not in loose:
                loose[known] = metadata.version(known)
                waiting += [(known, extra) for extra in ("", *needed.extras)]
    lines = [f'"{name}=={version}",' for name, version in sorted(loose.items())]
    assert not lines, "\n".join(["Add to `dependencies` in pyproject.toml:", *lines])
