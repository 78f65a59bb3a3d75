"""What is held about somebody, in words, and as files to hand over."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from django.apps import apps
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.complaints.models import Enquiry, Wanted
from belonging.web.complaints.rules import is_late, shown_reference
from belonging.web.rights.queries import Held
from belonging.web.rights.rules.holdings import Holding
from belonging.web.ui.components import Step, Table, Task

_OBJECTS: Final = re.compile(r"\b(to|let) you\b")
_THEIRS: Final = (("Your", "Their"), ("your", "their"), ("You", "They"), ("you", "they"))


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a copy: what it is, and each row as lines."""

    title: str
    rows: tuple[tuple[Line, ...], ...]


def request_tasks(waiting: Iterable[Enquiry], today: date) -> list[Task]:
    return [
        Task(
            title=f"Request {shown_reference(each.reference)}",
            status=f"Answer by {date_format(each.due_on, 'j M')}",
            href=reverse("rights:request", args=[each.reference.lower()]) if each.email else "",
            hint=each.email or "No address was given, so nothing can be looked for.",
            colour="red" if is_late(each.due_on, today) else "yellow",
        )
        for each in waiting
    ]


def held_table(found: Sequence[Held], traces: Mapping[str, int], *, own: bool) -> Table:
    """The dry run: what there is, how much, and what erasing does to it. `own`: read by the person."""
    rows = [(each.holding.says, each.number, each.holding.ends or f"Kept. {each.holding.stays}") for each in found]
    if traces:
        words = "Kept. They point at nobody once the account is erased."
        rows.append(("Lines with your account’s number alone", sum(traces.values()), words))
    said = [(what if own else theirs(what), f"{many:,}", ends if own else theirs(ends)) for what, many, ends in rows]
    return Table("What is kept", ("What", "How many", "If it is erased"), said, numeric=frozenset({1}))


def theirs(words: str) -> str:
    """What is written to the person, as the team reads it of them."""
    said = _OBJECTS.sub(r"\1 them", words)
    for own, other in _THEIRS:
        said = re.sub(rf"\b{own}\b", other, said)
    return said


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a request is. `may_second`: whether whoever looks may confirm in their place."""

    says: str = ""
    agreed: str = ""
    may_second: bool = False


def progress_of(enquiry: Enquiry, *, viewer: str, now: datetime) -> Progress:
    if not enquiry.wanted:
        return Progress()
    what = Wanted(enquiry.wanted).label + (f": {enquiry.wanted_name}" if enquiry.wanted_name else "")
    if enquiry.agreed_at:
        how = "Another manager’s account has confirmed it" if enquiry.agreed_by else "They have confirmed it"
        return Progress(f"{what}. {how}.", enquiry.wanted)
    is_over = enquiry.wanted_until is not None and enquiry.wanted_until <= now
    waits = "The link is over; send another" if is_over else "They have a link in their mail and have not used it yet"
    return Progress(f"{what}. {waits}.", may_second=enquiry.wanted_by != viewer)


def steps_of(progress: Progress) -> tuple[Step, ...]:
    """The way of a request; which step is now is known until it is done, not after."""
    now = 2 if progress.agreed else 1 if progress.says else 0
    steps = (
        (
            "You ask them",
            "A link goes to their address. Nothing is handed out, put right or erased before they use it.",
        ),
        (
            "They confirm",
            "The link is good once, for three days. Where the address is dead, another manager’s account confirms.",
        ),
        ("You do it", "A mail tells them that it is done."),
        ("You write to them, and close it", "Say what was done, what stays and why. Close it as “Answered”."),
    )
    states = ["done" if at < now else "now" if at == now else "" for at in range(len(steps))]
    return tuple(Step(title, text, state) for (title, text), state in zip(steps, states, strict=True))


def parts_of(found: Iterable[Held], *, own: bool) -> list[Part]:
    return [
        Part(each.holding.says, tuple(_row(row, _shown(each.holding, own=own)) for row in each.rows)) for each in found
    ]


def _shown(holding: Holding, *, own: bool) -> tuple[str, ...]:
    return holding.shown if own else tuple(name for name in holding.shown if name not in holding.own_alone)


def copy_of(*, email: str, found: Sequence[Held], traces: Mapping[str, int], now: datetime, own: bool) -> bytes:
    """A ZIP with the same twice: to read in a browser, and as JSON for a program.

    `own`: downloaded by the person, and not made by the team, which is no reader of what only they may hand out.
    """
    parts = parts_of(found, own=own)
    numbers = [Line(_name(label), str(number)) for label, number in sorted(traces.items())]
    made = date_format(timezone.localtime(now), "j F Y, H:i")
    context = {"email": email, "made": made, "parts": parts, "numbers": numbers, "own": own}
    page = render_to_string("rights/copy.html", context)
    data = {
        "email": email,
        "made": now.isoformat(),
        "held": [{"what": part.title, "rows": [{line.label: line.value for line in row} for row in part.rows]}
                 for part in parts],
        "rows_with_the_account_number": dict(sorted(traces.items())),
    }  # fmt: skip
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("what-is-kept.html", page)
        into.writestr("what-is-kept.json", json.dumps(data, ensure_ascii=False, indent=2))
    return packed.getvalue()


def _row(row: Model, shown: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(_label(name), _said(row, name)) for name in shown)


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(row: Any, name: str) -> str:
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if callable(shown) else getattr(row, name)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Model):
        return str(getattr(value, "name", "") or getattr(value, "title", "") or value)
    return "" if value is None else str(value)


def _name(label: str) -> str:
    return str(apps.get_model(label)._meta.verbose_name).capitalize()
