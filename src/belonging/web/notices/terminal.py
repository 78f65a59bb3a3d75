"""The demo's way of sending: a line for each message on the terminal. Its text is in the demo's post box."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class TerminalBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for letter in email_messages:
            sys.stdout.write(f"Mail to {', '.join(letter.to)}: {letter.subject}\n")
        sys.stdout.flush()
        return len(email_messages)
