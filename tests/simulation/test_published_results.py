"""The simulated pilot gives back what the report prints, line by line, whatever the seed."""

from __future__ import annotations

from math import floor

import pytest

from belonging.simulation.targets import TARGETS
from tests.simulation.counting import SEEDS, WAVES, anyone, percent, published_rows, pupils, with_send

CASES = [
    pytest.param(line, wave, id=f"{line['item']}-{line['group']}-{line['measure']}-{wave}")
    for line in published_rows()
    for wave in WAVES
    if line[f"{wave}_percent"]
]


@pytest.mark.parametrize(("line", "wave"), CASES)
def test_a_published_percentage_comes_back_from_every_seed(line: dict[str, str], wave: str) -> None:
    who = with_send if line["group"] == "send" else anyone

    printed = {seed: floor(percent(pupils(seed, wave, who), line["item"], line["measure"]) + 0.5) for seed in SEEDS}

    assert printed == dict.fromkeys(SEEDS, int(line[f"{wave}_percent"]))


def test_every_published_number_is_checked() -> None:
    assert len(CASES) == 2 * 41 - 1  # loneliness at baseline is not printed


def test_a_target_that_is_called_published_is_the_printed_one() -> None:
    printed = {
        (line["item"], line["group"], line["measure"], wave): line[f"{wave}_percent"]
        for line in published_rows()
        for wave in WAVES
    }

    for target in TARGETS:
        groups = {
            ("all", "positive"): (target.positive, "positive"),
            ("all", "negative"): (target.negative, "negative"),
            ("send", "positive"): (target.send_positive, "send_positive"),
            ("send", "negative"): (target.send_negative, "send_negative"),
        }
        for (group, measure), (pair, name) in groups.items():
            for wave, value in zip(WAVES, pair, strict=True):
                text = printed.get((target.key, group, measure, wave), "")
                assumed = any(said.startswith(name) for said in target.assumed)
                assert (text == str(value)) or (text == "" and assumed), (target.key, group, measure, wave)
