"""Forms of the pilot's trainings and of its leads at the end: what the report prints of them, from any seed.

The report prints percentages and no numbers of forms. 53 of 60 is the smallest number of forms of which 88.3 per cent
fits 27 senior leaders who come more than once; 396 forms are our choice. Method: docs/methods/professional.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.random import Generator, SeedSequence, default_rng
from numpy.typing import NDArray

from belonging.instruments.load import load
from belonging.instruments.model import Item, Part
from belonging.simulation.latent import Floats
from belonging.simulation.professional_words import ON_PROGRAMME, ON_TRAINING, WITHOUT_THE_HUB
from belonging.simulation.schools import TURNOUT


@dataclass(frozen=True, slots=True)
class Session:
    """One training session: how it was held, and how many senior leaders and others sent a form after it."""

    number: int
    in_person: bool
    leaders: int
    others: int


IN_PERSON: Final = (1, 6, 11, 16)
_OTHERS_ONLINE: Final = (22, 18, 14, 12, 20, 16, 10, 19, 13, 17, 15, 18, 11, 21, 14)
_LEADERS_ONLINE: Final = (3, 2, 2, 3, 2, 2, 3, 2, 3, 2, 2, 3, 2, 2, 3)


def _sessions() -> tuple[Session, ...]:
    online = iter(zip(_LEADERS_ONLINE, _OTHERS_ONLINE, strict=True))
    return tuple(
        Session(number, True, 6, 24) if number in IN_PERSON else Session(number, False, *next(online))
        for number in range(1, 20)
    )


SESSIONS: Final = _sessions()
"""Nineteen, four of them in person: 60 forms of senior leaders and 336 of others. The same for every seed."""

LEADERS_ON_SAFETY: Final = 53
ALL_EQUIPPED: Final = 316
ALL_CONFIDENT: Final = 385

OTHERS_POSITIVE: Final = (0.8, 0.94)
"""Between which shares others' favourable answers lie where the report is silent."""
GENERAL: Final = 0.5
"""Share of the variance that a person's four answers have in common."""
SKIPPED: Final = 0.06
"""Of those who did not answer favourably, the share that passed the question over."""
WRITES: Final = 0.12
"""Chance of a comment in each box after a training."""

ROLES: Final = {"teaching": 0.55, "support": 0.32, "other": 0.1, "undisclosed": 0.03}


@dataclass(frozen=True, slots=True)
class TrainingForm:
    """One form, sent after one session. Answers and comments by key, as in training_v1."""

    session: int
    in_person: bool
    role: str
    answers: Mapping[str, int]
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeadForm:
    """One school's lead at the end of the programme. Answers and comments by key, as in leads_v1."""

    school: str
    answers: Mapping[str, int]
    comments: Mapping[str, str] = field(default_factory=dict)


def training_forms(seed: int) -> list[TrainingForm]:
    """The forms of all sessions, session by session; the same seed gives the same forms."""
    rng = default_rng(SeedSequence(seed))
    held = [session for session in SESSIONS for _ in range(session.leaders + session.others)]
    roles = [role for session in SESSIONS for role in _roles(rng, session)]
    leads = np.array([role == "leader" for role in roles])
    mood = rng.standard_normal(len(roles))
    answers: list[dict[str, int]] = [{} for _ in roles]
    for item in load("training_v1").items:
        favour = np.sqrt(GENERAL) * mood + np.sqrt(1 - GENERAL) * rng.standard_normal(len(roles))
        for place, code in enumerate(_codes(rng, item, favour, _favourable(rng, item.key, favour, leads))):
            if code:
                answers[place][item.key] = code
    return [
        TrainingForm(session.number, session.in_person, role, given, _written(rng, ON_TRAINING, WRITES))
        for session, role, given in zip(held, roles, answers, strict=True)
    ]


