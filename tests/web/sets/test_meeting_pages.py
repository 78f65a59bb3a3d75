"""A meeting from the first question “when?” to the last commitment, by a facilitator and members on their phones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.sets.models import (
    Attendance,
    Commitment,
    Issue,
    LearningSet,
    Meeting,
    Question,
    Reflection,
    Report,
    State,
    in_room,
)
from tests.web.conftest import NOW
from tests.web.sets.given import TODAY, browser_of, met, page, room, seat, text_of

PROPOSED = {
    "day-1": "2026-12-01",
    "at-1": "15:30",
    "day-2": "2026-12-02",
    "at-2": "16:00",
    "minutes": "90",
    "place": "Asha’s School, library",
    "link": "",
}


@pytest.fixture
def host(ruth: User) -> Client:
    return browser_of(ruth)


@pytest.fixture
def asha(leads: list[User]) -> Client:
    return browser_of(leads[0])


@pytest.fixture
def ben(leads: list[User]) -> Client:
    return browser_of(leads[1])


def sent(client: Client, address: str, data: Mapping[str, object]) -> str:
    """Posts; where the form comes back, what it says."""
    answer = client.post(address, {"csrfmiddlewaretoken": "as browsers send it", **data})
    return "" if answer.status_code == 302 else text_of(answer.content)


def test_a_time_is_found_with_all_in_mind(oak: LearningSet, host: Client, asha: Client, ben: Client) -> None:
    assert sent(host, f"/sets/{oak.pk}/meetings/plan/", PROPOSED) == ""
    found = Meeting.objects.get()
    first, second = found.times.all()
    with programme_scope("test"):
        mails = OutgoingMail.objects.filter(key__startswith="set-times:")
        assert mails.count() == 4
        assert "Wednesday 2 December 2026, 16:00" in mails[0].text

    assert "Say which times suit you" in page(asha, f"/sets/{oak.pk}/")
    for_each = {f"time-{first.pk}": "if_need_be", f"time-{second.pk}": "yes"}
    assert sent(asha, room(found, "times/"), for_each) == ""
    assert sent(ben, room(found, "times/"), {f"time-{first.pk}": "no", f"time-{second.pk}": "yes"}) == ""
    assert "for at least one time" in sent(ben, room(found, "times/"), {})

    read = page(host, room(found, "times/"))
    assert "Wednesday 2 December 2026, 16:00 Suits best" in read
    assert "2 can, 2 have not said" in read
    assert "Not said yet" in read
    assert host.post(room(found, "times/choose/"), {"time": str(second.pk)}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.starts_at) == (State.PLANNED, second.starts_at)
    with programme_scope("test"):
        told = OutgoingMail.objects.filter(key__startswith="set-time:")
        assert told.count() == 5
        assert f"{room(found)}meeting.ics" in told[0].text
    calendar = asha.get(room(found, "meeting.ics")).content.decode()
    assert "DTSTART;TZID=Europe/London:20261202T160000" in calendar
    assert sent(asha, room(found, "times/"), for_each) == ""


def test_a_day_on_which_a_school_is_closed_is_named_before_anybody_is_asked(oak: LearningSet, host: Client) -> None:
    plan = f"/sets/{oak.pk}/meetings/plan/"
    answer = host.post(plan, PROPOSED | {"day-2": "2026-12-30"})
    text = text_of(answer.content)
    assert "Wednesday 30 December 2026, 16:00: Not a school day at Asha’s School, Ben’s School" in text
    assert not Meeting.objects.exists()
    anyway = answer.context["warnings"]
    assert sent(host, plan, PROPOSED | {"day-2": "2026-12-31", "anyway": "|".join(anyway)}) != ""
    assert sent(host, plan, PROPOSED | {"day-2": "2026-12-30", "anyway": "|".join(anyway)}) == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day-1": "2026-11-20"}, "One of these moments has passed"),
        ({"at-2": ""}, "both the day and the time"),
        ({"at-1": "half four"}, "A time looks like 15:30"),
        ({"link": "javascript:alert(1)"}, "A link begins with https://"),
        ({"minutes": "5"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_planned_is_said_and_what_was_typed_stays(
    oak: LearningSet, host: Client, wrong: dict[str, object], said: str
) -> None:
    answer = host.post(f"/sets/{oak.pk}/meetings/plan/", PROPOSED | wrong)
    assert said in text_of(answer.content)
    assert "Asha’s School, library" in answer.content.decode()


def test_the_five_parts_come_in_order_and_say_who_is_next(meeting: Meeting, host: Client, asha: Client) -> None:
    read = page(host, room(meeting))
    titles = ["Round of reports", "The issue", "Questions only", "Insights", "Commitments"]
    places = [read.index(f"{number}. {title}") for number, title in enumerate(titles, 1)]
    assert places == sorted(places)
    assert "Next: Asha Lead" in read
    assert "Facilitator’s guide" in read
    assert "Facilitator’s guide" not in page(asha, room(meeting))
    assert sent(host, room(meeting, "report/"), {"speaker": seat_of(asha), "text": "A hard month."}) == ""
    assert "Next: Ben Stone" in page(host, room(meeting))
    host.post(room(meeting, "step/"), {"step": "questions"})
    assert "3. Questions only Now" in page(asha, room(meeting))
    assert "Go on to: Insights" in page(host, room(meeting))
    assert host.post(room(meeting, "step/"), {"step": "lunch"}).status_code == 302


def seat_of(client: Client) -> str:
    return str(seat(User.objects.get(pk=client.session["_auth_user_id"])).pk)


def test_what_is_said_stands_on_the_page_of_everybody_in_the_set(
    meeting: Meeting, host: Client, asha: Client, ben: Client
) -> None:
    sent(asha, room(meeting, "issue/"), {"title": "How can I reach the families who never come?", "text": "We tried."})
    assert "What would they say?" not in page(ben, room(meeting))
    assert sent(ben, room(meeting, "question/"), {"text": "What would they say?"}) == ""
    refused = sent(ben, room(meeting, "question/"), {"text": "Have you thought of a coffee morning?"})
    assert "gives advice in the shape of a question" in refused
    assert (
        "Have you thought of a coffee morning?"
        in ben.post(room(meeting, "question/"), {"text": "Have you thought of a coffee morning?"}).content.decode()
    )
    assert sent(asha, room(meeting, "insight/"), {"text": "I never asked them."}) == ""
    assert sent(ben, room(meeting, "commitment/"), {"what": "Ring three families", "by_on": "2026-12-11"}) == ""
    read = page(asha, room(meeting))
    for words in (
        "How can I reach",
        "What would they say?",
        "I never asked them.",
        "Ring three families",
        "11 December",
    ):
        assert words in read


def test_only_the_presenter_and_the_facilitator_write_the_issue(meeting: Meeting, host: Client, ben: Client) -> None:
    assert "Only whoever presents" in sent(ben, room(meeting, "issue/"), {"title": "Mine"})
    assert sent(host, room(meeting, "issue/"), {"title": "Theirs"}) == ""
    with in_room(meeting.learning_set_id):
        assert Issue.objects.get().member == meeting.presenter
    host.post(room(meeting, "presenter/"), {"presenter": ""})
    assert "Only whoever presents" in sent(host, room(meeting, "issue/"), {"title": "Nobody’s"})


def test_what_looks_like_a_name_is_pointed_out_and_nothing_is_lost(meeting: Meeting, asha: Client, ben: Client) -> None:
    said = {"text": "Then Kayleigh Sparrow ran out of class. Ben Stone asked why."}
    refused = sent(asha, room(meeting, "report/"), said)
    assert "“Kayleigh Sparrow” looks like a person’s name" in refused
    assert "Ben Stone”" not in refused
    assert "ran out of class" in refused
    assert sent(asha, room(meeting, "report/"), said | {"no_names": "on"}) == ""


def test_the_last_to_save_never_silently_wins(meeting: Meeting, host: Client, asha: Client) -> None:
    mine = seat_of(asha)
    assert sent(asha, room(meeting, "report/"), {"text": "My own words.", "revision": "0"}) == ""
    theirs = sent(host, room(meeting, "report/"), {"speaker": mine, "text": "Typed for Asha.", "revision": "0"})
    assert "Somebody else saved this while you were writing My own words." in theirs
    assert "Typed for Asha." in theirs
    both = {"speaker": mine, "text": "My own words. Typed for Asha.", "revision": "1"}
    assert sent(host, room(meeting, "report/"), both) == ""
    with in_room(meeting.learning_set_id):
        assert Report.objects.get().text == "My own words. Typed for Asha."


def test_the_same_words_sent_twice_stand_there_once(meeting: Meeting, ben: Client) -> None:
    for _ in range(2):
        assert sent(ben, room(meeting, "question/"), {"text": "What else?"}) == ""
    with in_room(meeting.learning_set_id):
        assert Question.objects.count() == 1
        kept = Question.objects.get()
    assert ben.post(room(meeting, f"remove/question/{kept.pk}/"), {"revision": "1"}).status_code == 302
    with in_room(meeting.learning_set_id):
        assert not Question.objects.exists()


def test_commitments_come_back_at_the_next_meeting(
    meeting: Meeting, oak: LearningSet, host: Client, ben: Client
) -> None:
    sent(ben, room(meeting, "commitment/"), {"what": "Ring three families"})
    after = TODAY + timedelta(hours=2)
    with time_machine.travel(after, tick=False):
        assert "Please tick who came" in sent(host, room(meeting, "close/"), {})
        assert sent(host, room(meeting, "close/"), {"came": [seat_of(ben)]}) == ""
        following = met(oak, starts_at=after + timedelta(days=20), now=after)
        read = page(ben, room(following))
        assert "What came of the last commitments? Ring three families Open" in read
        with in_room(oak.pk):
            promised = Commitment.objects.get()
        outcome = room(following, f"commitments/{promised.pk}/outcome/")
        assert "Not yet" in sent(ben, outcome, {"came_words": "Two did."})
        assert "set out to do it again" not in page(ben, outcome)
        assert outcome in ben.get(f"/sets/{oak.pk}/").content.decode()
    with time_machine.travel(after + timedelta(days=20), tick=False):
        ben = browser_of(User.objects.get(name="Ben Stone"))
        told = {"came": "partly", "came_words": "Two did.", "again": "on", "revision": "1"}
        assert sent(ben, outcome, told) == ""
        read = page(ben, room(following))
        assert "Change what came of it" in read
        assert "Say what came of it" not in read
        assert "Partly Two did." in read
        assert read.count("Ring three families") >= 2
    with in_room(oak.pk):
        assert Attendance.objects.count() == 1
        again = Commitment.objects.get(came="")
    assert (again.what, again.meeting) == ("Ring three families", following)


def test_a_meeting_to_come_is_prepared_and_nothing_else(
    coming: Meeting, host: Client, asha: Client, ben: Client
) -> None:
    for client in (host, asha, ben):
        read = page(client, room(coming))
        assert "Monday 23 November 2026, 15:00–16:30" in read
        assert "It has not begun" in read
        for words in ("Now", "Next:", "Go on to", "Close the meeting", "Refresh", "Write a reflection"):
            assert words not in read
    assert "You present. You can write down the issue now" in page(asha, room(coming))
    assert sent(asha, room(coming, "issue/"), {"title": "How can I reach them?"}) == ""
    early = sent(ben, room(coming, "commitment/"), {"what": "Ring three families"})
    assert "This meeting begins on Monday 23 November 2026, 15:00. What is said is written down" in early
    begins = "This meeting begins on Monday 23 November 2026, 15:00. Close it when it has been held."
    assert begins in sent(host, room(coming, "close/"), {"came": [seat_of(ben)]})


def test_a_facilitator_begins_early_when_all_are_there(coming: Meeting, host: Client, ben: Client) -> None:
    assert "Begin now" not in page(ben, room(coming))
    assert "Begin now" in page(host, room(coming))
    assert host.post(room(coming, "step/"), {"step": "reports"}).status_code == 302
    assert "1. Round of reports Now" in page(ben, room(coming))
    assert "Under way" in page(ben, f"/sets/{coming.learning_set_id}/")
    assert sent(ben, room(coming, "report/"), {"text": "A hard month."}) == ""
    coming.refresh_from_db()
    assert (coming.starts_at, coming.revision) == (NOW, 2)
    assert sent(host, room(coming, "close/"), {"came": [seat_of(ben)]}) == ""


def test_meetings_ahead_stand_in_the_order_of_their_days(oak: LearningSet, coming: Meeting, ben: Client) -> None:
    """What is promised at one comes back at the next by day, whatever the numbers say."""
    third, second = (met(oak, starts_at=TODAY + timedelta(days=days), now=NOW) for days in (20, 10))
    read = page(ben, f"/sets/{oak.pk}/")
    assert read.index("Meeting 1") < read.index("Meeting 3") < read.index("Meeting 2")
    assert (second.number, third.number) == (3, 2)
    with time_machine.travel(TODAY + timedelta(days=11), tick=False):
        ben = browser_of(User.objects.get(name="Ben Stone"))
        assert sent(ben, room(second, "commitment/"), {"what": "Ring three families"}) == ""
        assert "Ring three families" in page(ben, room(third))
        assert "Ring three families" not in page(ben, room(coming))


def test_a_held_meeting_is_not_called_off_and_takes_no_more_questions(
    meeting: Meeting, host: Client, ben: Client
) -> None:
    assert "Ask a question" in page(ben, room(meeting))
    sent(host, room(meeting, "close/"), {"came": [seat_of(ben)]})
    host.post(room(meeting, "call-off/"))
    assert "held or called off already" in page(host, f"/sets/{meeting.learning_set_id}/")
    meeting.refresh_from_db()
    assert meeting.state == State.HELD
    assert "Ask a question" not in page(ben, room(meeting))
    assert "Write down a question that was asked" in page(host, room(meeting))


def test_a_reflection_becomes_an_action_of_the_plan(meeting: Meeting, asha: Client, host: Client) -> None:
    assert sent(asha, room(meeting, "reflection/"), {"text": "I talk too much. The gate is the place."}) == ""
    with in_room(meeting.learning_set_id):
        assert Reflection.objects.get().member == meeting.presenter
    assert "I talk too much" not in page(host, room(meeting))
    assert host.get(room(meeting, "reflection/")).status_code == 404
    assert "I talk too much" in page(asha, room(meeting, "reflection/action/"))
    answer = asha.post(room(meeting, "reflection/action/"), {"reason": "The gate is the place."})
    assert answer["Location"].startswith("/schools/asha-school/plan/pilot-2026/add/?ground=")
    read = page(asha, answer["Location"])
    assert "The gate is the place." in read
    assert "I talk too much" not in read


def test_the_page_of_a_meeting_asks_the_database_the_same_number_of_times(
    meeting: Meeting, host: Client, asha: Client, ben: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            host.get(room(meeting))
        return len(found)

    sent(ben, room(meeting, "question/"), {"text": "What else?"})
    sent(ben, room(meeting, "report/"), {"text": "Well."})
    few = asked()
    for client in (asha, ben):
        sent(client, room(meeting, "question/"), {"text": "Who knows?"})
        sent(client, room(meeting, "report/"), {"text": "Quite well."})
        sent(client, room(meeting, "commitment/"), {"what": "Ask"})
        sent(client, room(meeting, "insight/"), {"text": "Asked"})
    assert asked() == few
