"""What belongs to whom: an issue to its presenter, words to their writer, a meeting to whoever leads the set now."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import b64_decode
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.sets.models import Commitment, Issue, LearningSet, Meeting, Note, Question, Report, State, in_room
from belonging.web.sets.services.forgetting import erase_words
from belonging.web.sets.services.meetings import MeetingWords, name_presenter, plan_meeting
from belonging.web.sets.services.notes import (
    Outcome,
    Saying,
    ask_question,
    commit,
    keep_issue,
    keep_report,
    tell_outcome,
)
from belonging.web.sets.services.sets import SetWords, change_set
from tests.web.conftest import NOW
from tests.web.sets.given import ACTOR, BEFORE, TODAY, browser_of, facilitator, met, page, room, seat, text_of

OWN = "How can I reach the families?"


@pytest.fixture
def issue(meeting: Meeting, leads: list[User]) -> Meeting:
    """Asha's, written down three days ago."""
    with in_room(meeting.learning_set_id):
        asha = Saying(meeting=meeting, member=seat(leads[0]))
        keep_issue(saying=asha, title=OWN, text="", actor=ACTOR, now=NOW - timedelta(days=3))
    return meeting


@pytest.fixture
def kit(issue: Meeting) -> User:
    """Facilitates since yesterday."""
    found = facilitator("Kit Lowe")
    with programme_scope("test"):
        words, now = SetWords(name="Oak", facilitator=found.pk), NOW - timedelta(days=1)
        change_set(learning_set=issue.learning_set, words=words, actor=ACTOR, now=now)
    return found


def asked(meeting: Meeting, user: User) -> Question:
    with in_room(meeting.learning_set_id):
        return ask_question(
            saying=Saying(meeting=meeting, member=seat(user)), text="What would they say?", actor=ACTOR, now=NOW
        )


def stands(meeting: Meeting, note: Note) -> bool:
    with in_room(meeting.learning_set_id):
        return type(note).objects.filter(pk=note.pk).exists()


class TestAnIssueIsItsPresenters:
    def test_who_presents_next_begins_with_an_empty_page(self, issue: Meeting, leads: list[User]) -> None:
        name_presenter(meeting=issue, member=seat(leads[1]), actor=ACTOR, now=NOW)
        ben = browser_of(leads[1])
        form = ben.get(room(issue, "issue/")).content.decode()
        assert OWN not in form
        assert OWN not in page(ben, room(issue))
        said = {"title": "How do I begin?", "revision": "0"}
        assert ben.post(room(issue, "issue/"), said).status_code == 302
        assert "How do I begin?" in page(ben, room(issue))
        erase_words(member=seat(leads[0]), actor=ACTOR, now=NOW)
        with in_room(issue.learning_set_id):
            assert [(each.title, each.member) for each in Issue.objects.all()] == [("How do I begin?", seat(leads[1]))]

    def test_it_stands_there_again_when_they_present_after_all(self, issue: Meeting, leads: list[User]) -> None:
        for lead in (leads[1], leads[0]):
            name_presenter(meeting=issue, member=seat(lead), actor=ACTOR, now=NOW)
        assert OWN in page(browser_of(leads[0]), room(issue))


class TestANewFacilitator:
    def test_reads_no_older_words_in_a_form_either(self, issue: Meeting, kit: User) -> None:
        client = browser_of(kit)
        assert OWN not in client.get(room(issue, "issue/")).content.decode()
        answer = client.post(room(issue, "issue/"), {"title": "Something else", "revision": "0"})
        read = answer.content.decode()
        assert "written here before you came to this set" in text_of(answer.content)
        assert OWN not in read
        assert "Something else" in read
        assert 'name="revision" value="0"' in read
        with in_room(issue.learning_set_id):
            held = Issue.objects.get()
        assert client.get(room(issue, f"remove/issue/{held.pk}/")).status_code == 404
        assert held.title == OWN

    def test_closes_the_meeting_that_was_held_before_they_came(
        self, meeting: Meeting, leads: list[User], oak: LearningSet
    ) -> None:
        found, later = facilitator("Kit Lowe"), NOW + timedelta(days=2)
        with programme_scope("test"):
            change_set(learning_set=oak, words=SetWords(name="Oak", facilitator=found.pk), actor=ACTOR, now=later)
        with time_machine.travel(later, tick=False):
            kit, asha = browser_of(found), browser_of(leads[0])
            close = room(meeting, "close/")
            home = kit.get(f"/sets/{oak.pk}/").content.decode()
            assert f'href="{close}"' in home
            assert f'href="{room(meeting)}"' not in home
            assert "Monday 23 November 2026, 10:00" in page(kit, close)
            assert kit.get(room(meeting)).status_code == 404
            assert asha.get(close).status_code == 404
            assert kit.post(close, {"came": [str(seat(leads[0]).pk)]}).status_code == 302
            meeting.refresh_from_db()
            assert meeting.state == State.HELD
            assert kit.get(close).status_code == 404
            assert "Meeting 1" not in page(kit, f"/sets/{oak.pk}/")


