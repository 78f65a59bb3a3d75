"""A school's audits in one cohort: where each is, what it takes, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from belonging.instruments.audit import AuditInstrument
from belonging.web.audit.models import Audit, Stage
from belonging.web.audit.presenters.work import audit_title, fully_words, long_day, minutes, way
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.rules.progress import AreaProgress, Progress
from belonging.web.audit.rules.stages import may_start, reopen_until
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.ui.components import Table, Task

STAGE_WORDS = {
    Stage.BASELINE: "Where you stand at the start.",
    Stage.MIDPOINT: "A look half way. You may leave it out.",
    Stage.FINAL: "Where you stand at the end, beside where you stood before.",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    title: str
    text: str
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class OverviewPage:
    next: NextStep
    tasks: tuple[Task, ...]
    table: Table | None
    takes: str
    introduction: str
    asks: str


@dataclass(frozen=True, slots=True)
class Known:
    """The audits begun, oldest first, and how far each is; `names` by actor; `final_is_due`: the last wave began."""

    audits: Sequence[Audit]
    progress: Mapping[int, Progress]
    names: Mapping[str, str]
    final_is_due: bool = False


def overview_page(
    *, school: School, cohort: Cohort, known: Known, instrument: AuditInstrument, may_run: bool, now: datetime
) -> OverviewPage:
    begun = {audit.stage: audit for audit in known.audits}
    startable = may_start({stage: audit.is_signed_off for stage, audit in begun.items()}) if may_run else ()
    addresses = {stage: reverse("audit:start", args=[school.slug, cohort.slug, stage]) for stage in startable}
    return OverviewPage(
        next=_next(known, startable, addresses, now),
        tasks=tuple(_task(Stage(stage), begun.get(stage), known, addresses, now) for stage in Stage),
        table=_table(known),
        takes=_takes(instrument),
        introduction=str(instrument.introduction),
        asks=_asks(known),
    )


def _asks(known: Known) -> str:
    """Where the school's last audit asks more or fewer than its version has."""
    if not known.audits:
        return ""
    last = known.audits[-1]
    asked, whole = known.progress[last.pk].asked, sum(1 for _ in edition_named(last.edition).statements)
    if asked == whole:
        return ""
    return f"Your {audit_title(last).lower()} asks {asked}, with your own statements and without those you hid."


def _takes(instrument: AuditInstrument) -> str:
    each = -(-instrument.minutes // len(instrument.areas))
    return (
        f"An audit takes one person who knows the school {minutes(instrument.minutes)}. "
        f"Shared out by area, it takes {minutes(each)} each, and you can stop after any statement."
    )


def _next(known: Known, startable: Sequence[str], addresses: Mapping[str, str], now: datetime) -> NextStep:
    open_ = next((audit for audit in known.audits if not audit.is_signed_off), None)
    if open_ is not None:
        reached = known.progress[open_.pk]
        title = audit_title(open_).lower()
        if reached.is_whole:
            text = f"All {reached.asked} statements are rated. The school lead signs the audit off."
            return NextStep(f"Finish the {title}", text, way(open_, "stage"), f"Open the {title}")
        text = f"{reached.rated} of {reached.asked} statements rated, {minutes(reached.minutes_left)} left."
        if open_.due_on:
            text += f" It is due by {long_day(open_.due_on)}."
        return NextStep(f"Go on with the {title}", text, way(open_, "stage"), "Go on")
    if known.audits and known.audits[-1].stage == Stage.FINAL:
        text = "Every audit is done. See each statement beside what you said of it before."
        return NextStep("See what changed", text, way(known.audits[-1], "compare"), "See what changed")
    if known.audits and not _is_final_due(known, now):
        return _choose(known.audits[-1])
    if not startable:
        which = "next" if known.audits else "first"
        return NextStep("Nothing to do now", f"Your school lead starts the {which} audit.")
    stage = startable[0] if not known.audits else startable[-1]
    title = f"{Stage(stage).label.lower()} audit"
    text = "It shows you where you stand before you change anything. Start it, then share its areas out."
    if known.audits:
        text = "The last questionnaires are open. What you said last time stands beside each statement."
    return NextStep(f"Start the {title}", text, addresses[stage], f"Start the {title}")


def _is_final_due(known: Known, now: datetime) -> bool:
    """The last wave has begun, and the audit before has stood for as long as it could be reopened: until then its
    school chooses from it and plans. The final can be started before, from the list of audits."""
    signed_off_at = known.audits[-1].signed_off_at if known.audits else None
    return known.final_is_due and signed_off_at is not None and reopen_until(signed_off_at) <= now


def _choose(audit: Audit) -> NextStep:
    text = (
        f"Your {audit_title(audit).lower()} is signed off. Set beside what people said, it shows what to take up "
        "first. Make an action of what you choose."
    )
    return NextStep("Choose priorities, make a plan", text, priorities_of_audit(audit), "Choose priorities")


def priorities_of_audit(audit: Audit) -> str:
    """The list that comes from this audit, whichever came later."""
    here = reverse("audit:priorities", args=[audit.school.slug, audit.cohort.slug])
    return f"{here}?audit={audit.stage}"


def _task(stage: Stage, audit: Audit | None, known: Known, addresses: Mapping[str, str], now: datetime) -> Task:
    title, hint = f"{stage.label} audit", STAGE_WORDS[stage]
    if audit is None:
        if stage in addresses:
            return Task(title, "Not started", addresses[stage], hint)
        return Task(title, "Not started", "", hint, waiting=True)
    href = way(audit, "stage")
    if audit.signed_off_at:
        by = known.names.get(audit.signed_off_by, "")
        return Task(title, "Signed off", href, f"Signed off by {by} on {long_day(audit.signed_off_at)}.", "teal")
    reached = known.progress[audit.pk]
    due = f" Due by {long_day(audit.due_on)}." if audit.due_on else ""
    late = audit.due_on is not None and audit.due_on < now.date()
    words = f"{reached.rated} of {reached.asked} rated, {minutes(reached.minutes_left)} left.{due}"
    return Task(title, "Late" if late else "Under way", href, words, "red" if late else "yellow")


def _table(known: Known) -> Table | None:
    """Fully met of all asked, or of those rated so far, by area; only when somebody has rated something."""
    shown = [audit for audit in known.audits if known.progress[audit.pk].rated]
    if not shown:
        return None
    titles = {area.area: area.title for audit in shown for area in known.progress[audit.pk].by_area}
    cells = {(audit.pk, area.area): area for audit in shown for area in known.progress[audit.pk].by_area}
    rows = []
    for key, title in titles.items():
        found = [cells.get((audit.pk, key)) for audit in shown]
        rows.append((title, *(_fully(area) if area else "Not asked" for area in found)))
    head = ("Area", *(audit.get_stage_display() for audit in shown))
    numeric = frozenset(range(1, len(head)))
    return Table("Statements you rated fully met", head, rows, numeric=numeric)


def _fully(area: AreaProgress) -> str:
    return fully_words(area.fully, rated=area.rated, asked=area.asked) if area.rated else "Not rated yet"
