"""What is new comes by mail, as often as each reader wants, and never empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.community.models import Kind
from belonging.web.community.rules.digests import LOOKS_BACK, is_due, since
from belonging.web.community.services.digests import send_digests
from belonging.web.community.services.reading import note_read, wish
from belonging.web.community.services.writing import TopicWords
from belonging.web.notices.models import OutgoingMail
from belonging.web.notices.services import stop_reminders
from belonging.web.schools.models import School
from tests.web.community.given import answered, asked, member
from tests.web.conftest import NOW

NEXT_WEEK = NOW + timedelta(days=7)
LATER = NOW + timedelta(hours=1)


def digests() -> dict[str, str]:
    with programme_scope("test"):
        found = OutgoingMail.objects.filter(subject="New in the community").exclude(state="cancelled")
        return {mail.to: mail.text for mail in found.order_by("pk")}


def test_a_week_s_news_is_told_once(teacher: User, lead: User, manager: User) -> None:
    assert send_digests(now=NOW - timedelta(days=3)) == 0
    topic = asked(teacher)
    asked(manager, "All welcome.", TopicWords(Kind.NOTICE, "Clubs fair on Friday"), LATER)
    answered(topic, lead, now=LATER)
    asked(lead, "Anybody?", TopicWords(Kind.QUESTION, "Quiet corridors?"), LATER)
    assert send_digests(now=NEXT_WEEK) == 3
    told = digests()
    assert "New in what you follow:\n\n- Who has made lunch calmer?" in told[teacher.email]
    assert "Questions without an answer. Do you have one?\n\n- Quiet corridors?" in told[teacher.email]
    assert "Notices:\n\n- Clubs fair on Friday" in told[teacher.email]
    assert "Quiet corridors?" not in told[lead.email]
    assert "soft bell" not in str(told)
    assert "/community/mail/" in told[lead.email]
    assert send_digests(now=NEXT_WEEK + timedelta(hours=2)) == 0


def test_nothing_new_is_no_mail(teacher: User, lead: User) -> None:
    topic = asked(teacher)
    answered(topic, lead, now=LATER)
    note_read(topic=topic, person=teacher, read_to=2)
    assert send_digests(now=NEXT_WEEK) == 0


def test_each_as_often_as_they_want(teacher: User, lead: User, manager: User) -> None:
    wish(person=teacher, digest="daily", mentions=True)
    wish(person=lead, digest="never", mentions=True)
    send_digests(now=NOW)
    asked(manager, "All welcome.", TopicWords(Kind.NOTICE, "Clubs fair"), LATER)
    assert send_digests(now=NOW + timedelta(days=1)) == 1
    assert list(digests()) == [teacher.email]


def test_not_at_night_and_not_to_who_wants_no_reminders(teacher: User, lead: User) -> None:
    asked(lead, now=LATER)
    assert send_digests(now=NOW.replace(hour=22)) == 0
    send_digests(now=NEXT_WEEK)
    token = digests()[teacher.email].split("/reminders/")[1].split("/")[0]
    stop_reminders(token=token, now=NEXT_WEEK)
    asked(lead, "More?", TopicWords(Kind.QUESTION, "More?"), NEXT_WEEK + timedelta(hours=1))
    assert send_digests(now=NEXT_WEEK + timedelta(days=7)) == 0


def test_many_readers_take_as_many_queries_as_a_few_beside_one_mail_each(
    teacher: User, lead: User, river: School, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(30) as few:
        send_digests(now=NOW)
    for number in range(6):
        member(f"Reader {number}", Role.STAFF, river)
    with django_assert_max_num_queries(len(few)):
        send_digests(now=NEXT_WEEK)


MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda late: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=late))


@given(MOMENTS, MOMENTS)
def test_a_weekly_turn_comes_once_a_week_and_a_daily_one_once_a_day(told: datetime, now: datetime) -> None:
    assert is_due("never", told, now) is False
    if now - told >= timedelta(days=7, hours=2):
        assert is_due("weekly", told, now)
    if now - told >= timedelta(days=1, hours=2):
        assert is_due("daily", told, now)
    if told >= now:
        assert not is_due("daily", told, now)
    if is_due("weekly", told, now):
        assert is_due("daily", told, now)
    assert since(told, now) >= now - LOOKS_BACK
