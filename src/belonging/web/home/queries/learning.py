"""What is next for a person who learns and shares, in few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from belonging.instruments.module_catalogue import modules
from belonging.web.accounts.models import User
from belonging.web.community.queries.topics import unread_count
from belonging.web.learning.queries.progress import progress_of
from belonging.web.sets.models import State as MeetingState
from belonging.web.sets.queries.sitting import readable_meetings, sittings_of
from belonging.web.training.models import BookingState
from belonging.web.training.queries.bookings import bookings_of


@dataclass(frozen=True, slots=True)
class Ahead:
    """`session` and `meeting`: the next ones' beginnings. `times_asked`: a set looks for a time."""

    session: datetime | None
    meeting: datetime | None
    times_asked: bool
    modules: int
    begun: int
    finished: int
    unread: int


def ahead_of(user: User, now: datetime) -> Ahead:
    booked = [each for each in bookings_of(user) if each.state == BookingState.BOOKED]
    coming = [each.session.starts_at for each in booked if each.session.ends_at > now and not each.session.cancelled_at]
    meetings = [each for sitting in sittings_of(user) for each in readable_meetings(sitting)]
    planned = [each.starts_at for each in meetings if each.state == MeetingState.PLANNED and each.starts_at]
    progress = progress_of(user).values()
    return Ahead(
        session=min(coming, default=None),
        meeting=min((at for at in planned if at > now), default=None),
        times_asked=any(each.state == MeetingState.PROPOSED for each in meetings),
        modules=len(modules()),
        begun=len(progress),
        finished=sum(each.finished_at is not None for each in progress),
        unread=unread_count(user),
    )
