"""What waits for a person at schools: requests to talk, messages of the other side, case studies to read, a break-glass
whose codes they are to try. For the team: what waits with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cases.models import CaseStudy
from belonging.web.cases.models import State as StudyState
from belonging.web.community.queries.moderation import waiting_count
from belonging.web.hub.models import Resource
from belonging.web.hub.models import State as ResourceState
from belonging.web.programme.models import AdviserMessage, MessagesRead
from belonging.web.safeguarding.models import BreakGlass, Call
from belonging.web.safeguarding.queries.calls import readable_calls, standing_at
from belonging.web.safeguarding.queries.glass import glass_to_try
from belonging.web.safeguarding.rules.standing import Somebody
from belonging.web.schools.models import School

TAKING_UP = {Permission.ANSWER_TALK_REQUESTS, Permission.TAKE_TURNED_REQUESTS}


@dataclass(slots=True)
class Owed:
    """At one school. `from_school`: whether the school wrote the messages."""

    messages: int = 0
    from_school: bool = False
    studies: list[CaseStudy] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    """That nobody has taken up, and that this person may read."""
    glass: list[BreakGlass] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OwedByTeam:
    posts: int
    studies: int
    proposals: int


def owed_at(user: User, work: Mapping[School, frozenset[Permission]]) -> dict[int, Owed]:
    """By school id; schools where nothing waits are left out. As many queries whatever their number, but for those
    whose requests to talk this person may take up."""
    owed: dict[int, Owed] = defaultdict(Owed)
    writing = {school.pk: may for school, may in work.items() if Permission.MESSAGE_ADVISER in may}
    reading = [school.pk for school, may in work.items() if Permission.REVIEW_CASE_STUDY in may]
    with programme_scope("what waits for one person"):
        for school, from_school, count in _unread(user, list(writing)):
            if from_school == (Permission.WRITE_SUPPORT_LOG in writing[school]):
                owed[school].messages, owed[school].from_school = count, from_school
        for study in CaseStudy.objects.filter(school__in=reading, state=StudyState.IN_REVIEW).order_by("asked_at"):
            owed[study.school_id].studies.append(study)
        for glass in _glass(user, [school.pk for school, may in work.items() if Permission.PRINT_SLIPS in may]):
            owed[glass.school_id].glass.append(glass)
    for here, may in work.items():
        if may & TAKING_UP and (calls := _calls(user, here)):
            owed[here.pk].calls = calls
    return dict(owed)


def _calls(user: User, school: School) -> list[Call]:
    found = standing_at(user, school.slug)
    if found is None:
        return []
    with school_scope(school.pk):
        return [call for call in readable_calls(*found) if call.acknowledged_at is None]


def _glass(user: User, schools: list[int]) -> list[BreakGlass]:
    return glass_to_try(schools, Somebody(user.email, str(user.pk)), timezone.now()) if schools else []


def owed_by_team() -> OwedByTeam:
    """In a programme-wide scope."""
    signed = CaseStudy.objects.filter(state=StudyState.SIGNED, publication=None)
    proposed = Resource.objects.filter(state=ResourceState.DRAFT, proposed_by__isnull=False)
    return OwedByTeam(posts=waiting_count(), studies=signed.count(), proposals=proposed.count())


def _unread(user: User, schools: list[int]) -> list[tuple[int, bool, int]]:
    read = MessagesRead.objects.filter(user=user, school=OuterRef("school")).values("until")[:1]
    found = AdviserMessage.objects.filter(school__in=schools, taken_back_at__isnull=True).annotate(read=Subquery(read))
    unread = found.filter(Q(read__isnull=True) | Q(at__gt=Subquery(read))).order_by()
    return list(unread.values_list("school_id", "from_school").annotate(Count("pk")))
