"""What is held about an adult. Call in a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import CharField, Field, Model, Q, QuerySet

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import same_address
from belonging.web.accounts.rules import token_hash
from belonging.web.complaints.models import Enquiry, EnquiryKind, EnquiryState
from belonging.web.complaints.queries import open_enquiries
from belonging.web.journal.models import Entry
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
    return Adult(email, User.objects.filter(same_address("email", email)).first())


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
        asked |= same_address(column, person.email)
    if person.user is not None:
        for column in holding.users:
            asked |= Q(**{column: person.user.pk})
        for column in holding.ids:
            asked |= Q(**{column: str(person.user.pk)})
    model: type[Model] = apps.get_model(holding.table)
    return model._default_manager.filter(asked).order_by("pk")


def request_by_link(token: str, now: datetime) -> Enquiry | None:
    """The open request whose link is still good."""
    open_ones = Enquiry.objects.exclude(state=EnquiryState.CLOSED)
    return open_ones.filter(wanted_hash=token_hash(token), wanted_until__gt=now).first()


def places_of(user: User | None) -> list[int]:
    """The schools where they have a role."""
    if user is None:
        return []
    held = Membership.objects.filter(user=user, school__isnull=False)
    return sorted(set(held.values_list("school_id", flat=True)))


def traces(person: Adult) -> dict[str, int]:
    """Rows in which nothing but the account's number stands, by table: who gave, invited, decided, was spoken of.

    Of a table that a copy has, the columns by which the copy finds its rows are left out.
    """
    if person.user is None:
        return {}
    used = {holding.table: {*holding.users, *holding.ids} for holding in HOLDINGS}
    found = {}
    for model, columns in numbered():
        asked = Q(pk__in=[])
        for column in set(columns) - used.get(model._meta.label, set()):
            asked |= Q(**{column: str(person.user.pk)})
        if model is Entry:
            asked |= Q(subject=f"user:{person.user.pk}")
        number = model._default_manager.filter(asked).count()
        if number:
            found[model._meta.label] = number
    return found


def numbered() -> Iterator[tuple[type[Model], list[str]]]:
    """Our tables with columns that hold an account's number: as text ("by", "added_by", "actor"), or as a link."""
    for model in apps.get_models():
        if not model.__module__.startswith("belonging.web.") or model.__module__.startswith("belonging.web.sets"):
            continue
        columns = [field.name for field in model._meta.concrete_fields if _points(field)]
        if columns:
            yield model, columns


def _points(field: Field[Any, Any]) -> bool:
    if field.is_relation:
        return field.related_model is User
    named = field.name in ("by", "actor", "reader", "evaluator") or field.name.endswith(("_by", "signer_id"))
    return isinstance(field, CharField) and named
