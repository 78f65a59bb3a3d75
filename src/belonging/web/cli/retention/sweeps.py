"""What forgets what is past its time, in one table. Imports models: only after Django is set up.

Each sweep is derived from what is stored, and safe to run twice and at any time. The worker runs all of them every
hour or oftener; `belonging retire` says what they would do, or does it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from belonging.web.accounts.services import clear_expired, close_unused, erase_unused, warn_unused
from belonging.web.actions.services.forgetting import forget_due as forget_plans
from belonging.web.audit.services.forgetting import forget_audits_due, forget_evidence_due
from belonging.web.cases.services.forgetting import forget_due as forget_case_studies
from belonging.web.cases.services.withdrawing import withdraw_due
from belonging.web.community.services.forgetting import forget_due as forget_conversations
from belonging.web.complaints.services.clock import forget_due as forget_complaints
from belonging.web.enrolment.services.forgetting import forget_contacts_due
from belonging.web.hub.services.use import forget_searches
from belonging.web.imports.services.uploads import forget_due as forget_uploads
from belonging.web.learning.services.forgetting import forget_due as forget_progress
from belonging.web.notices.services import forget_due as forget_mail
from belonging.web.outcomes.services.forgetting import forget_due as forget_counts
from belonging.web.packs.services.building import destroy_due
from belonging.web.packs.services.matched import end_links_due, links_due
from belonging.web.programme.services import forget_interests_due
from belonging.web.programme.services.forgetting import forget_support_due
from belonging.web.replies.services.forgetting import forget_due as forget_pages
from belonging.web.reports.services.forgetting import forget_due as forget_reports
from belonging.web.safeguarding.services.breaking import end_glass_due
from belonging.web.safeguarding.services.calls import erase_due
from belonging.web.safeguarding.services.reading import end_sittings_due
from belonging.web.sets.services.forgetting import forget_due as forget_notes
from belonging.web.sets.services.forgetting import forget_sets_due
from belonging.web.surveys.services.forgetting import forget_comments_due
from belonging.web.surveys.services.own_pictures import forget_pictures_due
from belonging.web.surveys.services.traces import traces_left
from belonging.web.surveys.services.upkeep import rebuild_open_tables, rounds_due, tick
from belonging.web.themes.services.forgetting import forget_due as forget_codes
from belonging.web.training.services.forgetting import forget_certificates_due
from belonging.web.training.services.forgetting import forget_due as forget_attendance
from belonging.web.voice.services.forgetting import forget_due as forget_voice
from belonging.web.voice.services.records import forget_drafts_due


@dataclass(frozen=True, slots=True)
class Sweep:
    """`name` is what the team reads on “Mail and background work”. `act(now)` gives how many things it did.

    `look(now)` counts what is due, for what no rollback puts back or nobody should do on trial. `runs`: clocks (`by`)
    that `act` enforces through another function.
    """

    name: str
    act: Callable[[datetime], int]
    look: Callable[[datetime], int] | None = None
    runs: tuple[str, ...] = ()


def _seal(now: datetime) -> int:
    done = tick(now=now)
    return done.closed + done.sealed


def _end_links(now: datetime) -> int:
    """How many cohorts' links went; a key file that this user may not destroy keeps its cohort waiting."""
    before = links_due(now=now)
    end_links_due(now=now)
    return before - links_due(now=now)


def _rebuild(_now: datetime) -> int:
    before = traces_left()
    if before:
        rebuild_open_tables()
    return before - traces_left()


OFTENER = (
    Sweep(
        "Questionnaires: close, seal", _seal, lambda now: rounds_due(now=now),
        ("surveys.services.sealing.seal_round", "surveys.services.sitting.forget_teachers"),
    ),
    Sweep("Comments: end forgotten sittings", lambda now: end_sittings_due(now=now)),
    Sweep("Break-glass: end what is over, erase", lambda now: end_glass_due(now=now)),
    Sweep("Linked waves: destroy what joins them", _end_links, lambda now: links_due(now=now)),
)  # fmt: skip
"""What the worker does each minute as a duty of its own."""

