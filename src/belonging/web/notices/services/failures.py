"""What a mail server's complaint means, for a person who is no postmaster."""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPResponseException

FOR_GOOD = 500
"""Replies from here on are final (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened. `for_good`: trying again would not help."""

    sentence: str
    for_good: bool = False


def outage(error: Exception) -> Trouble:
    """Why the mail server could not be used at all."""
    if isinstance(error, SMTPAuthenticationError):
        return Trouble("The mail server refused our name or password. Check the setting BELONGING_MAIL_URL.")
    return Trouble("The mail server cannot be reached.")


def trouble(error: Exception) -> Trouble:
    """Why one message was not taken."""
    if isinstance(error, SMTPRecipientsRefused):
        code = max((int(reply[0]) for reply in error.recipients.values()), default=FOR_GOOD)
        if code >= FOR_GOOD:
            return Trouble(f"The mail server says that this address takes no mail ({code}). Check the address.", True)
        return Trouble(f"The mailbox cannot take the message now ({code}).")
    if isinstance(error, SMTPResponseException):
        return Trouble(f"The mail server refused the message ({error.smtp_code}).")
    if isinstance(error, OSError):
        return Trouble("The connection to the mail server broke.")
    return Trouble("The message could not be handed over.")
