"""Where a line of a questionnaire stands, as a translator is told."""

from __future__ import annotations

from belonging.instruments.load import load
from belonging.web.enrolment.rules.wordings import EDITIONS, EVERY_PAGE

PLACES = {
    "title": "Title",
    "introduction": "Above the first statement",
    "section": "Heading of a part",
    "item": "Statement",
    "plainer": "The statement in plainer words",
    "spoken": "The statement as it is read aloud",
    "choice": "Answer to choose",
    "about": "About the person",
    "comment": "Comment box",
    "name": "Name of the edition",
    "for_whom": "For whom the edition is",
}

READERS = {"pupil": "On pupils’ pages", "younger": "In the easiest editions", "adult": "On pages of parents and staff"}


def place_of(name: str, key: str) -> str:
    """ "younger.plainer.belong" -> "Younger: the statement in plainer words"."""
    if name == EVERY_PAGE:
        table, _, rest = key.partition(".")
        return f"{READERS.get(table, table)}: {rest.replace('_', ' ')}"
    parts = key.split(".")
    edition = ""
    if name.endswith(EDITIONS) and parts[0] not in PLACES:
        edition, parts = parts[0], parts[1:]
    said = PLACES.get(parts[0], parts[0])
    if parts[0] in ("about", "comment") and len(parts) > 2:
        said = "Under the comment box" if parts[0] == "comment" else "About the person: answer to choose"
    if not edition:
        return said
    named = load(name.removesuffix(EDITIONS)).edition(edition).name
    return f"{named}: {said[0].lower()}{said[1:]}"
