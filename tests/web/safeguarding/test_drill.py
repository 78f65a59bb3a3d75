"""The drill's scenes, played in the tests' own database; and a drill that would not notice is no drill."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from belonging.web.cli.drills._safeguarding_scenes import SCENES
from belonging.web.cli.drills._safeguarding_stage import Check, Escalate
from belonging.web.cli.drills.safeguarding import played
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

    assert played([well], [wrong])[1]
    told, all_well = played([well, wrong], [wrong])
    assert not all_well
    assert "FAILED Tue  told: nobody (expected: deputy)" in told
    assert not played([well], [well])[1]