def lead_forms(seed: int) -> list[LeadForm]:
    """Ten forms, one for each school that stayed; the same seed gives the same forms."""
    rng = default_rng(SeedSequence(seed).spawn(1)[0])
    schools = [school.key for school in TURNOUT]
    answers: list[dict[str, int]] = [{} for _ in schools]
    for key, codes in _printed_and_drawn(rng).items():
        for given, code in zip(answers, rng.permutation(codes).tolist(), strict=True):
            given[key] = code
    used = [given for given in answers if given["hub_used"] == 2]
    for given, code in zip(used, rng.permutation([4] * 6 + [5]).tolist(), strict=True):
        given["hub_useful"] = code
    comments: list[dict[str, str]] = [{} for _ in schools]
    everyone, unused = range(len(schools)), [place for place, given in enumerate(answers) if given["hub_used"] == 1]
    for key, said in ON_PROGRAMME.items():
        able = [place for place in everyone if key != "about_hub" or place not in unused]
        for place, words in zip(rng.permutation(able).tolist(), said, strict=False):
            comments[place][key] = words
    comments[int(rng.choice(unused))]["about_hub"] = WITHOUT_THE_HUB
    return [LeadForm(*form) for form in zip(schools, answers, comments, strict=True)]


def _printed_and_drawn(rng: Generator) -> dict[str, list[int]]:
    """The codes of ten forms by item. The training, the questionnaire and the whole school are not printed: drawn."""
    printed = {
        "audit_plan_useful": [4] * 6 + [5] * 4,
        "sets_useful": [4] * 8 + [5] * 2,
        "hub_used": [2] * 7 + [1] * 3,
        "send_belong_more": [4] * 7 + [5] * 2 + [3],
        "would_recommend": [3] * 10,
        "overall_rating": [5] * 5 + [4] * 5,
    }
    silent = ("training_useful", "questionnaire_useful", "whole_school_impact")
    return printed | {key: rng.choice([5, 4, 3], size=10, p=[0.35, 0.55, 0.1]).tolist() for key in silent}


def _roles(rng: Generator, session: Session) -> list[str]:
    others = rng.choice(list(ROLES), size=session.others, p=list(ROLES.values()))
    return ["leader"] * session.leaders + [str(role) for role in others]


def _favourable(rng: Generator, key: str, favour: Floats, leads: NDArray[np.bool_]) -> set[int]:
    """Who answers favourably: as many as are printed, those who are most inclined to."""
    everyone = np.arange(len(favour))
    if key == "equipped":
        return _most(favour, everyone, ALL_EQUIPPED)
    if key == "confident":
        return _most(favour, everyone, ALL_CONFIDENT)
    leaders, others = np.flatnonzero(leads), np.flatnonzero(~leads)
    of_leaders = LEADERS_ON_SAFETY if key == "safety_understanding" else len(leaders)
    of_others = round(float(rng.uniform(*OTHERS_POSITIVE)) * len(others))
    return _most(favour, leaders, of_leaders) | _most(favour, others, of_others)


def _most(favour: Floats, members: NDArray[np.intp], count: int) -> set[int]:
    ranked = members[np.argsort(-favour[members], kind="stable")]
    return set(ranked[:count].tolist())


def _codes(rng: Generator, item: Item, favour: Floats, favourable: set[int]) -> list[int]:
    """A code for each form; 0 where the question was passed over. The mildest choice of a part is the likeliest."""
    best, mild = item.codes_of(Part.POSITIVE)
    rest = [*item.codes_of(Part.NEITHER), *item.codes_of(Part.NEGATIVE)]
    weights = np.array([0.4**step for step in range(len(rest))])
    middle = float(np.median(favour))
    codes = []
    for place, inclined in enumerate(favour.tolist()):
        luck = float(rng.random())
        if place in favourable:
            codes.append(best if luck < (0.5 if inclined > middle else 0.2) else mild)
        else:
            codes.append(0 if luck < SKIPPED else int(rng.choice(rest, p=weights / weights.sum())))
    return codes


def _written(rng: Generator, boxes: Mapping[str, Sequence[str]], chance: float) -> dict[str, str]:
    return {key: str(rng.choice(list(said))) for key, said in boxes.items() if rng.random() < chance}
