"""Scale, reliability, item differences, models, pooled shares, funnel: wired right and worded no stronger than sure."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import cache

import numpy as np
import polars as pl
import pytest

from belonging.evaluation import AnswerSet, Plan
from belonging.evaluation.printed import supplement_of
from belonging.evaluation.released import Supplement
from belonging.evaluation.scoring import levels_of
from belonging.evaluation.supplements import dif, funnel, models, pooled, reliability, scale
from belonging.evaluation.supplements.job import Job, Maker
from belonging.instruments.load import load
from tests.evaluation.pilot_rows import pilot_pupils
from tests.evaluation.rows import PUPIL
from tests.evaluation.supplements.jobs import SCHOOLS, job, job_of, measured, rows

MADE: list[Maker] = [scale.made, reliability.made, dif.made, models.made, pooled.made, funnel.made]
MAKERS = pytest.mark.parametrize("made", MADE, ids=lambda made: made.__module__.rsplit(".", 1)[1])
FEW = ("belong", "safe", "lonely", "fair", "happy")


def pilot(frame: pl.DataFrame | None = None, items: tuple[str, ...] = FEW) -> Job:
    """The simulated pilot, of five items so that it is quick."""
    answers = pilot_pupils()
    kept = (answers.frame if frame is None else frame).drop([key for key in answers.items if key not in items])
    plan = replace(Plan.default(PUPIL, "programme"), items=items)
    return job_of(AnswerSet(PUPIL, kept), plan)


@cache
def of_pilot(made: Maker) -> Supplement:
    supplement = made(pilot())
    assert supplement is not None
    return supplement


@MAKERS
def test_measures_are_told_apart_and_survive_json(made: Maker) -> None:
    supplement = of_pilot(made)
    ids = [measure.id for measure in supplement.measures]

    assert len(ids) == len(set(ids)) > 0
    assert all(identity.startswith(f"{supplement.id}:") for identity in ids)
    assert supplement_of(json.loads(json.dumps(asdict(supplement), allow_nan=False))) == supplement


@MAKERS
def test_order_of_rows_leaves_no_trace(made: Maker) -> None:
    shuffled = made(pilot(pilot_pupils().frame.sample(fraction=1, shuffle=True, seed=5)))

    assert shuffled == of_pilot(made)


@MAKERS
def test_comparison_schools_are_left_out(made: Maker) -> None:
    """Comparison schools that answer otherwise change nothing but the plan's list of schools."""
    frame = pilot_pupils().frame
    others = frame.with_columns(
        pl.concat_str(pl.lit("other-"), "school").alias("school"),
        pl.lit("comparison").alias("arm"),
        *(pl.lit(1, dtype=pl.Int8).alias(key) for key in FEW),
    )

    assert made(pilot(pl.concat([frame, others]))) == of_pilot(made)


@pytest.mark.parametrize("made", [scale.made, reliability.made, dif.made])
def test_one_statement_is_no_scale(made: Maker) -> None:
    assert made(job(rows({"baseline": 0.5, "endline": 0.7}))) is None


def test_a_mean_score_is_the_mean_of_the_pupils_means() -> None:
    frame = pilot_pupils().frame.filter((pl.col("send") == "send") & (pl.col("wave") == "endline"))
    levels = frame.select(
        pl.col(key).replace_strict(levels_of(PUPIL.item(key)), default=None, return_dtype=pl.Float64) for key in FEW
    ).to_numpy()
    scores = np.nanmean(levels[(~np.isnan(levels)).sum(axis=1) >= 4], axis=1)

    found = measured(of_pilot(scale.made), "-:send:mean-endline")

    assert found.value == pytest.approx(scores.mean())
    assert found.n == len(scores)
    assert found.low is not None
    assert found.high is not None
    assert found.low < scores.mean() < found.high


def test_change_of_the_score_is_the_difference_of_the_means_and_says_so_only_where_clear() -> None:
    supplement = of_pilot(scale.made)
    ends = [measured(supplement, f"-:all:mean-{wave}").value for wave in ("baseline", "endline")]
    change = measured(supplement, "-:all:change")

    assert change.value == pytest.approx((ends[1] or 0) - (ends[0] or 0))
    assert change.low is not None
    assert ("Higher" in change.text) == (change.low > 0)


def test_a_group_of_nine_has_no_change_of_its_score() -> None:
    frame = pilot_pupils().frame
    few = frame.filter((pl.col("gender") == "another") & (pl.col("wave") == "endline")).head(9)
    rest = frame.filter(~((pl.col("gender") == "another") & (pl.col("wave") == "endline")))

    found = measured(scale.made(pilot(pl.concat([rest, few]))), "-:another:change")

    assert found.value is None
    assert found.refusal is not None
    assert "Fewer than 10" in found.text


