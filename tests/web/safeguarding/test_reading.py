"""Readers: one comment at a time, never two with the same, counted by sitting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import Settings

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import MailKind, OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.errors import CommentGone, NothingLeftOfIt
from belonging.web.safeguarding.models import Backlog, Call, Claim
from belonging.web.safeguarding.queries.comments import comment_of, comments_for_school, queue
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.backlogs import note_backlogs, remind_readers
from belonging.web.safeguarding.services.confirming import confirm_note
from belonging.web.safeguarding.services.reading import (
    LEASE,
    SITTING_ENDS,
    Choice,
    Decision,
    decide,
    end_sitting,
    end_sittings_due,
    next_comment,
)
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response, Round, SealedComment
from belonging.web.surveys.services.answering import withdraw_response
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.safeguarding.given import person
from tests.web.surveys.given import AFTER, a_link_round, answer, closed

PLAIN = "A warm place."
HARM = "She comes home with bruises."
NAMES = "We thank Mrs Patel."
MINUTE = timedelta(minutes=1)


@pytest.fixture
def written(maple: School, cohort: Cohort) -> Round:
    """Three parents wrote to Maple Tree School."""
    with school_scope(maple.pk):
        round_ = a_link_round(maple, cohort)
        for text in (PLAIN, NAMES, HARM):
            answer(round_, answers={}, comments={"what_helps": text})
    note_backlogs(now=NOW)
    return round_


def take(reader: str = "ana", now: object = NOW) -> tuple[Claim, str] | None:
    with programme_scope("test"):
        confirm_note(reader=reader, now=NOW)
        claim = next_comment(reader=reader, now=now)  # type: ignore[arg-type]  # a datetime in every call
        found = comment_of(claim) if claim is not None else None
        return None if claim is None or found is None else (claim, found.text)


def choose(claim: Claim, choice: Choice, edited: str = "", *, reader: str = "ana", about: About = About.NOBODY) -> None:
    with programme_scope("test"):
        decide(handle=claim.handle, decision=Decision(choice, edited, about), reader=reader, now=NOW)


def verdicts(round_: Round) -> dict[str, tuple[str, str]]:
    with school_scope(round_.host_id):
        rows = Response.objects.filter(round=round_)
        return {
            row.comments["what_helps"]: (said["state"], said["text"])
            for row in rows
            for said in [row.screening.get("what_helps")]
            if said
        }


def test_what_may_be_about_harm_comes_first_and_all_are_read(written: Round) -> None:
    seen = []
    while (got := take()) is not None:
        claim, text = got
        seen.append(text)
        choose(claim, Choice.AS_WRITTEN)

    assert seen == [HARM, NAMES, PLAIN]
    assert set(verdicts(written)) == {PLAIN, NAMES, HARM}
    with programme_scope("test"):
        assert queue(NOW.date()).waiting == 0


def test_two_readers_never_hold_the_same_comment(written: Round) -> None:
    held = [take(reader) for reader in ("ana", "ben", "cem", "dai")]

    assert sorted(text for _, text in filter(None, held)) == sorted([HARM, NAMES, PLAIN])
    assert held[3] is None
    assert take("ana") == held[0]


def test_a_comment_comes_free_when_its_reader_has_gone(written: Round) -> None:
    first = take("ana")
    assert first is not None
    assert take("ben", NOW + LEASE - MINUTE) != first

    again = take("cem", NOW + LEASE)
    assert again is not None
    assert again[1] == HARM
    with pytest.raises(CommentGone):
        choose(first[0], Choice.AS_WRITTEN, reader="ana")
    assert verdicts(written) == {}


def test_a_reader_keeps_the_comment_in_their_hands_when_the_secret_key_changes(
    written: Round, settings: Settings
) -> None:
    held = take("ana")
    assert held is not None
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key of thirty-two letters or more"

    other = take("ben")
    assert other is not None
    assert other[1] != HARM, "no second reader is given it"
    assert take("ana") == held
    with programme_scope("test"):
        found = comment_of(held[0])
        assert found is not None
        assert found.handle == held[0].handle, "the page that is open sends this one back"
    choose(held[0], Choice.KEEP)
    assert verdicts(written) == {HARM: ("kept", "")}


@pytest.mark.parametrize(
    ("choice", "edited", "expected"),
    [
        (Choice.AS_WRITTEN, "ignored", ("released", HARM)),
        (Choice.EDITED, " She comes home. ", ("released", "She comes home.")),
        (Choice.PROGRAMME, "She comes home.", ("kept", "She comes home.")),
        (Choice.KEEP, "ignored", ("kept", "")),
        (Choice.CONCERN, "ignored", ("concern", "")),
    ],
)
def test_each_button(written: Round, choice: Choice, edited: str, expected: tuple[str, str]) -> None:
    got = take()
    assert got is not None

    choose(got[0], choice, edited)

    assert verdicts(written) == {HARM: expected}


@pytest.mark.parametrize("choice", [Choice.EDITED, Choice.PROGRAMME])
def test_nothing_is_released_as_nothing(written: Round, choice: Choice) -> None:
    got = take()
    assert got is not None
    with pytest.raises(NothingLeftOfIt):
        choose(got[0], choice, "   ")
    assert verdicts(written) == {}


def test_a_concern_takes_the_words_and_nothing_else_to_the_school(written: Round) -> None:
    got = take()
    assert got is not None
    choose(got[0], Choice.CONCERN, about=About.HEAD)

    with school_scope(written.host_id):
        call = Call.objects.get()
        assert (call.origin, call.words, call.about, call.audience) == ("comment", HARM, "head", "parent")
        assert (call.name, call.group, call.wish) == ("", "", "")
        receipt_rows = Response.objects.values_list("key", flat=True)
        assert not any(call.key == key for key in receipt_rows)
        entry = Entry.objects.get(act="concern-passed-on")
        assert HARM not in str(entry.details)


def test_a_withdrawn_comment_is_gone_with_its_verdict_but_a_concern_stays(maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        round_ = a_link_round(maple, cohort)
        receipt = answer(round_, answers={}, comments={"what_helps": HARM})
    got = take()
    assert got is not None
    choose(got[0], Choice.CONCERN)
    with school_scope(maple.pk):
        withdraw_response(round_=round_, receipt=receipt.symbols, now=NOW)
        row = Response.objects.get()
        assert (row.comments, row.screening) == ({}, {})
        assert Call.objects.get().words == HARM


def test_a_comment_that_is_withdrawn_in_a_readers_hands_is_gone(maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        round_ = a_link_round(maple, cohort)
        receipt = answer(round_, answers={}, comments={"what_helps": HARM})
    got = take()
    assert got is not None
    with school_scope(maple.pk):
        withdraw_response(round_=round_, receipt=receipt.symbols, now=NOW)

    with pytest.raises(CommentGone, match="its writer has deleted it"):
        choose(got[0], Choice.CONCERN)
    assert take() is None
    with school_scope(maple.pk):
        assert Call.objects.count() == 0


def test_what_is_unread_at_sealing_is_read_after_it(written: Round) -> None:
    got = take()
    assert got is not None
    with school_scope(written.host_id):
        seal_round(round_=closed(written), actor="test", now=AFTER)
    with pytest.raises(CommentGone):
        choose(got[0], Choice.AS_WRITTEN)
    note_backlogs(now=AFTER)

    again = take("ana", AFTER)
    assert again is not None
    assert again[1] == HARM
    with programme_scope("test"):
        decide(handle=again[0].handle, decision=Decision(Choice.EDITED, "Home."), reader="ana", now=AFTER)
    with school_scope(written.host_id):
        assert SealedComment.objects.get(text=HARM).released_text == "Home."
        assert comments_for_school(written) == []


def test_reading_is_journalled_by_sitting_in_counts(written: Round) -> None:
    for choice in (Choice.AS_WRITTEN, Choice.KEEP):
        got = take()
        assert got is not None
        choose(got[0], choice)
    take()

    with programme_scope("test"):
        end_sitting(reader="ana", now=NOW)
        end_sitting(reader="ana", now=NOW)
        entry = Entry.objects.get(act="comments-read")
        assert entry.details == {"shown": 3, "as_written": 1, "keep": 1}
        assert entry.actor == "ana"
        assert Claim.objects.count() == 0


def test_an_idle_sitting_ends_by_itself_and_its_reader_is_told(written: Round) -> None:
    got = take()
    assert got is not None

    assert end_sittings_due(now=NOW + SITTING_ENDS - MINUTE) == 0
    assert end_sittings_due(now=NOW + SITTING_ENDS) == 1
    assert end_sittings_due(now=NOW + SITTING_ENDS) == 0
    with pytest.raises(CommentGone, match=r"half an hour has passed. Nothing was changed."):
        choose(got[0], Choice.CONCERN)


def test_the_days_are_kept_until_the_queue_is_empty_and_then_begin_anew(written: Round) -> None:
    note_backlogs(now=NOW + timedelta(days=2))
    with programme_scope("test"):
        noted = Backlog.objects.get()
        assert (noted.waiting, noted.urgent) == (3, 1)
        assert (noted.waiting_since, noted.urgent_since) == (NOW.date(), NOW.date())
    got = take()
    assert got is not None
    choose(got[0], Choice.KEEP)

    with programme_scope("test"):
        noted = Backlog.objects.get()
        assert (noted.waiting, noted.urgent, noted.urgent_since) == (2, 0, None)
        assert noted.waiting_since == NOW.date()


def test_readers_and_managers_are_reminded_once_a_day_of_what_waits_too_long(written: Round) -> None:
    person(Role.SCREENER, email="reader@programme.example")
    person(Role.MANAGER, email="manager@programme.example")

    assert remind_readers(now=NOW + timedelta(days=1)) == 0
    assert remind_readers(now=NOW + timedelta(days=2)) == 2
    assert remind_readers(now=NOW + timedelta(days=2, hours=1)) == 0
    with programme_scope("test"):
        mail = OutgoingMail.objects.filter(key__startswith="comments-overdue:").first()
        assert mail is not None
        assert mail.subject == "Comments wait to be read: 3"
        assert mail.kind == MailKind.SERVICE, "somebody may be in danger: no quiet hours, no unsubscribing"
        assert not any(text in mail.text for text in (PLAIN, HARM, NAMES))
