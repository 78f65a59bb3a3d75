"""The page that adds an action: where it comes from, what others do about it, and the first steps of an empty plan.

And the page that edits one, where two people did so at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import BaseForm

from belonging.instruments.practices import Practice
from belonging.web.actions.models import Action, WhoFor
from belonging.web.actions.models.actions import GroundKind
from belonging.web.actions.presenters.action import Reason
from belonging.web.actions.presenters.plan import Place
from belonging.web.actions.presenters.values import initial_of
from belonging.web.actions.queries.beginnings import Beginning, top_priorities
from belonging.web.actions.queries.suggesting import fitting
from belonging.web.actions.rules.merging import Merged
from belonging.web.actions.rules.practice_words import COSTS, EFFORTS, EVIDENCE
from belonging.web.actions.services.plan import ActionWords
from belonging.web.audit.queries.record import NOBODY, names_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School, Setting
from belonging.web.ui.components import SummaryRow


@dataclass(frozen=True, slots=True)
class Suggestion:
    key: str
    name: str
    facts: tuple[str, ...]
    what: str
    known: str
    href: str


@dataclass(frozen=True, slots=True)
class AddPage:
    reasons: tuple[Reason, ...]
    trouble: str
    chosen: Suggestion | None
    suggestions: tuple[Suggestion, ...]
    back: str
    library: str


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One of the top priorities, as a button of an empty plan."""

    title: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else saved first. `disputed`: what both changed, with theirs; `taken`: what is theirs alone."""

    who: str
    disputed: tuple[SummaryRow, ...]
    taken: tuple[str, ...]


def add_page(*, place: Place, begun: Beginning, practice: Practice | None, setting: str) -> AddPage:
    key = begun.statement.key if begun.statement else ""
    found = [] if practice else fitting(statement=key, measure=begun.measure, setting=setting)
    return AddPage(
        reasons=tuple(Reason(str(GroundKind(each.kind).label), each.words, "") for each in begun.grounds),
        trouble=begun.trouble,
        chosen=_suggestion(place, practice) if practice else None,
        suggestions=tuple(_suggestion(place, each) for each in found),
        back=place.href("plan"),
        library=place.href("school_practices"),
    )


def proposed(
    *, begun: Beginning, practice: Practice | None, setting: str, reader: UUID, owners: Iterable[UUID]
) -> dict[str, Any]:
    """What stands in the form at first."""
    send = begun.measure is not None and begun.measure.by == "send"
    words = initial_of(
        ActionWords(
            what=str(practice.name) if practice else "",
            who_for=WhoFor.SEND.value if send else WhoFor.EVERYONE.value,
            owner=reader if reader in set(owners) else None,
            measure=begun.measure,
        )
    )
    return words | (_told_as(practice, setting) if practice else {})


def kept(given: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
    """What a person typed before choosing a practice, and the practice's words where nothing was typed."""
    return {**first, **{name: value for name, value in given.items() if value}}


def first_steps(school: School, cohort: Cohort, place: Place, voices: SchoolVoices | None) -> tuple[FirstStep, ...]:
    """The three statements that an empty plan could begin with."""
    return tuple(
        FirstStep(
            f"{each.statement.number} {each.statement.wording}",
            each.words,
            f"{place.href('add')}?{urlencode({'statement': each.statement.key})}",
        )
        for each in top_priorities(school, cohort, voices)
    )


def meanwhile(form: BaseForm, merged: Merged, theirs: Action, now: Mapping[str, Any]) -> Meanwhile:
    """`now`: the form's values as the other person saved them."""
    return Meanwhile(
        who=names_of([theirs.changed_by]).get(theirs.changed_by, NOBODY),
        disputed=tuple(SummaryRow(_label(form, name), _shown(form, name, now[name])) for name in merged.disputed),
        taken=tuple(_label(form, name) for name in merged.taken),
    )


def _suggestion(place: Place, practice: Practice) -> Suggestion:
    return Suggestion(
        key=practice.key,
        name=str(practice.name),
        facts=(
            f"Cost: {COSTS[practice.cost]}",
            f"Effort: {EFFORTS[practice.effort]}",
            f"Evidence: {EVIDENCE[practice.evidence].label}",
        ),
        what=str(practice.what),
        known=str(practice.known),
        href=place.href("school_practice", practice.key),
    )


def _told_as(practice: Practice, setting: str) -> dict[str, str]:
    younger = setting == Setting.PRIMARY
    return {
        "for_pupils": str(practice.for_younger if younger else practice.for_pupils)[:300],
        "for_families": str(practice.for_families)[:300],
    }


def _label(form: BaseForm, name: str) -> str:
    return str(form[name].label)


def _shown(form: BaseForm, name: str, value: object) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(str(value), value)) or "(left empty)"
