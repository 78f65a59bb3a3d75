"""Which columns of a survey's file are thrown away before anybody or anything else sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from belonging.instruments.model import Instrument
from belonging.web.imports.rules.answering import only_answers
from belonging.web.imports.rules.tables import folded

NAMES, ADDRESSES, TIMES, NUMBERS, DEVICES, WORDS = (
    "names",
    "addresses of people",
    "dates and times",
    "numbers that point at one person",
    "addresses of computers",
    "words of people’s own",
)
BY_HEADING: Mapping[str, tuple[str, ...]] = {
    NAMES: (
        "name", "full name", "first name", "last name", "surname", "forename", "firstname", "lastname", "your name",
        "pupil name", "student name", "child name", "childs name", "username", "user name", "respondent",
        "completed by", "initials", "what is your name", "class teacher", "teacher", "tutor",
    ),
    ADDRESSES: (
        "email", "e mail", "email address", "mail", "phone", "telephone", "phone number", "mobile", "postcode",
        "post code", "address", "home address",
    ),
    TIMES: (
        "timestamp", "start time", "completion time", "last modified time", "submitdate", "date submitted", "startdate",
        "date started", "datestamp", "date last action", "interviewtime", "total time", "duration", "time spent",
        "date of birth", "dob", "birthday", "date", "end date", "start date", "recorded date",
    ),
    NUMBERS: (
        "id", "response id", "respondent id", "seed", "token", "access code", "upn", "pupil id", "student id",
        "admission number", "uln", "collector id", "external reference", "external data reference", "key", "uuid",
    ),
    DEVICES: (
        "ip", "ip address", "ipaddr", "ipaddress", "refurl", "referrer url", "lastpage", "last page", "startlanguage",
        "start language", "user agent", "browser", "device", "latitude", "longitude", "location latitude",
        "location longitude", "score", "total points", "quiz feedback", "grade posted time", "points", "userlanguage",
    ),
}  # fmt: skip
_BEGINS: Mapping[str, tuple[str, ...]] = {TIMES: ("question time", "group time"), DEVICES: ("points", "feedback")}
"""LimeSurvey's and Microsoft's columns beside each question."""
_OTHER = re.compile(r"\[(?:other|comment)\]$|_(?:other|comment)$", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b.*|\d{1,2}:\d{2}(?::\d{2})?.*")
_PHONE = re.compile(r"(?:\+|0)\d[\d \-()]{8,}")
_KNOWN = {heading: why for why, headings in BY_HEADING.items() for heading in headings}


def why_dropped(heading: str, cells: Sequence[str], instrument: Instrument, *, recognised: bool) -> str:
    """Empty where the column is kept. `recognised`: it is one of ours by its heading or what it asks.

    Of any other nothing is known but its cells, so it is kept only where all of them are answers.
    """
    name = folded(heading)
    if not recognised:
        if name in _KNOWN:
            return _KNOWN[name]
        if _OTHER.search(heading.strip()):
            return WORDS
        for why, begins in _BEGINS.items():
            if any(name.startswith(f"{begin} ") for begin in begins):
                return why
    filled = [cell for cell in cells if cell]
    if why := _by_shape(filled):
        return why
    return "" if recognised or only_answers(filled, instrument) else WORDS


def _by_shape(filled: Sequence[str]) -> str:
    if any(_MAIL.search(cell) for cell in filled):
        return ADDRESSES
    for why, shape in ((DEVICES, _IP), (TIMES, _DATE), (ADDRESSES, _PHONE)):
        if filled and sum(bool(shape.fullmatch(cell)) for cell in filled) * 2 > len(filled):
            return why
    return ""
