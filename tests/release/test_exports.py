"""What readers take to a reference manager is read by programs that others wrote."""

import entries
import source
from exports import to_bib, to_ris
from helpers import need

ALL = entries.load(source.DOCS)


def name_of(person):
    """Return a name as BibTeX and RIS give it: family, suffix, given; or a body's whole name."""
    parts = (person.get("family"), person.get("suffix"), person.get("given"))
    return person.get("literal") or ", ".join(filter(None, parts))


def test_bibtex_is_read_by_others():
    """A parser that others wrote finds each title, author, year and address as it is here."""
    library = need("bibtexparser").parse_string(to_bib(ALL.values()))
    assert not library.failed_blocks, library.failed_blocks[:3]
    assert [entry.key for entry in library.entries] == list(ALL)
    for entry in library.entries:
        ours, fields = ALL[entry.key], {name: f.value for name, f in entry.fields_dict.items()}
        plain = {name: str(text).replace("\\", "").strip("{}") for name, text in fields.items()}
        assert plain["title"] == entries.titled(ours), entry.key
        people = [who.strip("{}") for who in plain.get("author", "").split(" and ") if who]
        people = [who for who in people if who != "others"]
        if not any("literal" in person for person in ours.get("author", [])):
            assert people == [name_of(person) for person in ours.get("author", [])], entry.key
        year = ours.get("issued", {}).get("date-parts", [[""]])[0][0]
        assert plain.get("year", "") == str(year), entry.key
        assert (fields.get("doi"), fields.get("url")) == (ours.get("DOI"), ours.get("URL"))


def test_ris_is_read_by_others():
    """The same of the other format."""
    found = need("rispy").loads(to_ris(ALL.values()))
    assert [entry["id"] for entry in found] == list(ALL)
    for entry in found:
        ours = ALL[entry["id"]]
        assert entry["title"] == entries.titled(ours), entry["id"]
        assert entry.get("authors", []) == [name_of(p) for p in ours.get("author", [])]
        year = ours.get("issued", {}).get("date-parts", [[""]])[0][0]
        assert entry.get("year", "") == str(year), entry["id"]
        assert (entry.get("doi"), *entry.get("urls", [None])) == (ours.get("DOI"), ours.get("URL"))
