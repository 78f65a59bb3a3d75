"""What forgets what is past its time, in one table. Imports models: only after Django is set up.

Each sweep is derived from what is stored, and safe to run twice and at any time. The worker runs all of them every
hour; `belonging retire` says what they would do, or does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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
from belonging.web.programme.services import forget_interests_due
from belonging.web.programme.services.forgetting import forget_support_due
from belonging.web.replies.services.forgetting import forget_due as forget_pages
from belonging.web.reports.services.forgetting import forget_due as forget_reports
from belonging.web.safeguarding.services.calls import erase_due
from belonging.web.sets.services.forgetting import forget_due as forget_notes
from belonging.web.sets.services.forgetting import forget_sets_due
from belonging.web.surveys.services.forgetting import forget_comments_due
from belonging.web.themes.services.forgetting import forget_due as forget_codes
from belonging.web.training.services.forgetting import forget_certificates_due
from belonging.web.training.services.forgetting import forget_due as forget_attendance
from belonging.web.voice.services.forgetting import forget_due as forget_voice
from belonging.web.voice.services.records import forget_drafts_due


@dataclass(frozen=True, slots=True)
class Sweep:
    """`name` is what the team reads on “Mail and background work”. `act(now)` gives how many things it did."""

    name: str
    act: Callable[[datetime], int]


SWEEPS = (
    Sweep("Talk requests: erase", lambda now: erase_due(now=now)),
    Sweep("Comments: forget words", lambda now: forget_comments_due(now=now)),
    Sweep("Comments: forget what coders noted", lambda now: forget_codes(now=now)),
    Sweep("Group voice: forget drafts", lambda now: forget_drafts_due(now=now)),
    Sweep("Group voice: forget", lambda now: forget_voice(now=now)),
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
)
