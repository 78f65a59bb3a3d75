"""One school as the programme team sees it: stage, dates, reasons to ring, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from belonging.web.home.models import Standing
from belonging.web.home.presenters.cockpit import PLACES, reasons
from belonging.web.home.presenters.words import long_day, short_day
from belonging.web.home.rules.standing import Place, Quietness
from belonging.web.programme.models import Arm, Cohort
from belonging.web.programme.queries.enrolments import reached_by
from belonging.web.programme.rules.nudges import NUDGES, misfit
from belonging.web.ui.components import SummaryRow

MOST = 75
"""Per cent of the pupils; from there on, nobody is told that many have not answered."""


@dataclass(frozen=True, slots=True)
class NudgeChoice:
    """`sent` says when it last went out; empty where it never did."""

    template: str
    name: str
    words: str
    sent: str


@dataclass(frozen=True, slots=True)
class SchoolSheet:
    name: str
    back: str
    rows: tuple[SummaryRow, ...]
    reasons: tuple[str, ...]
    nudges: tuple[NudgeChoice, ...]
    send: str
    support: str
    watch: str


def school_sheet(cohort: Cohort, standing: Standing, nudged: Mapping[str, datetime], *, may_run: bool) -> SchoolSheet:
    slug = standing.school.slug
    return SchoolSheet(
        name=standing.name,
        back=reverse("home:cockpit", args=[cohort.slug]),
        rows=tuple(_rows(standing)),
        reasons=tuple(reasons(standing)),
        nudges=tuple(_nudges(standing, nudged)) if may_run else (),
        send=reverse("home:nudge", args=[cohort.slug, slug]),
        support=reverse("programme:school_support", args=[slug]) if may_run else "",
        watch=reverse("surveys:programme_watch", args=[slug]),
    )


def _rows(standing: Standing) -> list[SummaryRow]:
    enrolment = standing.enrolment
    days = [
        ("Joined", enrolment.enrolled_on),
        ("Agreement accepted", enrolment.agreed_on),
        ("Last sign-in of a lead", standing.last_sign_in),
        ("Left", enrolment.left_on),
    ]
    rows = [SummaryRow("Stage", PLACES[Place(standing.place)]), SummaryRow("Takes part as", Arm(enrolment.arm).label)]
    rows += [SummaryRow(words, short_day(day)) for words, day in days if day is not None]
    if enrolment.left_because:
        rows.append(SummaryRow("Why it left", enrolment.left_because))
    if standing.response is not None:
        rows.append(SummaryRow("Pupils answered", f"{standing.response} % of the roll, from a count to the nearest 5"))
    told = [("360° audit", standing.audit), ("Action plan", standing.plan), ("Results promised", standing.promise)]
    rows += [SummaryRow(title, words) for title, words in told if words]
    if standing.next_on is not None:
        rows.append(SummaryRow("Next date", f"{standing.next_words}: {long_day(standing.next_on)}"))
    return rows


def _nudges(standing: Standing, nudged: Mapping[str, datetime]) -> list[NudgeChoice]:
    return [
        NudgeChoice(
            template=each.key,
            name=each.words,
            words=each.when,
            sent=f"Last sent on {short_day(nudged[each.key])}" if each.key in nudged else "",
        )
        for each in NUDGES
        if _is_true(each.key, standing)
    ]


def _is_true(key: str, standing: Standing) -> bool:
    """Whether the nudge says what is so of the school, as far as is known."""
    if standing.place == Place.LEFT or misfit(key, reached_by(standing.enrolment)):
        return False
    in_wave = standing.place in (Place.BASELINE, Place.ENDLINE)
    if key == "slips":
        return in_wave and not standing.response
    if key == "audit":
        waits = any(warning == Quietness.AUDIT_UNTOUCHED for warning, _ in standing.quiet)
        return waits or "not signed off" in standing.audit
    if key == "answers":
        return in_wave and standing.response is not None and standing.response < MOST
    return True
