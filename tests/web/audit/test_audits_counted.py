"""Large cohorts: their audits are counted by the worker, and the page of all schools reads what it counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from belonging.web.audit.models import Audit
from belonging.web.audit.queries.across import across_schools, key_of
from belonging.web.audit.services.counting import keep_counts
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from tests.web.audit.test_across_page import take_part


@pytest.fixture(autouse=True)
def nothing_kept(cohort: Cohort) -> Iterator[None]:
    yield
    cache.delete(key_of(cohort))


def test_what_was_counted_reads_as_the_audits_do(cohort: Cohort) -> None:
    take_part(cohort, 6)
    with programme_scope("test"):
        now = across_schools(cohort)
    assert keep_counts(large=5) == 1
    assert cache.get(key_of(cohort)) is not None
    with programme_scope("test"):
        assert across_schools(cohort) == now


def test_what_changes_shows_when_it_is_counted_again(cohort: Cohort) -> None:
    take_part(cohort, 6)
    keep_counts(large=5)
    with programme_scope("test"):
        before = across_schools(cohort)
        Audit.objects.filter(stage="final").update(signed_off_by="", signed_off_at=None, record="")
        assert across_schools(cohort) == before
    keep_counts(large=5)
    with programme_scope("test"):
        after = across_schools(cohort)
    assert before is not None
    assert after is not None
    assert (before.stage, after.stage) == ("final", "baseline")


def test_of_few_schools_nothing_is_kept(cohort: Cohort) -> None:
    take_part(cohort, 6)
    assert keep_counts() == 0
    assert cache.get(key_of(cohort)) is None
