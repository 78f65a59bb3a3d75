"""Invitations in words, for the person invited."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.accounts.models import Invitation
from belonging.web.accounts.presenters.words import clock
from belonging.web.accounts.queries import role_and_place
from belonging.web.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class AcceptPage:
    name: str
    email: str
    role: str
    until: str


@dataclass(frozen=True, slots=True)
class OverPage:
    title: str
    text: str
    signs_in: bool


def accept_page(invitation: Invitation) -> AcceptPage:
    return AcceptPage(
        name=invitation.name,
        email=invitation.email,
        role=role_and_place(Role(invitation.role), invitation.school, invitation.body),
        until=clock(invitation.expires_at),
    )


def over_page(invitation: Invitation | None) -> OverPage:
    """Why the link leads nowhere, and what to do."""
    if invitation is None:
        return OverPage(
            "This link is not complete",
            "Part of it may have been lost on its way. Open the mail again and press the link there, or copy it all.",
            signs_in=False,
        )
    if invitation.used_at is not None:
        return OverPage(
            "You have an account already",
            "This invitation has been taken up. You can sign in with the password that was chosen then.",
            signs_in=True,
        )
    if invitation.withdrawn_at is not None:
        return OverPage(
            "This invitation has been withdrawn",
            "A newer invitation may be in your mail: use the link in the latest one. If there is none, ask the person "
            "who invited you.",
            signs_in=False,
        )
    return OverPage(
        "This invitation is too old",
        "An invitation can be used for three days. Ask the person who invited you to send it again; it takes them a "
        "minute.",
        signs_in=False,
    )
