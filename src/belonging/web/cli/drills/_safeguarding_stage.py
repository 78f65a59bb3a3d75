"""A pretend school for the safeguarding drill, whose clock stands where a scene puts it. Never the live database."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import open_invitations
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.enrolment.models import Contact
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.queries.calls import asked_kinds
from belonging.web.safeguarding.rules.escalation import Asked
from belonging.web.safeguarding.services.talking import Wanted, ask_to_talk
from belonging.web.schools.models import School, SchoolCalendar, SchoolSpan, Setting
from belonging.web.surveys.models import Entrance, Round, State

SECRETS = ("Zephyrine", "9 Quince", "the blue shed")
"""What is typed in a scene: it must stand in no mail."""
WANTED = Wanted(name=SECRETS[0], group=SECRETS[1], words=f"It is about {SECRETS[2]}.")
TERM = (date(2026, 9, 2), date(2026, 12, 18))
HALF_TERM = (date(2026, 10, 26), date(2026, 10, 30))
TEAM = "team@programme.example"
Escalate = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be so at one moment of a scene."""

    scene: str
    when: str
    what: str
    expected: str
    found: str

    @property
    def well(self) -> bool:
        return self.expected == self.found


@dataclass(frozen=True, slots=True)
class Stage:
    """`escalate(now)`: what the worker does every quarter of a minute; the control puts nothing in its place."""

    scene: str
    school: School
    round: Round
    escalate: Escalate

    def ask(self, at: datetime, wanted: Wanted = WANTED) -> Call:
        """Kept as the answering process keeps it, and read back as nobody may who answers."""
        with school_scope(self.school.pk):
            before = set(Call.objects.values_list("pk", flat=True))
            ask_to_talk(round_=self.round, wanted=wanted, token=secrets.token_hex(16), now=at)
            return Call.objects.exclude(pk__in=before).get()

    def follow(self, call: Call, steps: Sequence[tuple[datetime, tuple[Asked, ...]]]) -> Iterator[Check]:
        """Let the clock strike each moment; who has been told by then?"""
        for now, expected in steps:
            self.escalate(now)
            yield self.check(now, "told by now", listed(expected), listed(self.told(call)))

    def told(self, call: Call) -> list[str]:
        with school_scope(self.school.pk):
            return asked_kinds(Call.objects.get(pk=call.pk))

    def mails(self, kind: str = "") -> list[OutgoingMail]:
        """About requests of this school, to one of its people where `kind` says so, else to anybody."""
        with programme_scope("drill"):
            found = OutgoingMail.objects.filter(key__startswith="call:").order_by("pk")
            ours = found.filter(text__contains=self.school.name) | found.filter(subject__contains=self.school.name)
            return list(ours.filter(to=self.address(kind)) if kind else ours)

    def invited(self, kind: str, role: Role) -> int:
        with school_scope(self.school.pk):
            return open_invitations(self.school).filter(email=self.address(kind), role=role).count()

    def address(self, kind: str) -> str:
        return f"{kind}@{self.school.slug}.example"

    def check(self, now: datetime, what: str, expected: str, found: str) -> Check:
        return Check(self.scene, f"{now:%a %d %b %H:%M}", what, expected, found)

    def silence(self, now: datetime) -> Check:
        """No mail has a word of what was typed."""
        told = [each for each in self.mails() if any(word in f"{each.subject} {each.text}" for word in SECRETS)]
        return self.check(now, "mails with a word of what was typed", "0", str(len(told)))


class MailServer(BaseEmailBackend):
    """Takes every mail and sends none; `down`: cannot be reached."""

    down: ClassVar[bool] = False

    def open(self) -> bool:
        if type(self).down:
            raise ConnectionRefusedError("the drill's mail server is down")
        return True

    def close(self) -> None:
        """Nothing is held."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len(email_messages)


@contextmanager
def mail_server(*, down: bool) -> Iterator[None]:
    """The pretend mail server in place of the real one, for as long as the block lasts."""
    before = settings.EMAIL_BACKEND, settings.MAIL_READY
    settings.EMAIL_BACKEND, settings.MAIL_READY = f"{__name__}.{MailServer.__name__}", True
    MailServer.down = down
    try:
        yield
    finally:
        settings.EMAIL_BACKEND, settings.MAIL_READY = before
        MailServer.down = False


PEOPLE = (Asked.SAFEGUARDING, Asked.DEPUTY, Asked.HEAD, Asked.CHAIR)


def a_stage(
    scene: str,
    slug: str,
    escalate: Escalate,
    *,
    named: Sequence[Asked] = PEOPLE,
    away: tuple[Asked, date, date] | None = None,
) -> Stage:
    """A school with its own term dates, the people `named` and an open questionnaire; and the programme's manager."""
    slug = f"{slug}-{School.objects.count() + 1}"
    school = School.objects.create(name=f"Drill School {slug}", slug=slug, setting=Setting.PRIMARY, is_simulated=True)
    cohort, _ = Cohort.objects.get_or_create(
        slug="drill", defaults={"name": "Drill", "starts_on": TERM[0], "is_demo": True}
    )
    manager, _ = User.objects.get_or_create(email=TEAM, defaults={"name": "Drill Manager"})
    Membership.objects.get_or_create(user=manager, role=Role.MANAGER)
    with school_scope(school.pk):
        _dates(school)
        _people(school, named, away)
        return Stage(scene, school, _open_round(school, cohort), escalate)


def listed(kinds: Sequence[str]) -> str:
    return ", ".join(kinds) or "nobody"


def _dates(school: School) -> None:
    SchoolCalendar.objects.create(school=school)
    for kind, name, (first, last) in (("term", "Autumn term", TERM), ("half_term", "Half-term", HALF_TERM)):
        SchoolSpan.objects.create(school=school, kind=kind, name=name, first=first, last=last)


def _people(school: School, named: Sequence[Asked], away: tuple[Asked, date, date] | None) -> None:
    for kind in named:
        span = {"away_from": away[1], "away_until": away[2]} if away is not None and away[0] is kind else {}
        address = f"{kind}@{school.slug}.example"
        Contact.objects.create(school=school, kind=kind.value, name=f"The {kind}", email=address, **span)


def _open_round(school: School, cohort: Cohort) -> Round:
    opens = datetime.fromisoformat("2026-10-19T08:00:00+00:00")
    return Round.objects.create(
        school=school,
        cohort=cohort,
        wave="baseline",
        instrument="pupil_v1",
        instrument_digest="0" * 64,
        audience="pupil",
        entrance=Entrance.OPEN_LINK,
        handle=secrets.token_hex(4),
        state=State.OPEN,
        salt=secrets.token_bytes(32),
        opens_at=opens,
        closes_at=opens + timedelta(days=28),
    )
