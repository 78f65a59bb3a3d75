"""An amendment waits for every wave, nothing is released after it, and a failure is told on its page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from belonging.web.base.scope import programme_scope
from belonging.web.findings.engine.amending import make_amendments
from belonging.web.findings.engine.making import make
from belonging.web.findings.errors import AmendedBefore
from belonging.web.findings.models import AmendedRelease, Release
from belonging.web.findings.queries import releases_due
from belonging.web.findings.queries.amendments import amendments_due, amendments_of
from belonging.web.findings.rules import Due, Strand
from belonging.web.journal.models import Entry
from belonging.web.packs.presenters.amendments import amendment_page
from belonging.web.packs.services.amendments import Asked, allow_amendment, propose_amendment
from belonging.web.programme.models import Cohort
from tests.web.packs.programme import OUT, out_programme, sealed_programme

DAY, LATER = OUT + timedelta(days=1), OUT + timedelta(days=2)


def allowed(cohort: Cohort, *waves: str) -> None:
    asked = Asked("pupil_v1", ("safe",), ("sen",), waves, "Do pupils with a plan differ?")
    with programme_scope("test"):
        amendment = propose_amendment(cohort=cohort, asked=asked, actor="sam", now=DAY)
        allow_amendment(amendment=amendment, actor="tom", now=LATER)


def page_of(cohort: Cohort) -> tuple[str, str]:
    with programme_scope("test"):
        (told,) = amendments_of(cohort.pk)
        page = amendment_page(told, {})
    return page.status, page.says


def test_it_waits_until_every_wave_is_out_and_its_page_says_for_which(cohort: Cohort) -> None:
    sealed_programme(cohort)
    first, last = (due for due in releases_due() if due.strand.is_programme)
    make(first, now=OUT)
    allowed(cohort, "baseline")

    assert make_amendments(now=LATER) == 0
    status, says = page_of(cohort)
    assert status == "Waits for a wave"
    assert "the endline still has to come" in says
    with programme_scope("test"):
        assert not AmendedRelease.objects.exists()

    make(last, now=LATER)
    assert make_amendments(now=LATER) == 0
    with programme_scope("test"):
        assert AmendedRelease.objects.exclude(findings="").count() == 1


def test_nothing_is_released_after_an_amendment_and_the_journal_says_so_once(cohort: Cohort) -> None:
    out_programme(cohort)
    allowed(cohort, "baseline", "endline")
    assert make_amendments(now=LATER) == 0
    with programme_scope("test"):
        out = Release.objects.get(school__isnull=True)
    due = Due(Strand(cohort.pk, "pupil", "pupil_v1"), ("baseline", "midpoint", "endline"), tuple(out.rounds))

    for _ in range(2):
        with pytest.raises(AmendedBefore, match="not checked beside them, so it is not made"):
            make(due, now=LATER)

    with programme_scope("test"):
        assert Entry.objects.filter(act="release-held-back").count() == 1
        assert Release.objects.filter(school__isnull=True).count() == 1


def test_what_could_not_be_made_says_why_and_is_tried_again_a_day_later(
    cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    out_programme(cohort)
    allowed(cohort, "baseline", "endline")
    with monkeypatch.context() as patched:
        patched.setattr("belonging.web.findings.engine.amending.same_rows", lambda *_: False)
        assert make_amendments(now=LATER) == 1
    status, says = page_of(cohort)
    assert status == "Could not be made"
    assert "could not be made. Other rows are counted" in says

    with programme_scope("test"):
        assert amendments_due(now=LATER + timedelta(hours=1)) == []
    assert make_amendments(now=LATER + timedelta(days=1, minutes=1)) == 0
    assert page_of(cohort)[0] == "Released, exploratory"
