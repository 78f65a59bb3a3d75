"""An audit half done: what is not rated yet is never told as lost, and everybody sees first what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from belonging.web.accounts.models import User
from belonging.web.audit.models import Audit, Hidden
from belonging.web.audit.queries.audits import mine_left, progress_of
from belonging.web.audit.services.work import Said, rate, share_area, sign_off, start_audit
from tests.web.audit.people import browser, text_of
from tests.web.conftest import NOW

HERE = "/schools/maple-tree/audit/pilot-2026/"
CULTURE = "inclusive_culture"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        yield


def said(audit: Audit, by: User, key: str, value: str) -> None:
    rate(audit=audit, statement=key, said=Said(value, "", 0), actor=str(by.pk), now=NOW)


@pytest.fixture
def final(audit: Audit, robin: User) -> Audit:
    """The baseline has two fully met; in the final nothing is rated."""
    for key in ("safe_places", "transitions"):
        said(audit, robin, key, "fully")
    sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
    later = NOW + timedelta(days=1)
    return start_audit(school=audit.school, cohort=audit.cohort, stage="final", actor=str(robin.pk), now=later)


def test_nothing_unrated_is_counted_as_not_met(final: Audit, robin: User) -> None:
    lead = browser(robin)
    said(final, robin, "trips", "partially")
    overview = text_of(lead, HERE)
    for told in (
        "Inclusive culture 2 of the 2 rated Not rated yet",
        "School activities Not rated yet 0 of the 1 rated",
    ):
        assert told in overview
    compared = text_of(lead, f"{HERE}final/compare/")
    for told in ("2 of 11 fully met, now not rated yet.", "Not rated then, 0 of the 1 rated fully met now."):
        assert told in compared


def test_a_colleague_sees_first_what_is_left_of_theirs(audit: Audit, sam: User, jo: User) -> None:
    share_area(audit=audit, area="school_activities", people=[sam], actor="test", now=NOW)
    said(audit, sam, "trips", "fully")
    asked = next(area.asked for area in progress_of(audit).by_area if area.area == "school_activities")
    page = text_of(browser(sam), f"{HERE}baseline/")
    own = f"Yours: School activities, {asked - 1} of {asked} statements not rated yet."
    assert own in page
    assert page.index(own) < page.index("1 of 40 statements rated")
    assert "Yours:" not in text_of(browser(jo), f"{HERE}baseline/")


def test_what_is_left_of_ones_own_areas(
    audit: Audit, sam: User, jo: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for area in (CULTURE, "school_activities"):
        share_area(audit=audit, area=area, people=[sam, jo], actor="test", now=NOW)
    said(audit, sam, "safe_places", "not_yet")
    Hidden.objects.create(school=audit.school, audit=audit, statement="trips", reason="No.", by="a", at=NOW)
    reached = progress_of(audit)
    with django_assert_num_queries(1):
        areas, unrated = mine_left(audit, sam, reached)
    found = {area.area: area for area in reached.by_area}
    assert areas == tuple(found[key].title for key in found if key in (CULTURE, "school_activities"))
    assert unrated == found[CULTURE].asked + found["school_activities"].asked - 1
    share_area(audit=audit, area=CULTURE, people=[jo], actor="test", now=NOW)
    assert mine_left(audit, sam, reached)[0] == (found["school_activities"].title,)
