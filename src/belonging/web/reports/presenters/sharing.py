"""Who reads a school's report, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.reports.models import Sharing
from belonging.web.schools.models import Body, BodyKind

ROLE = {BodyKind.TRUST: "your trust", BodyKind.AUTHORITY: "your local authority"}


@dataclass(frozen=True, slots=True)
class ReaderChoice:
    slug: str
    name: str
    words: str
    shared: bool


def readers_page(bodies: Sequence[Body], current: Mapping[int, Sharing]) -> list[ReaderChoice]:
    return [_choice(body, current.get(body.pk)) for body in bodies]


def _choice(body: Body, sharing: Sharing | None) -> ReaderChoice:
    role = ROLE[BodyKind(body.kind)]
    if sharing is None:
        return ReaderChoice(body.slug, body.name, f"This is {role}. It cannot read the report.", shared=False)
    since = date_format(timezone.localtime(sharing.shared_at), "j F Y")
    return ReaderChoice(body.slug, body.name, f"This is {role}. It can read the report since {since}.", shared=True)
