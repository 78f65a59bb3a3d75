"""What a person who works on an audit sees first: the statements in order, what is rated, and what is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from belonging.web.audit.models import AreaShare, Audit, Rating
from belonging.web.audit.queries.asked import Asked, asked_in
from belonging.web.audit.queries.audits import ratings_of
from belonging.web.audit.queries.changes import last_audit_before
from belonging.web.audit.queries.priorities import order_of_work
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.progress import next_unrated


@dataclass(frozen=True, slots=True)
class Desk:
    """`own`: areas that the reader has. `order`: keys as they are worked through. `why`: of the proposed order, why
    a statement stands where it does, an empty text where nothing speaks for it; no keys in the instrument's order."""

    audit: Audit
    asked: tuple[Asked, ...]
    ratings: Mapping[str, Rating]
    own: frozenset[str]
    order: tuple[str, ...]
    why: Mapping[str, str]
    voices: SchoolVoices | None

    @property
    def rated(self) -> frozenset[str]:
        return frozenset(key for key, rating in self.ratings.items() if rating.value)

    @property
    def by_key(self) -> dict[str, Asked]:
        return {each.statement.key: each for each in self.asked}

    def next_after(self, key: str = "") -> str | None:
        return next_unrated(self.order, self.rated, key)


def desk_of(audit: Audit, *, reader: UUID, proposed: bool) -> Desk:
    """`proposed`: in the order that the school's own data propose, instead of the reader's areas first."""
    asked, ratings = tuple(asked_in(audit)), ratings_of(audit)
    voices = voices_of(audit.school, audit.cohort, releases=audit.releases if audit.is_signed_off else None)
    held = AreaShare.objects.filter(audit=audit, person_id=reader)
    own = frozenset(held.values_list("area", flat=True))
    keys = [each.statement.key for each in sorted(asked, key=lambda each: each.statement.area not in own)]
    why: dict[str, str] = {}
    if proposed and not audit.is_signed_off:
        works = order_of_work(audit, voices, last_audit_before(audit))
        why = {work.statement.key: work.why for work in works}
        keys = [*why, *(key for key in keys if key not in why)]
    return Desk(audit, asked, ratings, own, tuple(keys), why, voices)