def test_statements_of_different_scales_get_a_reason_instead_of_a_score() -> None:
    staff = load("staff_v1")
    item = staff.items[0]
    mixed = replace(PUPIL, sections=(replace(PUPIL.sections[0], items=(*PUPIL.items[:4], item)),))
    columns: dict[str, list[object]] = {"school": ["elm"] * 3, "wave": ["baseline"] * 3, item.key: [None] * 3}
    answers = AnswerSet.from_columns(mixed, {**columns, **{key.key: [4, 3, 1] for key in PUPIL.items[:4]}})

    for made in (scale.made, reliability.made, dif.made):
        supplement = made(job_of(answers, Plan.default(mixed, "programme")))
        assert supplement is not None
        assert supplement.refusal is not None
        assert "one scale" in supplement.refusal.sentence


def test_reliability_stands_with_and_without_the_reversed_statement() -> None:
    supplement = of_pilot(reliability.made)
    whole = measured(supplement, "-:all:alpha-baseline").value
    without = measured(supplement, "-:all:alpha-without-reversed-baseline").value
    unreversed = reliability.made(pilot(items=("belong", "safe", "fair", "happy")))

    assert whole is not None
    assert without is not None
    assert without == pytest.approx(whole, abs=0.15)
    assert unreversed is not None
    assert not any("reversed" in measure.id for measure in unreversed.measures)


def test_twenty_complete_answers_are_too_few_for_reliability() -> None:
    found = measured(reliability.made(pilot(pilot_pupils().frame.head(20))), "-:all:omega-baseline")

    assert found.value is None
    assert "30 are needed" in found.text


def test_item_differences_are_put_in_words_that_their_interval_bears() -> None:
    for measure in of_pilot(dif.made).measures:
        assert measure.value is not None
        if "Works alike" in measure.text:
            assert measure.low is not None
            assert measure.high is not None
            assert -0.43 < measure.low < measure.high < 0.43
        if "differently" in measure.text:
            assert measure.low is not None
            assert measure.high is not None
            assert measure.low * measure.high > 0


def test_too_few_complete_answers_with_send_are_said_instead_of_a_difference() -> None:
    frame = pilot_pupils().frame
    kept = pl.concat([frame.filter(pl.col("send") != "send"), frame.filter(pl.col("send") == "send").head(40)])

    found = measured(dif.made(pilot(kept)), "safe:send:uniform")

    assert found.value is None
    assert "50 are needed" in found.text


def test_a_models_change_has_the_sign_of_the_change_in_points_and_its_odds_are_its_exponent() -> None:
    supplement = of_pilot(models.made)
    log_odds = measured(supplement, "happy:all:binomial-change").value
    odds = measured(supplement, "happy:all:binomial-odds").value

    assert log_odds is not None
    assert log_odds > 0
    assert odds == pytest.approx(np.exp(log_odds))


def test_a_statement_that_all_answer_alike_has_no_model_and_says_so() -> None:
    frame = pilot_pupils().frame.with_columns(pl.lit(4, dtype=pl.Int8).alias("safe"))

    found = measured(models.made(pilot(frame)), "safe:all:binomial-change")

    assert found.value is None
    assert "same answer" in found.text


def test_one_wave_has_no_model_of_change() -> None:
    assert models.made(pilot(pilot_pupils().frame.filter(pl.col("wave") == "baseline"))) is None


def test_pooled_schools_stand_in_the_order_of_their_ids_whatever_they_answered() -> None:
    better = pooled.made(job(rows({"baseline": 0.5, "endline": 0.7})))
    worse = pooled.made(job(rows({"baseline": 0.5, "endline": 0.3})))

    for supplement in (better, worse):
        assert supplement is not None
        assert [measure.group for measure in supplement.measures] == list(SCHOOLS)


def test_three_schools_are_not_pooled() -> None:
    found = measured(pooled.made(job(rows({"endline": 0.5}, SCHOOLS[:3]))), "safe:all:share")

    assert found.value is None
    assert "4 are needed" in found.text


def test_a_funnel_names_no_school() -> None:
    supplement = funnel.made(job(rows({"baseline": 0.5, "endline": 0.7})))
    assert supplement is not None
    text = json.dumps(asdict(supplement))

    assert not any(school in text for school in SCHOOLS)
    points = [measure for measure in supplement.measures if measure.id.endswith(":point")]
    assert [point.n for point in points] == sorted(point.n or 0 for point in points)


def test_four_schools_are_no_funnel() -> None:
    supplement = funnel.made(job(rows({"endline": 0.5}, SCHOOLS[:4])))

    assert supplement is not None
    assert supplement.refusal is not None
    assert "needs 5" in supplement.refusal.sentence
