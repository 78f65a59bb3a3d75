"""What waits for the programme's team, the most pressing first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.accounts.roles import Permission
from belonging.web.complaints.queries import Load
from belonging.web.findings.models import PlanAmendment
from belonging.web.home.presenters.words import short_day
from belonging.web.home.queries.standings import Totals
from belonging.web.home.queries.waiting import OwedByTeam
from belonging.web.notices.queries import MailCounts
from belonging.web.packs.models import Pack
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.ui.components import Link, Task


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts of what is to be done; None where the reader's roles do not do it."""

    interest_new: int
    complaints: Load
    mails: MailCounts
    calls: int
    owed: OwedByTeam
    glass: int = 0
    """Proposals of a break-glass that this reader may confirm."""
    packs: Sequence[Pack] = ()
    """Of evaluators, for this reader to release or refuse."""
    amendments: Sequence[PlanAmendment] = ()
    """Tables that an evaluator asks for after a plan was fixed, and that nobody has decided on."""


@dataclass(frozen=True, slots=True)
class CohortCard:
    """`report` is the address of the programme's report; empty where there is none, or not for this reader."""

    name: str
    summary: str
    ring: str
    schools: str
    answers: str
    plan: str
    parties: str
    lacks_parties: bool
    documents: str
    audits: str
    plans: str
    training: str
    modules: str
    leads: str
    packs: str
    report: str
    report_state: str


TASKS = frozenset(
    {
        Permission.RUN_PROGRAMME,
        Permission.BREAK_GLASS,
        Permission.ANSWER_COMPLAINTS,
        Permission.RELEASE_PACKS,
        Permission.RUN_HUB,
        Permission.PUBLISH_CASE_STUDY,
    }
)
"""Without any of these nobody has a task here."""


def team_tasks(waiting: Waiting, granted: Collection[Permission]) -> list[Task]:
    asked = (*_packs(waiting.packs, granted), *_amendments(waiting.amendments, granted))
    return [*_tasks(waiting, granted), *asked, *_shared(waiting.owed, granted)]


def team_places(granted: Collection[Permission]) -> list[Link]:
    """The team's other pages."""
    places = [
        (Permission.BREAK_GLASS, "Find whose slip a threat to life came with", "safeguarding:glass"),
        (Permission.RUN_PROGRAMME, "Cohorts", "programme:cohorts"),
        (Permission.RUN_PROGRAMME, "Add a school that is not in the register", "programme:add_school"),
        (Permission.RUN_PROGRAMME, "School calendars", "enrolment:calendar_templates"),
        (Permission.EDIT_INSTRUMENT, "Versions of the 360° audit", "audit:editions"),
        (Permission.RUN_TRIALS, "Trials of wording with children", "trials:trials"),
        (Permission.BRING_SURVEYS, "Past surveys and other tools’ questionnaires", "imports:imports"),
        (Permission.SEE_ACROSS, "Ideas that schools use: the library of practices", "actions:practices"),
        (Permission.RUN_TRAINING, "Training: sessions, sign-up, who came", "training:team"),
        (Permission.RUN_TRAINING, "Modules: who has finished which", "learning:team"),
        (Permission.RUN_SETS, "Action learning sets: who sits in which, and that they meet", "sets:team"),
        (Permission.RUN_HUB, "The hub’s resources", "hub:team"),
        (Permission.RUN_HUB, "The community: what was reported", "community:moderation"),
        (Permission.PUBLISH_CASE_STUDY, "Case studies", "cases:team"),
        (Permission.MANAGE_TEAM, "People and their roles", "accounts:team"),
        (Permission.SEE_PROGRAMME, "Released comments", "safeguarding:released"),
        (Permission.CODE_COMMENTS, "Themes of comments: codebooks, coding, agreement", "themes:cohorts"),
        (Permission.RUN_PROGRAMME, "Results that everyone may read", "home:publishing"),
        (Permission.MANAGE_KEYS, "Keys for the API", "api:keys"),
        (Permission.RUN_PROGRAMME, "Mail and background work", "home:mail"),
    ]
    return [Link(words, reverse(name)) for permission, words, name in places if permission in granted]


@dataclass(frozen=True, slots=True)
class CohortFacts:
    """`has_parties`: it is on record who is responsible for what, without which no school can accept."""

    totals: Totals
    released: bool
    has_parties: bool


