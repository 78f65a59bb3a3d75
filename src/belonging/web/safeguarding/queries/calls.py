"""Calls, and the people of a school who can take them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import Permission, Role
from belonging.web.base.scope import school_scope
from belonging.web.safeguarding.models import Call, Origin
from belonging.web.safeguarding.queries.people import people, subjects_today
from belonging.web.safeguarding.rules.escalation import ERASED_AFTER, REMINDED_BEFORE, About, Asked
from belonging.web.safeguarding.rules.standing import Standing, standing
from belonging.web.schools.models import School
from belonging.web.schools.rules.calendar import school_year


@dataclass(frozen=True, slots=True)
class YearCount:
    """What came in this school year, and how much of it is taken up."""

    first_year: int
    talks: int
    comments: int
    taken_up: int


def standing_at(user: User | AnonymousUser, slug: str) -> tuple[School, Standing] | None:
    """The school of that slug and who the user is for its calls; None where they are nobody."""
    if isinstance(user, AnonymousUser):
        return None
    let_in = {*roles_with(Permission.ANSWER_TALK_REQUESTS), *roles_with(Permission.TAKE_TURNED_REQUESTS)}
    held = Membership.objects.filter(user=user, school__slug=slug, role__in=let_in)
    memberships = list(held.select_related("school"))
    if not memberships or memberships[0].school is None:
        return None
    school = memberships[0].school
    with school_scope(school.pk):
        named = {each.kind for each in people(school, timezone.localdate()) if each.email.lower() == user.email.lower()}
    found = standing(email=user.email, roles={each.role for each in memberships}, named=named, account=str(user.pk))
    return None if found is None else (school, found)


def readable_calls(school: School, who: Standing) -> list[Call]:
    """What may be read of the school's calls, the longest waiting first; closed ones until they are erased."""
    found = list(Call.objects.filter(school=school, erased_on=None))
    subjects = _subjects(school, found)
    return [call for call in found if _may_read(call, who, subjects)]


def readable_call(school: School, who: Standing, key: str) -> Call | None:
    call = Call.objects.filter(school=school, key=key).first()
    return call if call is not None and _may_read(call, who, _subjects(school, [call])) else None


def year_count(school: School, who: Standing, now: datetime) -> YearCount:
    """Of the calls that they may read, or that were turned to them and are erased by now: a number, too, could tell
    somebody that there is a call about them."""
    first_year = school_year(timezone.localdate(now))
    begins = timezone.make_aware(datetime(first_year, 8, 1))
    found = list(Call.objects.filter(school=school, asked_at__gte=begins))
    subjects = _subjects(school, found)
    rows = [
        call
        for call in found
        if (_may_read(call, who, subjects) if call.erased_on is None else who.kinds & set(asked_kinds(call)))
    ]
    talks = sum(call.origin == Origin.TALK for call in rows)
    taken_up = sum(call.acknowledged_at is not None for call in rows)
    return YearCount(first_year, talks, len(rows) - talks, taken_up)


def calls_with_the_team() -> list[Call]:
    """What nobody has taken up and the programme's team was told of, in the scope, each with its school."""
    waiting = Call.objects.filter(acknowledged_at=None).select_related("school")
    return [call for call in waiting if Asked.PROGRAMME in asked_kinds(call)]


def open_and_soon_erased(now: datetime) -> list[Call]:
    """What somebody took up, nobody has closed, and is erased within a week. In a programme-wide scope."""
    taken = Call.objects.filter(acknowledged_at__lte=now - ERASED_AFTER + REMINDED_BEFORE, closed_at=None)
    return list(taken.filter(erased_on=None).select_related("school"))


def asked_kinds(call: Call) -> list[str]:
    """Whom the call was turned to, in order."""
    return [str(each["who"]) for each in call.asked_of]


def names_of(user_ids: Iterable[str]) -> dict[str, str]:
    """Name by account id, as the journal and the calls hold them."""
    found = User.objects.filter(pk__in={each for each in user_ids if each})
    return {str(user.pk): user.name for user in found}


def team_addresses() -> list[str]:
    """The programme's managers, who are told that a call waits and not what it says."""
    managers = Membership.objects.filter(role=Role.MANAGER, user__is_active=True).select_related("user")
    return sorted({each.user.email for each in managers})


def reader_addresses() -> list[str]:
    readers = Membership.objects.filter(role=Role.SCREENER, user__is_active=True).select_related("user")
    return sorted({each.user.email for each in readers})


def _subjects(school: School, calls: Iterable[Call]) -> dict[About, frozenset[str]]:
    today = timezone.localdate()
    return {about: subjects_today(school, about, today) for about in {About(call.about) for call in calls}}


def _may_read(call: Call, who: Standing, subjects: Mapping[About, frozenset[str]]) -> bool:
    """Whoever it is about is barred by what they were when it came and by what they are now (`subjects`)."""
    about = About(call.about)
    if about is not About.NOBODY and call.subjects is None:
        return False
    return who.may_read(about=about, asked_of=asked_kinds(call), barred=subjects[about] | set(call.subjects or ()))
