"""The leads' survey: a code for each school, mailed to its lead and kept nowhere but as a slip's HMAC.

The code can be made again while the survey is open, for a reminder or for a lead who lost the mail. Nobody is told who
has answered: everybody is reminded. Sealing destroys the salt, and with it the way from a school to its form.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import Role
from belonging.web.base.pepper import new_salt, pepper_for
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.services import Mail, MailKind, queue_mail
from belonging.web.programme.models import Arm, Cohort, Enrolment, Stage
from belonging.web.schools.models import School
from belonging.web.surveys.errors import NobodyToAsk
from belonging.web.surveys.models import Entrance, Pack, Round, Slip, State
from belonging.web.surveys.rules.codes import code_for, response_key, shown
from belonging.web.surveys.services.rounds import let_in

ACTOR: Final = "reminders"
REMINDED: Final = "leads-reminded"
REMIND_BEFORE: Final = timedelta(days=3)
PACK: Final = "Leads"


def leads_occasion(cohort: Cohort) -> str:
    """What the round of the cohort's leads is called."""
    return f"leads:{cohort.slug}"


def ask_leads(current: Round, *, closes_at: datetime, actor: str, now: datetime) -> None:
    """Open the locked round, make a slip for each school that takes part, and mail the links. Raises NobodyToAsk."""
    leads = _leads(current.cohort)
    if not leads:
        raise NobodyToAsk(
            "No school of this cohort has a lead with an account, so there is nobody to ask. Invite the leads first."
        )
    let_in(current, salt=_salt_for(leads), closes_at=closes_at, actor=actor, now=now)
    pack = Pack.objects.create(round=current, label=PACK, slips=len(leads))
    keys = [_key(current, school) for school in leads]
    # Rows lie in the order they are written, and the schools have an order too.
    secrets.SystemRandom().shuffle(keys)
    Slip.objects.bulk_create([Slip(key=key, round=current, pack=pack) for key in keys], batch_size=500)
    record_act(act=Act("slips-issued", f"round:{current.pk}", {"slips": len(keys)}), actor=actor, now=now)
    _mail(current, leads, "asked", MailKind.SERVICE, now)


def remind_leads_due(*, now: datetime) -> int:
    """Remind every lead once, three days before the last day; how many mails. Outside any scope, safe to run twice."""
    with programme_scope("surveys: remind the leads"):
        near = Round.objects.filter(
            state=State.OPEN, entrance=Entrance.SLIPS, closes_at__gt=now, closes_at__lte=now + REMIND_BEFORE
        )
        return sum(_remind(each, now) for each in near.exclude(occasion="").select_related("cohort"))


def lead_link(school: School) -> tuple[Round, str] | None:
    """The open survey that the school's lead is asked, and the address with the school's own code; None without one."""
    with programme_scope("surveys: a lead's own link"):
        asked = Round.objects.filter(state=State.OPEN, audience="lead", entrance=Entrance.SLIPS)
        for each in asked.exclude(occasion="").select_related("cohort").order_by("-opens_at"):
            if Slip.objects.filter(round=each, key=_key(each, school.pk)).exists():
                return each, _link(each, school.pk)
    return None


@transaction.atomic
def _remind(round_: Round, now: datetime) -> int:
    subject = f"round:{round_.pk}"
    opened = round_.opens_at
    if opened is None or now - opened < REMIND_BEFORE or Entry.objects.filter(act=REMINDED, subject=subject).exists():
        return 0
    queued = _mail(round_, _leads(round_.cohort), "reminded", MailKind.REMINDER, now)
    record_act(act=Act(REMINDED, subject, {"mails": queued}), actor=ACTOR, now=now)
    return queued


def _mail(round_: Round, leads: Mapping[int, list[Membership]], which: str, kind: MailKind, now: datetime) -> int:
    closes = round_.closes_at
    queued = 0
    for school, people in leads.items():
        context = {"link": _link(round_, school), "closes": timezone.localdate(closes) if closes else None}
        for each in people:
            named = context | {"name": each.user.name, "school": each.school.name if each.school else ""}
            mail = Mail(each.user.email, f"surveys/mail/leads_{which}.txt", named, kind)
            try:
                key = f"leads-survey:{round_.pk}:{which}:{school}:{each.user_id}"
                queued += queue_mail(mail=mail, key=key, now=now, school_id=school)
            except AddressNotUsable:
                continue
    return queued


@dataclass(frozen=True, slots=True)
class AskedSchools:
    """The cohort's schools: `led` have a lead to ask, of which `finished` have finished.

    Nobody is asked at the others, by name: without a lead, left the programme, not in it (waiting or comparison).
    """

    led: int
    finished: int
    without: tuple[str, ...]
    left: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def in_cohort(self) -> int:
        return self.led + len(self.without) + len(self.left) + len(self.outside)


def asked_schools(cohort: Cohort) -> AskedSchools:
    """In a programme-wide scope."""
    leads = _leads(cohort)
    taking, every = _schools(cohort), Enrolment.objects.filter(cohort=cohort)
    return AskedSchools(
        led=len(leads),
        finished=taking.filter(school__in=list(leads), finished_on__isnull=False).count(),
        without=_names(taking.exclude(school__in=list(leads))),
        left=_names(every.exclude(stage=Stage.TAKING_PART)),
        outside=_names(every.filter(stage=Stage.TAKING_PART).exclude(arm=Arm.INTERVENTION)),
    )


def _names(found: QuerySet[Enrolment]) -> tuple[str, ...]:
    return tuple(found.order_by("school__name").values_list("school__name", flat=True))


def _schools(cohort: Cohort) -> QuerySet[Enrolment]:
    """Those that take part in what the programme does."""
    return Enrolment.objects.filter(cohort=cohort, stage=Stage.TAKING_PART, arm=Arm.INTERVENTION)


def _leads(cohort: Cohort) -> dict[int, list[Membership]]:
    """The leads with an account of every school that takes part, by school."""
    schools = _schools(cohort).values("school")
    held = Membership.objects.filter(role=Role.LEAD, school__in=schools, user__is_active=True)
    found: dict[int, list[Membership]] = {}
    for each in held.select_related("user", "school").order_by("school_id", "pk"):
        if each.school_id is not None:
            found.setdefault(each.school_id, []).append(each)
    return found


def _salt_for(schools: Iterable[int]) -> bytes:
    """A salt under which no two schools have one code."""
    wanted = list(schools)
    while True:
        salt = new_salt()
        if len({_code(salt, school) for school in wanted}) == len(wanted):
            return salt


def _code(salt: bytes, school: int) -> str:
    return code_for(pepper=pepper_for(salt), salt=salt, whose=f"school:{school}")


def _key(round_: Round, school: int) -> str:
    salt = bytes(round_.salt or b"")
    return response_key(pepper=pepper_for(salt), salt=salt, secret=_code(salt, school))


def _link(round_: Round, school: int) -> str:
    """The code stands behind the #, so that it is in no log."""
    code = shown(_code(bytes(round_.salt or b""), school))
    return f"{settings.ANSWERING_URL.rstrip('/')}/r/{round_.handle}/#{code}"
