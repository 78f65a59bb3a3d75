"""Sharing an audit's areas out, so that nobody undoes what somebody else shared meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.audit.errors import AuditSignedOff, CannotShare, SharedMeanwhile
from belonging.web.audit.models import AreaShare, Audit
from belonging.web.audit.queries.audits import locked, people_on_audit
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.queries.sharing import holders_of
from belonging.web.journal.services import Act, record_act


@dataclass(frozen=True, slots=True)
class Shared:
    """Whom an area goes to, and who had it (keys as text) when the page was opened on which that was chosen."""

    people: Collection[User]
    began: frozenset[str]

    @property
    def wanted(self) -> frozenset[str]:
        return frozenset(str(person.pk) for person in self.people)

    @property
    def is_changed(self) -> bool:
        return self.wanted != self.began


@transaction.atomic
def share_areas(*, audit: Audit, shared: Mapping[str, Shared], actor: str, now: datetime) -> None:
    """Write the areas that were changed, and no others; none at all where somebody else changed one of them meanwhile.

    Raises SharedMeanwhile, CannotShare, AuditSignedOff.
    """
    changed = {area: each for area, each in shared.items() if each.is_changed}
    held = holders_of(locked(audit))
    theirs = {
        area: tuple(person.name for person in held.get(area, ()))
        for area, each in changed.items()
        if {str(person.pk) for person in held.get(area, ())} not in (each.began, each.wanted)
    }
    if theirs:
        raise SharedMeanwhile(theirs)
    for area, each in changed.items():
        share_area(audit=audit, area=area, people=each.people, actor=actor, now=now)


@transaction.atomic
def share_area(*, audit: Audit, area: str, people: Collection[User], actor: str, now: datetime) -> None:
    """Put an area into these people's hands, and no others'. Raises CannotShare, AuditSignedOff."""
    current = locked(audit)
    if current.is_signed_off:
        raise AuditSignedOff
    if area not in {each.key for each in edition_named(current.edition).areas}:
        raise CannotShare
    wanted = {person.pk: person for person in people}
    if not wanted.keys() <= {person.pk for person in people_on_audit(current.school)}:
        raise CannotShare
    held = set(AreaShare.objects.filter(audit=current, area=area).values_list("person_id", flat=True))
    if held == wanted.keys():
        return
    AreaShare.objects.filter(audit=current, area=area).exclude(person_id__in=wanted).delete()
    for pk in wanted.keys() - held:
        AreaShare.objects.create(
            school_id=current.school_id,
            audit=current,
            area=area,
            person=wanted[pk],
            assigned_by=actor,
            assigned_at=now,
        )
    details = {"area": area, "people": sorted(str(pk) for pk in wanted)}
    act = Act("audit-area-shared", f"audit:{current.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
