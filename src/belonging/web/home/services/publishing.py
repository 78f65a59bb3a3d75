"""Opening a programme report to everyone, and taking it back. Call in a programme-wide scope."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.home.errors import NothingToPublish, ResultsChanged
from belonging.web.home.models import Publication
from belonging.web.home.queries.publications import publishable_cohort
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.reports.queries import programme_voices


@transaction.atomic
def publish_results(*, cohort: Cohort, read: str, actor: str, now: datetime) -> Publication:
    """Open the report that the person has read, with the words that stand in it now: `read` is its mark, as the page
    gave it.
    """
    found = publishable_cohort(cohort)
    if found is None or programme_voices(cohort) is None:
        raise NothingToPublish
    if found.mark != read:
        raise ResultsChanged
    publication, _ = Publication.objects.update_or_create(
        cohort=cohort, defaults={"released_at": found.latest, "published_at": now, "by": actor}
    )
    record_act(act=Act("results-published", f"cohort:{cohort.pk}", {"released_at": read}), actor=actor, now=now)
    return publication


@transaction.atomic
def take_back_results(*, cohort: Cohort, actor: str, now: datetime) -> None:
    """Close it again. What was read or copied meanwhile cannot be called back. Twice is once."""
    gone, _ = Publication.objects.filter(cohort=cohort).delete()
    if gone:
        record_act(act=Act("results-taken-back", f"cohort:{cohort.pk}"), actor=actor, now=now)
