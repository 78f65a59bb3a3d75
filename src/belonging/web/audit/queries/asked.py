"""What an audit asks: the statements of its version, those hidden, and the school's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from belonging.instruments.audit import Area, Statement
from belonging.instruments.model import Text
from belonging.web.audit.models import Audit, Hidden, OwnStatement
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.rules.tailoring import own_number


@dataclass(frozen=True, slots=True)
class Asked:
    """`own`: the school has added it. `hidden_because` says why it does not apply; empty where it is asked.
    `retired`: the school's own, and no longer asked."""

    statement: Statement
    own: bool
    hidden_because: str = ""
    retired: bool = False

    @property
    def is_asked(self) -> bool:
        return not self.hidden_because and not self.retired


def asked_in(audit: Audit, *, with_hidden: bool = False) -> list[Asked]:
    """In the order of the version, a school's own at the end of their area.

    Of a signed-off audit: as on the day it was signed off.
    """
    hidden = dict(Hidden.objects.filter(audit=audit).values_list("statement", "reason"))
    own = own_statements_in(audit)
    every = (asked for area in edition_named(audit.edition).areas for asked in _in_area(area, own, hidden))
    return [asked for asked in every if with_hidden or not asked.hidden_because]


def statement_in(audit: Audit, key: str) -> Asked | None:
    """Hidden or retired while the audit ran, too: what was written about it stays readable, and a form that somebody
    had open then can still be answered."""
    every = asked_in(audit, with_hidden=True)
    return next((each for each in every if each.statement.key == key), None) or _retired_in(audit, key)


def own_statements_in(audit: Audit) -> list[OwnStatement]:
    """Those in use, or in use when the audit was signed off; the oldest first."""
    rows = OwnStatement.objects.filter(school_id=audit.school_id)
    if audit.signed_off_at is None:
        return list(rows.filter(retired_at__isnull=True))
    still = Q(retired_at__isnull=True) | Q(retired_at__gt=audit.signed_off_at)
    return list(rows.filter(still, added_at__lte=audit.signed_off_at))


def as_statement(own: OwnStatement, area: Area) -> Statement:
    return Statement(
        key=own.key,
        number=own_number(own.key, area.number),
        area=area.key,
        wording=_text(own.wording),
        fully=_text(own.fully),
        partially=_text(own.partially),
        not_yet=_text(own.not_yet),
    )


def _retired_in(audit: Audit, key: str) -> Asked | None:
    own = OwnStatement.objects.filter(school_id=audit.school_id, key=key, retired_at__gte=audit.started_at).first()
    if own is None or (audit.signed_off_at is not None and own.added_at > audit.signed_off_at):
        return None
    area = next((area for area in edition_named(audit.edition).areas if area.key == own.area), None)
    return Asked(as_statement(own, area), own=True, retired=True) if area else None


def _in_area(area: Area, own: list[OwnStatement], hidden: dict[str, str]) -> Iterator[Asked]:
    for statement in area.statements:
        yield Asked(statement, own=False, hidden_because=hidden.get(statement.key, ""))
    for added in own:
        if added.area == area.key:
            yield Asked(as_statement(added, area), own=True, hidden_because=hidden.get(added.key, ""))


def _text(words: str) -> Text:
    return Text({"en": words})
