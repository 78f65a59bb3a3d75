"""Accounts that nobody uses: warned, closed, erased. Each step is safe to run twice. Outside any scope."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import Permission, Role
from belonging.web.accounts.rules import (
    CALLED_CLOSES,
    CALLED_ERASED,
    UNUSED_CLOSES,
    UNUSED_ERASED,
    WARNED_BEFORE,
)
from belonging.web.accounts.services.erasing import erase_account
from belonging.web.accounts.services.sessions import end_sessions
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import BY_THE_CLOCK, Act, record_act
from belonging.web.notices.services import Mail, queue_mail

_CALLED = (Permission.ANSWER_TALK_REQUESTS, Permission.TAKE_TURNED_REQUESTS)


@transaction.atomic
def warn_unused(*, now: datetime) -> int:
    """Say by mail, two weeks before, that the account will be closed; how many."""
    due = _unused(now, UNUSED_CLOSES - WARNED_BEFORE, CALLED_CLOSES - WARNED_BEFORE).filter(
        Q(warned_at__isnull=True) | Q(warned_at__lt=F("seen_at")), is_active=True
    )
    found = list(due.select_for_update(of=("self",)))
    for user in found:
        User.objects.filter(pk=user.pk).update(warned_at=now)
        _tell(user, "unused", now)
    return len(found)


@transaction.atomic
def close_unused(*, now: datetime) -> int:
    """Close accounts whose owner was warned two weeks ago and has not come; how many. Roles stay for their return."""
    due = _unused(now, UNUSED_CLOSES, CALLED_CLOSES).filter(
        is_active=True, warned_at__gte=F("seen_at"), warned_at__lte=now - WARNED_BEFORE
    )
    found = [user for user in due.select_for_update(of=("self",)) if not _is_the_last_manager(user)]
    for user in found:
        User.objects.filter(pk=user.pk).update(is_active=False, closed_at=now)
        end_sessions(user)
        with programme_scope("journal: an account is closed"):
            record_act(act=Act("close-account", f"user:{user.pk}", {"why": "unused"}), actor=BY_THE_CLOCK, now=now)
        _tell(user, "closed", now)
    return len(found)


def erase_unused(*, now: datetime) -> int:
    """Erase name, address, roles and ways of signing in of accounts that were closed and not taken up; how many."""
    due = _unused(now, UNUSED_ERASED, CALLED_ERASED).filter(closed_at__isnull=False, erased_at__isnull=True)
    found = list(due)
    for user in found:
        erase_account(user=user, why="unused", actor=BY_THE_CLOCK, now=now)
    return len(found)


def _unused(now: datetime, usual: timedelta, called: timedelta) -> QuerySet[Any]:
    held = Membership.objects.filter(user=OuterRef("pk"))
    is_called = Exists(held.filter(role__in={role for each in _CALLED for role in roles_with(each)}))
    # Opened again after the last sign-in: the clock begins anew.
    seen_at = Greatest(Coalesce("last_login", "opened_at"), "opened_at")
    people = User.objects.filter(is_demo=False).annotate(seen_at=seen_at, is_called=is_called)
    return people.filter(Q(is_called=True, seen_at__lte=now - called) | Q(is_called=False, seen_at__lte=now - usual))


def _is_the_last_manager(user: User) -> bool:
    """Without one nobody could open an account again."""
    managers = Membership.objects.filter(role=Role.MANAGER, user__is_active=True)
    mine = managers.filter(user=user).exists()
    return mine and not managers.exclude(user=user).exists()


def _tell(user: User, what: str, now: datetime) -> None:
    mail = Mail(to=user.email, template=f"accounts/mail/{what}.txt", context={"name": user.name})
    queue_mail(mail=mail, key=f"account-{what}:{user.pk}:{now:%Y-%m-%d}", now=now)