class TestRemoving:
    def test_is_asked_first(self, meeting: Meeting, leads: list[User], ruth: User) -> None:
        question, host = asked(meeting, leads[1]), browser_of(ruth)
        address = room(meeting, f"remove/question/{question.pk}/")
        assert f'href="{address}"' in host.get(room(meeting)).content.decode()
        read = page(host, address)
        assert "What would they say?" in read
        assert "Ben Stone" in read
        assert stands(meeting, question)
        assert host.post(address, {"revision": "1"}).status_code == 302
        assert not stands(meeting, question)

    @pytest.mark.parametrize("revision", ["", "1", "x", "9" * 20])
    def test_takes_nothing_away_that_was_changed_since(
        self, meeting: Meeting, leads: list[User], ruth: User, revision: str
    ) -> None:
        with in_room(meeting.learning_set_id):
            by = Saying(meeting=meeting, member=seat(leads[1]))
            keep_report(saying=by, text="A hard month.", actor=ACTOR, now=NOW)
            again = Saying(meeting=meeting, member=seat(leads[1]), revision=1)
            report = keep_report(saying=again, text="A better month.", actor=ACTOR, now=NOW)
        address = room(meeting, f"remove/report/{report.pk}/")
        answer = browser_of(ruth).post(address, {"revision": revision})
        assert "changed" in text_of(answer.content)
        assert "A better month." in text_of(answer.content)
        assert 'name="revision" value="2"' in answer.content.decode()
        assert stands(meeting, report)

    def test_leaves_a_commitment_whose_end_is_told(self, meeting: Meeting, leads: list[User]) -> None:
        with in_room(meeting.learning_set_id):
            by = Saying(meeting=meeting, member=seat(leads[1]))
            promised = commit(saying=by, what="Ring them", by_on=None, actor=ACTOR, now=NOW)
        following = met(meeting.learning_set, starts_at=TODAY, now=NOW)
        with in_room(meeting.learning_set_id):
            at = Saying(meeting=following, member=seat(leads[1]), revision=1)
            tell_outcome(commitment=promised, saying=at, outcome=Outcome(came="done"), actor=ACTOR, now=TODAY)
        ben = browser_of(leads[1])
        answer = ben.post(room(meeting, f"remove/commitment/{promised.pk}/"), {"revision": "2"}, follow=True)
        assert "What came of this has been said already" in text_of(answer.content)
        with in_room(meeting.learning_set_id):
            assert Commitment.objects.get().came == "done"


def test_words_of_a_reflection_stand_in_no_address(meeting: Meeting, leads: list[User]) -> None:
    asha, words = Client(), "The gate is the place."
    asha.force_login(leads[0])
    asha.post(room(meeting, "reflection/"), {"text": "I talk too much."})
    address = asha.post(room(meeting, "reflection/action/"), {"reason": words})["Location"]
    token = address.partition("ground=")[2]
    unpacked = b64_decode(token.replace("%3D", "=").rstrip("=").split(":")[0].lstrip(".").encode())
    assert unpacked[:1] == b"\x80", "encrypted, not packed"
    assert words in page(asha, address)


def test_nothing_is_reported_to_a_meeting_without_a_time(oak: LearningSet, leads: list[User], ruth: User) -> None:
    words = MeetingWords(times=[TODAY, TODAY + timedelta(days=1)])
    proposed = plan_meeting(learning_set=oak, words=words, actor=ACTOR, now=BEFORE)
    said = {"text": "A hard month.", "speaker": str(seat(leads[1]).pk)}
    for user in (leads[1], ruth):
        answer = browser_of(user).post(room(proposed, "report/"), said)
        assert "This meeting has no time yet" in text_of(answer.content)
        assert "A hard month." in answer.content.decode()
    with in_room(oak.pk):
        assert not Report.objects.exists()
