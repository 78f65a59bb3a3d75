"""A cohort's plan, forecast and schools, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse

from belonging.web.programme.models import (
    Arm,
    Cohort,
    CohortQuestionnaire,
    CohortState,
    Enrolment,
    Entrance,
    Milestone,
    Stage,
    Wave,
    WordingPermission,
)
from belonging.web.programme.presenters.words import Pages, days, linked, long_day, pages_of, schools, spell, table_day
from belonging.web.programme.queries import Funnel
from belonging.web.programme.queries.archived import Archived
from belonging.web.programme.rules.forecast import KINDS, PER_WAVE, Need
from belonging.web.programme.rules.modes import FACTS, LANGUAGES, titled
from belonging.web.programme.rules.planning import Window
from belonging.web.ui.components import Link, SummaryRow, Table, Task

COLOURS = {CohortState.PLANNING: "grey", CohortState.OPEN: "teal", CohortState.FINISHED: ""}
LINKING = (
    "With linking, a pupil uses the same slip at baseline and endline, and an evaluator can see how the same pupils "
    "changed. Without it, groups are compared; that is enough for every report here.",
    "It costs privacy: until the links are destroyed, a slip and its answers can be put together by whoever holds the "
    "key, the database and the slip. So the pupils’ page, the letter to parents and the agreement say it.",
    "It costs work: schools keep the slips, each with its pupil’s name, under lock from one wave to the next, and "
    "whoever runs the service makes a key and looks after it. Picture codes and class sessions do not work with a slip "
    "that is used again: pupils scan it or type its code.",
    "It costs other uses: with a matched file no research pack of the cohort is made, and no archive of its pupils’ "
    "answers kept, because equal answers would join the rows.",
    "Links, waiting slips and the key are destroyed a day after an evaluator has downloaded the matched file, 90 days "
    "after the endline at the latest. A certificate says so. Assess linking in the data protection impact assessment "
    "before you choose it.",
)
LINKED_SAYS = {
    True: "On: pupils get the same slip at baseline and endline. Links are destroyed a day after the matched file was "
    "downloaded, 90 days after the endline at the latest.",
    False: "Off: slips and answers of one wave are not linked to those of another. Groups are compared.",
}
NO_FSM = "Slips of this version say nothing about free school meals, so no cohort can ask for them."


@dataclass(frozen=True, slots=True)
class CohortLine:
    name: str
    href: str
    state: str
    colour: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fixed when the cohort opens."""

    dates: tuple[SummaryRow, ...]
    asked: tuple[SummaryRow, ...]
    modes: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class CohortView:
    name: str
    state: str
    colour: str
    sentence: str
    may_plan: bool
    plan: Plan
    gaps: tuple[str, ...]
    forecast: tuple[SummaryRow, ...]
    warning: str
    funnel: Table | None


def cohort_line(cohort: Cohort, taken: int) -> CohortLine:
    state = CohortState(cohort.state)
    whole = "" if cohort.places is None else f" There is room for {cohort.places:,}."
    return CohortLine(
        name=cohort.name,
        href=reverse("programme:cohort", args=[cohort.slug]),
        state=state.label,
        colour=COLOURS[state],
        sentence=f"From {long_day(cohort.starts_on)}. {schools(taken)} in it.{whole}",
    )


def plan_of(cohort: Cohort, windows: Mapping[str, Window], asked: list[CohortQuestionnaire]) -> Plan:
    return Plan(tuple(_dates(cohort, windows)), tuple(_asked(asked, windows)), tuple(_modes(cohort)))


def cohort_view(
    cohort: Cohort,
    *,
    plan: Plan,
    gaps: list[str],
    needs: tuple[Need, ...],
    funnel: Funnel,
    archived: Archived | None = None,
) -> CohortView:
    state = CohortState(cohort.state)
    return CohortView(
        name=cohort.name,
        state=state.label,
        colour=COLOURS[state],
        sentence=" ".join(part for part in (_sentence(cohort), _archive(cohort, archived)) if part),
        may_plan=state == CohortState.PLANNING,
        plan=plan,
        gaps=tuple(gaps) if state == CohortState.PLANNING else (),
        forecast=forecast_rows(needs),
        warning=_short_of(needs),
        funnel=_funnel(funnel),
    )


def forecast_rows(needs: tuple[Need, ...]) -> tuple[SummaryRow, ...]:
    return tuple(SummaryRow(KINDS[need.kind], f"{_hours(need)} {need.how}.") for need in needs)


@dataclass(frozen=True, slots=True)
class SchoolsView:
    table: Table | None
    pages: Pages | None


def schools_view(cohort: Cohort, page: Page[Enrolment], words: str) -> SchoolsView:
    if not page.object_list:
        return SchoolsView(None, None)
    head = ("School", "How it takes part", "How far it has come", "Change")
    rows = [_school(cohort, each) for each in page]
    kept = {"words": words}
    table = Table("Schools of this cohort", head, rows, caption_size="s")
    return SchoolsView(table, pages_of(page, kept))


def _sentence(cohort: Cohort) -> str:
    if cohort.state == CohortState.PLANNING:
        return "It is being planned. Nothing is fixed until you open it, and schools see nothing of it."
    if cohort.state == CohortState.OPEN and cohort.opened_at:
        return f"Open since {long_day(cohort.opened_at)}. Its dates, questionnaires and languages are fixed."
    return f"It ended on {long_day(cohort.finished_at)}." if cohort.finished_at else "It is over."


