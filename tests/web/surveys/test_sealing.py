"""Sealing: what lives on, what is destroyed, and what the database refuses afterwards."""

from __future__ import annotations

import pytest

from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Response, Round, SealedAnswers, Slip, State
from belonging.web.surveys.services.sealing import seal_round
from tests.web.surveys.given import ACTOR, AFTER, ALL_FOURS, answer, closed, slips


def test_a_sealed_round_keeps_the_answers_and_nothing_that_ties_them(open_round_: Round) -> None:
    for code in slips(open_round_, 12, year_group="4", sen="K"):
        answer(open_round_, code, ALL_FOURS | {"gender": 2})

    seal_round(round_=closed(open_round_), actor=ACTOR, now=AFTER)

    assert (open_round_.state, open_round_.salt, open_round_.sealed_rows) == (State.SEALED, None, 12)
    assert not Response.objects.exists()
    assert not Slip.objects.exists()
    row = SealedAnswers.objects.first()
    assert row is not None
    assert (row.year_group, row.sen, row.gender, row.sex) == ("4", "K", "girl", "")
    assert row.answers == ALL_FOURS
