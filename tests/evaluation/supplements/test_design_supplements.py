"""What stands beside the tables: wired right, worded no stronger than its interval, silent where it has nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from belonging.evaluation import Plan, Policy, evaluate
from belonging.evaluation.change import change_among_schools
from belonging.evaluation.movers import Roll
from belonging.evaluation.released import Findings, Measure
from belonging.evaluation.supplements import arms, average_school, linked, movers, sensitivity, standardised
from belonging.evaluation.supplements.job import Job, Maker
from tests.evaluation.pilot_rows import pilot_pupils
from tests.evaluation.rows import PUPIL
from tests.evaluation.supplements.jobs import SCHOOLS, SIZES, job, job_of, measured, rows, without

RISE = {"baseline": 0.5, "endline": 0.7}
LEVEL = {"baseline": 0.5, "endline": 0.5}
ALL: list[Maker] = [maker.made for maker in (average_school, linked, sensitivity, arms, standardised, movers)]

MAKERS = pytest.mark.parametrize("made", ALL, ids=lambda made: made.__module__.rsplit(".", 1)[1])


def in_arms(frame: pl.DataFrame, comparing: int) -> pl.DataFrame:
    """The first schools only answer."""
    compares = pl.col("school").is_in(SCHOOLS[:comparing])
    return frame.with_columns(arm=pl.when(compares).then(pl.lit("comparison")).otherwise(pl.lit("programme")))


def with_joiners(frame: pl.DataFrame) -> pl.DataFrame:
    late = pl.col("wave") == "endline"
    joined = pl.col("pupil").cast(pl.Int64) % 4 == 0
    return frame.with_columns(joined=pl.when(late & joined).then(pl.lit("yes")).when(late).then(pl.lit("no")))


def whole(rise: dict[str, float] = RISE) -> Job:
    """With everything that any of them can use."""
    frame = with_joiners(in_arms(rows(rise), 4))
    return job(frame, {(school, wave): 60 for school in SCHOOLS for wave in rise})


@MAKERS
def test_one_wave_without_a_roll_leaves_nothing_to_say(made: Maker) -> None:
    assert made(job(rows({"baseline": 0.5}))) is None


@MAKERS
def test_its_measures_are_told_apart_and_stay_plain_numbers(made: Maker) -> None:
    supplement = made(whole())
    assert supplement is not None
    ids = [measure.id for measure in supplement.measures]

    assert len(ids) == len(set(ids))
    assert all(identity.startswith(f"{supplement.id}:") for identity in ids)
    for measure in supplement.measures:
        numbers = (measure.value, measure.low, measure.high, measure.df, measure.n, measure.schools)
        assert {type(number) for number in numbers} <= {int, float, type(None)}
        assert (measure.value is None) <= (measure.refusal is not None)


@MAKERS
def test_rows_in_any_order_say_the_same(made: Maker) -> None:
    frame = with_joiners(in_arms(rows(RISE), 4))
    rolls = {(SCHOOLS[5], "endline"): 60}

    assert made(job(frame, rolls)) == made(job(frame.sample(fraction=1, shuffle=True, seed=3), rolls))


@MAKERS
def test_no_direction_is_worded_where_the_interval_holds_nought(made: Maker) -> None:
    for rise in (LEVEL, RISE, {"baseline": 0.7, "endline": 0.5}):
        supplement = made(whole(rise))
        assert supplement is not None
        for measure in supplement.measures:
            assert claims(measure) <= sides(measure)


def claims(measure: Measure) -> set[str]:
    words = {"above 0": "up", "below 0": "down"}
    return {side for word, side in words.items() if word in measure.text}


def sides(measure: Measure) -> set[str]:
    if measure.low is None or measure.high is None:
        return set()
    return ({"up"} if measure.low > 0 else set()) | ({"down"} if measure.high < 0 else set())


def test_comparison_schools_are_not_the_programmes_pupils() -> None:
    everyone, programme = job(rows(RISE)), job(in_arms(rows(RISE), 4))
    apart = job(rows(RISE).filter(~pl.col("school").is_in(SCHOOLS[:4])))

    for made in (average_school.made, linked.made, sensitivity.made, standardised.made):
        found, alone, all_ = made(programme), made(apart), made(everyone)
        assert found is not None
        assert alone is not None
        assert [(one.value, one.n, one.schools) for one in found.measures] == [
            (one.value, one.n, one.schools) for one in alone.measures
        ]
        assert found != all_


def test_the_average_school_stands_beside_the_average_pupil() -> None:
    found = average_school.made(job(rows(RISE)))

    school, pupil = (measured(found, f"safe:all:{name}") for name in ("school", "pupil"))

    assert school.schools == pupil.schools == 10
    assert school.df == 9
    assert school.value != pupil.value
    assert pupil.text == "More than before: the whole interval lies above 0."


def test_a_school_that_missed_the_last_wave_is_said() -> None:
    frame = rows(RISE).filter((pl.col("school") != "ash") | (pl.col("wave") == "baseline"))

    found = average_school.made(job(frame))

    assert measured(found, "safe:all:school").schools == 9
    assert found is not None
    assert "1 school answered in one of the waves alone" in found.notes[1]


def test_linked_pupils_are_counted_and_their_rate_said() -> None:
    frame = rows(RISE).with_columns(
        pupil=pl.when((pl.col("wave") == "endline") & (pl.col("safe") == 1)).then(None).otherwise(pl.col("pupil"))
    )

    found = linked.made(job(frame))

    kept = frame.filter((pl.col("wave") == "endline") & (pl.col("safe") == 4)).height
    assert measured(found, "-:all:pupils").value == kept
    assert measured(found, "-:all:later").value == pytest.approx(100 * kept / sum(SIZES))
    assert (measured(found, "safe:all:same").value or 0) > (measured(found, "safe:all:everyone").value or 0)


def test_without_pupils_ids_there_is_no_linked_change() -> None:
    assert linked.made(job(rows(RISE).drop("pupil"))) is None
    assert linked.made(job(rows(RISE).with_columns(pupil=pl.lit(None, dtype=pl.String)))) is None
    assert linked.made(without(job(rows(RISE)), "pupil")) is None


def test_the_check_by_another_method_agrees_or_says_that_it_does_not() -> None:
    found = sensitivity.made(job(rows(RISE)))

    usual, wild = (measured(found, f"safe:all:{name}") for name in ("t", "wild"))

    assert wild.value == pytest.approx(usual.value)
    assert wild.text == "Both methods say the same."
    for name in ("p-t", "p-wild", "p-holm", "p-benjamini-hochberg", "p-westfall-young"):
        p = measured(found, f"safe:all:{name}")
        assert p.unit == "p"
        assert (p.value or 0) <= 0.01


def test_with_five_schools_there_is_no_check_and_no_westfall_young() -> None:
    found = sensitivity.made(job(rows(RISE, SCHOOLS[:5])))
    assert found is not None

    assert measured(found, "safe:all:wild").refusal is not None
    assert not [measure for measure in found.measures if measure.id.endswith(("p-wild", "p-westfall-young"))]


def test_hundreds_of_schools_need_no_check() -> None:
    one = rows(RISE, SCHOOLS[:1])
    many = pl.concat([one.with_columns(school=pl.lit(f"school {place}")) for place in range(201)])

    found = sensitivity.made(job(many))

    assert found is not None
    assert found.measures == ()
    assert found.refusal == sensitivity.TOO_MANY_SCHOOLS


def test_a_check_gives_no_interval_where_the_method_itself_refuses_one() -> None:
    frame = rows(RISE)
    large = pl.concat([frame.filter(pl.col("school") == "ash").with_columns(pupil=pl.lit(None))] * 80)

    found = sensitivity.made(job(pl.concat([frame, large], how="vertical_relaxed")))

    for name in ("t", "wild"):
        measure = measured(found, f"safe:all:{name}")
        assert measure.low is None
        assert measure.refusal is not None
        assert measure.refusal.code == "few-degrees-of-freedom"


def test_arms_are_an_effect_after_a_draw_and_a_difference_otherwise() -> None:
    rise = with_joiners(in_arms(rows(RISE), 5))
    level = rows(LEVEL).filter(pl.col("school").is_in(SCHOOLS[:5]))
    frame = pl.concat([rise.filter(pl.col("arm") == "programme").drop("joined"), in_arms(level, 5)])

    chosen = arms.made(job(frame))
    by_lot = replace(job(frame).plan, allocation="chance", allocation_seed=11)
    drawn = arms.made(replace(job(frame), plan=by_lot))
    late = arms.made(replace(job(frame), plan=replace(by_lot, allocation="not-recorded")))

    texts = [measured(found, "safe:all:difference").text for found in (chosen, drawn, late)]
    labels = [measured(found, "safe:all:difference").label for found in (chosen, drawn, late)]
    assert [text.startswith("The programme moved") for text in texts] == [False, True, False]
    assert ["effect" in label for label in labels] == [False, True, False]
    assert drawn is not None
    assert "seed 11" in drawn.notes[1]


def test_arms_that_never_answered_together_are_refused_and_no_comparison_schools_are_no_supplement() -> None:
    frame = in_arms(rows(RISE), 4).filter((pl.col("arm") == "programme") | (pl.col("wave") == "baseline"))

    found = arms.made(job(frame))

    assert found is not None
    assert found.measures == ()
    assert found.refusal is not None
    assert arms.made(job(rows(RISE))) is None


def test_the_mix_is_held_still_where_year_or_sen_is_known() -> None:
    frame = rows(LEVEL).with_columns(safe=pl.when(pl.col("sen") == "K").then(1).otherwise(4))
    fewer = frame.filter((pl.col("wave") == "baseline") | (pl.col("sen") == "N") | (pl.col("year_group") == "7"))

    found = standardised.made(job(fewer))

    assert (measured(found, "safe:all:crude").value or 0) > 2
    assert measured(found, "safe:all:standardised").value == pytest.approx(0, abs=1.5)
    assert standardised.made(job(frame.drop("year_group", "sen"))) is None


def test_response_is_said_of_the_schools_whose_roll_is_known() -> None:
    rolls = {(school, "baseline"): 60 for school in SCHOOLS[:7]}
    silent = (pl.col("school") == "ash") & (pl.col("wave") == "baseline")

    found = movers.made(job(rows(RISE).filter(~silent), rolls))
    rate = measured(found, "-:all:response-baseline")

    assert rate.value == pytest.approx(100 * sum(SIZES[1:7]) / 360)
    assert (rate.n, rate.schools) == (360, 6)
    assert rate.text == "Schools left out because their roll is not known: 3."
    assert found is not None
    assert not [measure for measure in found.measures if "endline" in measure.id]


def test_joiners_are_told_from_those_who_were_there() -> None:
    early = (pl.col("wave") == "baseline") & (pl.col("pupil").cast(pl.Int64) > 25)
    frame = with_joiners(rows(RISE)).filter(~early)

    found = movers.made(job(frame))

    late = frame.filter(pl.col("wave") == "endline")
    joined, here = (late.filter(pl.col("joined") == value)["safe"] == 4 for value in ("yes", "no"))
    gap = 100 * (joined.to_numpy().mean() - here.to_numpy().mean())
    assert measured(found, "safe:all:gap").value == pytest.approx(gap)
    assert measured(found, "-:all:joined").value == pytest.approx(100 * len(joined) / len(late))
    before = 100 * (frame.filter(pl.col("wave") == "baseline")["safe"] == 4).to_numpy().mean()
    without_joiners = measured(found, "safe:all:without-joiners").value
    assert without_joiners == pytest.approx(100 * here.to_numpy().mean() - before)


def test_nine_joiners_are_too_few_to_be_told_apart() -> None:
    late = (pl.col("wave") == "endline") & (pl.col("pupil") == "0") & (pl.col("school") != "ash")
    frame = rows(RISE).with_columns(joined=pl.when(late).then(pl.lit("yes")).otherwise(pl.lit("no")))

    assert movers.made(job(frame)) is None


def test_the_pilots_numbers_are_the_engines_own() -> None:
    answers = pilot_pupils()
    made = job_of(answers, Plan.default(PUPIL, "programme"))
    table = answers.frame.group_by("school", "wave").agg(pl.len(), pl.col("belong").is_in([3, 4]).sum()).sort("school")
    n, positive = (
        np.stack([table.filter(pl.col("wave") == wave)[name].to_numpy() for wave in answers.waves], axis=1)
        for name in ("len", "belong")
    )

    change = change_among_schools(n, positive)

    assert measured(sensitivity.made(made), "belong:all:t").value == pytest.approx(change.low)
    assert measured(sensitivity.made(made), "belong:all:p-t").value == pytest.approx(change.p)


def test_supplements_go_through_json_unchanged() -> None:
    made = tuple(supplement for maker in ALL if (supplement := maker(whole())))
    empty = evaluate(job(rows(RISE)).answers, Plan("pupil_v1", "programme", (), ()), Policy.release())

    assert Findings.from_json(replace(empty, supplements=made).to_json()).supplements == made


def test_the_page_on_many_comparisons_counts_the_simulated_pilots_changes_right() -> None:
    found = sensitivity.made(job_of(pilot_pupils(), Plan.default(PUPIL, "programme")))
    assert found is not None

    def below(method: str) -> int:
        p_values = [measure.value for measure in found.measures if measure.id.endswith(f":p-{method}")]
        return sum(p is not None and p <= 0.05 for p in p_values)

    assert [below(name) for name in ("t", "benjamini-hochberg", "holm", "westfall-young")] == [10, 10, 3, 2]


def test_a_roll_that_says_who_was_away_gives_a_second_rate_and_the_movers() -> None:
    made = job(rows(RISE))
    known = {(school, "endline"): Roll(100, absent=10, leavers=2, joiners=5) for school in SCHOOLS}

    found = movers.made(replace(made, movers=known))

    on_roll, present = (measured(found, f"-:all:response-endline{ending}") for ending in ("", "-present"))
    assert on_roll.n == 100 * len(SCHOOLS)
    assert present.n == 90 * len(SCHOOLS)
    assert on_roll.value is not None
    assert present.value == pytest.approx(on_roll.value / 0.9)
    assert measured(found, "-:all:joiners-endline").value == 5 * len(SCHOOLS)
    assert found is not None
    assert not [measure for measure in found.measures if "part_time" in measure.id]
