"""What the pages of schools and of the programme do alike to invitations."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from belonging.web.accounts.models import Invitation
from belonging.web.accounts.services import resend_invitation, withdraw_invitation
from belonging.web.base.errors import Refused


def act_on_invitation(request: HttpRequest, invitation: Invitation) -> None:
    """What the pressed button says: `act` is "resend" or "withdraw"."""
    actor, now = str(request.user.pk), timezone.now()
    try:
        if request.POST.get("act") == "resend":
            resend_invitation(invitation=invitation, actor=actor, now=now)
            messages.success(request, f"A new link is on its way to {invitation.name}. The old one no longer works.")
        else:
            withdraw_invitation(invitation=invitation, actor=actor, now=now)
            messages.success(request, f"The invitation of {invitation.name} is withdrawn. Its link no longer works.")
    except Refused as refusal:
        messages.warning(request, str(refusal))


def own_session(request: HttpRequest) -> str:
    """What stays when somebody changes their own roles."""
    return request.session.session_key or ""


def invited(made: Sequence[Invitation]) -> str:
    """What to say once it is done. All are of one person."""
    first = made[0]
    if first.used_at is not None:
        return f"{first.name} has an account already, and has the role from now on. We have told them by e-mail."
    return f"An invitation is on its way to {first.name}. The link in it can be used for three days."
