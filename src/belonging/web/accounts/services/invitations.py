"""Inviting somebody to a role, once, by mail; and taking the role up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from belonging.web.accounts.errors import InvitationOver, OwnGrant, RoleHeld, RoleMisplaced
from belonging.web.accounts.models import Invitation, Membership, User
from belonging.web.accounts.queries import live_invitations, role_and_place
from belonging.web.accounts.roles import BODY_ROLES, ROLE_NAMES, SCHOOL_ROLES, Role
from belonging.web.accounts.rules import INVITATION_LASTS, new_token, token_hash
from belonging.web.accounts.services.opening import grant_role, open_account, tidy_address
from belonging.web.accounts.services.sessions import end_sessions_of_changed
from belonging.web.accounts.services.verified import note_verified
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail
from belonging.web.schools.models import Body, BodyKind, School

_KIND = {Role.TRUST: BodyKind.TRUST, Role.AUTHORITY: BodyKind.AUTHORITY}


@dataclass(frozen=True, slots=True)
class Invitee:
    """Who is to get which role where. Both places empty: in the programme."""

    email: str
    name: str
    role: Role
    school: School | None = None
    body: Body | None = None


def invite(*, invitee: Invitee, actor: str, now: datetime, session: str = "") -> Invitation:
    """Mail a link that is good once, for 72 hours. An address with an account gets the role at once instead, and its
    sessions end, but for `session`, which is the actor's own.

    An earlier invitation of the same person to the same role there is withdrawn. Where there was an account
    already, the invitation that comes back is used.
    """
    return invite_with_link(invitee=invitee, actor=actor, now=now, session=session)[0]


@transaction.atomic
def invite_with_link(*, invitee: Invitee, actor: str, now: datetime, session: str = "") -> tuple[Invitation, str]:
    """The same, and the link: for the terminal of somebody who may read the database anyway."""
    _check_place(invitee)
    address = tidy_address(invitee.email)
    person = User.objects.filter(email=address, is_active=True).first()
    refuse_own_grant(person, invitee.role, actor)
    token = new_token()
    with programme_scope("an invitation is written"):
        _withdraw_earlier(address, invitee, now)
        made = Invitation.objects.create(
            token_hash=token_hash(token),
            email=address,
            name=invitee.name.strip(),
            role=invitee.role,
            school=invitee.school,
            body=invitee.body,
            invited_by=actor,
            sent_at=now,
            expires_at=now + INVITATION_LASTS,
            used_at=None if person is None else now,
        )
        details = {"role": invitee.role.value}
        act = Act("invite" if person is None else "invite-account", f"invitation:{made.pk}", details)
        record_act(act=act, actor=actor, now=now, school_id=made.school_id)
    if person is None:
        _mail_link(made, token, now)
    else:
        _grant_at_once(person, invitee, actor, now)
        end_sessions_of_changed(person, actor=actor, session=session)
        _mail_granted(made, person, now)
    return made, link_of(token)


@transaction.atomic
def resend_invitation(*, invitation: Invitation, actor: str, now: datetime) -> Invitation:
    """A new link to the same address, good for another 72 hours; the old one leads nowhere. Used ones: refused."""
    if invitation.used_at is not None:
        raise InvitationOver(f"{invitation.name} has taken this invitation up already. Nothing needs to be sent.")
    again = Invitee(
        invitation.email, invitation.name, Role(invitation.role), school=invitation.school, body=invitation.body
    )
    return invite(invitee=again, actor=actor, now=now)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: str, now: datetime) -> None:
    """The link leads nowhere from now on. Again is safe; one that was used cannot be withdrawn."""
    with programme_scope("an invitation is withdrawn"):
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if held.used_at is not None:
            raise InvitationOver(f"{held.name} has taken this invitation up already. End the role instead.")
        if held.withdrawn_at is not None:
            return
        Invitation.objects.filter(pk=held.pk).update(withdrawn_at=now)
        act = Act("withdraw-invitation", f"invitation:{held.pk}", {"role": held.role})
        record_act(act=act, actor=actor, now=now, school_id=held.school_id)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str | None, now: datetime) -> User:
    """Open the account, with the role of every live invitation to this address.

    `password` None: the person signs in through an identity provider that vouches for the address.
    Raises InvitationOver.
    """
    with programme_scope("an invitation is taken up"):
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if not held.is_live(now):
            raise InvitationOver("This invitation is over. Ask the person who invited you to send another.")
        invited = live_invitations(held.email, now)
        user = User.objects.filter(email=held.email).first()
        if user is None:
            user = open_account(email=held.email, name=held.name, actor=f"invitation:{held.pk}", now=now)
        elif user.closed_at is not None and user.erased_at is None:
            _open_again(user, now)
        elif not user.is_active:
            raise InvitationOver("The account with this address has been closed. Please ask the programme’s team.")
        elif user.has_usable_password():
            raise InvitationOver("There is an account with this address already. Sign in, or ask for a new password.")
        if password is not None:
            user.set_password(password)
            user.save(update_fields=["password"])
        note_verified(user)
        for each in invited:
            Invitation.objects.filter(pk=each.pk).update(used_at=now)
            act = Act("accept-invitation", f"invitation:{each.pk}", {"role": each.role})
            record_act(act=act, actor=str(user.pk), now=now, school_id=each.school_id)
            _take_up(user, each, now)
    return user


def _open_again(user: User, now: datetime) -> None:
    """It was closed because nobody used it, and its owner has the mail in hand."""
    user.is_active, user.closed_at, user.opened_at = True, None, now
    user.save(update_fields=["is_active", "closed_at", "opened_at"])
    record_act(act=Act("open-account-again", f"user:{user.pk}"), actor=str(user.pk), now=now)


def _take_up(user: User, invitation: Invitation, now: datetime) -> None:
    role, school, body = Role(invitation.role), invitation.school, invitation.body
    if not Membership.objects.filter(user=user, role=role, school=school, body=body).exists():
        grant_role(user=user, role=role, school=school, body=body, actor=invitation.invited_by, now=now)


def _check_place(invitee: Invitee) -> None:
    wanted = "school" if invitee.role in SCHOOL_ROLES else "body" if invitee.role in BODY_ROLES else ""
    given = "school" if invitee.school is not None else "body" if invitee.body is not None else ""
    kind = _KIND.get(invitee.role)
    wrong_kind = kind is not None and invitee.body is not None and invitee.body.kind != kind
    if wanted == given and not (invitee.school and invitee.body) and not wrong_kind:
        return
    name = ROLE_NAMES[invitee.role]
    needs = {
        "school": "is held in a school. Choose the school.",
        "body": f"is held in a {'local authority' if invitee.role == Role.AUTHORITY else 'trust'}. Choose which.",
        "": "is held in the whole programme. Leave the school and the trust empty.",
    }
    raise RoleMisplaced(f"The role “{name}” {needs[wanted]}")


def refuse_own_grant(person: User | None, role: Role, actor: str) -> None:
    """What children asked to talk about is opened to somebody by somebody else. Raises OwnGrant."""
    if role is Role.SAFEGUARDING and person is not None and str(person.pk) == actor:
        raise OwnGrant(
            f"Nobody can give themself the role “{ROLE_NAMES[role]}”: it opens what children have asked to talk about. "
            "Please ask another lead of the school, or the programme’s team, to invite you to it first."
        )


def _withdraw_earlier(address: str, invitee: Invitee, now: datetime) -> None:
    Invitation.objects.filter(
        email=address,
        role=invitee.role,
        school=invitee.school,
        body=invitee.body,
        used_at__isnull=True,
        withdrawn_at__isnull=True,
    ).update(withdrawn_at=now)


def _grant_at_once(person: User, invitee: Invitee, actor: str, now: datetime) -> None:
    try:
        grant_role(user=person, role=invitee.role, school=invitee.school, body=invitee.body, actor=actor, now=now)
    except RoleHeld as held:
        raise RoleHeld(f"{person.name} ({person.email}) holds this role already. Nothing needs to be done.") from held


def link_of(token: str) -> str:
    return f"{settings.STAFF_URL}{reverse('accounts:accept', args=[token])}"


def _mail_link(invitation: Invitation, token: str, now: datetime) -> None:
    context = {
        "name": invitation.name,
        "role": role_and_place(Role(invitation.role), invitation.school, invitation.body),
        "link": link_of(token),
        "expires_at": invitation.expires_at,
    }
    mail = Mail(to=invitation.email, template="accounts/mail/invitation.txt", context=context)
    queue_mail(mail=mail, key=_mail_key(invitation), now=now, school_id=invitation.school_id)


def _mail_granted(invitation: Invitation, person: User, now: datetime) -> None:
    role = role_and_place(Role(invitation.role), invitation.school, invitation.body)
    mail = Mail(to=person.email, template="accounts/mail/role_given.txt", context={"name": person.name, "role": role})
    queue_mail(mail=mail, key=_mail_key(invitation), now=now, school_id=invitation.school_id)


def _mail_key(invitation: Invitation) -> str:
    """Whoever is to read what a child asked for is let in by a mail that goes before others."""
    first = "safeguarding-" if invitation.role == Role.SAFEGUARDING else ""
    return f"{first}invitation:{invitation.pk}"