SWEEPS = (
    Sweep("Talk requests: erase", lambda now: erase_due(now=now)),
    Sweep("Comments: forget words", lambda now: forget_comments_due(now=now)),
    Sweep("Comments: forget what coders noted", lambda now: forget_codes(now=now)),
    Sweep("Group voice: forget drafts", lambda now: forget_drafts_due(now=now)),
    Sweep("Group voice: forget", lambda now: forget_voice(now=now)),
    Sweep(
        "Pictures: forget those that were replaced", lambda _now: forget_pictures_due(),
        runs=("surveys.services.own_pictures.forget_ended",),
    ),
    Sweep("Past surveys: forget files", lambda now: forget_uploads(now=now)),
    Sweep("Packs: destroy what has expired", lambda now: destroy_due(now=now)),
    Sweep("Audits: forget evidence", lambda now: forget_evidence_due(now=now)),
    Sweep("Audits: forget", lambda now: forget_audits_due(now=now)),
    # Pages first: their lines point at actions.
    Sweep("You said, we did: forget", lambda now: forget_pages(now=now)),
    Sweep("Action plans: forget", lambda now: forget_plans(now=now)),
    Sweep("Reports: forget notes and openings", lambda now: forget_reports(now=now)),
    Sweep("Outcomes: forget counts by term", lambda now: forget_counts(now=now)),
    Sweep("Case studies: take out what consent has ended for", lambda now: withdraw_due(now=now)),
    Sweep("Case studies: forget drafts", lambda now: forget_case_studies(now=now)),
    Sweep("Learning sets: forget notes", lambda now: forget_notes(now=now)),
    Sweep("Learning sets: forget who sat in them", lambda now: forget_sets_due(now=now)),
    Sweep("Community: forget", lambda now: forget_conversations(now=now)),
    Sweep("Hub: forget what was looked for in vain", lambda now: forget_searches(now=now)),
    Sweep("Modules: forget how far people came", lambda now: forget_progress(now=now)),
    Sweep("Training: forget names", lambda now: forget_attendance(now=now)),
    Sweep("Training: forget names on certificates", lambda now: forget_certificates_due(now=now)),
    Sweep("Schools: forget support and messages", lambda now: forget_support_due(now=now)),
    Sweep("Schools: forget contacts", lambda now: forget_contacts_due(now=now)),
    Sweep("Expressions of interest: forget", lambda now: forget_interests_due(now=now)),
    Sweep("Complaints: forget", lambda now: forget_complaints(now=now)),
    Sweep("Mail: forget", lambda now: forget_mail(now=now)),
    Sweep("Accounts: end what has expired", lambda now: clear_expired(now=now)),
    Sweep("Accounts: warn who has not signed in", lambda now: warn_unused(now=now)),
    Sweep("Accounts: close those that nobody uses", lambda now: close_unused(now=now)),
    Sweep("Accounts: erase those that stayed closed", lambda now: erase_unused(now=now)),
)  # fmt: skip

NIGHTLY = (Sweep("Tables of answers: clean their files", _rebuild, lambda _now: traces_left()),)
"""What `belonging tidy` does."""

ALL_SWEEPS: Final = (*OFTENER, *SWEEPS, *NIGHTLY)

BY_EVENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cli.archive.run": "single answers: “belonging archive”, when the evaluation is over",
        "imports.services.mappings.remove_mapping": "saved mappings: the school removes them",
        "home.services.publishing.take_back_results": "published results: they are taken back",
        "home.services.standings.refresh_standings": "where schools stand: replaced",
        "hub.services.indexing.index": "the hub's index: replaced",
        "notices.services.note_run": "when duties ran: replaced",
        "notices.services.resume_reminders": "who wants no reminders: they want them again",
        "community.services.moderating.remove": "earlier words of a post: the post is removed",
        "community.services.reading.wish": "wishes for mail, and whom one does not hear: another wish",
    }
)
"""Clocks that no date ends, so that `belonging retire` has nothing to look at: what does."""
