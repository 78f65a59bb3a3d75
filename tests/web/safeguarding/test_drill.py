"""The drill's scenes, played in the tests' own database; and a drill that would not notice is no drill."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from belonging.web.cli.drills._safeguarding_scenes import SCENES
from belonging.web.cli.drills._safeguarding_stage import Check, Escalate
from belonging.web.cli.drills.safeguarding import CONTROL, summed_up, told
from belonging.web.safeguarding.services.escalating import escalate_due

Scene = Callable[[Escalate], Iterator[Check]]


@pytest.mark.django_db
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_everybody_is_told_when_they_should_be(scene: Scene) -> None:
    checks = list(scene(lambda now: escalate_due(now=now)))
    assert checks
    assert [each for each in checks if not each.well] == []


@pytest.mark.django_db
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_with_escalation_switched_off_every_scene_fails(scene: Scene) -> None:
    assert not all(each.well for each in scene(lambda _: 0))


def test_the_table_says_what_was_wrong_and_the_drill_fails() -> None:
    well = Check("A scene", "Mon", "told", "lead", "lead")
    wrong = Check("A scene", "Tue", "told", "deputy", "nobody")

    assert "FAILED Tue  told: nobody (expected: deputy)" in told([well, wrong])
    assert summed_up([well], [])[1]
    assert summed_up([well, wrong], []) == (f"ok     {CONTROL}\n\n2 checks, 1 failed.", False)
    lines, all_well = summed_up([well], ["A scene"])
    assert not all_well
    assert f"FAILED {CONTROL}, but not: A scene" in lines
