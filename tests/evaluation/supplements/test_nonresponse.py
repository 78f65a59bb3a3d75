"""Bounds, weights and planning from answers and rolls: what is said, beside what, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl
import pytest

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.cells import count_cells
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Measure, Supplement
from belonging.evaluation.roster import Roster, RosterCell
from belonging.evaluation.supplements import bounds, power, weighted
from belonging.evaluation.supplements.job import Job
from tests.evaluation.pilot_rows import pilot_pupils
from tests.evaluation.rows import Pupils, answer_set, answers

SCHOOLS = ("elm", "oak", "ash", "yew", "fir", "bay")


def job_of(answered: AnswerSet, rolls: Mapping[tuple[str, str], int], roster: Roster | None = None) -> Job:
    plan = replace(Plan.default(answered.instrument, "programme"), items=answered.items, primary=None)
    return Job(answered, count_cells(answered, answered.items, answered.waves), plan, rolls, roster)


def six_schools(waves: Sequence[str] = ("baseline", "endline")) -> list[Pupils]:
    """In each school and wave 20 with SEND and 40 without; those with SEND are less positive."""
    return [
        Pupils(answers(positive, 20 * size - positive), school=school, wave=wave, sen=sen)
        for place, school in enumerate(SCHOOLS)
        for step, wave in enumerate(waves)
        for sen, size, positive in (("K", 1, 8 + place % 3 + 3 * step), ("N", 2, 28 + place % 4 + 2 * step))
    ]


def rolls(people: int = 80, waves: Sequence[str] = ("baseline", "endline")) -> dict[tuple[str, str], int]:
    return {(school, wave): people for school in SCHOOLS for wave in waves}


def roster(send: int, others: int) -> Roster:
    return Roster(
        tuple(
            RosterCell(school, wave, people, "8", "girl", sen)
            for school in SCHOOLS
            for wave in ("baseline", "endline")
            for sen, people in (("K", send), ("N", others))
        )
    )


def by_id(made: Supplement | None) -> dict[str, Measure]:
    assert made is not None
    return {measure.id: measure for measure in made.measures}


def test_bounds_stand_around_what_was_answered_with_the_number_of_the_silent() -> None:
    measures = by_id(bounds.made(job_of(answer_set(six_schools()), rolls())))

    share = measures["bounds:safe:all:baseline"]
    positive = sum(8 + place % 3 + 28 + place % 4 for place in range(6))
    assert share.value == pytest.approx(100 * positive / 360)
    assert (share.low, share.high) == pytest.approx((100 * positive / 480, 100 * (positive + 120) / 480))
    assert "whatever the 120 others think" in share.text
    change = measures["bounds:safe:all:change"]
    assert change.low is not None
    assert change.high is not None
    assert change.low < 0 < change.high
    assert change.text.startswith("+8 points among those who answered; among everyone on roll between -19 and +32")


def test_a_change_says_what_would_undo_it() -> None:
    undone = by_id(bounds.made(job_of(answer_set(six_schools()), rolls())))["bounds:safe:all:undone"]

    assert undone.value == pytest.approx(-100 * 30 / 360 * 480 / 120)
    assert "33 points less positive than those who did" in undone.text


def test_bounds_without_a_roll_are_refused_and_name_the_school() -> None:
    known = rolls()
    del known["oak", "endline"]

    made = bounds.made(job_of(answer_set(six_schools()), known))

    assert made is not None
    assert made.measures == ()
    assert made.refusal is not None
    assert made.refusal.code == "roll-unknown"
    assert "oak, endline" in made.refusal.sentence


def test_one_wave_has_shares_and_no_change() -> None:
    made = by_id(bounds.made(job_of(answer_set(six_schools(["baseline"])), rolls())))

    assert list(made) == ["bounds:safe:all:baseline"]


def test_one_wave_is_weighted_without_a_change() -> None:
    made = by_id(weighted.made(job_of(answer_set(six_schools(["baseline"])), rolls())))

    assert "weighted:safe:all:baseline:weighted" in made
    assert not any(":change:" in name for name in made)


def test_comparison_schools_are_not_in_it() -> None:
    answered = answer_set([*six_schools(), Pupils(answers(0, 50), school="zoo")])
    marked = answered.frame.with_columns(
        arm=pl.when(pl.col("school") == "zoo").then(pl.lit("comparison")).otherwise(pl.col("arm"))
    )
    with_zoo = job_of(AnswerSet(answered.instrument, marked), rolls())

    assert bounds.made(with_zoo) == bounds.made(job_of(answer_set(six_schools()), rolls()))
    assert weighted.made(with_zoo) == weighted.made(job_of(answer_set(six_schools()), rolls()))


def test_weights_to_a_roster_with_more_send_lower_the_share() -> None:
    job = job_of(answer_set(six_schools()), {})

    measures = by_id(weighted.made(replace(job, roster=roster(send=40, others=40))))

    complete, made = measures["weighted:safe:all:baseline:complete"], measures["weighted:safe:all:baseline:weighted"]
    send = sum(8 + place % 3 for place in range(6)) / 120
    others = sum(28 + place % 4 for place in range(6)) / 240
    assert made.value == pytest.approx(100 * (send + others) / 2)
    assert complete.value is not None
    assert made.value is not None
    assert made.value < complete.value
    assert made.low is not None
    assert made.high is not None
    assert made.low < made.value < made.high


def test_three_ways_stand_together_for_shares_and_change() -> None:
    measures = by_id(weighted.made(job_of(answer_set(six_schools()), {}, roster(40, 40))))

    for what in ("baseline", "endline", "change"):
        complete, made, ends = (
            measures[f"weighted:safe:all:{what}:{way}"] for way in ("complete", "weighted", "bounds")
        )
        assert ends.value is None
        assert ends.low is not None
        assert ends.high is not None
        assert ends.low <= min(complete.value or 0, made.value or 0)
        assert ends.high >= max(complete.value or 0, made.value or 0)
    # 20 of 40 with SEND and 40 of 40 others answered: weights 2 and 1
    assert measures["weighted:-:all:baseline:spread"].value == pytest.approx(60 * (20 * 4 + 40) / 80**2)
    assert measures["weighted:-:all:baseline:heaviest"].value == pytest.approx(2 * 60 / 80)


def test_rolls_alone_weigh_each_school_by_its_roll() -> None:
    known = rolls() | {("elm", "baseline"): 800}

    made = weighted.made(job_of(answer_set(six_schools()), known))

    elm = (8 + 28) / 60
    others = sum(8 + place % 3 + 28 + place % 4 for place in range(1, 6)) / 60
    assert by_id(made)["weighted:safe:all:baseline:weighted"].value == pytest.approx(
        100 * (800 * elm + 80 * others) / 1200
    )
    assert made is not None
    assert "Not used: year group, sex, SEN status." in made.notes[1]


def test_a_gender_that_the_roster_does_not_hold_leaves_sex_out_of_the_weights() -> None:
    rows = [*six_schools(), Pupils(answers(1), school="elm", gender="another")]

    made = weighted.made(job_of(answer_set(rows), {}, roster(40, 40)))

    assert made is not None
    assert any(note.startswith("Not used: sex.") for note in made.notes)


def test_more_answers_than_on_roll_are_said_and_taken_as_everyone() -> None:
    made = weighted.made(job_of(answer_set(six_schools()), {}, roster(send=18, others=60)))

    assert made is not None
    assert any(note.startswith("24 more answered than stand on the roster") for note in made.notes)


def test_weights_without_a_roll_are_refused() -> None:
    made = weighted.made(job_of(answer_set(six_schools()), {}))

    assert made is not None
    assert made.refusal is not None
    assert made.refusal.code == "roll-unknown"


def test_a_wave_with_one_school_has_no_weights() -> None:
    rows = [group for group in six_schools() if group.wave == "baseline" or group.school == "elm"]

    made = weighted.made(job_of(answer_set(rows), rolls()))

    assert made is not None
    assert made.refusal is not None
    assert made.refusal.code == "one-school"


def with_weights(heavy: float) -> AnswerSet:
    """Those with SEND count `heavy` times."""
    answered = answer_set(six_schools())
    weight = pl.when(pl.col("sen") == "K").then(pl.lit(heavy)).otherwise(pl.lit(1.0))
    return AnswerSet(answered.instrument, answered.frame.with_columns(weight=weight))


def test_the_answers_own_weights_serve_where_no_roll_is_known() -> None:
    measures = by_id(weighted.made(job_of(with_weights(2.0), {})))

    send, others = (sum(first + place % step for place in range(6)) for first, step in ((8, 3), (28, 4)))
    assert measures["weighted:safe:all:baseline:weighted"].value == pytest.approx(100 * (2 * send + others) / 480)
    equal = by_id(weighted.made(job_of(with_weights(1.0), {})))
    for what in ("baseline", "endline", "change"):
        complete, made = (equal[f"weighted:safe:all:{what}:{way}"] for way in ("complete", "weighted"))
        assert (made.value, made.low, made.high, made.df) == pytest.approx(
            (complete.value, complete.low, complete.high, complete.df)
        )


def test_raking_makes_the_answers_own_weights_by_school_and_sen_no_matter() -> None:
    equal, heavy = (by_id(weighted.made(job_of(with_weights(one), {}, roster(40, 40)))) for one in (1.0, 2.0))

    name = "weighted:safe:all:change:weighted"
    assert heavy[name].value == pytest.approx(equal[name].value)
    assert "weighted:-:all:baseline:spread" not in heavy


def test_planning_says_what_these_schools_and_twice_as_many_can_tell() -> None:
    measures = by_id(power.made(job_of(pilot_pupils(), {})))

    planned, twice = measures["power:-:all:planned"], measures["power:-:all:twice"]
    assert planned.value is not None
    assert twice.value is not None
    assert 8 < planned.value < 12
    assert twice.value < planned.value
    assert planned.text == "With 10 schools of these sizes you could tell a change of 10 points or more."
    assert len(measures) == 2 + len(pilot_pupils().items)


def test_more_linked_pupils_can_tell_smaller_changes() -> None:
    answered = answer_set(six_schools())
    number = pl.int_range(pl.len()).over("school", "wave").cast(pl.String)
    other = pl.when(pl.col("wave") == "baseline").then(number).otherwise(pl.lit("new ") + number)
    same, others = (
        job_of(AnswerSet(answered.instrument, answered.frame.with_columns(pupil=pupil)), {})
        for pupil in (number, other)
    )

    linked, apart = (by_id(power.made(job))["power:-:all:planned"].value for job in (same, others))

    assert linked is not None
    assert apart is not None
    assert linked < apart


def test_four_schools_can_plan_nothing() -> None:
    rows = [group for group in six_schools() if group.school in SCHOOLS[:4]]

    measures = by_id(power.made(job_of(answer_set(rows), {})))

    assert measures["power:-:all:planned"].refusal is not None
    assert measures["power:-:all:twice"].value is not None
    assert measures["power:safe:all:smallest"].refusal is not None


def test_a_roster_that_lacks_a_school_says_so_and_rolls_serve_instead() -> None:
    whole = roster(40, 40)
    lacking = Roster(tuple(cell for cell in whole.cells if cell.school != SCHOOLS[0]))
    answered = answer_set(six_schools())

    by_rolls = weighted.made(job_of(answered, rolls(), lacking))
    refused = weighted.made(job_of(answered, {}, lacking))
    by_weights = weighted.made(job_of(with_weights(2.0), {}, lacking))

    note = "The roster was not used: it has no row for some school that answered."
    for made in (by_rolls, refused, by_weights):
        assert made is not None
        assert note in made.notes
    assert by_rolls is not None
    assert by_id(by_rolls) == by_id(weighted.made(job_of(answered, rolls())))
