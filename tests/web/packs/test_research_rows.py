"""Several research packs of one cohort tell no more than one: the same rows give up the same facts in each."""

from __future__ import annotations

import random
import secrets

import polars as pl
import pytest

from belonging.evaluation.coarsening import FACTS, LEAST, WITHHELD
from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import Release
from belonging.web.packs.engine import rows as engine_rows
from belonging.web.packs.engine.rows import coarse_rows
from belonging.web.packs.errors import OtherDetail
from belonging.web.packs.models import Detail
from belonging.web.packs.rules.keyed import school_codes
from belonging.web.packs.services.agreements import end_agreement
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import Round
from tests.web.conftest import NOW
from tests.web.packs.given import a_pack, an_agreement
from tests.web.packs.programme import PUPILS, sealed_programme


def rare(draw: random.Random) -> dict[str, str]:
    """So that some rows state nothing, and others join them."""
    return {"sex": draw.choice(("girl", "boy")), "sen": draw.choices(("N", "K", "E"), (30, 8, 2))[0]}


def of_baseline(release: Release) -> pl.DataFrame:
    """In an order that means nothing, so sorted here; answers and all."""
    with programme_scope("test"):
        made = coarse_rows(release, Detail.FULL).made.frame
    return made.filter(pl.col("wave") == "baseline").sort(pl.all())


def test_a_second_pack_and_a_further_wave_leave_each_row_as_it_was(
    cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed_programme(cohort, facts=rare)
    with programme_scope("test"):
        waves = dict(Round.objects.values_list("pk", "wave"))
    both = Release(cohort=cohort, instrument=PUPILS.name, rounds=list(waves))
    first = Release(
        cohort=cohort, instrument=PUPILS.name, rounds=[pk for pk, wave in waves.items() if wave == "baseline"]
    )

    before, after = of_baseline(first), of_baseline(both)

    blank = before.filter(pl.all_horizontal(pl.col(name) == WITHHELD for name in FACTS))
    assert blank.height >= LEAST, "nobody gave up anything: the test is blunt"
    assert before.equals(after)
    assert before.equals(of_baseline(both))
    monkeypatch.setattr(engine_rows, "row_order", lambda *_, **__: secrets.token_bytes(8))
    assert not before.equals(of_baseline(both))


def test_schools_have_codes_that_follow_from_a_secret_and_from_no_letter() -> None:
    codes = school_codes(1, ["1", "2", "3"], pepper=b"pepper")

    assert codes == school_codes(1, ["3", "2", "1"], pepper=b"pepper")
    assert len(set(codes.values())) == 3
    others = (school_codes(2, ["1"], pepper=b"pepper"), school_codes(1, ["1"], pepper=b"salt"))
    assert codes["1"] not in {each["1"] for each in others}


def test_rows_of_a_cohort_leave_in_one_detail(out: Cohort, sam: User, tom: User) -> None:
    an_agreement(out, sam, detail=Detail.FULL)
    an_agreement(out, tom, detail=Detail.COARSE)
    a_pack(out, sam)

    with pytest.raises(OtherDetail, match="have the same"):
        a_pack(out, tom)
    with programme_scope("test"):
        end_agreement(cohort=out, evaluator=tom, now=NOW)
    with pytest.raises(OtherDetail):
        an_agreement(out, tom, detail=Detail.COARSE)
    an_agreement(out, tom, detail=Detail.FULL)
    a_pack(out, tom)
