"""What the tests of calls and comments begin from."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from typing import Any

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.enrolment.models import Contact
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.talking import Wanted, ask_to_talk
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from tests.web.conftest import NOW

TODAY = NOW.date()
PEOPLE = {
    "safeguarding": "Okafor",
    "deputy": "Demir",
    "head": "Hall",
    "chair": "Chand",
}
MAYA = Wanted(name="Maya", group="4 Elm", words="It is about break time.")


def address(kind: str) -> str:
    return f"{kind}@maple.example"


def named(school: School, *kinds: str, away: tuple[str, ...] = (), day: date = TODAY) -> None:
    """These contacts and no others; those in `away` are away on `day`. Call in the school's scope."""
    Contact.objects.filter(school=school).delete()
    for kind in kinds:
        span = {"away_from": day, "away_until": day} if kind in away else {}
        Contact.objects.create(school=school, kind=kind, name=PEOPLE.get(kind, kind), email=address(kind), **span)


def asked(round_: Round, wanted: Wanted = MAYA, *, at: datetime = NOW, token: str = "0" * 32) -> Call:
    """Kept as the answering process keeps it, and read back as only a test may."""
    before = set(Call.objects.values_list("pk", flat=True))
    ask_to_talk(round_=round_, wanted=wanted, token=token, now=at)
    return Call.objects.exclude(pk__in=before).get()


def about(subject: About) -> Wanted:
    return Wanted(name="Maya", about=subject)


def person(role: Role, school: School | None = None, *, email: str = "") -> User:
    user = User.objects.create(email=email or f"{role.value}@else.example", name=f"The {role.value}")
    Membership.objects.create(user=user, role=role, school=school)
    return user


def words(page: Any) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())
