"""The two conversations: what is on top of them is said in them."""

import source
from helpers import text

FILE, URL = "conversations.md", "conversations/"


def test_replies_are_in_the_conversations(site):
    """Nadia says each sentence to both, and the reply that is shown is in what she hears next."""
    for said in source.read(FILE)[1]["say"]:
        for practice in source.PRACTICES:
            where = f"docs/{FILE}, {practice}, “{said['says']}”"
            sides = site.page(URL).select(f".cm-moments .cm-side--{practice}")
            spoken = [text(p) for side in sides for p in side.select("p:not(.cm-note)")]
            at = [number for number, words in enumerate(spoken) if said["says"] in words]
            assert len(at) == 1, f"{where}: said {len(at)} times there; want once."
            assert spoken[at[0]].startswith("Nadia:"), f"{where}: Nadia does not say it."
            heard = spoken[at[0] + 1]
            assert said[practice] in heard, f"{where}: she hears “{heard}”; mend one of the two."
