"""Break-glass: what is under way, what has been, and who may not look because it is about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet, Sum
from django.utils import timezone

from belonging.web.accounts.models import Membership
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import Permission
from belonging.web.safeguarding.models import BreakGlass
from belonging.web.safeguarding.queries.people import subjects_today
from belonging.web.safeguarding.rules.breaking import CONFIRM_WITHIN, GOOD_FOR
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.rules.standing import Somebody
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round


def live() -> QuerySet[BreakGlass]:
    """What has not ended, in the scope."""
    return BreakGlass.objects.filter(ended_at=None)


def all_glass() -> list[BreakGlass]:
    """Everything in the scope, the newest first, with school and round."""
    return list(BreakGlass.objects.select_related("school", "round__cohort"))


def glass_named(handle: str) -> BreakGlass | None:
    return BreakGlass.objects.filter(handle=handle).select_related("school", "round__cohort").first()


def glass_for(school: School, who: Somebody, handle: str, day: date) -> BreakGlass | None:
    """What two people confirmed, for a third of the school whom it is not about. In the school's scope."""
    found = BreakGlass.objects.filter(school=school, handle=handle, confirmed_at__isnull=False)
    glass = found.select_related("round", "school").first()
    return glass if glass is not None and may_look(glass, who, day) else None


def glass_of_round(round_: Round, who: Somebody, day: date) -> list[BreakGlass]:
    """As `glass_for`, what is under way for one round."""
    found = live().filter(round=round_, confirmed_at__isnull=False).select_related("school")
    return [each for each in found if may_look(each, who, day)]


def glass_to_try(schools: Iterable[int], who: Somebody, now: datetime) -> list[BreakGlass]:
    """As `glass_for`, what waits for this person at these schools (ids)."""
    found = live().filter(school__in=list(schools), confirmed_at__gt=now - GOOD_FOR).select_related("school")
    return [each for each in found if may_look(each, who, timezone.localdate(now))]


def waiting_for_second(account: str, now: datetime) -> int:
    """How many proposals this account may confirm. In a programme-wide scope."""
    waiting = live().filter(confirmed_at=None, proposed_at__gt=now - CONFIRM_WITHIN)
    return waiting.exclude(proposed_by=account).count()


def may_look(glass: BreakGlass, who: Somebody, day: date) -> bool:
    """Neither of the two, and nobody whom the comment is about."""
    return not is_of_the_two(glass, who) and not is_barred(glass, who, day)


def is_of_the_two(glass: BreakGlass, who: Somebody) -> bool:
    return who.account in (glass.proposed_by, glass.confirmed_by)


def is_barred(glass: BreakGlass, who: Somebody, day: date) -> bool:
    """Whether the comment is about this person: as things stood when it was proposed, or as they stand now."""
    return bool(who.marks & subjects_of(glass, day))


def subjects_of(glass: BreakGlass, day: date) -> frozenset[str]:
    return subjects_today(glass.school, About(glass.about), day) | set(glass.subjects or ())


def spent_on(mark: str) -> int:
    """How many codes have been tried for the comment of this mark."""
    return int(BreakGlass.objects.filter(mark=mark).aggregate(tries=Sum("tries", default=0))["tries"])


def breakers(*, besides: str) -> list[str]:
    """Addresses of those who may confirm, the account `besides` left out."""
    held = Membership.objects.filter(role__in=roles_with(Permission.BREAK_GLASS), user__is_active=True)
    return sorted({each.user.email for each in held.select_related("user") if str(each.user_id) != besides})
