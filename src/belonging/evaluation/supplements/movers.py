"""People who move: how many of the roll answered, who joined since the baseline, and whether they answer otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from belonging.evaluation.cells import tally
from belonging.evaluation.change import change_among_schools
from belonging.evaluation.gaps import gap_among_schools
from belonging.evaluation.groups import VALUES, group_label
from belonging.evaluation.movers import IN_WORDS, Denominator, Roll, response_rates, total
from belonging.evaluation.released import Measure, Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import ONE_BY_ONE, About, TwoWaves, measure, programme, sentence, two_waves
from belonging.instruments.model import Part

NAME = "movers"
LEAST_JOINERS = 10
_SHORT = {Denominator.ON_ROLL: "those on roll", Denominator.PRESENT: "those in school on the days of answering"}
_ENDING = {Denominator.ON_ROLL: "", Denominator.PRESENT: "-present"}
_MOVERS = {
    "absent": "Away on every day of answering",
    "leavers": "On roll at the baseline and not any more",
    "joiners": "On roll now and not at the baseline",
    "dual_registered": "Dual-registered, main school elsewhere",
    "part_time": "On a reduced timetable",
}
HERE, JOINED = VALUES["joined"].index("no"), VALUES["joined"].index("yes")


def made(job: Job) -> Supplement | None:
    """None where no roll and no joining was recorded."""
    measures = _rates(job)
    waves = two_waves(job.cells)
    if waves is not None:
        measures.extend(_joiners(job, waves))
    if not measures:
        return None
    return Supplement(
        id=NAME,
        title="People who move",
        says="How many of those on roll answered, and do pupils who joined since the baseline answer otherwise?",
        method="people-who-move",
        measures=tuple(measures),
        notes=(f"Rates of response are of {IN_WORDS[Denominator.ON_ROLL]}.", ONE_BY_ONE),
    )


def _rates(job: Job) -> list[Measure]:
    """Response by wave under each denominator, over the schools whose roll is known; how many are not is said."""
    counted = tally(programme(job.cells), "all")
    rolls = job.movers or {key: Roll(roll) for key, roll in job.rolls.items()}
    said: list[Measure] = []
    for place, wave in enumerate(counted.waves):
        answered = {
            school: int(forms)
            for school, forms in zip(job.cells.labels["school"], counted.forms[:, 0, place], strict=True)
            if forms
        }
        known = {school: rolls[school, wave] for school in answered if (school, wave) in rolls}
        if known:
            missing = len(answered) - len(known)
            text = f"Schools left out because their roll is not known: {missing}." if missing else ""
            said.extend(_of_wave(wave, known, sum(answered[school] for school in known), text))
    return said


def _of_wave(wave: str, known: Mapping[str, Roll], sent: int, text: str) -> Iterator[Measure]:
    """Rates where the roll says more than one number, and the movers themselves."""
    together = total(known.values())
    for rate in response_rates(together, sent):
        if rate.kind is not Denominator.ON_ROLL and rate.of == together.denominator(Denominator.ON_ROLL):
            continue  # nobody was away: the same rate again
        label = f"Response at {wave}, of {_SHORT[rate.kind]}"
        about = Measure(
            f"{NAME}:-:all:response-{wave}{_ENDING[rate.kind]}", label, None, "all", rate.per_cent, "per cent"
        )
        yield replace(about, n=rate.of, schools=len(known), text=text)
    for field, words in _MOVERS.items():
        people = getattr(together, field)
        if people:
            label = f"{words}, {wave}"
            yield Measure(f"{NAME}:-:all:{field}-{wave}", label, None, "all", people, "people", schools=len(known))


def _joiners(job: Job, waves: TwoWaves) -> list[Measure]:
    """The later wave's joiners beside those who were there already, and the change without joiners."""
    counted = tally(programme(job.cells), "joined")
    later = waves.places[1]
    forms = counted.forms[:, (JOINED, HERE), later]
    totals = forms.sum(axis=0)
    if totals.min() < LEAST_JOINERS:
        return []
    known = int(totals.sum())
    label = group_label("joined", "yes", counted.audience)
    said = [Measure(f"{NAME}:-:all:joined", label, None, "all", 100 * int(totals[0]) / known, "per cent", n=known)]
    baseline = waves.forms[:, 0]
    for key, item in job.cells.items.items():
        positive = counted.part(key, Part.POSITIVE)[:, (JOINED, HERE), later]
        gap = gap_among_schools(forms, positive)
        text = sentence(gap, "More of those who joined", "Fewer of those who joined")
        said.append(measure(About(NAME, item, "joined since the baseline less there already", "gap"), gap, forms, text))
        stayed = np.stack([baseline, forms[:, 1]], axis=1)
        change = change_among_schools(stayed, np.stack([waves.positive(key)[:, 0], positive[:, 1]], axis=1))
        said.append(measure(About(NAME, item, "change without those who joined", "without-joiners"), change, stayed))
    return said
