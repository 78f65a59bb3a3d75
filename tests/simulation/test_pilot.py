"""The simulated pilot as a whole: its schools, its sizes, and how its answers go together."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from belonging.instruments.load import load
from belonging.simulation import Pilot, simulate, simulate_school
from tests.simulation.counting import SEEDS, WAVES, favour, pilot_of, pupils

AUDIENCES = ("pupil", "parent", "staff")


@pytest.fixture(params=SEEDS)
def pilot(request: pytest.FixtureRequest) -> Pilot:
    return pilot_of(int(request.param))


def test_the_same_seed_gives_the_same_pilot() -> None:
    assert simulate(7) == simulate(7)


def test_another_seed_gives_other_answers() -> None:
    assert pilot_of(1).answers != pilot_of(2).answers


def test_a_school_simulated_twice_from_one_seed_is_the_same() -> None:
    assert simulate_school(5, "primary", 40, "endline") == simulate_school(5, "primary", 40, "endline")
    assert simulate_school(5, "primary", 40, "endline") != simulate_school(6, "primary", 40, "endline")


def test_ten_schools_answer_and_the_eleventh_dropped_out_before_answering(pilot: Pilot) -> None:
    answering = {row.school for row in pilot.answers}

    assert len(pilot.schools) == 11
    assert {school.key for school in pilot.schools if not school.dropped_out} == answering
    assert len(answering) == 10


def test_the_schools_are_a_mix(pilot: Pilot) -> None:
    settings = Counter(school.setting for school in pilot.schools if not school.dropped_out)

    assert settings == {"primary": 4, "secondary": 4, "special": 1, "alternative_provision": 1}
    assert sum(school.has_sixth_form for school in pilot.schools) == 3


def test_sixth_formers_come_from_every_school_with_a_sixth_form(pilot: Pilot) -> None:
    for wave in WAVES:
        seen = Counter(row.school for row in pilot.of("pupil", wave) if row.year_group in ("12", "13"))

        assert set(seen) == {school.key for school in pilot.schools if school.has_sixth_form}
        assert min(seen.values()) >= 5


def test_responses_are_as_many_as_the_report_says(pilot: Pilot) -> None:
    sent = Counter((row.audience, row.wave) for row in pilot.answers)

    assert 1200 < sent["pupil", "baseline"] <= 1250
    assert 845 <= sent["pupil", "endline"] <= 855
    assert (sent["parent", "baseline"], sent["parent", "endline"]) == (435, 366)
    assert 240 <= sent["staff", "baseline"] < 250
    assert sent["staff", "endline"] == 182


def test_over_150_staff_write_a_comment(pilot: Pilot) -> None:
    assert 150 < sum(bool(row.comments) for row in pilot.of("staff")) < 180


def test_every_school_answers_in_every_wave_and_none_is_larger_than_its_roll(pilot: Pilot) -> None:
    for school in (school for school in pilot.schools if not school.dropped_out):
        for wave in WAVES:
            assert 15 <= len(list(pilot.of("pupil", wave, school.key))) <= min(260, school.roll)
            assert len(list(pilot.of("parent", wave, school.key))) >= 10
            assert len(list(pilot.of("staff", wave, school.key))) >= 5


def test_pupils_with_send_are_as_many_as_the_setting_suggests(pilot: Pilot) -> None:
    for wave in WAVES:
        for settings, low, high in (
            (("primary", "secondary"), 0.15, 0.19),
            (("special",), 1, 1),
            (("alternative_provision",), 0.8, 1),
        ):
            sen = [row.sen for row in pilot.of("pupil", wave) if pilot.school(row.school).setting in settings]
            assert low <= sum(value in ("K", "E") for value in sen) / len(sen) <= high
            assert set(sen) <= {"N", "K", "E"}


def test_year_groups_are_those_of_the_setting(pilot: Pilot) -> None:
    for row in pilot.of("pupil"):
        by_year = pilot.school(row.school).setting in ("primary", "secondary")
        assert (row.year_group == "X") is not by_year


def test_every_row_is_one_that_its_questionnaire_accepts(pilot: Pilot) -> None:
    for row in pilot.answers:
        instrument = load(f"{row.audience}_v1")
        instrument.check(row.answers, row.comments)
        for question in instrument.about_me if row.audience != "pupil" else ():
            assert row.fact(question.fact) in {option.value for option in question.options}


def test_some_pupils_skip_and_some_would_rather_not_say(pilot: Pilot) -> None:
    rows = list(pilot.of("pupil"))

    assert any(len(row.answers) < 12 for row in rows)
    assert any(9 in row.answers.values() for row in rows)


def test_parents_and_staff_are_a_little_more_positive_at_the_endline(pilot: Pilot) -> None:
    for audience in ("parent", "staff"):
        before, after = (_mean_positive(pilot, audience, wave) for wave in WAVES)
        assert 0.01 < after - before < 0.09


def _mean_positive(pilot: Pilot, audience: str, wave: str) -> float:
    rows = list(pilot.of(audience, wave))
    items = load(f"{audience}_v1").items
    positive = [item.part_of(row.answers.get(item.key)) == "positive" for row in rows for item in items]
    return sum(positive) / len(positive)


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_go_together_across_items(seed: int) -> None:
    for wave in WAVES:
        scores = favour(pupils(seed, wave))
        complete = scores[~np.isnan(scores).any(axis=1)]
        matrix: NDArray[np.float64] = np.asarray(np.corrcoef(complete.T))
        correlations = matrix[np.triu_indices(12, 1)]

        assert correlations.min() > 0.1
        assert 0.25 < correlations.mean() < 0.5


def test_pupils_of_a_school_answer_a_little_alike() -> None:
    by_seed = [np.mean([_icc(seed, wave, item) for wave in WAVES for item in range(12)]) for seed in SEEDS]

    assert 0.03 <= float(np.mean(by_seed)) <= 0.05
    assert all(0.025 < float(icc) < 0.06 for icc in by_seed)


def _icc(seed: int, wave: str, item: int) -> float:
    """One-way analysis of variance estimate for unequal groups (Donner 1986, equation 2.2)."""
    rows = pupils(seed, wave)
    values = favour(rows)[:, item]
    chosen = ~np.isnan(values)
    schools: NDArray[np.str_] = np.array([row.school for row in rows])[chosen]
    values = values[chosen]
    groups = [values[schools == school] for school in np.unique(schools)]
    sizes = np.array([len(group) for group in groups])
    means = np.array([group.mean() for group in groups])
    n, k = len(values), len(groups)
    between = float((sizes * (means - values.mean()) ** 2).sum()) / (k - 1)
    within = sum(float(((group - group.mean()) ** 2).sum()) for group in groups) / (n - k)
    size = (n - float((sizes**2).sum()) / n) / (k - 1)
    return (between - within) / (between + (size - 1) * within)


@pytest.mark.parametrize("setting", ["primary", "secondary", "all_through", "special", "alternative_provision"])
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("wave", ["baseline", "midpoint", "endline"])
def test_one_more_school_answers_in_any_setting_wave_and_audience(setting: str, audience: str, wave: str) -> None:
    rows = simulate_school(3, setting, 25, wave, audience, "try-it")

    assert len(rows) == 25
    assert {(row.school, row.wave, row.audience) for row in rows} == {("try-it", wave, audience)}
    for row in rows:
        load(f"{audience}_v1").check(row.answers, row.comments)


def test_one_more_school_of_nobody_is_empty() -> None:
    assert simulate_school(3, "primary", 0, "baseline") == []


@pytest.mark.parametrize(
    ("setting", "wave", "audience"),
    [("nursery", "baseline", "pupil"), ("primary", "spring", "pupil"), ("primary", "baseline", "governor")],
)
def test_an_unknown_choice_is_refused_with_those_there_are(setting: str, wave: str, audience: str) -> None:
    with pytest.raises(ValueError, match="choose from"):
        simulate_school(1, setting, 10, wave, audience)


def test_a_large_school_answers_about_as_the_pilot_did() -> None:
    rows = simulate_school(11, "secondary", 3000, "baseline")
    belong = sum(row.answers.get("belong") in (3, 4) for row in rows) / len(rows)

    assert 0.6 < belong < 0.72


def test_no_school_of_that_key_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="atlantis"):
        pilot_of(1).school("atlantis")


def test_simulating_loads_no_web_framework() -> None:
    program = "import sys, belonging.web.cli.pilot; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_methods_page_gives_the_sizes_that_are_simulated(pilot: Pilot) -> None:
    page = (Path(__file__).parents[2] / "docs" / "methods" / "simulated-pilot.md").read_text(encoding="utf-8")

    for school in (school for school in pilot.schools if not school.dropped_out):
        sent = {
            audience: ", ".join(str(len(list(pilot.of(audience, wave, school.key)))) for wave in WAVES)
            for audience in AUDIENCES
        }
        line = next(line for line in page.splitlines() if line.startswith(f"| {school.name} |"))
        cells = [cell.strip() for cell in line.split("|")]
        assert (cells[3], cells[5], cells[6]) == (sent["pupil"], sent["parent"], sent["staff"])


def test_every_group_of_the_programme_is_large_enough_to_be_shown(pilot: Pilot) -> None:
    for wave in WAVES:
        rows = list(pilot.of("pupil", wave))
        genders = Counter(row.gender for row in rows)
        sixth_form = sum(row.year_group in ("12", "13") for row in rows)

        assert set(genders) == {"boy", "girl", "another", "undisclosed"}
        assert min(genders.values()) >= 10
        assert genders["another"] + genders["undisclosed"] < 0.05 * len(rows)
        assert sixth_form >= 60


def test_some_schools_can_show_boys_and_girls_side_by_side(pilot: Pilot) -> None:
    for school in ("saffron-lock", "kestrel-yard"):
        for wave in WAVES:
            genders = Counter(row.gender for row in pilot.of("pupil", wave, school))
            assert set(genders) == {"boy", "girl"}
            assert min(genders.values()) >= 10
