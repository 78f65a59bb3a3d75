"""What was said at a meeting. Call in the room of the set."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from belonging.web.sets.models import (
    Attendance,
    Commitment,
    Insight,
    Issue,
    Meeting,
    Member,
    Question,
    Reflection,
    Report,
    State,
)
from belonging.web.sets.queries.sitting import Sitting, readable_meetings


@dataclass(frozen=True, slots=True)
class Said:
    """All that a meeting's page shows. `returning`: commitments of earlier meetings that are asked for here."""

    returning: tuple[Commitment, ...]
    reports: dict[int, Report]
    issue: Issue | None
    questions: tuple[Question, ...]
    insights: tuple[Insight, ...]
    commitments: tuple[Commitment, ...]
    reflection: Reflection | None
    came: frozenset[int]
    """Ids of the members who came."""


def said_at(meeting: Meeting, sitting: Sitting) -> Said:
    """Nine queries or so, however many members there are. What was written before the person sat there, for a meeting
    that is still to come, was written to others."""
    since = Q(meeting=meeting, at__gte=sitting.since)
    own = Reflection.objects.filter(meeting=meeting, member=sitting.member) if sitting.member else None
    return Said(
        returning=tuple(returning_to(meeting, sitting)),
        reports={each.member_id: each for each in Report.objects.filter(since).select_related("member__user")},
        issue=Issue.objects.filter(since, member=meeting.presenter_id).select_related("member__user").first(),
        questions=tuple(Question.objects.filter(since).select_related("member__user")),
        insights=tuple(Insight.objects.filter(since).select_related("member__user")),
        commitments=tuple(Commitment.objects.filter(since).select_related("member__user", "came_at")),
        reflection=own.first() if own is not None else None,
        came=frozenset(Attendance.objects.filter(meeting=meeting).values_list("member_id", flat=True)),
    )


def returning_to(meeting: Meeting, sitting: Sitting) -> QuerySet[Commitment]:
    """Commitments of earlier meetings that nobody has told the end of, and those told here; of meetings that the
    person may read."""
    before = Q(starts_at__lt=meeting.starts_at) if meeting.starts_at else Q(starts_at__isnull=False)
    earlier = readable_meetings(sitting).filter(before).exclude(pk=meeting.pk)
    asked = Q(came="") | Q(came_at=meeting)
    found = Commitment.objects.filter(asked, meeting__in=earlier, at__gte=sitting.since).select_related(
        "member__user", "meeting"
    )
    return found.order_by("member__user__name", "by_on", "pk")


def commitments_of(member: Member) -> list[Commitment]:
    """The member's own, the latest first."""
    return list(Commitment.objects.filter(member=member).select_related("meeting").order_by("-at", "-pk"))


def open_commitments_by_member(meeting: Meeting) -> dict[int, int]:
    """How many commitments of each member wait to be asked for at this meeting, by the member's id."""
    before = Q(meeting__starts_at__lt=meeting.starts_at) if meeting.starts_at else Q(meeting__starts_at__isnull=False)
    waiting = Commitment.objects.filter(before, came="").values_list("member_id", flat=True)
    found: dict[int, int] = {}
    for member_id in waiting:
        found[member_id] = found.get(member_id, 0) + 1
    return found


def presented_last(sitting: Sitting) -> dict[int, int]:
    """The number of the meeting at which each member presented last, by the member's id."""
    held = readable_meetings(sitting).filter(state=State.HELD, presenter__isnull=False).order_by("number")
    return {each.presenter_id: each.number for each in held if each.presenter_id is not None}
