"""The suite itself: the whole of it runs in several processes, and what somebody picks in one."""

import os
import subprocess
import sys

import pytest
import source

# Its own conftest takes the hook under test from the site's
CONFTEST = """
import importlib.util, sys
sys.path[:0] = {folders}
spec = importlib.util.spec_from_file_location("site_conftest", {file!r})
spec.loader.exec_module(module := importlib.util.module_from_spec(spec))
pytest_cmdline_main = module.pytest_cmdline_main
"""
TESTS = """
import os, pathlib, pytest
@pytest.mark.parametrize("number", range(8))
def test_it(number):
    pathlib.Path(f"{number}.ran").write_text(os.environ.get("PYTEST_XDIST_WORKER", "alone"))
"""


@pytest.mark.parametrize(
    ("asked", "shared"),
    [
        ([], True),
        (["-k", "it"], False),
        (["tests/test_it.py"], False),
        (["--pdb"], False),
        (["-p", "no:xdist"], False),
    ],
    ids=["whole", "k", "file", "pdb", "no xdist"],
)
def test_whole_suite_is_shared_out(tmp_path, asked, shared):
    """`pytest` alone uses more than one core, which halves the time, and no more than it should."""
    tests, makers = source.ROOT / "tests", source.ROOT / "overrides/makers"
    (tmp_path / "tests").mkdir()
    folders = [str(tests), str(makers)]
    conftest = CONFTEST.format(folders=folders, file=str(tests / "conftest.py"))
    (tmp_path / "tests/conftest.py").write_text(conftest, encoding="utf-8")
    (tmp_path / "tests/test_it.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\ntestpaths = tests\n", encoding="utf-8")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", *asked],
        cwd=tmp_path, env=own, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    ran = [file.read_text(encoding="utf-8") for file in tmp_path.glob("*.ran")]
    assert len(ran) == 8, done.stdout
    assert (len(set(ran)) > 1) == shared, f"pytest {' '.join(asked)} ran in {sorted(set(ran))}."
