"""Which column of a school's export holds what: the headings of SIMS, Arbor, Bromcom, Wonde and OneRoster files.

One table of names. Another system is a few more names here, not another way in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LABELS = {
    "name": "Full name",
    "forename": "First name",
    "surname": "Surname",
    "year_group": "Year group",
    "class": "Class or tutor group",
    "sex": "Sex",
    "sen": "SEN status",
    "do_not_invite": "Do not invite",
    "invite": "May take part",
    "edition": "Edition",
    "joined": "Joined since the first questionnaire",
    "registration": "Registration (main or subsidiary)",
    "left": "Leaving date",
}
"""What a column may be used for, in the words of the page."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name", "full name", "pupil", "pupil name", "student", "student name", "legal name", "preferred name",
        "display name", "learner", "learner name", "child", "child name", "surname forename", "forename surname",
    ),
    "forename": (
        "preferred forename", "preferred first name", "preferred given name", "chosen forename", "known as",
        "forename", "forenames", "first name", "firstname", "given name", "givenname", "legal forename",
        "legal first name", "legal forenames", "student first name", "pupil forename", "first names",
    ),
    "surname": (
        "preferred surname", "preferred last name", "preferred family name", "surname", "last name", "lastname",
        "family name", "familyname", "legal surname", "legal last name", "student last name", "pupil surname",
    ),
    "year_group": (
        "year", "year group", "yeargroup", "nc year", "ncyear", "national curriculum year", "yr", "yr grp",
        "nc year actual", "year taught in", "actual nc year", "curriculum year", "school year", "grade", "grades",
        "grade level", "year name", "current year", "year group name", "ncy", "year grp", "yeartaughtin",
    ),
    "class": (
        "class", "class name", "reg", "reg group", "registration group", "registration", "reg grp", "form",
        "form group", "form name", "tutor", "tutor group", "tutor grp", "tg", "class code", "class group",
        "homeroom", "section", "reggroup", "regform", "reg form", "registration form", "form class", "teaching group",
        "classtitle", "class title",
    ),
    "sex": (
        "sex", "gender", "legal sex", "sex at birth", "m f", "gender code", "boy girl", "sex code", "legal gender",
    ),
    "sen": (
        "sen", "sen status", "sen status code", "sen code", "sen provision", "sen stage", "send", "send status",
        "sen provision code", "special educational needs", "send code", "sen level", "senprovision",
        "senstatus", "current sen provision", "sen support", "sen status current",
    ),
    "do_not_invite": (
        "do not invite", "donotinvite", "dni", "opt out", "optout", "opted out", "opt outs", "opted out of survey",
        "withdrawn", "withdrawn by parent", "parent opt out", "exclude", "excluded", "no slip", "not invited",
        "not to be invited", "do not ask",
    ),
    "invite": ("invite", "invited", "may take part", "take part", "taking part", "consent", "consent given", "opt in"),
    "edition": ("edition", "questionnaire edition", "version", "questionnaire version"),
    "joined": (
        "joined", "joiner", "new", "new pupil", "new starter", "new since baseline", "joined since baseline",
        "joined since", "new joiner",
    ),
    "registration": (
        "enrolment status", "enrollment status", "enrol status", "dual registration", "dual registered",
        "main subsidiary", "registration status", "reg status", "enrolmentstatus", "registration type",
        "main or subsidiary",
    ),
    "left": (
        "date left", "leaving date", "date of leaving", "leave date", "dol", "leaving", "end date", "enddate",
        "left on",
    ),
}  # fmt: skip
"""By field, headings with case, punctuation and spaces evened out; of several columns the earliest name here wins."""

DISCARDED: Mapping[str, tuple[str, ...]] = {
    "UPN": (
        "upn", "unique pupil number", "former upn", "temporary upn", "uln", "unique learner number", "sourcedid",
        "sourced id", "uci", "identifier", "student id", "pupil id", "mis id", "wonde id", "person id",
        "admission number",
        "admission no", "adno", "adm no", "exam number", "external id", "username", "user name",
    ),
    "date of birth": ("dob", "date of birth", "birth date", "birthdate", "dateofbirth", "d o b", "age", "born"),
    "contact details": (
        "address", "postcode", "post code", "email", "e mail", "email address", "telephone", "phone", "mobile",
        "home address", "contact", "parent email", "sms", "street", "town", "home email", "work email",
    ),
    "free school meals": (
        "fsm", "free school meals", "fsm eligible", "eligible for fsm", "fsm eligibility", "fsm6", "ever6",
        "ever 6 fsm",
        "pupil premium", "pp", "pupil premium indicator", "freelunch", "free meals", "fsm ever 6",
        "eligible for free meals",
    ),
    "language": ("language", "first language", "home language", "eal", "mother tongue", "questionnaire language"),
}  # fmt: skip
"""Recognised so that the page can say that they are thrown away, and never offered as another column."""

CHOSEN_BY_HAND = ("name", "forename", "surname", "class", "year_group", "sex", "sen", "do_not_invite")


@dataclass(frozen=True, slots=True)
class Column:
    """`letter` as the spreadsheet shows it."""

    letter: str
    heading: str

    @property
    def shown(self) -> str:
        return f"column {self.letter} (“{self.heading}”)" if self.heading else f"column {self.letter}"


def evened(heading: str) -> str:
    """Lower case, words alone: "Reg. Group" is "reg group"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[a-z0-9]+", spaced.casefold().replace("'", "")))


def _index(table: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, int]]:
    found = {alias: (field, rank) for field, aliases in table.items() for rank, alias in enumerate(aliases)}
    return found | {alias.replace(" ", ""): place for alias, place in found.items()}


_FIELDS = _index(ALIASES)
_DISCARDED = _index(DISCARDED)


def field_of(heading: str) -> str:
    """The field that a heading names; "" when it is none of ours."""
    return _FIELDS.get(evened(heading), ("", 0))[0]


def discarded_as(heading: str) -> str:
    """What is thrown away unread: "UPN", "date of birth" …; "" for every other heading."""
    return _DISCARDED.get(evened(heading), ("", 0))[0]


def recognised(headings: Sequence[str]) -> dict[str, int]:
    """Field to the place of its column. Where several columns could be it, the one that ALIASES names first."""
    best: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        field, rank = _FIELDS.get(evened(heading), ("", 0))
        if field and (field not in best or rank < best[field][0]):
            best[field] = (rank, place)
    return {field: place for field, (_rank, place) in best.items()}


def letter_of(place: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
