"""What the cells of a roster say, in the ways in which schools' systems write it. None: it says something else."""

from __future__ import annotations

import re
from datetime import date, datetime

FORMULA = "\x00formula"
"""Stands in a cell that held a formula. No cell of text can hold it: NUL bytes are refused before."""
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
LOOKS_LIKE_A_DATE = re.compile(
    rf"\d{{4}}-\d\d?-\d\d?|\d\d?[/.-]\d\d?[/.-]\d{{2,4}}|\d\d?[-/ ]({MONTHS})", re.IGNORECASE
)
NURSERY = {"e1", "e2", "n1", "n2", "n", "nursery", "f1", "fs1", "pre school", "preschool", "foundation 1", "-1", "-2"}
OLDER = {"14", "year 14", "y14"}
NOT_ASKED = "-"
"""The year group of children for whom there is no questionnaire."""

SEXES = {
    "m": "boy", "male": "boy", "b": "boy", "boy": "boy", "boys": "boy",
    "f": "girl", "female": "girl", "g": "girl", "girl": "girl", "girls": "girl",
    "": "", "u": "", "unknown": "", "x": "", "not known": "", "not specified": "", "other": "", "n/a": "",
}  # fmt: skip
SEN = {
    "n": "N", "no": "N", "none": "N", "no sen": "N", "no special educational need": "N", "no sen provision": "N",
    "no specified special educational need": "N", "no special educational needs": "N", "not sen": "N", "0": "N",
    "false": "N",
    "k": "K", "sen support": "K", "support": "K", "sen": "K", "school action": "K", "school action plus": "K",
    "a": "K",
    "p": "K", "sen support plan": "K", "send support": "K", "sen without an ehc plan": "K", "yes": "K",
    "y": "K", "true": "K",
    "e": "E", "ehc": "E", "ehcp": "E", "ehc plan": "E", "education, health and care plan": "E", "s": "E",
    "statement": "E",
    "education health and care plan": "E", "statemented": "E", "statement/ehcp": "E", "ehc plan/statement": "E",
}  # fmt: skip
YES = frozenset(
    {"yes", "y", "x", "1", "true", "t", "✓", "✔", "opt out", "opted out", "opt-out", "do not invite", "new"}
)
NO = frozenset({"", "no", "n", "0", "false", "f", "-", "–", "none", "n/a"})


def year_group(text: str) -> str | None:
    """R, 1 to 13 or X; NOT_ASKED for nursery and year 14; "" for an empty cell."""
    plain = " ".join(text.casefold().replace(".0", "").split())
    if not plain:
        return ""
    if plain in NURSERY or plain in OLDER:
        return NOT_ASKED
    short = re.sub(r"^(nc ?year|year group|year|yr|y|grade|ncy)[ :-]*", "", plain).strip() or plain
    short = re.sub(r"^curriculum year[ :-]*", "", short)
    if short in ("r", "reception", "rec", "f2", "fs2", "foundation 2", "eyfs", "kg", "0"):
        return "R"
    if short in ("x", "not following year groups", "ungraded", "mixed"):
        return "X"
    if re.fullmatch(r"0?\d{1,2}", short) and 1 <= int(short) <= 13:
        return str(int(short))
    return NOT_ASKED if short in NURSERY or short in OLDER else None


def sex(text: str) -> str | None:
    return SEXES.get(" ".join(text.casefold().split()))


def sen(text: str) -> str | None:
    """N, K or E; "" for an empty cell. Codes with words after them count by the code: "K - SEN support"."""
    plain = " ".join(text.casefold().split())
    if not plain:
        return ""
    code = re.match(r"([nkeaps])\s*[-–:(]", plain)
    return SEN.get(plain) or (SEN[code.group(1)] if code else None)


def yes_or_no(text: str) -> bool | None:
    plain = " ".join(text.casefold().split())
    return True if plain in YES else False if plain in NO else None


def is_subsidiary(text: str) -> bool:
    """Registered here and at another school, which is the main one: SIMS and Arbor write S or say so."""
    plain = text.casefold()
    return plain.strip() == "s" or "subsidiary" in plain


def is_guest(text: str) -> bool:
    return text.casefold().strip() in ("g", "guest", "guest pupil")


def day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y"):
        try:
            return datetime.strptime(text.strip()[:20], pattern).date()
        except ValueError:
            continue
    return None


def is_date(text: str) -> bool:
    return bool(LOOKS_LIKE_A_DATE.match(text.strip()))
