"""The six people of a school, when their time is over."""

from __future__ import annotations

from datetime import datetime

from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.models import Contact
from belonging.web.journal.services import forget_rows
from belonging.web.programme.queries.retention import schools_over
from belonging.web.programme.rules.retention import WORDS_KEPT


def forget_contacts_due(*, now: datetime) -> int:
    """Of schools whose last cohort ended twelve months ago; how many people. Safe to run twice."""
    with programme_scope("retention: contacts"):
        over = schools_over(since=WORDS_KEPT, now=now)
        return forget_rows(what="contacts", rows=[Contact.objects.filter(school__in=over)], now=now)
