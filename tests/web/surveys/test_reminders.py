"""Leads and teachers are reminded in school time: before the end, on the last day, and of a class that has not sat."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import people_of
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import MailKind, MailState, NoReminders, OutgoingMail
from belonging.web.notices.services.addresses import address_hash
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.rules.calendar import LONDON, Calendar, Span
from belonging.web.surveys.models import Pack, Round
from belonging.web.surveys.rules.reminding import Closing, closing_due, may_look, missed_days, sends_at
from belonging.web.surveys.services import reminders
from belonging.web.surveys.services.reminders import LOOK_EVERY, remind_due
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.upkeep import tick
from tests.web.conftest import NOW
from tests.web.outside import outside
from tests.web.surveys.given import ACTOR, CLOSES, a_draft, a_link_round, answer, opened, slips

SOON = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
"""A Thursday before school; the rounds close on Monday: three school days are left, this one included."""
LAST_DAY = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)


def look(*, now: datetime) -> int:
    """As the worker does."""
    return outside(lambda: remind_due(now=now))


@pytest.fixture
def lead(maple: School) -> User:
    user = User.objects.create(email="robin@maple.example", name="Robin Lead")
    Membership.objects.create(user=user, role=Role.LEAD, school=maple)
    return user


@pytest.fixture
def classes(open_round_: Round, lead: User) -> Round:
    """4 Maple has hardly begun, 5 Oak is done, 6 Elm has begun; the first and the last have one teacher."""
    for label, count, teacher in (
        ("4 Maple", 1, "t@x.example"),
        ("5 Oak", 10, "o@x.example"),
        ("6 Elm", 5, "T@x.example"),
    ):
        for code in slips(open_round_, 10, label)[:count]:
            answer(open_round_, code)
        Pack.objects.filter(label=label).update(teacher_email=teacher)
    tick(now=NOW)
    return open_round_


def mails(to: str = "") -> list[OutgoingMail]:
    with programme_scope("test"):
        found = OutgoingMail.objects.order_by("pk")
        return list(found.filter(to__iexact=to) if to else found)


class TestBeforeTheEnd:
    def test_leads_and_the_teachers_of_classes_behind_hear_of_it_once_and_in_school_time(self, classes: Round) -> None:
        assert look(now=SOON - timedelta(days=1)) == 0
        assert look(now=SOON) == 2
        assert look(now=SOON + timedelta(hours=4)) == 0

        [to_lead] = mails("robin@maple.example")
        assert to_lead.subject == "Three school days left: questionnaires at Maple Tree School"
        assert "close" in to_lead.text
        assert "Monday 7 December 2026" in to_lead.text
        assert "- Pupils, baseline: about 15 of 30" in to_lead.text
        assert "not sat, or hardly: 4 Maple." in to_lead.text
        assert "/schools/maple-tree/watch/" in to_lead.text
        assert (to_lead.kind, to_lead.due_at) == (MailKind.REMINDER, datetime(2026, 12, 3, 8, 45, tzinfo=UTC))

        [to_teacher] = mails("t@x.example")
        assert to_teacher.subject == "Three school days left for the pupil questionnaire: 4 Maple, 6 Elm"
        assert "- 4 Maple: fewer than 5 of 10 slips used\n- 6 Elm: about 5 of 10 slips used" in to_teacher.text
        assert not mails("o@x.example")

    def test_the_last_day_is_another_occasion(self, classes: Round) -> None:
        look(now=SOON)
        assert look(now=LAST_DAY) == 2
        assert mails("robin@maple.example")[-1].subject == "Last day: questionnaires at Maple Tree School"
        assert "Today is the last day" in mails("robin@maple.example")[-1].text

    def test_questionnaires_that_close_together_are_one_mail(
        self, classes: Round, in_maple: School, cohort: Cohort
    ) -> None:
        a_link_round(in_maple, cohort)
        look(now=SOON)
        [to_lead] = mails("robin@maple.example")
        assert "- Pupils, baseline: about 15 of 30\n- Parents and carers, baseline: not counted yet\n" in to_lead.text

    def test_nobody_is_bothered_when_every_class_is_done(self, open_round_: Round, lead: User) -> None:
        for code in slips(open_round_, 10, "5 Oak"):
            answer(open_round_, code)
        tick(now=NOW)
        assert look(now=SOON) == 0
        assert not mails()

    def test_a_round_that_was_opened_today_is_not_announced_as_closing(self, in_maple: School, cohort: Cohort) -> None:
        calendar = Calendar()
        day = date(2026, 12, 3)
        assert closing_due(calendar, opened=day, closes=date(2026, 12, 7), today=day) is None
        assert closing_due(calendar, opened=day, closes=day, today=day) is Closing.LAST_DAY

    def test_a_new_closing_day_is_announced_anew_and_a_closed_round_not_at_all(self, classes: Round) -> None:
        look(now=SOON)
        Round.objects.update(closes_at=CLOSES + timedelta(days=4))
        assert look(now=SOON + timedelta(days=1)) == 0
        assert look(now=LAST_DAY + timedelta(days=2)) == 2
        close_round(round_=classes, actor=ACTOR, now=LAST_DAY + timedelta(days=3))
        assert look(now=LAST_DAY + timedelta(days=4)) == 0


class TestAClassThatHasNotSat:
    def test_its_teacher_and_the_lead_hear_on_the_next_school_day(self, classes: Round) -> None:
        Pack.objects.update(sits_on=date(2026, 11, 27))
        tick(now=NOW + timedelta(days=4))
        assert look(now=NOW + timedelta(days=4)) == 0
        assert look(now=NOW + timedelta(days=5)) == 0
        assert look(now=NOW + timedelta(days=7)) == 2

        [to_lead] = mails("robin@maple.example")
        assert to_lead.subject == "Not sat yet: 4 Maple"
        assert "Friday 27 November 2026 was the day on which this class was to sit" in to_lead.text
        [to_teacher] = mails("t@x.example")
        assert to_teacher.subject == "Has 4 Maple had its turn?"
        assert look(now=NOW + timedelta(days=8)) == 0

    def test_a_closing_that_is_announced_today_is_the_only_mail_of_the_day(self, classes: Round) -> None:
        Pack.objects.update(sits_on=date(2026, 12, 2))
        assert look(now=SOON) == 2
        assert look(now=SOON + timedelta(hours=2)) == 0
        assert all("school days left" in mail.subject for mail in mails())

    def test_a_pack_too_small_to_be_told_is_not_spoken_of(self, open_round_: Round, lead: User) -> None:
        slips(open_round_, 4, "Nurture group")
        Pack.objects.update(sits_on=date(2026, 11, 24))
        tick(now=NOW)
        assert look(now=NOW + timedelta(days=2)) == 0

    def test_a_day_is_spoken_of_for_three_school_days(self) -> None:
        friday = date(2026, 11, 27)
        told = [
            day for day in range(1, 10) if missed_days(Calendar(), days=[friday], today=friday + timedelta(days=day))
        ]
        assert told == [3, 4, 5]


class TestWhenAndWhom:
    def test_holidays_and_nights_are_quiet(self, classes: Round) -> None:
        for at in (SOON - timedelta(hours=3), SOON + timedelta(hours=9), SOON + timedelta(days=2)):
            assert look(now=at) == 0
        assert look(now=SOON + timedelta(hours=7)) == 2

    def test_a_person_who_left_or_unsubscribed_gets_none(self, classes: Round, lead: User) -> None:
        NoReminders.objects.create(address_hash=address_hash("t@x.example"), since=NOW)
        User.objects.filter(pk=lead.pk).update(is_active=False)
        assert look(now=SOON) == 0
        assert [mail.state for mail in mails()] == [MailState.CANCELLED]

    def test_the_journal_says_how_many_and_to_nobody_by_name(self, classes: Round) -> None:
        look(now=SOON)
        entry = Entry.objects.get(act="reminders-queued")
        assert (entry.subject, entry.details) == ("closing:2026-12-07:soon", {"mails": 2})

    def test_each_school_has_its_own_and_more_schools_cost_no_more_when_nothing_is_due(
        self, classes: Round, river: School, cohort: Cohort
    ) -> None:
        look(now=NOW)
        with CaptureQueriesContext(connection) as of_one:
            look(now=NOW + LOOK_EVERY)
        with school_scope(river.pk):
            opened(a_draft(river, cohort))
        with CaptureQueriesContext(connection) as of_two:
            look(now=NOW + 2 * LOOK_EVERY)
        assert len(of_one) == len(of_two)
        assert look(now=SOON) == 2

    def test_one_school_that_fails_does_not_hold_up_the_others(
        self, classes: Round, river: School, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with school_scope(river.pk):
            a_link_round(river, cohort)
        head = User.objects.create(email="lead@river.example", name="Lee")
        Membership.objects.create(user=head, role=Role.LEAD, school=river)
        real = people_of

        def failing(school: School) -> list[Membership]:
            if school.pk == classes.school_id:
                raise RuntimeError("this school's disk")
            return real(school)

        monkeypatch.setattr(reminders, "people_of", failing)
        with pytest.raises(ExceptionGroup):
            look(now=SOON)
        assert [mail.to for mail in mails()] == ["lead@river.example"]
        monkeypatch.undo()
        assert look(now=SOON + LOOK_EVERY) == 2


TERM = Calendar(terms=(Span(date(2026, 9, 1), date(2026, 12, 18)), Span(date(2027, 1, 4), date(2027, 7, 20))))


@given(at=st.datetimes(datetime(2026, 9, 1), datetime(2027, 7, 31), timezones=st.just(LONDON)))
def test_what_is_sent_is_sent_today_in_school_hours(at: datetime) -> None:
    sends = sends_at(TERM, at=at)
    if sends is None:
        assert not TERM.is_school_day(at.date()) or at.time() > time(15, 15)
    else:
        assert TERM.in_school_hours(sends)
        assert sends.date() == at.date()
    assert may_look(at) == (6 <= at.hour < 19)


@given(
    opened_on=st.dates(date(2026, 9, 1), date(2027, 6, 1)),
    days=st.integers(0, 27),
    ahead=st.integers(0, 27),
)
def test_every_closing_has_one_last_day_and_its_soon_lies_before(opened_on: date, days: int, ahead: int) -> None:
    closes, today = opened_on + timedelta(days=days), opened_on + timedelta(days=ahead)
    if not (TERM.is_school_day(closes) and TERM.is_school_day(today) and today <= closes):
        return
    kind = closing_due(TERM, opened=opened_on, closes=closes, today=today)
    assert (kind is Closing.LAST_DAY) == (today == closes)
    if kind is Closing.SOON:
        assert opened_on < today < closes
        assert TERM.school_days_between(today, closes) <= 3
