"""Erasing who an account was. Its id stays, so that what points at it points at nobody's name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.accounts.models import Invitation, Membership, User
from belonging.web.accounts.queries import same_address
from belonging.web.accounts.rules import NOBODY
from belonging.web.accounts.services.sessions import end_sessions
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act


@transaction.atomic
def erase_account(*, user: User, why: str, actor: str, now: datetime) -> bool:
    """Name, address, password, roles, invitations, second factors and sessions; False where that was done before.

    `why` is a word for the journal: "unused", "asked". Outside any scope, or in a programme-wide one.
    """
    from allauth.account.models import EmailAddress  # the answering process has these services and not allauth
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    held = User.objects.select_for_update().get(pk=user.pk)
    if held.erased_at is not None:
        return False
    end_sessions(held)
    for model in (Authenticator, SocialAccount, EmailAddress):
        model.objects.filter(user=held).delete()
    roles = Membership.objects.filter(user=held).delete()[0]
    with programme_scope("an account is erased"):
        Invitation.objects.filter(same_address("email", held.email)).delete()
        act = Act("erase-account", f"user:{held.pk}", {"why": why, "roles": roles})
        record_act(act=act, actor=actor, now=now)
    held.name, held.email, held.is_active = NOBODY, f"{held.pk}@deleted.invalid", False
    held.last_login, held.closed_at, held.erased_at = None, held.closed_at or now, now
    held.set_unusable_password()
    held.save()
    return True
