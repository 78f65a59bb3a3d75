"""What the team reads about enquiries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.complaints.models import Enquiry, EnquiryKind, EnquiryState, Outcome, Remark, RemarkKind
from belonging.web.complaints.queries import Load
from belonging.web.complaints.rules import is_late, is_soon, shown_reference
from belonging.web.ui.components import SummaryRow, Task

LONGEST_PREVIEW = 90


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said. `tone` is "theirs", "ours" or "note"."""

    title: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    title: str
    status: str
    colour: str
    rows: list[SummaryRow]
    lines: list[Line]
    closed: bool
    by_mail: bool
    due: str
    looked_up: str


def load_sentence(load: Load) -> str:
    """What the list begins with."""
    if not load.open:
        return "Nobody waits for an answer."
    parts = [f"{load.open} {_waits(load.open)} for an answer."]
    if load.late:
        parts.append(f"{load.late} {'is' if load.late == 1 else 'are'} late.")
    if load.soon:
        parts.append(f"{load.soon} {'has' if load.soon == 1 else 'have'} to be answered within five days.")
    return " ".join(parts)


def enquiry_tasks(enquiries: Iterable[Enquiry], today: date) -> list[Task]:
    return [_task(each, today) for each in enquiries]


def enquiry_page(enquiry: Enquiry, remarks: Sequence[Remark], names: Mapping[str, str], today: date) -> EnquiryPage:
    status, colour = _status(enquiry, today)
    return EnquiryPage(
        title=EnquiryKind(enquiry.kind).label,
        status=status,
        colour=colour,
        rows=_rows(enquiry),
        lines=[_first(enquiry), *(_line(each, names) for each in remarks)],
        closed=enquiry.state == EnquiryState.CLOSED,
        by_mail=bool(enquiry.email),
        due=date_format(enquiry.due_on, "l j F Y"),
        looked_up=_looked_up(enquiry),
    )


def _looked_up(enquiry: Enquiry) -> str:
    """The page that looks for what is kept under the writer's address."""
    if enquiry.kind != EnquiryKind.REQUEST or not enquiry.email:
        return ""
    return reverse("rights:request", args=[enquiry.reference.lower()])


def _task(enquiry: Enquiry, today: date) -> Task:
    status, colour = _status(enquiry, today)
    return Task(
        title=f"{EnquiryKind(enquiry.kind).label} {shown_reference(enquiry.reference)}",
        status=status,
        colour=colour,
        href=reverse("complaints:enquiry", args=[enquiry.reference.lower()]),
        hint=_hint(enquiry),
    )


def _hint(enquiry: Enquiry) -> str:
    arrived = f"Arrived {_day(enquiry.received_at)}."
    words = " ".join(enquiry.text.split())
    if len(words) > LONGEST_PREVIEW:
        words = words[:LONGEST_PREVIEW].rpartition(" ")[0] + " …"
    return f"{arrived} {words}" if words else f"{arrived} Its words have been erased."


def _status(enquiry: Enquiry, today: date) -> tuple[str, str]:
    if enquiry.state == EnquiryState.CLOSED:
        return Outcome(enquiry.outcome).label, "grey"
    if is_late(enquiry.due_on, today):
        days = (today - enquiry.due_on).days
        return f"Late by {days} {'day' if days == 1 else 'days'}", "red"
    by = f"Write by {date_format(enquiry.due_on, 'j M')}"
    if is_soon(enquiry.due_on, today) or enquiry.state == EnquiryState.NEW:
        return by, "yellow"
    return by, "teal"


def _rows(enquiry: Enquiry) -> list[SummaryRow]:
    rows = [
        SummaryRow("Reference", shown_reference(enquiry.reference)),
        SummaryRow("From", _writer(enquiry)),
        SummaryRow("About", enquiry.about or "No school was named"),
        SummaryRow("Arrived", _day(enquiry.received_at)),
        SummaryRow("First answered", _day(enquiry.acknowledged_at) if enquiry.acknowledged_at else "Not yet"),
    ]
    if enquiry.closed_at is None:
        return [*rows, SummaryRow("Write to them by", date_format(enquiry.due_on, "l j F Y"))]
    return [*rows, SummaryRow("Closed", f"{_day(enquiry.closed_at)}: {Outcome(enquiry.outcome).label}")]


def _writer(enquiry: Enquiry) -> str:
    if not enquiry.email:
        return "Somebody who looks the answer up by the reference"
    return f"{enquiry.name}, {enquiry.email}" if enquiry.name else enquiry.email


def _first(enquiry: Enquiry) -> Line:
    return Line(f"They wrote, {_day(enquiry.received_at)}", "theirs", enquiry.text or "Erased after two years.")


def _line(remark: Remark, names: Mapping[str, str]) -> Line:
    who = names.get(remark.by, "the team")
    day = _day(remark.at)
    title, tone = {
        RemarkKind.NOTE.value: (f"Note by {who}, {day}", "note"),
        RemarkKind.ANSWER.value: (f"Answered by {who}, {day}", "ours"),
        RemarkKind.ADDED.value: (f"They added, {day}", "theirs"),
    }[remark.kind]
    return Line(title, tone, remark.text or "Erased after two years.")


def _waits(number: int) -> str:
    return "message waits" if number == 1 else "messages wait"


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment).date(), "j F Y")
