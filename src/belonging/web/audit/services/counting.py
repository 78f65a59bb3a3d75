"""Counting the audits of large cohorts for the page of all schools. What is missing there, the page counts itself."""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import Count, Q

from belonging.web.audit.models import Audit
from belonging.web.audit.queries.across import KEPT_FOR, MOST_AT_ONCE, count_audits, key_of
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort


def keep_counts(*, large: int = MOST_AT_ONCE) -> int:
    """Count the audits of each cohort in which more than `large` schools have signed one off; how many cohorts."""
    with programme_scope("audits of all schools: count"):
        signed = (
            Audit.objects.order_by()
            .values("cohort")
            .annotate(schools=Count("school", distinct=True, filter=Q(signed_off_at__isnull=False)))
        )
        cohorts = list(Cohort.objects.filter(pk__in=signed.filter(schools__gt=large).values("cohort")))
        for cohort in cohorts:
            cache.set(key_of(cohort), count_audits(cohort), KEPT_FOR.total_seconds())
    return len(cohorts)
