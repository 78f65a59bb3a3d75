"""Modules that people of the pretend schools have worked through, and one that is half read."""

from __future__ import annotations

from datetime import datetime, timedelta

from belonging.instruments.module_catalogue import modules
from belonging.instruments.modules import Module
from belonging.simulation import Pilot
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import schools_of
from belonging.web.accounts.roles import Permission
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.diaries import Diary
from belonging.web.cli.loading.stage import Stage
from belonging.web.home.demo_people import STAFF
from belonging.web.learning.services.modules import Learner, take_check, turn_to

_MINUTES = 24
HALF_WAY = 4
"""The page on which the teacher stopped."""


def work_through_modules(stage: Stage, pilot: Pilot, year: SchoolYear) -> list[Diary]:
    """Leads read the first, SENCOs the one on SEND, a colleague the daily strategies; not everybody finishes."""
    first, daily, send = modules()
    since = year.released("baseline")
    told = []
    staying = [each.key for each in pilot.schools if not each.dropped_out]
    for place, key in enumerate(staying):
        school, circle, day = stage.schools[key], stage.circles[key], since + timedelta(days=9 + 5 * place)
        for person, module in ((circle.lead, first), (circle.senco, send), (circle.colleagues[0], daily)):
            told.append(_work(Learner(person, school), module, day, finishes=(place + len(module.key)) % 5 != 0))
            day += timedelta(days=3)
    teacher = User.objects.filter(email=STAFF.email).first()
    if teacher is not None:
        learner = Learner(teacher, schools_of(teacher, Permission.LEARN)[0])
        told.append(_work(learner, daily, since + timedelta(days=40), finishes=True))
    return told


def begin_another(year: SchoolYear) -> None:
    """The teacher stopped half-way, after the end of the pilot."""
    teacher = User.objects.filter(email=STAFF.email).first()
    if teacher is not None:
        _, _, send = modules()
        learner = Learner(teacher, schools_of(teacher, Permission.LEARN)[0])
        turn_to(learner=learner, module=send, page=HALF_WAY, now=year.released("endline") + timedelta(days=2))


def _work(learner: Learner, module: Module, now: datetime, *, finishes: bool) -> Diary:
    pages = len(module.pages) if finishes else len(module.pages) // 2
    yield now
    turn_to(learner=learner, module=module, page=pages, now=now)
    if finishes:
        yield now + timedelta(minutes=_MINUTES)
        given = {question.key: question.right for question in module.questions}
        take_check(learner=learner, module=module, given=given, now=now + timedelta(minutes=_MINUTES))
