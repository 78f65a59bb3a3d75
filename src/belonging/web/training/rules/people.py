"""Who a list names, and how the same person is known again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from belonging.web.audit.rules.evidence import cleaned_line

LONGEST_NAME: Final = 120
MOST_LINES: Final = 200
YES: Final = frozenset({"yes", "y", "leader", "senior leader", "slt", "true", "1", "x"})
NO: Final = frozenset({"", "no", "n", "false", "0", "-"})


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody to sign up. `email` may be empty only for who walks in."""

    name: str
    email: str = ""
    is_leader: bool = False


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a pasted list says: people, and for each line that cannot be used a sentence with its number."""

    people: tuple[Attendee, ...]
    faults: tuple[str, ...]


def person_key(*, email: str, name: str, school: int) -> str:
    """The same for one address in whatever school; without an address, for one name in one school.

    Under the pepper, which is in no database, so that it tells nothing when name and address are forgotten.
    """
    told = f"training {email.strip().lower()}" if email else f"training {school} {' '.join(name.lower().split())}"
    return hmac.new(bytes(settings.BELONGING_PEPPER), told.encode(), hashlib.sha256).hexdigest()[:32]


def read_list(text: str, *, need_email: bool = True) -> ReadList:
    """Lines "Name, e-mail, leader": the last part may be missing; tabs do as well as commas."""
    people: list[Attendee] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or _is_head(line):
            continue
        found = _person(line, need_email)
        if isinstance(found, str):
            faults.append(f"Line {number}: {found}")
            continue
        key = found.email or found.name.lower()
        if key in seen:
            faults.append(f"Line {number}: {found.name} stands in line {seen[key]} already. Please take one out.")
            continue
        seen[key] = number
        people.append(found)
    if len(people) > MOST_LINES:
        faults.append(f"Please sign up at most {MOST_LINES} people at once. This list has {len(people)}.")
    return ReadList(tuple(people), tuple(faults))


def _is_head(line: str) -> bool:
    return [part.lower() for part in _parts(line)][:2] in (["name", "e-mail"], ["name", "email"])


def _parts(line: str) -> Sequence[str]:
    return [cleaned_line(part) for part in (line.split("\t") if "\t" in line else line.split(","))]


def _person(line: str, need_email: bool) -> Attendee | str:
    """The person, or what is wrong with the line."""
    parts = [*_parts(line), "", ""]
    name, email, leader = parts[0], parts[1].lower(), parts[2].lower()
    if any(parts[3:]):
        return "there are more than three parts. Please write: name, e-mail, leader."
    if fault := _name_fault(name) or _email_fault(name, email, need_email):
        return fault
    if leader not in YES | NO:
        return f"“{parts[2]}” is not clear. Please write “leader” for a senior leader, or nothing."
    return Attendee(name, email, leader in YES)


def _name_fault(name: str) -> str:
    if not name or "@" in name:
        return "the name is missing. Please write: name, e-mail, leader."
    return f"the name is longer than {LONGEST_NAME} letters." if len(name) > LONGEST_NAME else ""


def _email_fault(name: str, email: str, need_email: bool) -> str:
    if not email:
        return f"there is no e-mail for {name}. We send the details there." if need_email else ""
    return "" if is_address(email) else f"“{email}” is no e-mail address. Please write: name, e-mail, leader."


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii()
