"""Which fields a form of this questionnaire may bring, and what each choice stands for. Worked out once for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from belonging.web.surveys.rules.asked import asked
from belonging.web.surveys.rules.field_names import ANSWER, COMMENT


@dataclass(frozen=True, slots=True)
class Fields:
    """`answers`: by field, its key and the code of each text; `boxes`: by field, the key of its comment box."""

    answers: Mapping[str, tuple[str, Mapping[str, int]]]
    boxes: Mapping[str, str]


@cache
def fields_of(instrument: str, *, comments_on: bool, edition: str, known_facts: frozenset[str]) -> Fields:
    """What the page of that edition asks, where slips already say `known_facts`."""
    whole = asked(instrument, comments_on=comments_on)
    answers = {
        f"{ANSWER}{item.key}": (item.key, {str(option.code): option.code for option in item.scale_of(edition).options})
        for item in whole.items
    }
    answers |= {
        f"{ANSWER}{question.key}": (question.key, {str(option.code): option.code for option in question.options})
        for question in whole.questions_for(known_facts)
    }
    return Fields(answers, {f"{COMMENT}{box.key}": box.key for box in whole.comment_boxes})


@cache
def codes_of(instrument: str, *, comments_on: bool, edition: str) -> Mapping[str, frozenset[int]]:
    """The codes that an answer set of that edition may hold, by item and question."""
    fields = fields_of(instrument, comments_on=comments_on, edition=edition, known_facts=frozenset())
    return {key: frozenset(codes.values()) for key, codes in fields.answers.values()}
