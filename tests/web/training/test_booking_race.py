"""The last places, asked for in the same moment (PostgreSQL)."""

from __future__ import annotations

import pytest
from django.db import connection

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.models import Booking, Session
from belonging.web.training.services.booking import cancel_booking
from tests.web.audit.at_once import PEOPLE, at_once
from tests.web.conftest import NOW
from tests.web.training.given import a_booking, a_session, signed_up, someone

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def session(transactional_db: None, maple: School, river: School, cohort: Cohort) -> Session:
    return a_session(cohort)


def test_six_at_once_for_two_places_from_two_schools(session: Session, maple: School, river: School) -> None:
    def act(number: int) -> str:
        school = (maple, river)[number % 2]
        with school_scope(school.pk):
            done = signed_up(session, school, someone(f"P{number} Bright"))
        return "placed" if done.placed else "waiting"

    assert at_once(act) == {"placed": 2, "waiting": PEOPLE - 2}
    assert Session.objects.get().taken == 2


def test_who_cancels_at_once_leaves_each_place_to_one_in_line(session: Session, maple: School, river: School) -> None:
    placed = signed_up(session, maple, someone("A One"), someone("B Two")).placed
    for number in range(PEOPLE):
        a_booking(session, river, someone(f"P{number} Bright"))

    def act(number: int) -> str:
        if number < 2:
            cancel_booking(booking=placed[number], actor="test", now=NOW)
            return "cancelled"
        signed_up(session, maple, someone(f"Q{number} Late"))
        return "waiting"

    assert at_once(act) == {"cancelled": 2, "waiting": PEOPLE - 2}
    with programme_scope("test"):
        assert Booking.objects.filter(state="booked").count() == 2
    assert Session.objects.get().taken == 2
