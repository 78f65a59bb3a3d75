"""Reading what a school has settled. Each in a scope that sees the school."""

from belonging.web.enrolment.queries.agreements import acceptances, agreement_gap, body_acceptances, parties_of
from belonging.web.enrolment.queries.contacts import contact, contacts, safeguarding_gap
from belonging.web.enrolment.queries.dates import school_waves, sitting_window

__all__ = [
    "acceptances",
    "agreement_gap",
    "body_acceptances",
    "contact",
    "contacts",
    "parties_of",
    "safeguarding_gap",
    "school_waves",
    "sitting_window",
]
