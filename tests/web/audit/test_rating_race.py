"""Saved in the same moment by several people, each with a connection of their own (PostgreSQL)."""

from __future__ import annotations

import pytest
from django.db import connection

from belonging.web.audit.errors import AuditSignedOff, ChangedMeanwhile
from belonging.web.audit.models import Audit, Evidence, Rating, RatingEntry, Remark
from belonging.web.audit.rules.evidence import EvidenceRefused
from belonging.web.audit.services.evidence import add_text
from belonging.web.audit.services.remarks import remark
from belonging.web.audit.services.work import Said, rate, sign_off, start_audit
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.audit.at_once import PEOPLE, at_once
from tests.web.conftest import NOW

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def begun(transactional_db: None, maple: School, cohort: Cohort) -> Audit:
    with school_scope(maple.pk):
        return start_audit(school=maple, cohort=cohort, stage="baseline", actor="test", now=NOW)


def save(audit: Audit, number: int, revision: int) -> str:
    with school_scope(audit.school_id):
        said = Said("fully", f"Words of person {number}.", revision)
        try:
            rate(audit=audit, statement="safe_places", said=said, actor=f"person-{number}", now=NOW)
        except ChangedMeanwhile:
            return "kept beside"
        except AuditSignedOff:
            return "too late"
    return "saved"


@pytest.mark.parametrize("revision", [0, 1])
def test_one_wins_and_everything_that_the_others_wrote_is_there(begun: Audit, revision: int) -> None:
    if revision:
        save(begun, 99, 0)
    met = at_once(lambda number: save(begun, number, revision))
    assert met == {"saved": 1, "kept beside": PEOPLE - 1}
    with school_scope(begun.school_id):
        assert Rating.objects.get().revision == revision + 1
        written = set(RatingEntry.objects.values_list("how_we_know", flat=True))
        assert {f"Words of person {number}." for number in range(PEOPLE)} <= written


def test_a_rating_is_in_the_record_or_kept_as_too_late(begun: Audit) -> None:
    def act(number: int) -> str:
        if number:
            return save(begun, number, 0)
        with school_scope(begun.school_id):
            sign_off(audit=begun, note="", actor="lead", now=NOW)
        return "signed"

    met = at_once(act)
    assert met["signed"] == 1
    with school_scope(begun.school_id):
        audit = Audit.objects.get()
        assert RatingEntry.objects.filter(taken=False).count() == met["kept beside"] + met["too late"]
        rating = Rating.objects.first()
        assert (rating is not None) == bool(met["saved"])
        if rating is not None:
            assert rating.how_we_know in audit.record


def test_what_is_added_is_in_the_record_or_refused(begun: Audit) -> None:
    """Evidence and remarks wait for the sign-off as ratings do: none of them slips in after the record was written."""

    def act(number: int) -> str:
        words = f"Words of person {number}."
        with school_scope(begun.school_id):
            try:
                if not number:
                    sign_off(audit=begun, note="", actor="lead", now=NOW)
                elif number % 2:
                    remark(audit=begun, statement="safe_places", text=words, actor="person", now=NOW)
                else:
                    add_text(audit=begun, statement="safe_places", title="", text=words, actor="person", now=NOW)
            except EvidenceRefused:
                return "refused"
        return "done"

    assert sum(at_once(act).values()) == PEOPLE
    with school_scope(begun.school_id):
        audit = Audit.objects.get()
        assert audit.is_signed_off
        added = [*Remark.objects.values_list("text", flat=True), *Evidence.objects.values_list("text", flat=True)]
        assert [words for words in added if words not in audit.record] == []
