"""Asking for tables after a plan was fixed: proposed, decided in writing, made against all that is out."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from belonging.web.base.scope import programme_scope
from belonging.web.cli.main import main
from belonging.web.findings.engine.amending import make_amendments
from belonging.web.findings.errors import CannotAmend
from belonging.web.findings.models import AmendedRelease, Ground, PlanAmendment
from belonging.web.findings.queries.amendments import amendments_due, amendments_of
from belonging.web.packs.engine.reproduction import build
from belonging.web.packs.services.amendments import (
    Asked,
    allow_amendment,
    propose_amendment,
    refuse_amendment,
)
from belonging.web.programme.models import Cohort
from tests.web.packs.programme import OUT, out_programme

DAY = OUT + timedelta(days=1)
LATER = OUT + timedelta(days=2)
BY_SEN = Asked("pupil_v1", ("safe",), ("sen",), ("baseline", "endline"), "Do pupils with a plan differ?")

REFUSED_BEFORE: list[tuple[dict[str, object], str]] = [({}, "Nothing of this questionnaire is released yet")]
REFUSED: list[tuple[dict[str, object], str]] = [
    ({"by": ("send",)}, "has these tables already"),
    ({"by": ()}, "Choose one statement"),
    ({"items": ("nonsense",)}, "Choose one statement"),
    ({"waves": ("midpoint",)}, "Only waves that are released"),
    ({"by": ("shoe_size",)}, "no table by 'shoe_size'"),
    ({"instrument": "parent_v1"}, "Nothing of this questionnaire is released yet"),
]


def proposed(cohort: Cohort, asked: Asked = BY_SEN) -> PlanAmendment:
    with programme_scope("test"):
        return propose_amendment(cohort=cohort, asked=asked, actor="sam", now=DAY)


def allowed(cohort: Cohort, asked: Asked = BY_SEN) -> PlanAmendment:
    with programme_scope("test"):
        return allow_amendment(amendment=proposed(cohort, asked), actor="tom", now=LATER)


def few_plans(draw: random.Random) -> dict[str, str]:
    """One pupil in a hundred or so has an EHC plan: fewer than ten in a wave."""
    return {"sex": draw.choice(("girl", "boy")), "sen": draw.choices(("N", "K", "E"), (60, 40, 1))[0]}


def test_what_was_allowed_is_released_apart_and_can_be_had_again(
    cohort: Cohort, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out_programme(cohort)
    amendment = allowed(cohort)
    assert make_amendments(now=LATER) == 0
    assert make_amendments(now=LATER) == 0  # again is safe

    with programme_scope("test"):
        (told,) = amendments_of(cohort.pk)
        assert amendments_due() == []
    assert told.findings is not None
    assert [table.id for table in told.findings.tables] == ["safe-by-sen"]
    assert (amendment.number, told.held_because) == (1, "")

    build(cohort, tmp_path / "pack.zip", LATER)
    assert main(["reproduce", str(tmp_path / "pack.zip")]) == 0
    assert "figures equal, of those" in capsys.readouterr().out
    with programme_scope("test"), pytest.raises(DatabaseError), transaction.atomic():
        AmendedRelease.objects.update(held_because="x", findings="")


def test_what_would_show_a_few_people_is_held_back_and_says_so(cohort: Cohort) -> None:
    out_programme(cohort, facts=few_plans)
    allowed(cohort)
    assert make_amendments(now=LATER) == 0

    with programme_scope("test"):
        (told,) = amendments_of(cohort.pk)
    assert told.findings is None
    assert told.held_because.startswith("None of these tables can be shown. At least one of these groups has fewer")


def test_a_refusal_names_what_could_be_learned_and_is_never_changed(cohort: Cohort) -> None:
    out_programme(cohort)
    amendment = proposed(cohort)
    with programme_scope("test"):
        with pytest.raises(CannotAmend, match="refused in writing"):
            refuse_amendment(amendment=amendment, ground=Ground.ONE_SCHOOL, because=" ", actor="tom", now=LATER)
        with pytest.raises(CannotAmend, match="You asked for this yourself"):
            allow_amendment(amendment=amendment, actor="sam", now=LATER)
        why = "Nearly all plans are at one school."
        refused = refuse_amendment(amendment=amendment, ground=Ground.ONE_SCHOOL, because=why, actor="tom", now=LATER)
        assert (refused.ground, refused.because) == ("one_school", why)
        with pytest.raises(CannotAmend, match="decided this a moment ago"):
            allow_amendment(amendment=amendment, actor="anita", now=LATER)
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanAmendment.objects.update(because="Otherwise.")
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanAmendment.objects.all().delete()
        assert amendments_due() == []
        again = propose_amendment(cohort=cohort, asked=BY_SEN, actor="sam", now=LATER)
    assert again.number == 2  # what was refused may be asked for again, with another reason


def test_what_cannot_be_asked_for_is_said_with_what_to_do(cohort: Cohort) -> None:
    for changes, why in REFUSED_BEFORE:
        with pytest.raises(CannotAmend, match=why):
            proposed(cohort, Asked(**{**_fields(BY_SEN), **changes}))  # type: ignore[arg-type]  # what is changed is named
    out_programme(cohort)
    for changes, why in REFUSED:
        with pytest.raises(CannotAmend, match=why):
            proposed(cohort, Asked(**{**_fields(BY_SEN), **changes}))  # type: ignore[arg-type]  # as above
    proposed(cohort)
    with pytest.raises(CannotAmend, match="asked for already"):
        proposed(cohort)


def _fields(asked: Asked) -> dict[str, object]:
    return {name: getattr(asked, name) for name in asked.__slots__}
