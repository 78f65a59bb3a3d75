"""Once a year, in public: bands of everything, and exactly how often glass was broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import BreakGlass, Call, Ground, YearInPublic
from belonging.web.safeguarding.queries.counts import year_exactly
from belonging.web.safeguarding.rules.counting import in_band, newest_to_make
from belonging.web.safeguarding.services import counting
from belonging.web.safeguarding.services.breaking import Reason, confirm, end, propose
from belonging.web.safeguarding.services.calls import take_up
from belonging.web.safeguarding.services.counting import count_in_public_due
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.comments import unread_comments
from tests.web.conftest import NOW
from tests.web.safeguarding.given import PEOPLE, asked, named, words
from tests.web.safeguarding.glass import confirmed, wrote
from tests.web.surveys.given import a_link_round

DUE = datetime(2027, 10, 1, 8, 0, tzinfo=UTC)
PAGE = "/safeguarding/counts/"


def test_no_number_below_ten_is_said_and_none_is_exact() -> None:
    said = [in_band(count) for count in range(300)]
    for count, words_ in enumerate(said):
        assert (words_ == "fewer than 10") is (count < 10)
        assert said[:290].count(words_) >= 5 or count >= 285
        assert count < 10 or abs(int(words_.removeprefix("about ")) - count) <= 5


@pytest.mark.parametrize(
    ("today", "first_year"),
    [(datetime(2027, 7, 31), 2025), (datetime(2027, 9, 30), 2025), (datetime(2027, 10, 1), 2026)],
)
def test_a_year_is_counted_in_october(today: datetime, first_year: int) -> None:
    assert newest_to_make(today.date()) == first_year


@pytest.fixture
def year(in_maple: School, cohort: Cohort, settings: Settings) -> Round:
    """Twelve requests, of which eleven were taken up within the hour; one comment's slip was looked for."""
    settings.DEMO = True
    round_ = a_link_round(in_maple, cohort)
    named(in_maple, *PEOPLE)
    for number in range(12):
        call = asked(round_, token=f"{number:032}")
        late = timedelta(hours=2) if number == 0 else timedelta(minutes=50)
        take_up(call=call, actor="1", now=NOW + late)
    confirmed(wrote(in_maple, cohort))
    return round_


def enough(monkeypatch: pytest.MonkeyPatch, schools: int = 1) -> None:
    monkeypatch.setattr(counting, "FEWEST_SCHOOLS", schools)


def test_a_year_is_published_once_in_bands(year: Round, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    enough(monkeypatch)
    assert "No year has been counted yet" in words(client.get(PAGE))
    assert count_in_public_due(now=DUE - timedelta(days=1)) == 0
    assert count_in_public_due(now=DUE) == 1
    Call.objects.all().delete()
    assert count_in_public_due(now=DUE + timedelta(days=1)) == 0

    shown = words(client.get(PAGE))
    assert "School year 2026 to 2027" in shown
    assert "Somebody asked to talk About 10" in shown
    assert "Taken up within a school hour About 10" in shown
    assert "Comments passed on as a concern Fewer than 10" in shown
    assert "A slip was looked for because a life was in danger Once" in shown
    assert "12" not in shown
    assert "11" not in shown
    kept = YearInPublic.objects.get()
    assert (kept.talks, kept.in_an_hour, kept.broken) == ("about 10", "about 10", 1)


def test_of_fewer_than_ten_schools_nothing_but_whether_glass_was_broken_is_said(
    year: Round, in_maple: School, cohort: Cohort, client: Client
) -> None:
    glass = BreakGlass.objects.get()
    end(glass=glass, actor="1", now=NOW)
    reference = unread_comments(glass.round)[0].handle[:12]
    again = propose(reference=reference, reason=Reason(Ground.CHILD, "Again."), actor="1", now=NOW)
    confirm(glass=again, actor="2", now=NOW)
    count_in_public_due(now=DUE)

    shown = words(client.get(PAGE))
    assert "A slip was looked for because a life was in danger At least once" in shown
    assert YearInPublic.objects.get().broken == 1
    assert "Fewer than 10 schools asked questions" in shown
    assert "asked to talk About" not in shown
    assert YearInPublic.objects.get().talks == ""


def test_what_is_counted(year: Round) -> None:
    with school_scope(year.host_id):
        exactly = year_exactly(2026)
        assert (exactly.talks, exactly.in_an_hour, exactly.comments, exactly.broken) == (12, 11, 0, 1)
        assert year_exactly(2025).talks == 0


def test_made_up_schools_are_not_counted_in_a_live_service(year: Round, settings: Settings) -> None:
    settings.DEMO = False
    assert count_in_public_due(now=DUE) == 0
