"""What is printed for a session: the list to sign, and the poster for the door."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files

import segno
from django.conf import settings
from django.urls import reverse

from belonging.web.training.models import Booking, BookingState, Session
from belonging.web.training.services.wording import when_words, where_words
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset

SPARE_LINES = 6
"""For who comes without having signed up."""


def list_pdf(session: Session, bookings: Iterable[Booking], *, now: datetime) -> Typeset:
    booked = [each for each in bookings if each.state == BookingState.BOOKED]
    data = {
        "title": session.title,
        "when": when_words(session),
        "where": where_words(session),
        "trainer": session.trainer,
        "rows": [[each.name, each.school.name, "Yes" if each.is_leader else ""] for each in booked],
        "spare": SPARE_LINES,
        "label": environment_label(),
    }
    return typeset(_template("list.typ"), data, made_at=now)


def poster_pdf(session: Session, *, now: datetime) -> Typeset:
    address = door_address(session)
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, scale=4, dark="#000", light="#fff")
    data = {
        "title": session.title,
        "when": when_words(session),
        "where": where_words(session),
        "address": address,
        "shown_address": address.partition("://")[2],
        "code": f"{session.code[:3]} {session.code[3:]}",
        "here": here_address().partition("://")[2],
        "label": environment_label(),
    }
    return typeset(_template("door.typ"), data, made_at=now, assets={"qr.svg": out.getvalue()})


def door_address(session: Session) -> str:
    return f"{settings.STAFF_URL}{reverse('training:door', args=[session.door_token])}"


def here_address() -> str:
    return f"{settings.STAFF_URL}{reverse('training:here')}"


def _template(name: str) -> str:
    return files("belonging.web.training").joinpath("typst", name).read_text(encoding="utf-8")
