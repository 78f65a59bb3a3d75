"""What is held about an adult. Call in a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, Q, QuerySet

from belonging.web.accounts.models import User
from belonging.web.complaints.models import Enquiry, EnquiryKind
from belonging.web.complaints.queries import open_enquiries
from belonging.web.rights.rules.holdings import HOLDINGS, Holding


@dataclass(frozen=True, slots=True)
class Adult:
    """`user`: the account of that address, if there is one."""

    email: str
    user: User | None


@dataclass(frozen=True, slots=True)
class Held:
    holding: Holding
    rows: QuerySet[Any]
    number: int


def adult(email: str) -> Adult:
    return Adult(email, User.objects.filter(email__iexact=email).first())


def requests() -> list[Enquiry]:
    """Requests about personal information that wait for an answer, the nearest date first."""
    return list(open_enquiries().filter(kind=EnquiryKind.REQUEST))


def request_of(reference: str) -> Enquiry | None:
    """Only one with an address: nothing can be looked for without."""
    return Enquiry.objects.filter(reference=reference, kind=EnquiryKind.REQUEST).exclude(email="").first()


def held(person: Adult) -> list[Held]:
    """Every table in which something stands, with its rows."""
    found = []
    for holding in HOLDINGS:
        rows = rows_of(holding, person)
        number = rows.count()
        if number:
            found.append(Held(holding, rows, number))
    return found


def rows_of(holding: Holding, person: Adult) -> QuerySet[Any]:
    asked = Q(pk__in=[])
    for column in holding.emails:
        asked |= Q(**{f"{column}__iexact": person.email})
    if person.user is not None:
        for column in holding.users:
            asked |= Q(**{column: person.user.pk})
        for column in holding.ids:
            asked |= Q(**{column: str(person.user.pk)})
    model: type[Model] = apps.get_model(holding.table)
    return model._default_manager.filter(asked).order_by("pk")


def traces(person: Adult) -> dict[str, int]:
    """Tables in which nothing but the account's number stands, and in how many rows."""
    if person.user is None:
        return {}
    listed = {holding.table for holding in HOLDINGS}
    found = {}
    for model, columns in numbered():
        asked = Q()
        for column in columns:
            asked |= Q(**{column: str(person.user.pk)})
        number = 0 if model._meta.label in listed else model._default_manager.filter(asked).count()
        if number:
            found[model._meta.label] = number
    return found


def numbered() -> Iterator[tuple[type[Model], list[str]]]:
    """Our tables with columns that hold an account's number as text: "by", "added_by", "actor", "reader"."""
    for model in apps.get_models():
        if not model.__module__.startswith("belonging.web.") or model.__module__.startswith("belonging.web.sets"):
            continue
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, CharField)
            and (field.name in ("by", "actor", "reader", "evaluator") or field.name.endswith(("_by", "signer_id")))
        ]
        if columns:
            yield model, columns
