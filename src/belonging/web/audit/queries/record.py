"""An audit put together from its rows, to be kept at sign-off; and read back from what was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from belonging.instruments.audit import AuditInstrument
from belonging.web.accounts.models import User
from belonging.web.audit.models import AreaShare, Audit, Evidence, Rating, Remark
from belonging.web.audit.queries.asked import Asked, asked_in
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.queries.spoken import SILENCE, Spoken, spoken_beside
from belonging.web.audit.rules.record import (
    AreaRecord,
    AuditRecord,
    EvidenceRecord,
    RemarkRecord,
    StatementRecord,
    from_json,
    record_of,
)

NOBODY = "Somebody who has left"
Row = TypeVar("Row")


def record_for(audit: Audit) -> str:
    """The audit as it reads now, as JSON, with what people had said: by `audit.releases` where it names any.

    At sign-off: set who signs it off, when, the note and the releases on `audit` first.
    """
    return record_of(as_it_reads(audit, spoken=spoken_beside(audit, edition_named(audit.edition).statements)))


def record_read(audit: Audit, *, with_voices: bool = False) -> AuditRecord:
    """A signed-off audit from its record alone; an open one as it reads now."""
    if audit.record:
        return from_json(audit.record)
    statements = edition_named(audit.edition).statements if with_voices else ()
    return as_it_reads(audit, spoken=spoken_beside(audit, statements) if with_voices else SILENCE)


def as_it_reads(audit: Audit, *, spoken: Spoken) -> AuditRecord:
    instrument = edition_named(audit.edition)
    said = _said(audit, spoken)
    return AuditRecord(
        school=audit.school.name,
        cohort=audit.cohort.name,
        stage=audit.get_stage_display(),
        edition=audit.edition,
        version=instrument.version,
        title=str(instrument.title),
        started_by=said.name(audit.started_by),
        started_on=_day(audit.started_at),
        signed_off_by=said.name(audit.signed_off_by) if audit.signed_off_by else "",
        signed_off_on=_day(audit.signed_off_at),
        sign_off_note=audit.sign_off_note,
        voices_on=spoken.on,
        areas=_areas(instrument, asked_in(audit, with_hidden=True), said),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    ratings: Mapping[str, Rating]
    evidence: Mapping[str, list[Evidence]]
    remarks: Mapping[str, list[Remark]]
    people: Mapping[str, list[str]]
    names: Mapping[str, str]
    spoken: Spoken

    def name(self, actor: str) -> str:
        return self.names.get(actor, NOBODY)


def _said(audit: Audit, spoken: Spoken) -> _Said:
    ratings = {rating.statement: rating for rating in Rating.objects.filter(audit=audit)}
    evidence = list(Evidence.objects.filter(audit=audit, removed_at__isnull=True))
    remarks = list(Remark.objects.filter(audit=audit, removed_at__isnull=True))
    people = defaultdict(list)
    for share in AreaShare.objects.filter(audit=audit).select_related("person").order_by("person__name", "pk"):
        people[share.area].append(share.person.name)
    actors = {audit.started_by, audit.signed_off_by, *(rating.changed_by for rating in ratings.values())}
    actors |= {each.added_by for each in evidence} | {each.by for each in remarks}
    by_key = _grouped(evidence, lambda each: each.statement), _grouped(remarks, lambda each: each.statement)
    return _Said(ratings, *by_key, people, names_of(actors), spoken)


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Names by actor, in one query. An actor that is no account (a duty of the program) has none."""
    ids = {actor for actor in actors if _is_id(actor)}
    return {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}


def _areas(instrument: AuditInstrument, asked: list[Asked], said: _Said) -> tuple[AreaRecord, ...]:
    by_area = _grouped(asked, lambda each: each.statement.area)
    return tuple(
        AreaRecord(
            key=area.key,
            number=area.number,
            title=str(area.title),
            people=tuple(said.people.get(area.key, ())),
            statements=tuple(_statement(each, said) for each in by_area.get(area.key, ())),
        )
        for area in instrument.areas
    )


def _statement(asked: Asked, said: _Said) -> StatementRecord:
    statement = asked.statement
    key, rating = statement.key, said.ratings.get(statement.key)
    return StatementRecord(
        key=key,
        number=statement.number,
        own=asked.own,
        hidden_because=asked.hidden_because,
        wording=str(statement.wording),
        fully=str(statement.fully),
        partially=str(statement.partially),
        not_yet=str(statement.not_yet),
        value=rating.value if rating else "",
        how_we_know=rating.how_we_know if rating else "",
        rated_by=said.name(rating.changed_by) if rating else "",
        rated_on=_day(rating.changed_at) if rating else "",
        evidence=tuple(_evidence(each, said) for each in said.evidence.get(key, ())),
        remarks=tuple(RemarkRecord(said.name(each.by), _day(each.at), each.text) for each in said.remarks.get(key, ())),
        heard=said.spoken.heard.get(key, ()),
        gaps=said.spoken.gaps.get(key, ()),
    )


def _evidence(each: Evidence, said: _Said) -> EvidenceRecord:
    return EvidenceRecord(each.kind, each.title, each.text, each.link, said.name(each.added_by), _day(each.added_at))


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def _is_id(actor: str) -> bool:
    try:
        UUID(actor)
    except ValueError:
        return False
    return True
