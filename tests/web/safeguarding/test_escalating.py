"""A call is taken up within a school hour, or the next person is asked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection

from belonging.web.accounts.models import Invitation, Membership
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, invite
from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.models import Contact
from belonging.web.journal.models import Entry
from belonging.web.notices.models import MailKind, MailState, OutgoingMail
from belonging.web.notices.services import send_due
from belonging.web.safeguarding.errors import AlreadyClosed, AlreadyTakenUp, NotTakenUp
from belonging.web.safeguarding.models import Call, Outcome
from belonging.web.safeguarding.queries.calls import asked_kinds
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.calls import close_call, erase_due, remind_due, take_up
from belonging.web.safeguarding.services.escalating import escalate_due
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.safeguarding.given import MAYA, about, address, asked, named, person
from tests.web.surveys.answering_rounds import Answering

HOUR = timedelta(hours=1)
NEXT_DAY = timedelta(days=1)


def mails() -> list[OutgoingMail]:
    with programme_scope("test"):
        return list(OutgoingMail.objects.filter(key__startswith="call:").order_by("pk"))


def told() -> list[str]:
    return [mail.to for mail in mails()]


def test_nobody_answers_and_one_after_the_other_is_asked(pupils: Answering) -> None:
    person(Role.MANAGER, email="team@programme.example")
    call = asked(pupils.round)

    for moment, expected in [
        (NOW, ["safeguarding"]),
        (NOW + timedelta(minutes=50), ["safeguarding"]),
        (NOW + HOUR, ["safeguarding", "deputy"]),
        (NOW + 4 * HOUR, ["safeguarding", "deputy", "head"]),
        (NOW + NEXT_DAY, ["safeguarding", "deputy", "head", "programme"]),
        (NOW + 2 * NEXT_DAY, ["safeguarding", "deputy", "head", "programme"]),
    ]:
        escalate_due(now=moment)
        escalate_due(now=moment)
        call.refresh_from_db()
        assert asked_kinds(call) == expected, moment
    assert told() == [address("safeguarding"), address("deputy"), address("head"), "team@programme.example"]
    assert Entry.objects.filter(act="call-turned-to").count() == 4


def test_a_thousand_reminders_that_are_due_before_hold_up_no_mail_about_a_child(pupils: Answering) -> None:
    since = NOW - timedelta(minutes=50)
    with programme_scope("test"):
        OutgoingMail.objects.bulk_create(
            OutgoingMail(key=f"reminder:{n}", kind=MailKind.REMINDER, to=f"lead{n}@maple.example", subject="Three days "
                         "are left", text="Please.", queued_at=since, due_at=since)
            for n in range(1000)
        )  # fmt: skip
    call = asked(pupils.round)
    escalate_due(now=NOW)

    assert send_due(now=NOW) == 20
    assert [mail.state for mail in mails()] == [MailState.SENT]
    assert Call.objects.get().pk == call.pk


def test_the_mails_say_nothing_of_what_it_is_about(pupils: Answering) -> None:
    person(Role.MANAGER, email="team@programme.example")
    asked(pupils.round)
    escalate_due(now=NOW + NEXT_DAY)
    escalate_due(now=NOW + 2 * NEXT_DAY)

    assert len(mails()) == 4
    for mail in mails():
        said = f"{mail.subject} {mail.text}"
        assert not any(secret in said for secret in (MAYA.name, MAYA.group, MAYA.words))
        assert "/talk-requests/" in said


@pytest.mark.parametrize(
    ("subject", "first", "then"),
    [(About.HEAD, "safeguarding", ["deputy", "chair"]), (About.SAFEGUARDING, "head", ["chair", "programme"])],
)
def test_a_call_goes_round_its_subject(pupils: Answering, subject: About, first: str, then: list[str]) -> None:
    call = asked(pupils.round, about(subject))

    escalate_due(now=NOW)
    call.refresh_from_db()
    assert asked_kinds(call) == [first]
    escalate_due(now=NOW + 4 * HOUR)
    call.refresh_from_db()
    assert asked_kinds(call) == [first, *then]
    barred = {About.HEAD: {address("head")}, About.SAFEGUARDING: {address("safeguarding"), address("deputy")}}
    assert not barred[subject] & set(told())


def test_the_chair_is_let_in_when_a_call_is_turned_to_the_chair(pupils: Answering, in_maple: School) -> None:
    chair = person(Role.ADVISER, in_maple, email=address("chair"))
    asked(pupils.round, about(About.HEAD))

    escalate_due(now=NOW + 4 * HOUR)

    assert Membership.objects.filter(user=chair, role=Role.CHAIR, school=in_maple).count() == 1


def test_who_is_away_is_passed_over(pupils: Answering, in_maple: School) -> None:
    named(in_maple, "safeguarding", "deputy", "head", away=("safeguarding",))
    asked(pupils.round)

    escalate_due(now=NOW)

    assert told() == [address("deputy")]


def test_an_address_that_is_none_does_not_stop_the_clock(pupils: Answering, in_maple: School) -> None:
    Contact.objects.filter(school=in_maple, kind="safeguarding").update(email="no address")
    call = asked(pupils.round)

    escalate_due(now=NOW)
    escalate_due(now=NOW + HOUR)

    call.refresh_from_db()
    assert asked_kinds(call) == ["safeguarding", "deputy"]
    assert told() == [address("deputy")]


def test_with_nobody_there_the_programmes_team_is_told_at_once(pupils: Answering, in_maple: School) -> None:
    named(in_maple)
    person(Role.MANAGER, email="team@programme.example")
    asked(pupils.round)

    escalate_due(now=NOW)

    assert told() == ["team@programme.example"]


def test_a_call_of_the_weekend_waits_for_monday_before_anybody_else_is_asked(pupils: Answering) -> None:
    saturday = NOW + timedelta(days=5)
    asked(pupils.round, at=saturday)

    escalate_due(now=saturday)
    assert told() == [address("safeguarding")]
    escalate_due(now=saturday + timedelta(days=1, hours=8))
    assert told() == [address("safeguarding")]
    escalate_due(now=saturday + timedelta(days=2))
    assert told() == [address("safeguarding"), address("deputy")]


def test_taken_up_means_nobody_else_is_asked(pupils: Answering, in_maple: School) -> None:
    keeper = person(Role.SAFEGUARDING, in_maple)
    call = asked(pupils.round)
    escalate_due(now=NOW)

    take_up(call=call, actor=str(keeper.pk), now=NOW)
    take_up(call=call, actor=str(keeper.pk), now=NOW + HOUR)
    escalate_due(now=NOW + NEXT_DAY)

    assert told() == [address("safeguarding")]
    with pytest.raises(AlreadyTakenUp, match="The safeguarding has taken this up already"):
        take_up(call=call, actor="somebody else", now=NOW)
    call.refresh_from_db()
    assert call.acknowledged_at == NOW


def test_a_call_is_closed_once_with_its_outcome_by_somebody_who_has_it(pupils: Answering) -> None:
    call = asked(pupils.round)
    with pytest.raises(NotTakenUp):
        close_call(call=call, outcome=Outcome.SPOKEN, actor="1", now=NOW)
    take_up(call=call, actor="1", now=NOW)
    close_call(call=call, outcome=Outcome.SPOKEN, actor="1", now=NOW + HOUR)
    with pytest.raises(AlreadyClosed):
        close_call(call=call, outcome=Outcome.MISTAKE, actor="1", now=NOW + HOUR)

    call.refresh_from_db()
    assert (call.outcome, call.closed_at) == ("spoken", NOW + HOUR)
    entry = Entry.objects.get(act="call-closed")
    assert entry.details == {"origin": "talk", "outcome": "spoken"}


def test_what_was_typed_is_erased_30_days_after_it_was_taken_up(pupils: Answering) -> None:
    taken, waiting = asked(pupils.round), asked(pupils.round, token="1" * 32)
    take_up(call=taken, actor="1", now=NOW)

    assert erase_due(now=NOW + timedelta(days=29)) == 0
    assert erase_due(now=NOW + timedelta(days=30)) == 1
    assert erase_due(now=NOW + timedelta(days=30)) == 0
    taken.refresh_from_db()
    waiting.refresh_from_db()
    assert (taken.name, taken.group, taken.words) == ("", "", "")
    assert waiting.words == MAYA.words
    assert erase_due(now=NOW + timedelta(days=730)) == 0
    assert list(Call.objects.all()) == [waiting]


def test_who_took_it_up_and_did_not_close_it_is_reminded_once_a_week_before(
    pupils: Answering, in_maple: School
) -> None:
    keeper = person(Role.SAFEGUARDING, in_maple)
    taken, closed = (asked(pupils.round, token=number * 32) for number in "12")
    for call in (taken, closed):
        take_up(call=call, actor=str(keeper.pk), now=NOW)
    close_call(call=closed, outcome=Outcome.SPOKEN, actor=str(keeper.pk), now=NOW)

    assert remind_due(now=NOW + timedelta(days=22)) == 0
    assert remind_due(now=NOW + timedelta(days=23)) == 1
    assert remind_due(now=NOW + timedelta(days=24)) == 0
    (mail,) = mails()
    assert (mail.to, mail.subject) == (keeper.email, "Maple Tree School: please say how a request ended")
    assert not any(secret in mail.text for secret in (MAYA.name, MAYA.group, MAYA.words))


def test_one_schools_fault_does_not_keep_another_child_waiting(
    pupils: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, fine = asked(pupils.round), asked(pupils.round, token="1" * 32)
    before = escalate_due.__globals__["_turn_to_the_next"]

    def turn(key: str, now: datetime) -> int:
        if key == broken.pk:
            raise RuntimeError("a fault")
        return int(before(key, now))

    monkeypatch.setitem(escalate_due.__globals__, "_turn_to_the_next", turn)
    with pytest.raises(ExceptionGroup, match="Some calls"):
        escalate_due(now=NOW)

    fine.refresh_from_db()
    assert asked_kinds(fine) == ["safeguarding"]
    assert not connection.needs_rollback


def test_a_call_taken_up_a_moment_before_is_turned_to_nobody(
    pupils: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = asked(pupils.round)
    before = escalate_due.__globals__["_turn_to_the_next"]

    def taken_first(key: str, now: datetime) -> int:
        take_up(call=call, actor="1", now=now)
        return int(before(key, now))

    monkeypatch.setitem(escalate_due.__globals__, "_turn_to_the_next", taken_first)

    assert escalate_due(now=NOW) == 0
    assert told() == []


def invited_to(email: str) -> list[tuple[str, bool]]:
    with programme_scope("test"):
        found = Invitation.objects.filter(email=email).order_by("pk")
        return [(each.role, each.withdrawn_at is None) for each in found]


def test_whoever_is_asked_and_has_no_account_is_invited(pupils: Answering, in_maple: School) -> None:
    keeper = Invitee(address("safeguarding"), "Okafor", Role.SAFEGUARDING, school=in_maple)
    invite(invitee=keeper, actor="test", now=NOW - timedelta(days=4))
    asked(pupils.round)

    escalate_due(now=NOW)
    asked(pupils.round, token="1" * 32)
    escalate_due(now=NOW + timedelta(minutes=5))
    escalate_due(now=NOW + 4 * HOUR)

    assert invited_to(address("safeguarding")) == [("safeguarding", False), ("safeguarding", True)]
    assert invited_to(address("deputy")) == [("safeguarding", True)]
    assert invited_to(address("head")) == [("head", True)]


def test_whoever_may_read_it_already_is_not_invited(pupils: Answering, in_maple: School) -> None:
    person(Role.SAFEGUARDING, in_maple, email=address("safeguarding"))
    asked(pupils.round)
    escalate_due(now=NOW)
    assert invited_to(address("safeguarding")) == []


def test_many_requests_in_one_lesson_are_one_mail_at_once_and_one_later(pupils: Answering) -> None:
    for number in range(12):
        call = asked(pupils.round, token=f"{number:032}", at=NOW + timedelta(seconds=20 * number))
        escalate_due(now=NOW + timedelta(seconds=20 * number))
        call.refresh_from_db()
        assert asked_kinds(call) == ["safeguarding"]

    first, second = mails()
    assert (first.due_at, first.subject) == (NOW, "Somebody at Maple Tree School is waiting for you")
    assert second.due_at == NOW + timedelta(minutes=10)
    assert second.subject == "More requests at Maple Tree School are waiting for you"

    asked(pupils.round, token="a" * 32, at=NOW + timedelta(minutes=12))
    escalate_due(now=NOW + timedelta(minutes=12))
    assert [mail.due_at for mail in mails()] == [NOW, NOW + timedelta(minutes=10), NOW + timedelta(minutes=12)]
