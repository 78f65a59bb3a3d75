"""The simulated pilot, from one seed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator, SeedSequence, default_rng

from belonging.instruments.load import load
from belonging.simulation.adults import Outlook, Wave, adult_rows
from belonging.simulation.latent import SchoolEffects
from belonging.simulation.model import PROGRESS, WAVES, AnswerRow, Pilot, SimulatedSchool
from belonging.simulation.people import SETTINGS, SHARE_NEITHER_BOY_NOR_GIRL, Asked, draw_pupils, share_with_send
from belonging.simulation.pupils import draw_answers, drawn_counts, published_counts, pupil_rows
from belonging.simulation.schools import SCHOOLS, TURNOUT
from belonging.simulation.targets import TARGETS

ADULTS = {"parent": "parent_v1", "staff": "staff_v1"}


def simulate(seed: int) -> Pilot:
    """The pilot of that seed: the same seed gives the same answers, row by row.

    Each audience has a stream of random numbers to itself, so that a change to one leaves the others alone.
    """
    for_pupils, for_parents, for_staff = map(default_rng, SeedSequence(seed).spawn(3))
    answers = (
        *_all_pupils(for_pupils),
        *_all_adults(for_parents, "parent"),
        *_all_adults(for_staff, "staff"),
    )
    return Pilot(seed, SCHOOLS, answers)


def simulate_school(
    seed: int, setting: str, n: int, wave: str, audience: str = "pupil", school: str = "simulated"
) -> list[AnswerRow]:
    """`n` plausible answers of one more school, fitted to nothing: shares vary by chance around the pilot's.

    `wave` may be "midpoint" too: halfway between the other two.
    """
    _refuse_unknown(setting, wave, audience)
    if n == 0:
        return []
    rng = default_rng(SeedSequence(seed))
    asked = SimulatedSchool(school, school, setting, setting == "all_through", n, "")
    if audience != "pupil":
        instrument = load(ADULTS[audience])
        people = Wave(wave, [asked], np.zeros(n, dtype=np.int64))
        items = len(instrument.items)
        effects = SchoolEffects.draw(rng, 1, items)
        return list(adult_rows(rng, instrument, people, effects, Outlook.draw(rng, items)))
    n_send = int(rng.binomial(n, share_with_send(setting)))
    n_other = int(rng.binomial(n, SHARE_NEITHER_BOY_NOR_GIRL))
    pupils = draw_pupils(rng, [Asked(asked, n, n_send, n_other)])
    effects = SchoolEffects.draw(rng, 1, len(TARGETS))
    codes = draw_answers(rng, pupils, effects, drawn_counts(rng, wave, n, n_send))
    return list(pupil_rows(pupils, [school], wave, codes))


def _refuse_unknown(setting: str, wave: str, audience: str) -> None:
    for given, choices in ((setting, SETTINGS), (wave, tuple(PROGRESS)), (audience, ("pupil", *ADULTS))):
        if given not in choices:
            raise ValueError(f"Nothing can be simulated for {given!r}: choose from {', '.join(choices)}")


def _all_pupils(rng: Generator) -> Iterator[AnswerRow]:
    effects = SchoolEffects.draw(rng, len(TURNOUT), len(TARGETS))
    keys = [school.key for school in TURNOUT]
    for wave in WAVES:
        pupils = draw_pupils(rng, [turnout.asked(school, wave) for school, turnout in TURNOUT.items()])
        counts = published_counts(wave, len(pupils), int(pupils.has_send.sum()))
        yield from pupil_rows(pupils, keys, wave, draw_answers(rng, pupils, effects, counts))
        effects = effects.later(rng)


def _all_adults(rng: Generator, audience: str) -> Iterator[AnswerRow]:
    instrument = load(ADULTS[audience])
    items = len(instrument.items)
    effects = SchoolEffects.draw(rng, len(TURNOUT), items)
    outlook = Outlook.draw(rng, items)
    schools = list(TURNOUT)
    for wave in WAVES:
        sent = [turnout.sent(audience, wave) for turnout in TURNOUT.values()]
        asked = Wave(wave, schools, np.repeat(np.arange(len(schools), dtype=np.int64), sent))
        yield from adult_rows(rng, instrument, asked, effects, outlook)
        effects = effects.later(rng)
