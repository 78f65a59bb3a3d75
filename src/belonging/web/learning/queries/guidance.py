"""What a school could take up first, from its audit and its released findings. In the school's scope; never a live
number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from belonging.instruments.practices import Practice
from belonging.web.actions.queries.beginnings import top_priorities
from belonging.web.actions.queries.suggesting import fitting
from belonging.web.actions.rules.measures import MORE, Measure
from belonging.web.audit.queries.audits import cohort_of
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.priorities import Priority
from belonging.web.audit.rules.voices import (
    MAYBE,
    Beside,
    gap_sentence,
    low_items,
    maybe_low_items,
    sentences,
    share_sentence,
)
from belonging.web.hub.queries.for_school import Suggested, for_school
from belonging.web.learning.rules.steps import CLUBS
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

MOST = 4
PRACTICES = 2
_EVERYWHERE = "inclusion"
_ACTIVITIES = "extracurricular_access"
"""The audit's theme of clubs and trips."""


class Rests(StrEnum):
    """What the guidance is made from."""

    AUDIT = "audit"
    VOICES = "voices"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Gap:
    """`know` is in released words. `constructs` say which of the `STEPS` go with it; `asked` what the page that adds
    an action is asked for, so that the action keeps its findings."""

    title: str
    know: str
    constructs: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """`cohort` is None for a school that takes part in none."""

    rests: Rests
    cohort: Cohort | None
    gaps: tuple[Gap, ...]
    resources: tuple[Suggested, ...]
    voices: SchoolVoices | None


def guidance_of(school: School) -> Guidance:
    """From the audit's priorities; before there are any, from what people answered least well."""
    cohort = cohort_of(school)
    if cohort is None:
        return Guidance(Rests.NOTHING, None, (), (), None)
    voices = voices_of(school, cohort)
    top = top_priorities(school, cohort, voices, MOST)
    if top:
        gaps, rests = [_of_statement(each, school) for each in top], Rests.AUDIT
    else:
        low = [*low_items(voices), *maybe_low_items(voices)][:MOST]
        gaps, rests = [_of_item(each, school) for each in low], Rests.VOICES
    found = tuple(for_school(school)) if gaps else ()
    return Guidance(rests if gaps else Rests.NOTHING, cohort, tuple(gaps), found, voices)


def _of_statement(priority: Priority, school: School) -> Gap:
    statement = priority.statement
    practices = fitting(statement=statement.key, measure=None, setting=school.setting)
    return Gap(
        title=f"Make it true: “{statement.wording}”",
        know=priority.words,
        constructs=(CLUBS,) if _ACTIVITIES in statement.themes else statement.constructs or (_EVERYWHERE,),
        asked=(("statement", statement.key),),
        practices=tuple(practices[:PRACTICES]),
    )


def _of_item(said: Beside, school: School) -> Gap:
    first = (*said.low, *(gap.heard for gap in said.clear_gaps), *said.maybe_low)[0]
    sure = [share_sentence(heard) for heard in said.low] or [gap_sentence(gap) for gap in said.clear_gaps]
    know = sure or [*(share_sentence(heard) for heard in said.maybe_low), MAYBE]
    measure = Measure(first.audience, first.item, first.by, first.group, MORE)
    practices = fitting(statement="", measure=measure, setting=school.setting)
    return Gap(
        title=f"“{first.wording}”",
        know=sentences(know),
        constructs=(first.construct or _EVERYWHERE,),
        asked=(("item", first.item), ("audience", first.audience), ("by", first.by), ("group", first.group)),
        practices=tuple(practices[:PRACTICES]),
    )
