"""What came of the plan's actions, read from what is released and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.utils import timezone

from belonging.web.actions.models import Action
from belonging.web.actions.rules.outcomes import UNLIKE, Besides, Outcome, began_in_time, outcome
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.programme.models import CohortWave

Opened = Mapping[str, date]
"""The first day of each wave of a cohort."""
_TOGETHER: Final = "+"


def outcome_of(action: Action, voices: SchoolVoices | None) -> Outcome | None:
    """None where the action has no measure."""
    return outcomes_of([action], voices).get(action.pk)


def outcomes_of(actions: Iterable[Action], voices: SchoolVoices | None) -> dict[int, Outcome]:
    """By the action's id; those without a measure are left out. All of one cohort."""
    measured = [action for action in actions if action.measure_item]
    again = voices is not None and any(len(voices.waves(each.measure_audience)) > 1 for each in measured)
    opened = opened_in(measured[0].cohort_id) if again else {}
    return {action.pk: read(action, voices, opened) for action in measured}


def opened_in(cohort_id: int) -> Opened:
    return dict(CohortWave.objects.filter(cohort_id=cohort_id).values_list("wave", "opens_on"))


def read(action: Action, voices: SchoolVoices | None, opened: Opened) -> Outcome:
    """Of an action with a measure."""
    if voices is None:
        return outcome(None, ())
    audience, item, by, group = (
        action.measure_audience,
        action.measure_item,
        action.measure_by,
        action.measure_group,
    )
    waves = voices.waves(audience)
    return outcome(
        voices.change(audience, item, by=by, group=group),
        waves,
        besides=Besides(
            why_not=_why_not(action, voices, waves),
            unseen=" ".join(voices.unseen_waves(audience)),
            shares=_shares(action, voices, waves),
        ),
        direction=action.measure_direction,
        in_time=began_in_time(began_on(action), _opened(waves, opened)),
    )


def began_on(action: Action) -> date:
    """The day it was to start, else the day it was added."""
    return action.starts_on or timezone.localdate(action.created_at)


def _opened(waves: tuple[str, ...], opened: Opened) -> date | None:
    """Of the later wave; of waves that are shown as one, the first."""
    return opened.get(waves[-1].split(_TOGETHER)[0]) if len(waves) > 1 else None


def _shares(action: Action, voices: SchoolVoices, waves: tuple[str, ...]) -> str:
    """ "Baseline: about half. Endline: most."; empty where one of the two is not shown. UNLIKE where one is told in
    words and the other in numbers."""
    named = (action.measure_audience, action.measure_item)
    if len(waves) < 2:
        return ""
    both = [
        voices.heard(*named, by=action.measure_by, group=action.measure_group, wave=wave)
        for wave in (waves[0], waves[-1])
    ]
    shown = [one for one in both if one and one.text]
    if len(shown) < len(both):
        return ""
    told = [f"{one.wave.replace(_TOGETHER, ' and ').capitalize()}: {one.text}." for one in shown]
    return " ".join([*told, UNLIKE] if len({one.rung for one in shown}) > 1 else told)


def _why_not(action: Action, voices: SchoolVoices, waves: tuple[str, ...]) -> str:
    """Why the measure is not shown in the latest wave, or in the one before; empty where it is in both."""
    named = (action.measure_audience, action.measure_item)
    for wave in (waves[-1], waves[0]) if waves else ():
        heard = voices.heard(*named, by=action.measure_by, group=action.measure_group, wave=wave)
        if heard is not None and heard.refusal is not None:
            return heard.refusal.sentence
    return ""
