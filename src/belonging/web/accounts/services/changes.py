"""What changed in how somebody signs in: into the journal, and to them by mail."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.notices.services import Mail, queue_mail

CHANGES: Final = MappingProxyType(
    {
        "password_changed": "The password was changed.",
        "password_set": "A password was set.",
        "password_reset": "The password was replaced through the link in a mail from us.",
        "totp_activated": "An authenticator app was set up.",
        "totp_deactivated": "The authenticator app was taken off.",
        "webauthn_added": "A passkey was added.",
        "webauthn_removed": "A passkey was taken off.",
        "recovery_codes_generated": "New recovery codes were made. The old ones no longer work.",
        "account_connected": "Signing in through another service was connected.",
        "account_disconnected": "Signing in through another service was disconnected.",
    }
)
"""allauth's name for it, and the sentence in the mail."""


@transaction.atomic
def note_change(*, user: User, change: str, now: datetime) -> None:
    """`change` is a key of CHANGES. The entry's number keys the mail: each change is told once."""
    with programme_scope("journal: a way of signing in is changed"):
        act = Act(change.replace("_", "-"), f"user:{user.pk}")
        entry = record_act(act=act, actor=str(user.pk), now=now)
    context = {"name": user.name, "change": CHANGES[change], "at": now}
    mail = Mail(to=user.email, template="accounts/mail/sign_in_changed.txt", context=context)
    queue_mail(mail=mail, key=f"sign-in-changed:{entry.number}", now=now)
