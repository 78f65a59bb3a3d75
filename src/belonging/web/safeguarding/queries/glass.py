"""Break-glass: what is under way, what has been, and who may not look because it is about them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from belonging.web.accounts.models import Membership
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import Permission
from belonging.web.safeguarding.models import BreakGlass
from belonging.web.safeguarding.queries.calls import people
from belonging.web.safeguarding.rules.escalation import About, barred
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


def glass_for(school: School, email: str, handle: str, day: date) -> BreakGlass | None:
    """What two people confirmed, for somebody of the school whom it is not about. In the school's scope."""
    found = BreakGlass.objects.filter(school=school, handle=handle, confirmed_at__isnull=False)
    glass = found.select_related("round").first()
    return None if glass is None or is_barred(glass, email, day) else glass


def glass_of_round(round_: Round, email: str, day: date) -> list[BreakGlass]:
    """As `glass_for`, what is under way for one round."""
    found = live().filter(round=round_, confirmed_at__isnull=False).select_related("school")
    return [each for each in found if not is_barred(each, email, day)]


def is_barred(glass: BreakGlass, email: str, day: date) -> bool:
    """Whether the comment is about the person of this address."""
    return email.lower() in barred(About(glass.about), people(glass.school, day))


def breakers(*, besides: str) -> list[str]:
    """Addresses of those who may confirm, the account `besides` left out."""
    held = Membership.objects.filter(role__in=roles_with(Permission.BREAK_GLASS), user__is_active=True)
    return sorted({each.user.email for each in held.select_related("user") if str(each.user_id) != besides})
