"""The team makes sets; everybody hears of it; and before each meeting they are reminded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.sets.errors import NotASet
from belonging.web.sets.models import LearningSet, Meeting, Member, Question, in_room
from belonging.web.sets.services.reminders import remind_due
from belonging.web.sets.services.sets import SetWords, end_seat, make_set
from tests.web.conftest import NOW
from tests.web.sets.given import (
    ACTOR,
    BEFORE,
    TODAY,
    browser_of,
    facilitator,
    leads_of,
    made_set,
    met,
    page,
    programme_person,
    seat,
    text_of,
)


def seats_of(users: list[User]) -> list[str]:
    return [str(pk) for pk in Membership.objects.filter(user__in=users, role=Role.LEAD).values_list("pk", flat=True)]


def test_a_manager_makes_a_set_and_its_people_get_a_mail(cohort: Cohort, ruth: User, leads: list[User]) -> None:
    client = browser_of(programme_person(Role.MANAGER, "Tom Calloway"))
    assert "No set yet" in page(client, "/programme/sets/")
    add = "/programme/sets/add/?cohort=pilot-2026"
    assert "Asha Lead, Asha’s School" in page(client, add)
    form = {"name": "Oak", "facilitator": str(ruth.pk), "seats": seats_of(leads[:3])}
    assert "A set has 4 to 8 members. You chose 3." in text_of(client.post(add, form).content)
    assert client.post(add, form | {"seats": seats_of(leads)}).status_code == 302
    with programme_scope("test"):
        mails = {each.to: each.subject for each in OutgoingMail.objects.all()}
    assert mails["asha@school.example"] == "You have a seat in the action learning set Oak"
    assert mails["ruth@programme.example"] == "You facilitate the action learning set Oak"
    assert "Too few leads are free" in page(client, add)
    assert "Please choose a cohort first" in text_of(client.get("/programme/sets/add/", follow=True).content)
    [newcomer] = leads_of(cohort, "Ines Jay")
    made = LearningSet.objects.get()
    assert client.post(f"/programme/sets/{made.pk}/members/", {"seats": seats_of([newcomer])}).status_code == 302
    assert client.post(f"/programme/sets/{made.pk}/members/{seat(newcomer).pk}/leave/").status_code == 302
    assert "Ines Jay" not in page(client, f"/programme/sets/{made.pk}/").replace("Ines Jay no longer sits", "")


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.FACILITATOR, Role.SCREENER])
def test_nobody_else_of_the_programme_makes_sets(oak: LearningSet, role: Role) -> None:
    client = browser_of(programme_person(role, "Nosy Parker"))
    assert client.get("/programme/sets/").status_code == 404
    assert client.get(f"/programme/sets/{oak.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "give the set a name"),
        ({"name": "Oak"}, "a set of that name already"),
        ({"facilitator": "asha"}, "no facilitator"),
        ({"seats": "taken"}, "sits in another of its sets"),
    ],
)
def test_what_is_no_set_is_refused(oak: LearningSet, cohort: Cohort, changed: dict[str, str], said: str) -> None:
    free = leads_of(cohort, "Eve Fox", "Finn Gray", "Gwen Hill", "Hal Ives")
    taken = [each.user for each in Member.objects.filter(learning_set=oak)]
    lead = taken[0] if changed.get("facilitator") else oak.facilitator
    seats = [int(each) for each in seats_of(taken if changed.get("seats") else free)]
    words = SetWords(name=changed.get("name", "Elm"), facilitator=lead.pk, seats=seats)
    with programme_scope("test"), pytest.raises(NotASet, match=said):
        make_set(cohort=cohort, words=words, actor=ACTOR, now=NOW)


def test_the_list_of_sets_asks_the_database_the_same_for_one_and_for_three(oak: LearningSet, cohort: Cohort) -> None:
    client = browser_of(programme_person(Role.MANAGER, "Tom Calloway"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/programme/sets/").status_code == 200
        return len(found)

    met(oak)
    one = asked()
    for number, names in enumerate((("E F", "G H", "I J", "K L"), ("M N", "O P", "Q R", "S T"))):
        other = made_set(cohort, f"Set {number}", facilitator(f"Lead{number} X"), leads_of(cohort, *names))
        met(other)
    assert asked() == one


def test_two_weekdays_before_everybody_is_reminded_once(oak: LearningSet, leads: list[User]) -> None:
    meeting = met(oak, starts_at=TODAY + timedelta(days=7), now=BEFORE)
    assert meeting.starts_at is not None
    assert remind_due(now=meeting.starts_at - timedelta(days=5)) == 0
    end_seat(member=seat(leads[3]), actor=ACTOR, now=NOW)
    thursday = meeting.starts_at - timedelta(days=4)
    assert remind_due(now=thursday) == 4
    assert remind_due(now=thursday + timedelta(hours=1)) == 0
    with programme_scope("test"):
        mail = OutgoingMail.objects.get(to="asha@school.example", key__startswith="set-soon:")
    assert mail.subject == "Oak meets on Monday 30 November 2026, 15:00–16:30"
    assert mail.kind == "reminder"


def test_a_wrong_state_cannot_be_stored(oak: LearningSet, leads: list[User]) -> None:
    member = seat(leads[0])
    meeting = met(oak)

    def refused(name: str, make: object) -> None:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make()  # type: ignore[operator]  # a function without arguments

    seats = {"learning_set": oak, "school": member.school}
    said = {"learning_set": oak, "meeting": meeting, "member": member, "at": NOW}
    when = {"learning_set": oak, "number": 9, "created_at": NOW}
    refused("(?i)unique", lambda: Member.objects.create(user=leads[0], joined_at=NOW, **seats))
    refused(
        "leaves_after_joining",
        lambda: Member.objects.create(user=leads[0], joined_at=NOW, left_at=BEFORE, **seats),
    )
    refused("planned_has_its_time", lambda: Meeting.objects.create(state="planned", **when))
    refused("held_has_its_time", lambda: Meeting.objects.create(state="held", starts_at=NOW, **when))
    refused("known_step", lambda: Meeting.objects.create(step="lunch", **when))
    with in_room(oak.pk):
        refused("question_is_one", lambda: Question.objects.create(text="You should.", **said))
