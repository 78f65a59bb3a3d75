"""A school's guidance in words: what we know, one thing for tomorrow, one for this term, what to read and to use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from urllib.parse import urlencode

from django.urls import reverse

from belonging.instruments.module_catalogue import modules
from belonging.instruments.practices import Practice
from belonging.web.actions.rules.practice_words import COSTS, EFFORTS, EVIDENCE
from belonging.web.learning.queries.guidance import Gap, Guidance, Rests
from belonging.web.learning.rules.steps import FIRST_STEPS, STEPS, Steps
from belonging.web.programme.presenters.words import short_day
from belonging.web.schools.models import School
from belonging.web.ui.components import Link
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset

_LEADS = {
    Rests.AUDIT: "From your audit and what people said in the reports you have.",
    Rests.VOICES: "From the lowest answers in the reports you have. Rate your audit, and this follows your priorities.",
    Rests.NOTHING: "There is nothing of your school to go by yet: no report is released, and the audit is not rated. "
    "Until then, these help in most schools.",
}
_GENERAL = {
    "staff_and_pupils": "Support from staff goes most strongly with belonging, of all that a school can shape.",
    "peers": "A child can be surrounded by others and still be lonely, and adults often do not see it.",
    "safety": "A pupil who is on guard has little attention left for learning or for other people.",
}
_NOT_SURE = "That is not sure enough to bear your rating out, or to stand against it."
"""The audit's own sentence."""
_TITLES = {
    "staff_and_pupils": "Know every pupil",
    "peers": "Leave nobody alone",
    "safety": "Be where pupils feel unsafe",
}


@dataclass(frozen=True, slots=True)
class PracticeLink:
    name: str
    href: str
    facts: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to take up. `plan` is empty where the reader cannot add to the plan, or there is none."""

    number: int
    title: str
    know: str
    tomorrow: str
    term: str
    read: Link
    practices: tuple[PracticeLink, ...]
    plan: str


@dataclass(frozen=True, slots=True)
class ResourceLink:
    title: str
    href: str
    reason: str


@dataclass(frozen=True, slots=True)
class GuidancePage:
    lead: str
    as_of: str
    advice: tuple[Advice, ...]
    resources: tuple[ResourceLink, ...]
    general: bool


def guidance_page(found: Guidance, school: School, *, may_plan: bool) -> GuidancePage:
    add = ""
    if may_plan and found.cohort is not None:
        add = reverse("actions:add", args=[school.slug, found.cohort.slug])
    general = found.rests is Rests.NOTHING
    return GuidancePage(
        lead=_LEADS[found.rests],
        as_of=_as_of(found),
        advice=_first_steps() if general else _advice(found, add),
        resources=tuple(
            ResourceLink(each.resource.title, reverse("hub:resource", args=[each.resource.slug]), each.reason)
            for each in found.resources
        ),
        general=general,
    )


def guidance_pdf(page: GuidancePage, school: School, *, now: datetime) -> Typeset:
    data = {
        "title": "Guidance",
        "about": school.name,
        "label": environment_label(),
        "lead": page.lead,
        "as_of": page.as_of,
        "day": short_day(now),
        "advice": [
            {
                "title": f"{each.number}. {each.title}",
                "know": each.know,
                "tomorrow": each.tomorrow,
                "term": each.term,
                "practices": "; ".join(practice.name for practice in each.practices),
            }
            for each in page.advice
        ],
    }
    template = files("belonging.web.learning").joinpath("typst", "guidance.typ").read_text(encoding="utf-8")
    return typeset(template, data, made_at=now)


def _as_of(found: Guidance) -> str:
    day: date | None = found.voices.released_on if found.voices else None
    return f"The newest report is of {short_day(day)}." if day else "No questionnaire is sealed and reported yet."


def _advice(found: Guidance, add: str) -> tuple[Advice, ...]:
    """Two gaps on one side of belonging get two different things for tomorrow."""
    used: dict[str, int] = {}
    begun: set[str] = set()
    told = []
    for number, gap in enumerate(found.gaps, start=1):
        side = min(gap.constructs, key=lambda key: used.get(key, 0))
        steps, turn = STEPS[side], used.get(side, 0)
        used[side] = turn + 1
        told.append(_one(number, gap, (steps, turn), begun, add))
    return tuple(told)


def _one(number: int, gap: Gap, side: tuple[Steps, int], begun: set[str], add: str) -> Advice:
    steps, turn = side
    first = _first_practice(gap, begun)
    asked = [*gap.asked, *([("practice", first.key)] if first else [])]
    return Advice(
        number=number,
        title=gap.title,
        know=gap.know.replace(_NOT_SURE, "Too few answers to tell whether your rating fits."),
        tomorrow=steps.tomorrow[turn % len(steps.tomorrow)],
        term=_begin_with(first) if first else steps.term,
        read=_reading(steps, turn),
        practices=tuple(
            PracticeLink(
                str(each.name),
                reverse("actions:practice", args=[each.key]),
                f"Cost: {COSTS[each.cost]}. Effort: {EFFORTS[each.effort]}. Evidence: {EVIDENCE[each.evidence].label}.",
            )
            for each in gap.practices
        ),
        plan=f"{add}?{urlencode(asked)}" if add else "",
    )


def _first_steps() -> tuple[Advice, ...]:
    return tuple(
        Advice(
            number=number,
            title=_TITLES[key],
            know=_GENERAL[key],
            tomorrow=STEPS[key].tomorrow[0],
            term=STEPS[key].term,
            read=_reading(STEPS[key], 0),
            practices=(),
            plan="",
        )
        for number, key in enumerate(FIRST_STEPS, start=1)
    )


def _first_practice(gap: Gap, begun: set[str]) -> Practice | None:
    """The first that no gap before has begun with; `begun` keeps count."""
    found = next((each for each in gap.practices if each.key not in begun), None)
    if found is not None:
        begun.add(found.key)
    return found


def _begin_with(practice: Practice) -> str:
    return f"Begin with “{practice.name}”. First: {_small(str(practice.first_steps[0]))}"


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


def _reading(steps: Steps, turn: int) -> Link:
    in_module, on_page = steps.read[turn % len(steps.read)]
    module = next(each for each in modules() if each.key == in_module)
    number = next(at for at, page in enumerate(module.pages, start=1) if page.key == on_page)
    text = f"“{module.pages[number - 1].title}”, a page of “{module.title}”"
    return Link(text, reverse("learning:page", args=[module.slug, number]))