def _archive(cohort: Cohort, archived: Archived | None) -> str:
    if cohort.state != CohortState.FINISHED:
        return ""
    if archived is not None:
        return f"It was archived on {long_day(archived.at)}: {archived.kept} coarse answers are kept, and no others."
    return "When its evaluation is over, whoever runs the service can archive its answers."


def _dates(cohort: Cohort, windows: Mapping[str, Window]) -> list[SummaryRow]:
    runs = long_day(cohort.starts_on) + (f" to {long_day(cohort.ends_on)}" if cohort.ends_on else "; no last day yet")
    rows = [SummaryRow("Programme", runs)]
    rows += [
        SummaryRow(Wave(wave).label, f"{spell(window.opens_on, window.closes_on)}, {days(window.days)}")
        for wave, window in windows.items()
    ]
    results = f"By {long_day(cohort.results_on)}" if cohort.results_on else "Not chosen yet"
    places = "Not said yet" if cohort.places is None else schools(cohort.places)
    return [*rows, SummaryRow("Families hear the results", results), SummaryRow("Room for", places)]


def _asked(asked: list[CohortQuestionnaire], windows: Mapping[str, Window]) -> list[SummaryRow]:
    rows = []
    for each in asked:
        waves = " and ".join(Wave(wave).label.lower() for wave in each.waves if wave in windows)
        facts = ", ".join(FACTS[fact][0].lower() + FACTS[fact][1:] for fact in each.slip_facts)
        says = f" It says: {facts}." if facts else ""
        when = f"At {waves}" if waves else "In no wave that has its days yet"
        rows.append(SummaryRow(titled(each.instrument), f"{when}. {Entrance(each.entrance).label}.{says}"))
    return rows


def _modes(cohort: Cohort) -> list[SummaryRow]:
    languages = ", ".join(["English", *(LANGUAGES.get(code, code) for code in cohort.languages)])
    comments = "On, for parents and staff" if cohort.comments_on else "Off"
    return [
        SummaryRow("Languages", languages),
        SummaryRow("Comments", comments),
        SummaryRow("Linking of waves", LINKED_SAYS[cohort.links_waves]),
        SummaryRow("Free school meals", "Not asked"),
    ]


def _hours(need: Need) -> str:
    """3 hours needed in each wave, 4 stated."""
    if need.hours == 0:
        return "No hours needed."
    needed = (
        f"{need.hours:,} {'hour' if need.hours == 1 else 'hours'} needed{' in each wave' * (need.kind in PER_WAVE)}"
    )
    if need.stated is None:
        return f"{needed}, none stated yet."
    return f"{needed}, {need.stated:,} stated{'' if need.fits else ': too few'}."


def _short_of(needs: tuple[Need, ...]) -> str:
    """One sentence on what the stated hours do not cover; empty when they cover everything."""
    short = [
        f"{KINDS[need.kind].lower()} ({need.hours:,} needed, {'none' if need.stated is None else need.stated} stated)"
        for need in needs
        if not need.fits
    ]
    return f"The hours do not cover everything yet: {', '.join(short)}." if short else ""


def _funnel(funnel: Funnel) -> Table | None:
    if not funnel.interested:
        return None
    rows = [
        ("Interested", funnel.interested),
        ("Selected", funnel.selected),
        ("Agreement accepted", funnel.agreed),
        ("Set up", funnel.set_up),
        ("Baseline answered", funnel.baseline),
        ("Finished", funnel.finished),
        ("Left on the way", funnel.left),
    ]
    return Table("How far schools have come", ("Step", "Schools"), rows, numeric=frozenset({1}), caption_size="s")


def _school(cohort: Cohort, enrolment: Enrolment) -> tuple[object, ...]:
    school = enrolment.school
    change: object = ""
    if enrolment.stage == Stage.TAKING_PART:
        change = linked(f"Change {school.name}", reverse("programme:cohort_school", args=[cohort.slug, school.slug]))
    return (school.name, Arm(enrolment.arm).label.partition(":")[0], _far(enrolment), change)


def _far(enrolment: Enrolment) -> str:
    if enrolment.stage == Stage.LEFT:
        return f"Left {table_day(enrolment.left_on)}".strip()
    reached = [(step, getattr(enrolment, step.value)) for step in Milestone]
    last = next(((step, day) for step, day in reversed(reached) if day is not None), None)
    return "Selected" if last is None else f"{last[0].label}, {table_day(last[1])}"


def school_facts(enrolment: Enrolment) -> tuple[SummaryRow, ...]:
    return (
        SummaryRow("Cohort", enrolment.cohort.name),
        SummaryRow("How it takes part", Arm(enrolment.arm).label),
        SummaryRow("How far it has come", _far(enrolment)),
        SummaryRow("Letter", f"School {enrolment.mask}"),
    )


def steps_left(cohort: Cohort) -> tuple[Link, ...]:
    """What can be planned, in the order in which it is best done."""
    acts = {
        "cohort_dates": "Dates and places",
        "cohort_modes": "Questionnaires and languages",
        "cohort_hours": "Hours and comments",
    }
    return tuple(Link(words, reverse(f"programme:{name}", args=[cohort.slug])) for name, words in acts.items())


def wording_tasks(wordings: Mapping[str, WordingPermission | None]) -> tuple[Task, ...]:
    return tuple(
        Task(
            titled(name),
            "Nothing on record" if held is None else f"Allowed, recorded on {table_day(held.recorded_at)}",
            href=reverse("programme:wording", args=[name]),
            hint="" if held is None else f"By {held.granted_by}. Kept: {held.evidence}",
            colour="yellow" if held is None else "teal",
        )
        for name, held in wordings.items()
    )
