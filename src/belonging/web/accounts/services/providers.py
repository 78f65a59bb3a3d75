"""Whose account it is that an identity provider vouches for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import live_invitations
from belonging.web.accounts.services.invitations import accept_invitation
from belonging.web.accounts.services.opening import tidy_address
from belonging.web.base.scope import programme_scope


@transaction.atomic
def account_for(*, addresses: Iterable[str], now: datetime) -> User | None:
    """The account of one of these verified addresses; one with a live invitation gets its account here."""
    for address in map(tidy_address, addresses):
        user = User.objects.filter(email=address, is_demo=False).first()
        if user is not None:
            return user
        with programme_scope("an identity provider: is the person invited"):
            invited = live_invitations(address, now)
        if invited:
            return accept_invitation(invitation=invited[0], password=None, now=now)
    return None
