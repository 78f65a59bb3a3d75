"""What the adviser and the team do for the schools of the cohort that is under way."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.joining import Joining, school_of
from belonging.web.cli.loading.newcomers import FEW_ANSWERS, READY, SETTING_UP, UNSIGNED, Newcomer
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term, weekday
from belonging.web.programme.models import SupportNote
from belonging.web.programme.models.support import ContactBy
from belonging.web.programme.services import Contacted, finish_step, log_support, nudge

ADVISED = (SETTING_UP, READY, FEW_ANSWERS)


def tell_of_support(story: Story, joining: Joining) -> None:
    """The log: a step that is done, one that is coming, one overdue; and two nudges."""
    term = joining.term
    for newcomer in ADVISED:
        story.then(term.ago(newcomer.joined - 1, 15, 5), partial(_advise, newcomer, joining))
    for newcomer, ago, contact in _contacts(term):
        story.then(term.ago(ago, 15, 50), partial(_log, newcomer, contact, joining))
    story.then(term.ago(9, 16, 15), partial(_finish, READY, joining))
    story.then(term.ago(10, 9, 45), partial(_nudge, UNSIGNED, "agreement", joining))
    story.then(term.ago(1, 9, 50), partial(_nudge, FEW_ANSWERS, "answers", joining))


def _contacts(term: Term) -> tuple[tuple[Newcomer, int, Contacted], ...]:
    def day(ago: int) -> datetime:
        return term.ago(ago)

    return (
        (
            READY, 16,
            Contacted(
                ContactBy.VISIT, day(16).date(), 95,
                "Walked through set-up with the headteacher and the speech therapist. They will use the pictures with "
                "every pupil and two devices with switches.",
                "Send the words for the staff briefing", day(10).date(), shared=True,
            ),
        ),
        (
            FEW_ANSWERS, 12,
            Contacted(
                ContactBy.CALL, day(12).date(), 20,
                "Dates and people are settled. Year 6 is away on a residential for three days; the other years begin.",
            ),
        ),
        (
            FEW_ANSWERS, 4,
            Contacted(
                ContactBy.CALL, day(4).date(), 15,
                "Few have answered. The ICT room is double-booked in the mornings. They will try tablets in class.",
                "Ring to hear how the first class on tablets went", weekday(term.today, -1), shared=True,
            ),
        ),
        (
            SETTING_UP, 6,
            Contacted(
                ContactBy.MESSAGE, day(6).date(), 10,
                "Dates are chosen. Asked for the letter in plain Word to put the school's crest on it.",
                "Check that the letters went out", weekday(term.today, 3), shared=True,
            ),
        ),
    )  # fmt: skip


def _advise(newcomer: Newcomer, joining: Joining, now: datetime) -> None:
    adviser = User.objects.get(pk=joining.team.adviser)
    grant_role(user=adviser, role=Role.ADVISER, school=school_of(newcomer), actor=joining.team.manager, now=now)


def _log(newcomer: Newcomer, contact: Contacted, joining: Joining, now: datetime) -> None:
    school = school_of(newcomer)
    with school_scope(school.pk):
        log_support(school=school, cohort=joining.cohort, contact=contact, actor=joining.team.adviser, now=now)


def _finish(newcomer: Newcomer, joining: Joining, now: datetime) -> None:
    school = school_of(newcomer)
    with school_scope(school.pk):
        for note in SupportNote.objects.filter(school=school, done_on__isnull=True).exclude(next_step=""):
            finish_step(note=note, actor=joining.team.adviser, now=now)


def _nudge(newcomer: Newcomer, template: str, joining: Joining, now: datetime) -> None:
    school = school_of(newcomer)
    with school_scope(school.pk):
        nudge(school=school, cohort=joining.cohort, template=template, actor=joining.team.manager, now=now)
