"""A line for each background duty: when it last ran, and what went wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from belonging.web.notices.models import DutyRun

NOTED_EVERY = timedelta(minutes=1)
"""The worker looks every two seconds: a row a minute is enough to see that it lives."""


@transaction.atomic
def note_run(*, name: str, now: datetime, outcome: str = "", failure: str = "") -> None:
    """`outcome` says what was done, empty for nothing; `failure` is a sentence, empty when all went well."""
    before = DutyRun.objects.filter(pk=name).first()
    quiet = not outcome and not failure
    if before is not None and quiet and not before.failure and now - before.ran_at < NOTED_EVERY:
        return
    run = before or DutyRun(name=name)
    run.ran_at = now
    run.failure = failure[:300]
    if outcome:
        run.outcome = outcome[:200]
    if failure:
        run.failed_at = now
    run.save()
