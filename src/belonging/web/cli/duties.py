"""Everything that time brings, in one table. Imports models: only after Django is set up.

Each duty is derived from what is stored, is safe to run twice and at any time, and keeps to itself: one that
fails is noted and tried again at its next turn, and the others go on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections, connection

from belonging.web.actions.services.counting import count_plans
from belonging.web.actions.services.reminders import remind_due as remind_of_actions_due
from belonging.web.audit.services.counting import keep_counts
from belonging.web.audit.services.reminders import remind_due as remind_of_audits_due
from belonging.web.base.tracing import span
from belonging.web.cli.keeping.making import FORGET_DUTY
from belonging.web.cli.keeping.making import forget_due as forget_backups_due
from belonging.web.cli.retention.sweeps import SWEEPS
from belonging.web.community.services.digests import send_digests
from belonging.web.complaints.services.clock import remind_due as remind_of_complaints_due
from belonging.web.enrolment.services.readers import tell_of_new_readers
from belonging.web.findings.services import fix_plans, order_due
from belonging.web.home.services.standings import refresh_standings
from belonging.web.imports.services.bringing import bring_due, surveys_confirmed
from belonging.web.notices.services import note_run, send_due, tell_witnesses
from belonging.web.packs.services.amendments import make_amendments_due
from belonging.web.packs.services.building import build_due
from belonging.web.packs.services.matched import end_links_due
from belonging.web.replies.services.pages import build_pages_due, publish_due
from belonging.web.replies.services.reminders import remind_due as remind_of_pages_due
from belonging.web.safeguarding.services.backlogs import note_backlogs, remind_readers
from belonging.web.safeguarding.services.breaking import end_glass_due
from belonging.web.safeguarding.services.calls import remind_due as remind_of_calls_due
from belonging.web.safeguarding.services.counting import count_in_public_due
from belonging.web.safeguarding.services.escalating import escalate_due
from belonging.web.safeguarding.services.reading import end_sittings_due
from belonging.web.sets.services.reminders import remind_due as remind_of_sets_due
from belonging.web.surveys.services.leads import remind_leads_due
from belonging.web.surveys.services.planning import plan_due
from belonging.web.surveys.services.reminders import remind_due
from belonging.web.surveys.services.upkeep import tick
from belonging.web.training.services.closing import close_due as close_training_due
from belonging.web.training.services.linking import link_due as link_training_due
from belonging.web.training.services.reminders import remind_due as remind_of_training_due

log = logging.getLogger(__name__)

OFTEN = timedelta(seconds=2)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """`act(now=...)` gives how many things it did. `name` is what the team reads on “Mail and background work”."""

    name: str
    every: timedelta
    act: Callable[[datetime], int]


def _rounds(now: datetime) -> int:
    done = tick(now=now)
    return done.closed + done.sealed + done.counted


def _plans(now: datetime) -> int:
    fix_plans(now=now)
    return order_due(now=now)


def _past_surveys(now: datetime) -> int:
    """Their plans first: a plan is fixed while there is nothing to look at."""
    if not surveys_confirmed():
        return 0
    fix_plans(now=now)
    return bring_due(now=now)


DUTIES = (
    Duty("Talk requests: turn to the next person", timedelta(seconds=15), lambda now: escalate_due(now=now)),
    Duty("Questionnaires: close, seal, count", OFTEN, _rounds),
    Duty("Reports: fix what will be shown", OFTEN, _plans),
    Duty("Past surveys: bring them in", timedelta(seconds=5), _past_surveys),
    Duty("Safeguarding: say who was let in", MINUTE, lambda now: tell_of_new_readers(now=now)),
    Duty("Mail: send", OFTEN, lambda now: send_due(now=now)),
    Duty("Questionnaires: plan from the cohorts", MINUTE, lambda now: plan_due(now=now)),
    Duty("Questionnaires: remind leads and teachers", MINUTE, lambda now: remind_due(now=now)),
    Duty("Leads’ survey: remind them once", MINUTE, lambda now: remind_leads_due(now=now)),
    Duty("Comments: end forgotten sittings", MINUTE, lambda now: end_sittings_due(now=now)),
    Duty("Comments: count what waits", MINUTE, lambda now: note_backlogs(now=now)),
    Duty("Cockpit: gather where schools stand", timedelta(seconds=10), lambda now: refresh_standings(now=now)),
    Duty("Action plans: count those of large cohorts", timedelta(seconds=10), lambda now: count_plans(now=now)),
    Duty("You said, we did: make pages from new findings", MINUTE, lambda now: build_pages_due(now=now)),
    Duty("You said, we did: publish on the promised day", MINUTE, lambda now: publish_due(now=now)),
    Duty("You said, we did: remind leads", HOUR, lambda now: remind_of_pages_due(now=now)),
    Duty("Audits: remind who has statements left", HOUR, lambda now: remind_of_audits_due(now=now)),
    Duty("Audits: count those of large cohorts", HOUR, lambda _: keep_counts()),
    Duty("Action plans: remind owners", HOUR, lambda now: remind_of_actions_due(now=now)),
    Duty("Packs: build what two people released", OFTEN, lambda now: build_due(now=now)),
    Duty("Linked waves: destroy what joins them", MINUTE, lambda now: end_links_due(now=now)),
    Duty("Plans: make the tables that were allowed afterwards", OFTEN, lambda now: make_amendments_due(now=now)),
    Duty("Training: feedback, certificates, thanks", MINUTE, lambda now: close_training_due(now=now)),
    Duty("Training: remind who has a place", HOUR, lambda now: remind_of_training_due(now=now)),
    Duty("Training: link sign-ups to new accounts", HOUR, lambda now: link_training_due(now=now)),
    Duty("Community: send digests", HOUR, lambda now: send_digests(now=now)),
    Duty("Learning sets: remind of meetings", HOUR, lambda now: remind_of_sets_due(now=now)),
    Duty("Talk requests: remind before erasing", HOUR, lambda now: remind_of_calls_due(now=now)),
    Duty("Comments: remind readers", HOUR, lambda now: remind_readers(now=now)),
    Duty("Complaints: remind the team", HOUR, lambda now: remind_of_complaints_due(now=now)),
    Duty("Break-glass: end what is over, erase", MINUTE, lambda now: end_glass_due(now=now)),
    Duty("Safeguarding: count a year in public", HOUR, lambda now: count_in_public_due(now=now)),
    Duty("Journal: mail its heads to the witnesses", HOUR, lambda now: tell_witnesses(now=now)),
    # No sweep: what is deleted is a file, which no dry run puts back.
    Duty(FORGET_DUTY, HOUR, lambda now: forget_backups_due(now=now)),
    *(Duty(sweep.name, HOUR, sweep.act) for sweep in SWEEPS),
)


class Rota:
    """Runs each duty when its turn has come."""

    def __init__(self, duties: Iterable[Duty] = DUTIES) -> None:
        self._next: dict[Duty, datetime | None] = dict.fromkeys(duties)

    def work(self, now: datetime) -> list[str]:
        """Once through what is due; the names of the duties that failed."""
        failed = []
        for duty, due in self._next.items():
            if due is None or due <= now:
                self._next[duty] = now + duty.every
                if not _did(duty, now):
                    failed.append(duty.name)
        return failed


def _did(duty: Duty, now: datetime) -> bool:
    failure, done = "", 0
    try:
        with span(duty.name):
            done = duty.act(now)
    except Exception:
        # The trace is for whoever runs the service; the team reads that it failed and that it is tried again.
        log.exception("“%s” failed; it is tried again", duty.name)
        failure = "Something went wrong. It is tried again by itself; the service's log says more."
        if not connection.in_atomic_block:
            close_old_connections()
    note_run(name=duty.name, now=now, outcome=f"{done} done" if done else "", failure=failure)
    return not failure
