"""Putting mail into the outbox, sending it, and noting what ran."""

from belonging.web.notices.models import MailKind
from belonging.web.notices.services.duties import note_run
from belonging.web.notices.services.outbox import Mail, queue_mail, try_again
from belonging.web.notices.services.reminders import resume_reminders, stop_reminders
from belonging.web.notices.services.sending import forget_due, send_due, send_trial
from belonging.web.notices.services.witnesses import tell_witnesses

__all__ = [
    "Mail",
    "MailKind",
    "forget_due",
    "note_run",
    "queue_mail",
    "resume_reminders",
    "send_due",
    "send_trial",
    "stop_reminders",
    "tell_witnesses",
    "try_again",
]
