"""The patterns that find claims: they hit what they must, and let careful wording pass."""

import re

import pytest
from helpers import CLAIMS, FOUND_NONE


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["must hit"][:40])
def test_claims_are_recognised(claim):
    """A pattern of tests/claims.tsv hits its own sentence; none hits the careful one beside it."""
    hit, kept = claim["must hit"], claim["must pass"]
    assert re.search(claim["pattern"], hit, re.I), (
        f"tests/claims.tsv: “{claim['pattern']}” does not find “{hit}”."
    )
    wrong = [other["pattern"] for other in CLAIMS if re.search(other["pattern"], kept, re.I)]
    assert not kept or not wrong, f"tests/claims.tsv: {wrong} must not find “{kept}”."


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We found no study that measures this.", True),
        ("But we did not find a trial.", True),
        ("We know of none.", True),
        ("We looked for a trial and found none.", True),
        ("There is no standard for it that we know of.", True),
        ("Nobody has measured how neutral coaches are.", True),
        ("No study shows it.", True),
        ("In what we read no study says so.", True),
        ("We could not trace the second figure.", True),
        ("No study which compares them was found.", True),
        ("You found no time for it.", False),
        ("The study found no difference.", False),
        ("No trial of this size is cheap.", False),
    ],
)
def test_found_none_is_recognised(sentence, found):
    """The wording by which such sentences are found finds them, and no others."""
    assert bool(FOUND_NONE.search(sentence)) == found, f"FOUND_NONE misjudges “{sentence}”."
