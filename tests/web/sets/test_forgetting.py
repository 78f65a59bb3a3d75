"""Notes end: after twelve months, when the set asks, when a member asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.programme.models import Cohort
from belonging.web.sets.errors import NotASet, NotesForgotten
from belonging.web.sets.models import Issue, LearningSet, Meeting, Report, in_room
from belonging.web.sets.services.forgetting import forget_due, forget_notes
from belonging.web.sets.services.notes import Saying, keep_issue, keep_report
from tests.web.conftest import NOW
from tests.web.sets.given import ACTOR, browser_of, page, room, seat

ENDED = date(2026, 12, 18)
IN_TIME = datetime(2027, 12, 17, 12, tzinfo=UTC)


@pytest.fixture
def said(meeting: Meeting, cohort: Cohort, leads: list[User]) -> Meeting:
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=ENDED)
    with in_room(meeting.learning_set_id):
        for lead in leads:
            keep_report(saying=Saying(meeting=meeting, member=seat(lead)), text="A month.", actor=ACTOR, now=NOW)
        presenter = Saying(meeting=meeting, member=seat(leads[0]))
        keep_issue(saying=presenter, title="Why?", text="", actor=ACTOR, now=NOW)
    return meeting


def reports(meeting: Meeting) -> int:
    with in_room(meeting.learning_set_id):
        return Report.objects.count()


def test_the_worker_forgets_twelve_months_after_the_end_and_not_a_day_before(said: Meeting, oak: LearningSet) -> None:
    assert forget_due(now=IN_TIME) == 0
    assert reports(said) == 4
    assert forget_due(now=IN_TIME + timedelta(days=1)) == 1
    assert reports(said) == 0
    assert Meeting.objects.count() == 1
    assert forget_due(now=IN_TIME + timedelta(days=1, hours=1)) == 0


def test_after_that_nothing_new_is_kept(said: Meeting, leads: list[User]) -> None:
    said.learning_set.cohort.refresh_from_db()
    saying = Saying(meeting=Meeting.objects.get(), member=seat(leads[0]))
    with in_room(said.learning_set_id), pytest.raises(NotesForgotten):
        keep_report(saying=saying, text="Late.", actor=ACTOR, now=IN_TIME + timedelta(days=2))


def test_what_was_erased_on_request_before_is_still_forgotten_in_its_time(
    said: Meeting, oak: LearningSet, leads: list[User]
) -> None:
    forget_notes(learning_set=oak, why="asked", actor=ACTOR, now=NOW)
    with in_room(oak.pk):
        saying = Saying(meeting=said, member=seat(leads[0]))
        keep_report(saying=saying, text="Another.", actor=ACTOR, now=NOW)
    assert forget_due(now=IN_TIME + timedelta(days=1)) == 1
    assert reports(said) == 0


def test_the_facilitator_erases_all_notes_with_a_reason(said: Meeting, ruth: User, leads: list[User]) -> None:
    forget = f"/sets/{said.learning_set_id}/forget/"
    host, member = browser_of(ruth), browser_of(leads[0])
    assert member.get(forget).status_code == 404
    assert "Please choose why" in host.post(forget, {"csrfmiddlewaretoken": "x"}).content.decode()
    assert reports(said) == 4
    assert host.post(forget, {"why": "slip"}).status_code == 302
    assert reports(said) == 0
    with pytest.raises(NotASet):
        forget_notes(learning_set=said.learning_set, why="Asha said too much", actor=ACTOR, now=NOW)


def erase(client: Client, said: Meeting, whose: User) -> int:
    return client.post(f"/sets/{said.learning_set_id}/words/{seat(whose).pk}/erase/").status_code


def test_a_member_erases_their_own_words_and_nobody_elses(said: Meeting, ruth: User, leads: list[User]) -> None:
    asha = browser_of(leads[0])
    assert "Erase all that I said" in page(asha, f"/sets/{said.learning_set_id}/")
    assert erase(asha, said, leads[1]) == 404
    assert erase(asha, said, leads[0]) == 302
    assert reports(said) == 3
    with in_room(said.learning_set_id):
        assert not Issue.objects.exists()
    assert erase(browser_of(ruth), said, leads[1]) == 302
    assert reports(said) == 2
    assert "A month." in page(asha, room(said))
