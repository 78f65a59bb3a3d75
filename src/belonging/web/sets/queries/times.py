"""When a set can meet: what its members said of the proposed times, and on which days their schools are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendars_of
from belonging.web.sets.models import Meeting, Member, Suits, TimeAnswer
from belonging.web.sets.rules.times import Option


def answers_to(meeting: Meeting) -> dict[int, dict[int, str]]:
    """By the proposed time's id, then by the member's: the value of `Suits`."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for answer in TimeAnswer.objects.filter(time__meeting=meeting):
        found[answer.time_id][answer.member_id] = answer.suits
    return found


def options_of(meeting: Meeting, members: Iterable[Member]) -> list[Option]:
    """The proposed times in their order, counted over the members who sit in the set now."""
    seated, answers, times = list(members), answers_to(meeting), list(meeting.times.all())
    closed = closed_schools((time.starts_at for time in times), seated)
    return [
        _option(time.pk, time.starts_at, [answers[time.pk].get(each.pk, "") for each in seated], closed)
        for time in times
    ]


def closed_schools(moments: Iterable[datetime], members: Iterable[Member]) -> dict[datetime, tuple[str, ...]]:
    """By moment, the names of the members' schools that have no school on that day."""
    schools: dict[int, School] = {each.school_id: each.school for each in members}
    with programme_scope("school days of the members of a set"):
        calendars = calendars_of(schools.values())
    return {
        moment: tuple(
            sorted(
                school.name
                for school in schools.values()
                if not calendars[school.pk].is_school_day(timezone.localtime(moment).date())
            )
        )
        for moment in moments
    }


def _option(time_id: int, starts_at: datetime, said: list[str], closed: Mapping[datetime, tuple[str, ...]]) -> Option:
    return Option(
        time_id,
        starts_at,
        yes=said.count(Suits.YES),
        if_need_be=said.count(Suits.IF_NEED_BE),
        no=said.count(Suits.NO),
        silent=said.count(""),
        closed=closed[starts_at],
    )


def answered_by(member: Member) -> frozenset[int]:
    """Ids of the meetings for which the member has said something of the times."""
    return frozenset(TimeAnswer.objects.filter(member=member).values_list("time__meeting_id", flat=True))
