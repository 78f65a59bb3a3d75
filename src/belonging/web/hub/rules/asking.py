"""What somebody looks for, from the address. What is no choice is left out: a search never fails."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from belonging.instruments.audit import AuditInstrument
from belonging.web.base.numbers import page_number
from belonging.web.hub.rules.filters import GROUPS, TIMES, Filters
from belonging.web.hub.rules.words import COSTS, PHASES, TYPES

LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class Asking:
    """`options`: of each group of filters, its values and words, in order."""

    text: str
    filters: Filters
    page: int
    options: dict[str, dict[str, str]]

    @classmethod
    def of(cls, sent: QueryDict, audit: AuditInstrument) -> Asking:
        options = {
            "phase": dict(PHASES),
            "type": dict(TYPES),
            "area": {area.key: str(area.title) for area in audit.areas},
            "time": dict(TIMES),
            "cost": dict(COSTS),
            "statement": {each.key: f"{each.number} {each.wording}" for each in audit.statements},
        }
        wanted = {group: frozenset(sent.getlist(group)) & options[group].keys() for group in GROUPS}
        text = "".join(sign for sign in sent.get("q", "") if sign.isprintable())
        number = page_number(sent.get("page", ""))
        return cls(" ".join(text.split())[:LONGEST_QUESTION], Filters(**wanted), number, options)

    def address(self, *, without: tuple[str, str] | None = None, page: int = 1) -> str:
        """The query of this search, less one filter, or of another page."""
        pairs = [("q", self.text)] if self.text else []
        for group in GROUPS:
            pairs += [(group, each) for each in self.options[group] if each in getattr(self.filters, group)]
        pairs = [pair for pair in pairs if pair != without]
        return urlencode(pairs + ([("page", str(page))] if page > 1 else []))
