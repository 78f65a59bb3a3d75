"""Ending roles, and opening the way back in for somebody who lost a second factor."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.accounts.errors import LastOne
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.passes import without_role
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services.passes import end_pass
from belonging.web.accounts.services.sessions import end_sessions, end_sessions_of_changed
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail

_NEVER_WITHOUT = {
    Role.LEAD: "This is the school's last lead, and a school needs one. Invite another lead first.",
    Role.MANAGER: "This is the last programme manager, and only a manager can invite the next. Invite another first.",
}


@transaction.atomic
def end_role(*, membership: Membership, actor: str, now: datetime, session: str = "") -> None:
    """End one role, with the day passes held in it and the person's sessions, at once. Raises LastOne.

    `session` is the actor's own, and stays.
    """
    role, user = Role(membership.role), membership.user
    _hold(role, membership)
    Membership.objects.filter(pk=membership.pk).delete()
    with programme_scope("journal: a role is ended"):
        act = Act("end-role", f"user:{user.pk}", {"role": role.value})
        record_act(act=act, actor=actor, now=now, school_id=membership.school_id)
        for held in without_role(user, now):
            end_pass(held=held, actor=actor, now=now)
    if Membership.objects.filter(user=user).exists():
        end_sessions_of_changed(user, actor=actor, session=session)
    else:
        end_sessions(user)


@transaction.atomic
def reset_second_factor(*, user: User, actor: str, now: datetime) -> None:
    """Forget the person's second factors and recovery codes, end their sessions, and tell them by mail.

    The password stays: at the next sign-in a second factor has to be set up anew before anything is seen.
    """
    from allauth.mfa.models import Authenticator  # the answering process has these services and not allauth

    forgotten, _ = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    with programme_scope("journal: a second factor is reset"):
        act = Act("reset-second-factor", f"user:{user.pk}", {"factors": forgotten})
        entry = record_act(act=act, actor=actor, now=now)
    mail = Mail(to=user.email, template="accounts/mail/factor_reset.txt", context={"name": user.name})
    queue_mail(mail=mail, key=f"factor-reset:{entry.number}", now=now)


def refuse_last(*, user: User) -> None:
    """For what ends all roles of an account in use, in the caller's transaction. Raises LastOne."""
    if user.is_active:
        for membership in Membership.objects.filter(user=user):
            _hold(Role(membership.role), membership)


def _hold(role: Role, membership: Membership) -> None:
    if role not in _NEVER_WITHOUT:
        return
    # Locked, so that two people who end each other's role at once do not leave nobody.
    same = Membership.objects.select_for_update(of=("self",)).filter(
        role=role, school=membership.school_id, user__is_active=True
    )
    if not [each for each in same.select_related(None) if each.pk != membership.pk]:
        raise LastOne(_NEVER_WITHOUT[role])
