"""The certificate: what it says follows from what is printed, and checking it means doing everything again."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from benchmarks.school_waves import PUPIL, answer_set, draw_wave

from belonging.evaluation import Plan, Policy, evaluate
from belonging.evaluation.disclosure.certificate import Certificate
from belonging.evaluation.groups import WAVES
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.verification import NotCertifiable, Released, certify, verify, witness_answers
from tests.evaluation.rows import Pupils, answers
from tests.evaluation.rows import answer_set as rows_of

ITEMS = ("belong", "safe")
ROLLS = {("elm", "baseline"): 260, ("elm", "endline"): 260}


@cache
def a_release(people: int = 90, seed: int = 4, setting: str = "secondary") -> Released:
    rng = np.random.default_rng(seed)
    waves = [draw_wave(rng, "baseline", setting, people, 2), draw_wave(rng, "endline", setting, people - 9, 2)]
    rows = answer_set(setting, waves, ITEMS)
    plan = Plan.default(PUPIL, "school")
    return Released(evaluate(rows, plan, Policy.release(), ROLLS), rows, plan, ROLLS)


def test_a_certificate_lists_every_item_and_wave_and_survives_json() -> None:
    certificate = certify(a_release())

    assert {(unit.item, unit.wave) for unit in certificate.units} == {
        (item, wave) for item in ITEMS for wave in ("baseline", "endline")
    }
    assert all(unit.tables[0] == "all" and unit.worlds > 1 for unit in certificate.units)
    assert certificate.demands > 100
    assert Certificate.from_json(certificate.to_json()) == certificate


def test_everything_agrees_where_nothing_was_touched() -> None:
    released = a_release()

    result = verify(released, certify(released))

    assert result.holds
    assert len(result.agrees) == 8


def test_witnesses_give_the_same_release_to_the_byte() -> None:
    released = a_release(60, 7, "primary")
    most = max(unit.worlds for unit in certify(released).units)

    for number in (0, 1, most // 2, most - 1):
        others = witness_answers(released, number)
        again = evaluate(others, released.plan, Policy.release(), ROLLS)
        assert again.to_json() == released.findings.to_json()
        assert number == 0 or others.digest != released.answers.digest


def test_other_answers_that_print_the_same_have_the_same_certificate() -> None:
    """Or the certificate itself would tell them apart."""
    released = a_release()

    others = replace(released, answers=witness_answers(released, 5))

    assert others.answers.digest != released.answers.digest
    assert certify(others) == certify(released)


def test_changed_findings_answers_or_plans_are_told_apart_in_words() -> None:
    released = a_release()
    certificate = certify(released)
    fewer = replace(released, answers=a_release(60, 7, "primary").answers)
    other_plan = replace(released, plan=replace(released.plan, smallest_change=7.0))
    edited = replace(released, findings=replace(released.findings, headlines=()))

    assert "Not so: The answers give the same findings again, to the byte." in verify(fewer, certificate, 0).differs
    assert "Not so: The plan is the one that was certified." in verify(other_plan, certificate, 0).differs
    assert "Not so: The findings are the ones that were certified." in verify(edited, certificate, 0).differs


def test_a_certificate_of_other_witnesses_is_not_believed() -> None:
    released = a_release(60, 7, "primary")
    certificate = certify(released)
    forged = replace(certificate, units=(replace(certificate.units[0], witnesses="0" * 64), *certificate.units[1:]))

    assert verify(released, forged, 0).differs == ("Not so: Every witness is found again.",)


def test_only_a_schools_release_has_such_a_certificate() -> None:
    released = a_release()
    own = replace(released, findings=evaluate(released.answers, released.plan, OwnData()))

    with pytest.raises(NotCertifiable, match="own-data findings of a school"):
        certify(own)


def test_findings_that_show_nothing_have_nothing_to_prove() -> None:
    rows = rows_of([Pupils(answers(5, 4))])
    plan = Plan.default(PUPIL, "school")

    assert certify(Released(evaluate(rows, plan, Policy.release()), rows, plan, {})).units == ()


def test_a_small_settings_one_table_is_certified_over_all_its_waves() -> None:
    groups = [Pupils(answers(5, 2), wave=wave, setting="special", year_group="X") for wave in WAVES]
    rows, plan = rows_of(groups), Plan.default(PUPIL, "school")
    released = Released(evaluate(rows, plan, Policy.release()), rows, plan, {})
    assert released.findings.waves == ("baseline+midpoint+endline",)

    result = verify(released, certify(released))

    assert result.holds
    assert witness_answers(released, 1).digest != rows.digest


def test_a_certificate_with_another_policy_or_version_is_not_believed() -> None:
    released = a_release(60, 7, "primary")
    certificate = certify(released)
    policy = "Not so: The policy and its version are those that were certified."

    assert verify(released, replace(certificate, policy="professional"), 0).differs == (policy,)
    assert verify(released, replace(certificate, policy_version=9), 0).differs == (policy,)
    (form,) = verify(released, replace(certificate, version=2), 0).differs
    assert form.startswith("Not so: The certificate is written in the form")


def test_another_solver_is_said_and_is_no_fault() -> None:
    released = a_release(60, 7, "primary")
    certificate = certify(released)

    result = verify(released, replace(certificate, solver="HiGHS 0.1"), 0)

    assert result.holds
    assert result.remarks[0].startswith("The certificate names the solver HiGHS 0.1, this machine has HiGHS ")
    assert verify(released, certificate, 0).remarks == ()
