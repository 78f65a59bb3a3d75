"""Mail to members and facilitator. It says when and where, and never what was said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.accounts.models import User
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.services import Mail, MailKind, queue_mail
from belonging.web.sets.models import LearningSet, Meeting


def tell_seated(learning_set: LearningSet, people: Iterable[User], *, now: datetime) -> None:
    for person in people:
        context = _context(learning_set, person) | {"facilitator": learning_set.facilitator.name}
        context["leads"] = person.pk == learning_set.facilitator_id
        _send(person, "seated", context, key=f"set-seat:{learning_set.pk}:{person.pk}:{now:%Y%m%d%H%M}", now=now)


def tell_new_facilitator(learning_set: LearningSet, people: Iterable[User], *, now: datetime) -> None:
    """So that nobody comes to a room without its members knowing."""
    for person in people:
        context = _context(learning_set, person) | {"facilitator": learning_set.facilitator.name}
        key = f"set-facilitator:{learning_set.pk}:{person.pk}:{now:%Y%m%d%H%M}"
        _send(person, "facilitator", context, key=key, now=now)


def ask_for_times(meeting: Meeting, people: Iterable[User], *, now: datetime) -> None:
    """`meeting` with its proposed times."""
    times = [moment(each.starts_at) for each in meeting.times.all()]
    for person in people:
        context = _of_meeting(meeting, person) | {"times": times}
        key = f"set-times:{meeting.pk}:{person.pk}:{len(times)}"
        _send(person, "times", context, key=key, now=now)


def tell_time(meeting: Meeting, people: Iterable[User], *, now: datetime) -> None:
    for person in people:
        key = f"set-time:{meeting.pk}:{person.pk}:{meeting.revision}"
        _send(person, "planned", _of_meeting(meeting, person), key=key, now=now)


def tell_called_off(meeting: Meeting, people: Iterable[User], *, now: datetime) -> None:
    for person in people:
        _send(person, "called_off", _of_meeting(meeting, person), key=f"set-off:{meeting.pk}:{person.pk}", now=now)


def remind(meeting: Meeting, person: User, commitments: int, *, now: datetime) -> bool:
    """How many of the person's own commitments will be asked for; their words stay in the room. Once a time."""
    context = _of_meeting(meeting, person) | {"commitments": commitments}
    starts = timezone.localtime(meeting.starts_at)
    key = f"set-soon:{meeting.pk}:{person.pk}:{starts:%Y%m%d%H%M}"
    return _send(person, "soon", context, key=key, now=now, kind=MailKind.REMINDER)


def moment(at: datetime) -> str:
    """ "Monday 7 December 2026, 16:00"."""
    return date_format(timezone.localtime(at), "l j F Y, H:i")


def _of_meeting(meeting: Meeting, person: User) -> dict[str, object]:
    learning_set = meeting.learning_set
    room = reverse("sets:meeting", args=[learning_set.pk, meeting.number])
    return _context(learning_set, person) | {
        "when": _span(meeting),
        "where": meeting.place,
        "link": meeting.link,
        "minutes": meeting.minutes,
        "meeting_url": settings.STAFF_URL + room,
        "times_url": settings.STAFF_URL + reverse("sets:times", args=[learning_set.pk, meeting.number]),
        "ics_url": settings.STAFF_URL + reverse("sets:ics", args=[learning_set.pk, meeting.number]),
    }


def _span(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return ""
    ends = timezone.localtime(meeting.starts_at + timedelta(minutes=meeting.minutes))
    return f"{moment(meeting.starts_at)}–{date_format(ends, 'H:i')}"


def _context(learning_set: LearningSet, person: User) -> dict[str, object]:
    url = settings.STAFF_URL + reverse("sets:set", args=[learning_set.pk])
    return {"name": person.name, "set_name": learning_set.name, "set_url": url}


def _send(
    person: User,
    template: str,
    context: dict[str, object],
    *,
    key: str,
    now: datetime,
    kind: MailKind = MailKind.SERVICE,
) -> bool:
    mail = Mail(person.email, f"sets/mail/{template}.txt", context, kind=kind)
    try:
        return queue_mail(mail=mail, key=key, now=now)
    except AddressNotUsable:
        return False