def cohort_card(cohort: Cohort, facts: CohortFacts, granted: Collection[Permission]) -> CohortCard:
    totals, released = facts.totals, facts.released
    reads = Permission.READ_PROGRAMME_REPORT in granted
    state = "" if reads and released else "The programme report is out; your role does not read it."
    if not released:
        state = "The programme report is made when ten schools or more have sealed their answers."
    runs = Permission.RUN_PROGRAMME in granted
    return CohortCard(
        name=cohort.name,
        summary=_summary(cohort, totals),
        ring=_ring(totals) if Permission.SEE_PROGRAMME in granted else "",
        schools=reverse("home:cockpit", args=[cohort.slug]),
        answers=reverse("home:cohort_answers", args=[cohort.slug]),
        plan=reverse("programme:cohort", args=[cohort.slug]) if runs else "",
        parties=reverse("enrolment:parties", args=[cohort.slug]) if runs else "",
        lacks_parties=runs and not facts.has_parties,
        documents=reverse("enrolment:templates", args=[cohort.slug]),
        audits=reverse("audit:across", args=[cohort.slug]) if Permission.SEE_ACROSS in granted else "",
        plans=reverse("actions:across", args=[cohort.slug]) if Permission.SEE_ACROSS in granted else "",
        training=reverse("training:totals", args=[cohort.slug]) if reads else "",
        modules=reverse("learning:cohort", args=[cohort.slug]) if reads else "",
        leads=_leads(cohort, granted),
        packs=reverse("packs:packs", args=[cohort.slug]) if reads else "",
        report=reverse("reports:programme", args=[cohort.slug]) if released and reads else "",
        report_state=state,
    )


def _leads(cohort: Cohort, granted: Collection[Permission]) -> str:
    if Permission.RUN_LEADS_SURVEY in granted:
        return reverse("surveys:leads_survey", args=[cohort.slug])
    return reverse("reports:leads_survey", args=[cohort.slug]) if Permission.READ_PROGRAMME_REPORT in granted else ""


def _tasks(waiting: Waiting, granted: Collection[Permission]) -> Iterator[Task]:
    if Permission.BREAK_GLASS in granted and waiting.glass:
        yield Task("A life may be in danger: a break-glass needs a second person", _wait(waiting.glass),
                   reverse("safeguarding:glass"), colour="red")  # fmt: skip
    if Permission.RUN_PROGRAMME in granted:
        if waiting.calls:
            words = "1 waits" if waiting.calls == 1 else f"{waiting.calls} wait"
            yield Task("Somebody asked to talk, and nobody at the school has taken it up", words,
                       reverse("safeguarding:waiting"), colour="red")  # fmt: skip
        status, colour = (f"{waiting.interest_new} new", "yellow") if waiting.interest_new else ("Nothing new", "")
        yield Task("Expressions of interest", status, reverse("programme:queue"), colour=colour)
    if Permission.ANSWER_COMPLAINTS in granted:
        yield Task("Questions and complaints", _load(waiting.complaints), reverse("complaints:team"),
                   colour="red" if waiting.complaints.late else "")  # fmt: skip
    if Permission.RUN_PROGRAMME in granted and waiting.mails.failed:
        yield Task("Mail that could not be delivered", f"{waiting.mails.failed} failed", reverse("home:mail"),
                   colour="red")  # fmt: skip


def _packs(packs: Sequence[Pack], granted: Collection[Permission]) -> Iterator[Task]:
    """One line for each: two people release it, so it waits for somebody by name."""
    for pack in packs if Permission.RELEASE_PACKS in granted else ():
        yield Task(f"An evaluator asks for a pack: {pack.cohort.name}", "Waits for you",
                   reverse("packs:pack", args=[pack.cohort.slug, pack.handle]), colour="yellow")  # fmt: skip


def _amendments(asked: Sequence[PlanAmendment], granted: Collection[Permission]) -> Iterator[Task]:
    for each in asked if Permission.RELEASE_PACKS in granted else ():
        where = [each.cohort.slug, each.instrument, each.number]
        yield Task(f"An evaluator asks for tables that no plan has: {each.cohort.name}", "Waits for you",
                   reverse("packs:amendment", args=where), colour="yellow")  # fmt: skip


def _shared(owed: OwedByTeam, granted: Collection[Permission]) -> Iterator[Task]:
    """What schools have written and the team has to look at; nothing where nothing waits."""
    if Permission.RUN_HUB in granted and owed.posts:
        yield Task("Posts of the community to look at", _wait(owed.posts), reverse("community:moderation"),
                   colour="yellow")  # fmt: skip
    if Permission.RUN_HUB in granted and owed.proposals:
        yield Task("Resources that somebody proposes", _wait(owed.proposals), reverse("hub:team"), colour="yellow")
    if Permission.PUBLISH_CASE_STUDY in granted and owed.studies:
        yield Task("Case studies that schools have signed off", _wait(owed.studies), reverse("cases:team"),
                   colour="yellow")  # fmt: skip


def _wait(count: int) -> str:
    return "1 waits" if count == 1 else f"{count} wait"


def _load(load: Load) -> str:
    if load.late:
        return f"{load.late} late"
    return f"{load.open} open" if load.open else "None open"


def _summary(cohort: Cohort, totals: Totals) -> str:
    if cohort.state == CohortState.PLANNING and not totals.by_place:
        return f"Being planned; starts on {short_day(cohort.starts_on)}."
    number = totals.taking_part
    left = sum(totals.by_place.values()) - number
    gone = "" if not left else (" 1 has left." if left == 1 else f" {left:,} have left.")
    takes = "1 school takes part" if number == 1 else f"{number:,} schools take part"
    return f"{takes}, since {short_day(cohort.starts_on)}.{gone}"


def _ring(totals: Totals) -> str:
    if not totals.quiet:
        return ""
    return "1 school to ring" if totals.quiet == 1 else f"{totals.quiet:,} schools to ring"
