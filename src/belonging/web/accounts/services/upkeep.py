"""What is over is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from belonging.web.accounts.models import DayPass, Invitation
from belonging.web.accounts.rules import INVITATION_KEPT, PASS_KEPT
from belonging.web.base.scope import programme_scope


@transaction.atomic
def clear_expired(*, now: datetime) -> int:
    """Remove sessions that are over, invitations 90 days and passes two years after that. Again is safe; how many."""
    from allauth.usersessions.models import UserSession  # the answering process has these services and not allauth

    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    long_ago = now - INVITATION_KEPT
    with programme_scope("upkeep: old invitations are removed"):
        over = Q(used_at__lt=long_ago) | Q(withdrawn_at__lt=long_ago) | Q(expires_at__lt=long_ago)
        invitations, _ = Invitation.objects.filter(over).delete()
        passes, _ = DayPass.objects.filter(until__lt=now - PASS_KEPT).delete()
    return sessions + invitations + passes
