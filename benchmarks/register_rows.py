"""A register of any size in the format of "Get Information About Schools", with nothing real in it."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator

SAINTS = ("Mary", "John", "Peter", "Luke", "Anne", "Joseph", "Thomas", "Paul", "Michael", "Andrew", "Hilda", "Cuthbert")
CHURCHES = ("CofE", "Catholic", "Church of England")
FIRSTS = ("Ash", "Birch", "Brook", "Castle", "Dove", "Elm", "Fern", "Glen", "Hazel", "Ivy", "King's", "Lark", "Mill")
SECONDS = ("bank", "bourne", "cliff", "croft", "dale", "field", "ford", "gate", "hurst", "ley", "mead", "side", "wood")
ENDINGS = (
    "Primary School",
    "Primary School",
    "Primary School",
    "Infant School",
    "Junior School",
    "Academy",
    "High School",
)
KINDS = (
    (1, 2, "4", "11"),
    (34, 2, "4", "11"),
    (34, 4, "11", "18"),
    (5, 4, "11", "16"),
    (7, 0, "3", "19"),
    (14, 0, "5", "16"),
)
HEADER = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate", "CloseDate",
    "PhaseOfEducation (code)", "StatutoryLowAge", "StatutoryHighAge", "OfficialSixthForm (code)", "Gender (name)",
    "NumberOfPupils", "Trusts (code)", "Trusts (name)", "Street", "Locality", "Town", "PostCode", "SchoolWebsite",
    *(f"Unused {number}" for number in range(110)),
)  # fmt: skip
"""As wide as the real one, so that reading it costs as much."""


def register_csv(rows: int, *, seed: int = 1, more_pupils: int = 0) -> bytes:
    """Windows-1252. Half of the rows are closed schools, as in the real one. `more_pupils` changes every row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(_rows(rows, random.Random(seed), more_pupils))
    return out.getvalue().encode("cp1252")


def _rows(count: int, dice: random.Random, more_pupils: int) -> Iterator[list[str]]:
    unused = [""] * 110
    for number in range(count):
        closed = number % 2 == 1
        kind, phase, low, high = KINDS[dice.randrange(len(KINDS))]
        authority, town = number % 153, f"{dice.choice(FIRSTS)}{dice.choice(SECONDS)}-on-{dice.choice(SECONDS)}"
        yield [
            str(900_000 + number), str(800 + authority), f"County {authority}", str(2000 + number // 153),
            _name(dice), f"{kind:02d}", f"Kind {kind}", "2" if closed else "1", "Closed" if closed else "Open",
            "01-09-1990", "31-08-2015" if closed else "", str(phase), low, high, "1" if high == "18" else "2", "Mixed",
            str(dice.randrange(30, 1800) + more_pupils), str(5000 + number % 900), f"Café Trust {number % 900}",
            f"{number % 90} High Street", "", town.title(), f"Z{number % 99} {number % 9}{_pair(dice)}",
            "www.school.example", *unused,
        ]  # fmt: skip


def _name(dice: random.Random) -> str:
    place = f"{dice.choice(FIRSTS)}{dice.choice(SECONDS)}"
    if dice.random() < 0.3:
        return f"St {dice.choice(SAINTS)}'s {dice.choice(CHURCHES)} {dice.choice(ENDINGS)}"
    return f"{place} {dice.choice(FIRSTS)} {dice.choice(ENDINGS)}"


def _pair(dice: random.Random) -> str:
    return "".join(dice.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
