"""Parents' and staff's answers: plausible shares for any instrument, a little better at the endline.

The report prints no percentages for them, so nothing here is fitted to anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from belonging.instruments.model import AboutMe, Instrument, Item, Part
from belonging.simulation.choices import Counts, answers_of, choose, draw_reticence
from belonging.simulation.comments import draw_comments
from belonging.simulation.counts import shared_out
from belonging.simulation.latent import Ints, SchoolEffects, draw_scores
from belonging.simulation.model import PROGRESS, AnswerRow, SimulatedSchool
from belonging.simulation.people import phases_of, share_with_send

POSITIVE_AT_BASELINE = (0.62, 0.82)
GAIN = (0.02, 0.08)
NEGATIVE_OF_OTHERS = 0.5
MILD = 0.6
MILD_POSITIVE = 0.8
"""Within a part, the weight of each step towards the end of the scale, relative to the step before."""
DECLINED = 0.015
SKIPPED = 0.02

UNDISCLOSED = "undisclosed"
NOT_SAID = 0.05
VALUE_WEIGHTS = {"teaching": 0.52, "support": 0.33, "other": 0.15}
"""Weights of the choices about oneself that don't hang on the school."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Shares of favourable answers by item, at baseline and as a gain over the whole programme."""

    positive: tuple[float, ...]
    gain: tuple[float, ...]

    @classmethod
    def draw(cls, rng: Generator, items: int) -> Outlook:
        positive = rng.uniform(*POSITIVE_AT_BASELINE, size=items)
        gain = rng.uniform(*GAIN, size=items)
        return cls(tuple(map(float, positive)), tuple(map(float, gain)))

    def at(self, item: int, wave: str) -> float:
        return self.positive[item] + self.gain[item] * PROGRESS[wave]


@dataclass(frozen=True, slots=True)
class Wave:
    """One audience in one wave. `school` holds each person's position in `schools`."""

    name: str
    schools: Sequence[SimulatedSchool]
    school: Ints


def adult_rows(
    rng: Generator, instrument: Instrument, wave: Wave, effects: SchoolEffects, outlook: Outlook
) -> Iterator[AnswerRow]:
    """One AnswerRow for each person of the wave, comments included."""
    n = len(wave.school)
    items = instrument.items
    scores = draw_scores(rng, wave.school, effects, [item.construct for item in items])
    reticence = draw_reticence(rng, n)
    codes = np.zeros(scores.shape, dtype=np.int64)
    for column, item in enumerate(items):
        counts = _counts(item, n, outlook.at(column, wave.name))
        codes[:, column] = choose(rng, scores[:, column], reticence, counts)
    keys = [item.key for item in items]
    comments = draw_comments(rng, instrument, wave.name, n)
    for row in range(n):
        school = wave.schools[int(wave.school[row])]
        facts = {question.fact: _fact(rng, question, school) for question in instrument.about_me}
        yield AnswerRow(
            instrument.audience.value,
            school.key,
            wave.name,
            facts.pop("year_group", None),
            facts.pop("gender", None),
            facts.pop("sen", None),
            answers_of(keys, codes[row]),
            comments[row],
            facts,
        )


def _counts(item: Item, n: int, positive: float) -> Counts:
    """Favourable first, whichever way the item is worded."""
    neither = item.codes_of(Part.NEITHER)
    others = 1 - positive - DECLINED - SKIPPED
    negative = others * (NEGATIVE_OF_OTHERS if neither else 1.0)
    options = item.scale.options if not item.reverse else item.scale.options[::-1]
    codes = [option.code for option in options]
    ordered = {
        **_spread(_in_order(codes, item.codes_of(Part.POSITIVE))[::-1], positive, MILD_POSITIVE),
        **_spread(_in_order(codes, neither), others - negative, MILD),
        **_spread(_in_order(codes, item.codes_of(Part.NEGATIVE)), negative, MILD),
    }
    ladder = [code for code in codes if code in ordered]
    counts = shared_out(n, [*(ordered[code] for code in ladder), DECLINED, SKIPPED])
    declining = item.codes_of(Part.DECLINED)
    return Counts(
        tuple(zip(ladder, counts[:-2], strict=True)),
        counts[-2],
        counts[-1],
        declining[0] if declining else None,
    )


def _in_order(codes: list[int], of_part: tuple[int, ...]) -> list[int]:
    return [code for code in codes if code in of_part]


def _spread(mildest_first: list[int], share: float, step: float) -> dict[int, float]:
    weights = [step**rank for rank in range(len(mildest_first))]
    return {code: share * weight / sum(weights) for code, weight in zip(mildest_first, weights, strict=True)}


def _fact(rng: Generator, question: AboutMe, school: SimulatedSchool) -> str:
    """A choice that fits the school: its own phases and share of SEND, or not said."""
    values = [option.value for option in question.options]
    weights = _weights_at(school).get(question.fact, VALUE_WEIGHTS)
    chances = np.array([weights.get(value, 0.0) for value in values])
    chances[[value == UNDISCLOSED for value in values]] = NOT_SAID * chances.sum()
    return str(rng.choice(values, p=chances / chances.sum()))


def _weights_at(school: SimulatedSchool) -> dict[str, dict[str, float]]:
    with_send = share_with_send(school.setting)
    return {"phase": phases_of(school), "sen": {"yes": with_send, "no": 1 - with_send}}
