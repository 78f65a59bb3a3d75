"""What came in one school year at all schools together, exactly. Only `services.counting` may ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from belonging.web.safeguarding.models import BreakGlass, Call, Origin, YearInPublic
from belonging.web.safeguarding.queries.calls import asked_kinds
from belonging.web.safeguarding.rules.escalation import STEPS
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendars_of
from belonging.web.surveys.models import Round


@dataclass(frozen=True, slots=True)
class YearExactly:
    """`schools` asked something in that year; `turned_on`: to a second person or to the programme's team."""

    schools: int
    talks: int
    in_an_hour: int
    turned_on: int
    comments: int
    broken: int


def years_in_public() -> QuerySet[YearInPublic]:
    """What has been published, the newest first. Asked by anybody."""
    return YearInPublic.objects.order_by("-first_year")


def year_exactly(first_year: int) -> YearExactly:
    """In a programme-wide scope. Made-up schools are counted in the demo alone."""
    begins, ends = (timezone.make_aware(datetime(year, 8, 1)) for year in (first_year, first_year + 1))
    real = Q() if settings.DEMO is True else Q(school__is_simulated=False)
    calls = list(Call.objects.filter(real, asked_at__gte=begins, asked_at__lt=ends))
    rounds = Round.objects.filter(real, school__isnull=False, opens_at__gte=begins, opens_at__lt=ends)
    broken = BreakGlass.objects.filter(real, confirmed_at__gte=begins, confirmed_at__lt=ends)
    return YearExactly(
        schools=rounds.values("school").distinct().count(),
        talks=sum(call.origin == Origin.TALK for call in calls),
        in_an_hour=_in_an_hour(calls),
        turned_on=sum(len(asked_kinds(call)) > 1 for call in calls),
        comments=sum(call.origin == Origin.COMMENT for call in calls),
        broken=broken.count(),
    )


def _in_an_hour(calls: list[Call]) -> int:
    """How many requests to talk were taken up within a school hour, by their own school's clock."""
    talks = [call for call in calls if call.origin == Origin.TALK and call.acknowledged_at is not None]
    calendars = calendars_of(School.objects.filter(pk__in={call.school_id for call in talks}))
    due = [(call, calendars[call.school_id].add_school_time(call.asked_at, STEPS[1])) for call in talks]
    return sum(call.acknowledged_at is not None and call.acknowledged_at <= by for call, by in due)
