"""The words: plain, British, and without what the house does not say."""

import re
import subprocess
import sys

import pytest
import source

# Pattern -> why not. Whole words, any case.
BANNED = {
    r"in today['’]s|fast-paced|ever-changing": "says nothing",
    r"unlock\w*|empower\w*|leverag\w+|synerg\w+|holistic\w*|game.chang\w+": "marketing",
    r"invaluable|priceless|crucial\w*|vital|pivotal": "praise, not a fact",
    r"simply|obviously|of course": "talks down",
    r"(it is )?important to note|it should be noted|needless to say": "say it",
    r"utili[sz]e\w*": "use “use”",
    r"in order to": "use “to”",
    r"best[- ]in[- ]class|world[- ]class|cutting[- ]edge": "marketing",
    r"delve\w*|tapestr\w+|robust\w*|seamless\w*": "worn out",
    r"better than (a )?(coach\w*|mentor\w*)": "neither is ranked",
    r"coming soon|lorem ipsum|to ?do:|tbd": "a placeholder",
    r"research has proven|studies prove|science says": "say what was found, by whom",
    r"coachee and mentee|mentoree": "client and mentee",
    r"behavior\w*|color\w*|organiz\w+|center(ed)?|program|counsel(ing|or)|recogniz\w+|realiz\w+"
    r"|judgment|analyz\w+|favor\w*|labor|honor\w*|fulfill|skillful": "American spelling",
}
# What is no text of ours: markup, and a word said to be American
MARKUP = re.compile(r"<span lang=.en-US.>.*?</span>|\]\([^)]*\)|<[^>]*>|\{[^}]*\}|`[^`]*`")


@pytest.mark.parametrize("file", source.pages())
def test_house_words(file):
    """No word that the house does not use, in the Markdown as it stands."""
    found, title = [], False
    for number, line in enumerate((source.DOCS / file).read_text("utf-8").splitlines(), 1):
        # A reference runs on to the next item: other people's titles are theirs to spell
        title = "**Reference:**" in line or (title and not line.startswith("- **") and bool(line))
        if title:
            continue
        text = MARKUP.sub(" ", line)
        found += [
            f"docs/{file}:{number}: “{hit[0]}”: {why}."
            for pattern, why in BANNED.items()
            for hit in re.finditer(rf"\b(?:{pattern})\b", text, re.I)
        ]
        if re.search(r"\w!(\s|$)", text):
            found.append(f"docs/{file}:{number}: an exclamation mark; a full stop does.")
        if "—" in text or " – " in text:
            found.append(f"docs/{file}:{number}: a dash; use a full stop, a comma or a colon.")
    assert not found, "\n".join(found)


def test_spelling():
    """No misspelling that codespell knows; names that it takes for one stand in pyproject.toml."""
    places = ["docs", "overrides", ".github", "README.md", "mkdocs.yml"]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "codespell_lib", *places],
        cwd=source.ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert not done.returncode, (
        f"Misspelt, with what may be meant:\n{done.stdout}{done.stderr}Mend it; where it is a name,"
        " add that to ignore-words-list in pyproject.toml."
    )
