"""A certificate in words, as a PDF, and as anybody sees it who checks its number."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.web.programme.presenters.words import duration, linked, short_day, table_day
from belonging.web.training.models.certificates import Certificate
from belonging.web.training.rules.certificates import shown
from belonging.web.ui.components import SummaryRow, Table, element
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset


@dataclass(frozen=True, slots=True)
class Checked:
    """What anybody reads who has the number: nothing else of the person."""

    number: str
    name: str
    rows: tuple[SummaryRow, ...]
    revoked: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """`renamed`: the account's name, where the certificate has another."""

    title: str
    code: str
    rows: tuple[SummaryRow, ...]
    address: str
    pdf: str
    revoked: str
    reason: str
    renamed: str


@dataclass(frozen=True, slots=True)
class OwnLine:
    """`about`: what kind of thing was finished, and when: a module and a session may have one title."""

    title: str
    about: str
    href: str
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class TeamLine:
    name: str
    title: str
    school: str
    day: str
    number: str
    check: str
    revoke: str
    revoked: str


def kind_of(certificate: Certificate) -> str:
    """Of what it is, as its `source` says."""
    return "Module" if certificate.source.startswith("module:") else "Training session"


def own_lines(certificates: Iterable[Certificate]) -> list[OwnLine]:
    return [
        OwnLine(
            title=each.title,
            about=f"{kind_of(each)} · {short_day(each.earned_on)}",
            href=reverse("training:certificate", args=[each.code]),
            is_revoked=each.is_revoked,
        )
        for each in certificates
    ]


def address_of(certificate: Certificate) -> str:
    """Where anybody can check it."""
    path = reverse("training:check", args=[shown(certificate.code)])
    return f"{settings.STAFF_URL}{path}"


def checked(certificate: Certificate) -> Checked:
    return Checked(
        number=shown(certificate.code),
        name=certificate.name,
        rows=_facts(certificate),
        revoked=_revoked(certificate),
    )


def own_page(certificate: Certificate) -> OwnPage:
    return OwnPage(
        title=certificate.title,
        code=certificate.code,
        rows=(*_facts(certificate), SummaryRow("Number", shown(certificate.code))),
        address=address_of(certificate),
        pdf=reverse("training:certificate_pdf", args=[certificate.code]),
        revoked=_revoked(certificate),
        reason=certificate.revoked_because,
        renamed=certificate.user.name if certificate.user.name != certificate.name else "",
    )


def team_line(certificate: Certificate) -> TeamLine:
    return TeamLine(
        name=certificate.name,
        title=f"{kind_of(certificate)}: {certificate.title}",
        school=certificate.school.name if certificate.school else "The programme",
        day=table_day(certificate.earned_on),
        number=shown(certificate.code),
        check=reverse("training:check", args=[shown(certificate.code)]),
        revoke="" if certificate.is_revoked else reverse("training:certificate_revoke", args=[certificate.pk]),
        revoked=table_day(certificate.revoked_at),
    )


def team_table(certificates: Iterable[Certificate]) -> Table:
    lines = map(team_line, certificates)
    rows = [
        (
            line.name,
            line.title,
            line.school,
            line.day,
            linked(line.number, line.check),
            f"Revoked {line.revoked}" if line.revoked else _revoke_link(line),
        )
        for line in lines
    ]
    return Table("The newest first", ("Name", "What", "School", "Day", "Number", "Standing"), rows, caption_size="s")


def certificate_pdf(certificate: Certificate, *, now: datetime) -> Typeset:
    address = address_of(certificate)
    data = {
        "name": certificate.name,
        "title": certificate.title,
        "how": _how(certificate),
        "minutes": duration(certificate.minutes),
        "day": short_day(certificate.earned_on),
        "number": shown(certificate.code),
        "address": address,
        "label": environment_label(),
    }
    template = files("belonging.web.training").joinpath("typst", "certificate.typ").read_text(encoding="utf-8")
    return typeset(template, data, made_at=now, assets={"square.svg": _square(address)})


def _revoke_link(line: TeamLine) -> SafeString:
    named = {"class": "govuk-link", "href": line.revoke, "aria-label": f"Revoke {line.number}"}
    return element("a", named, "Revoke")


def _facts(certificate: Certificate) -> tuple[SummaryRow, ...]:
    return (
        SummaryRow("Name", certificate.name),
        SummaryRow("What", f"{kind_of(certificate)}: {certificate.title}"),
        SummaryRow("How long", duration(certificate.minutes)),
        SummaryRow("Finished on", short_day(certificate.earned_on)),
    )


def _how(certificate: Certificate) -> str:
    is_module = kind_of(certificate) == "Module"
    return "worked through the module and passed its check" if is_module else "took part in the training session"


def _revoked(certificate: Certificate) -> str:
    day = certificate.revoked_at
    return "" if day is None else f"This certificate was revoked on {short_day(day)}. It does not hold any more."


def _square(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, scale=4, dark="#1d2b33", light="#fff")
    return out.getvalue()
