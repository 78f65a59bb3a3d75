"""Letting somebody of the programme look at a school for a day. Call in the school's scope."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.accounts.areas import AREA_NAMES, PASS_LASTS, Area
from belonging.web.accounts.errors import NotTheirs
from belonging.web.accounts.models import DayPass, User
from belonging.web.accounts.passes import may_hold
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.schools.models import School


@transaction.atomic
def give_pass(*, school: School, person: User, area: Area, actor: str, now: datetime) -> DayPass:
    """For 24 hours, read-only; the person is told by mail. Raises NotTheirs for whom a school cannot let in."""
    if not may_hold(school).filter(pk=person.pk).exists():
        raise NotTheirs("A pass is for your adviser or somebody of the programme’s team. Choose one of those listed.")
    made = DayPass.objects.create(
        school=school, person=person, area=area, given_by=actor, given_at=now, until=now + PASS_LASTS
    )
    _record("give-pass", made, actor, now)
    context = {"name": person.name, "school": school.name, "area": AREA_NAMES[area], "until": made.until}
    mail = Mail(to=person.email, template="accounts/mail/pass.txt", context=context)
    queue_mail(mail=mail, key=f"pass:{made.pk}", now=now, school_id=school.pk)
    return made


@transaction.atomic
def end_pass(*, held: DayPass, actor: str, now: datetime) -> None:
    """At once. Again is safe."""
    if DayPass.objects.filter(pk=held.pk, ended_at=None).update(ended_at=now, ended_by=actor):
        _record("end-pass", held, actor, now)


@transaction.atomic
def note_look(*, held: DayPass, page: str, now: datetime) -> None:
    """Each page that is opened by a pass stands in the school's journal."""
    act = Act("looked-by-pass", f"pass:{held.pk}", {"page": page})
    record_act(act=act, actor=str(held.person_id), now=now, school_id=held.school_id)


def _record(name: str, held: DayPass, actor: str, now: datetime) -> None:
    act = Act(name, f"pass:{held.pk}", {"person": str(held.person_id), "area": held.area})
    record_act(act=act, actor=actor, now=now, school_id=held.school_id)
