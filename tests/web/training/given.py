"""What the tests of training begin from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.models import Booking, Session, TrainingProgramme
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.booking import SignedUp, sign_up
from belonging.web.training.services.sessions import SessionWords, add_programme, add_session
from tests.web.conftest import NOW

ACTOR = "test"
STARTS = datetime(2026, 12, 3, 15, 45, tzinfo=UTC)
"""Thursday of next week."""
ENDS = STARTS + timedelta(minutes=75)
AFTER = ENDS + timedelta(minutes=10)


def a_programme(cohort: Cohort | None) -> TrainingProgramme:
    with programme_scope("test"):
        return add_programme(title="Belonging for all", about="", cohort=cohort, actor=ACTOR, now=NOW)


def a_session(cohort: Cohort | None, **other: Any) -> Session:
    """In person in the town hall, two places; `other` replaces parts."""
    said: dict[str, Any] = {
        "title": "Noticing who is left out",
        "kind": "in_person",
        "starts_at": STARTS,
        "ends_at": ENDS,
        "place": "Town Hall, Eastreach",
        "way_there": "Ring at the side door.",
        "places": 2,
        "trainer": "Ada Grant",
    }
    with programme_scope("test"):
        return add_session(programme=a_programme(cohort), words=SessionWords(**(said | other)), actor=ACTOR, now=NOW)


def online(cohort: Cohort | None, **other: Any) -> Session:
    said = {"kind": "online", "place": "", "link": "https://meet.example/abc", "places": None}
    return a_session(cohort, **(said | other))


def someone(name: str = "Jo Bright", *, leader: bool = False) -> Attendee:
    return Attendee(name, f"{name.split(maxsplit=1)[0].lower()}@maple.example", leader)


def signed_up(session: Session, school: School, *people: Attendee, now: datetime = NOW) -> SignedUp:
    return sign_up(session=session, school=school, people=people, actor=ACTOR, now=now)


def a_booking(session: Session, school: School, person: Attendee | None = None, *, now: datetime = NOW) -> Booking:
    done = signed_up(session, school, person or someone(), now=now)
    return [*done.placed, *done.waiting, *done.already][0]


def again(booking: Booking) -> Booking:
    """As it stands now."""
    with programme_scope("test"):
        return Booking.objects.select_related("session").get(pk=booking.pk)


def queries_of(browser: Client, page: str) -> int:
    """How often the page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)


def still_in(browser: Client, name: str) -> None:
    """Signs that person in again: time has gone on."""
    browser.force_login(User.objects.get(name=name))


def staff_member(role: Role, school: School | None, name: str) -> User:
    place = school.slug if school else "programme"
    user = User.objects.create(email=f"{name.split(maxsplit=1)[0].lower()}@{place}.example", name=name)
    Membership.objects.create(user=user, role=role, school=school)
    return user
