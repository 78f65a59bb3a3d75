"""Mail and background work, as the team reads it; and the demo's post box."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.home.presenters.keeping import is_kept_apart
from belonging.web.notices.models import DutyRun, MailState, OutgoingMail
from belonging.web.notices.queries import MailCounts
from belonging.web.notices.rules import TRIES
from belonging.web.ui.components import Link, Table

STALE_AFTER, HOURLY = timedelta(minutes=10), timedelta(hours=2)
"""How long nothing at all may run, and how long one duty may not: most come each minute, some each hour."""
STATES: dict[str, str] = {
    MailState.FAILED.value: "Failed",
    MailState.WAITING.value: "Waiting",
    MailState.SENT.value: "Sent",
    MailState.CANCELLED.value: "Not sent",
}


@dataclass(frozen=True, slots=True)
class MailLine:
    """One message without its text. `sentence` says what became of it; `again` is its id where it can be retried."""

    subject: str
    to: str
    sentence: str
    again: int | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message of the demo as its reader sees it."""

    id: int
    subject: str
    to: str
    day: str
    text: str
    state: str


def state_shown(asked: str, counts: MailCounts) -> str:
    """What was asked for; otherwise what failed, and where nothing did, what waits."""
    if asked in STATES:
        return asked
    return MailState.FAILED.value if counts.failed else MailState.WAITING.value


def state_links(counts: MailCounts, shown: str) -> list[Link]:
    numbers = {
        MailState.FAILED.value: counts.failed,
        MailState.WAITING.value: counts.waiting,
        MailState.SENT.value: counts.sent,
        MailState.CANCELLED.value: counts.cancelled,
    }
    return [Link(f"{STATES[key]} ({numbers[key]:,})", f"?show={key}", current=key == shown) for key in STATES]


def mail_sentence(counts: MailCounts, *, ready: bool) -> str:
    if not ready:
        return (
            f"{counts.waiting:,} {_mails(counts.waiting)}, because no mail server is set up. Whoever runs the service "
            "sets BELONGING_MAIL_URL; nothing is lost until then."
        )
    if counts.failed:
        verb = "message" if counts.failed == 1 else "messages"
        return f"{counts.failed:,} {verb} could not be delivered. Each says why, and what to do."
    if counts.waiting:
        return f"{counts.waiting:,} {_mails(counts.waiting)} to go out. Nothing failed."
    return "Nothing waits and nothing failed."


def mail_lines(mails: Iterable[OutgoingMail]) -> list[MailLine]:
    return [
        MailLine(
            subject=mail.subject,
            to=mail.to or "Address forgotten after 90 days",
            sentence=_sentence(mail),
            again=mail.pk if mail.state == MailState.FAILED and mail.text and mail.to else None,
        )
        for mail in mails
    ]


@dataclass(frozen=True, slots=True)
class Duties:
    """`opened`: one of them needs to be looked at."""

    sentence: str
    opened: bool
    table: Table


def duties_shown(runs: Iterable[DutyRun], now: datetime) -> Duties:
    duties = [run for run in runs if not is_kept_apart(run)]
    newest = max((run.ran_at for run in duties), default=now)
    still = now - newest > STALE_AFTER
    rows = [(run.name, _when(run.ran_at), _duty(run, now, still=still)) for run in duties]
    bad = sum(_is_wrong(run, now, still=still) for run in duties)
    table = Table(caption="Each job", head=("What", "Last ran", "How it went"), rows=rows, caption_size="s")
    return Duties(_duties_sentence(len(duties), bad), bad > 0, table)


def letter(mail: OutgoingMail) -> Letter:
    return Letter(
        id=mail.pk,
        subject=mail.subject,
        to=mail.to,
        day=_when(mail.queued_at),
        text=mail.text,
        state={
            MailState.WAITING.value: f"Goes out {_when(mail.due_at)}",
            MailState.CANCELLED.value: "Not sent",
            MailState.FAILED.value: "Could not be sent",
        }.get(mail.state, ""),
    )


def _sentence(mail: OutgoingMail) -> str:
    if mail.state == MailState.WAITING:
        tried = f" Tried {mail.attempts} of {TRIES} times." if mail.attempts else ""
        return f"Goes out {_when(mail.due_at)}.{tried} {mail.error}".strip()
    if mail.finished_at is None:
        return mail.error
    done = {MailState.SENT.value: "Sent", MailState.FAILED.value: "Given up"}.get(mail.state, "Not sent")
    return f"{done} {_when(mail.finished_at)}. {mail.error}".strip()


def _duties_sentence(jobs: int, bad: int) -> str:
    if not jobs:
        return "No background work has run yet. Is the worker running?"
    if bad:
        return f"{bad} of {jobs} jobs failed or did not run."
    return "Every job ran, and none failed."


def _is_wrong(run: DutyRun, now: datetime, *, still: bool) -> bool:
    return bool(run.failure) or still or now - run.ran_at > HOURLY


def _duty(run: DutyRun, now: datetime, *, still: bool) -> str:
    if run.failure:
        return f"Failed: {run.failure}"
    if _is_wrong(run, now, still=still):
        return "Has not run since. Is the worker running?"
    return run.outcome or "All well"


def _mails(number: int) -> str:
    return "message waits" if number == 1 else "messages wait"


def _when(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j M Y')}, {date_format(local, 'H:i')}"
