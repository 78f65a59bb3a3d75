"""Who may see what: how far a policy can go, and for which questionnaires."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from belonging.evaluation.disclosure.policy import Policy, PolicyNotAllowed
from belonging.evaluation.own_data import OwnData
from belonging.instruments.load import load


def test_policies_can_be_stricter_but_never_looser() -> None:
    assert Policy(smallest_group=20).smallest_group == 20
    assert replace(Policy.professional(), smallest_group=8).smallest_group == 8
    with pytest.raises(ValueError, match="stricter than 10 people"):
        Policy(smallest_group=9)
    with pytest.raises(ValueError, match="stricter than 5 people"):
        replace(Policy.professional(), smallest_group=4)
    with pytest.raises(ValueError, match="never looser"):
        Policy(smallest_schools=2)


def test_release_is_audited_and_the_others_are_not() -> None:
    assert Policy.release().audits
    assert not Policy.professional().audits
    assert not OwnData().audits
    assert [policy.name for policy in (Policy.release(), Policy.professional(), OwnData())] == [
        "release",
        "professional",
        "own-data",
    ]


@pytest.mark.parametrize("name", ["pupil_v1", "parent_v1", "staff_v1"])
def test_pupils_parents_and_staff_keep_the_pupils_rules(name: str) -> None:
    Policy.release().check(load(name), "school")
    with pytest.raises(PolicyNotAllowed, match="Use release"):
        Policy.professional().check(load(name), "programme")


def test_professional_answers_are_for_the_whole_programme_only() -> None:
    training: Any = SimpleNamespace(name="training_v1", audience=SimpleNamespace(value="training"))

    Policy.professional().check(training, "programme")
    with pytest.raises(PolicyNotAllowed, match="whole programme"):
        Policy.professional().check(training, "school")
