"""What changing a session leaves as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.models import Session, SessionSchool
from belonging.web.training.services.sessions import SessionWords, change_session
from belonging.web.training.views import team as team_views
from tests.web.actions.plans import text_of
from tests.web.training.given import ACTOR, AFTER, ENDS, STARTS, a_session, again, signed_up, someone

TYPED = {
    "title": "Noticing who is left out",
    "kind": "in_person",
    "audience": "all",
    "day": "2026-12-03",
    "starts": "15:45",
    "ends": "17:00",
    "place": "Town Hall, Eastreach",
    "places": "5",
    "sequence": "0",
}


def test_a_session_for_picked_schools_stays_theirs_where_schools_are_too_many_to_tick(
    team: Client, cohort: Cohort, maple: School, river: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = a_session(cohort, schools=[maple.pk])
    monkeypatch.setattr(team_views, "MOST_SCHOOLS", 1)
    page = f"/programme/training/{session.pk}/change/"

    assert "Only for one school that was chosen before: too many take part to be listed here." in text_of(
        team.get(page).content
    )
    assert team.post(page, TYPED).status_code == 302
    changed = Session.objects.get(pk=session.pk)
    assert (changed.places, changed.picks_schools) == (5, True)
    with programme_scope("test"):
        assert list(SessionSchool.objects.filter(session=session).values_list("school_id", flat=True)) == [maple.pk]


def test_no_schools_ticked_where_they_are_offered_opens_it_to_all(team: Client, cohort: Cohort, maple: School) -> None:
    session = a_session(cohort, schools=[maple.pk])
    assert team.post(f"/programme/training/{session.pk}/change/", TYPED).status_code == 302
    assert not Session.objects.get(pk=session.pk).picks_schools


def test_more_places_move_nobody_up_once_the_session_has_begun(
    cohort: Cohort, maple: School, now: time_machine.Traveller
) -> None:
    session = a_session(cohort, places=1)
    [waits] = signed_up(session, maple, someone("Jo Bright"), someone("Al Fox")).waiting
    words = {"title": session.title, "kind": "in_person", "starts_at": STARTS, "ends_at": ENDS, "place": session.place}
    for sequence, moment in enumerate((STARTS, AFTER + timedelta(days=1))):
        with programme_scope("test"):
            change_session(
                session=session,
                words=SessionWords(**words, places=5 + sequence),  # type: ignore[arg-type]  # passed on as they come
                sequence=sequence,
                actor=ACTOR,
                now=moment,
            )
            assert not OutgoingMail.objects.filter(subject__startswith="A place for you").exists()
        assert again(waits).state == "waiting"
