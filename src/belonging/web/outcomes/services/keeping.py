"""Keeping a term's counts: by hand, from the school's file, or as they were published. In the scope that it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from belonging.web.journal.services import Act, record_act
from belonging.web.outcomes.errors import CannotBeTrue, ChangedMeanwhile
from belonging.web.outcomes.models import Source, TermCount, TermRecord
from belonging.web.outcomes.queries import all_terms, standing_version
from belonging.web.outcomes.rules.counts import COLUMNS, Counts, Group, faults
from belonging.web.outcomes.rules.published_file import PublishedFile
from belonging.web.outcomes.rules.terms import Term
from belonging.web.schools.models import School

Numbers = Mapping[Group, Counts]


@dataclass(frozen=True, slots=True)
class Version:
    """What is to stand of a term. `read` is the number of the version that the writer began from; 0 for none."""

    term: Term
    counts: Numbers
    incident_words: str = ""
    read: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file: terms that are new, replaced, left as they were."""

    new: int
    replaced: int
    left: int


@transaction.atomic
def keep_term(*, school: School, version: Version, actor: str, now: datetime) -> TermRecord:
    """In the school's scope. A version without any number takes the term back. Raises Refused."""
    wrong = next(faults(version.counts), None)
    if wrong is not None:
        raise CannotBeTrue(wrong[2])
    standing = standing_version(school, version.term)
    if version.read != (standing.version if standing else 0):
        raise ChangedMeanwhile(
            f"Somebody else has kept {version.term.label} meanwhile. Your numbers still stand below. Please compare "
            "them with what is kept now (open the term in another tab), and save again if yours are right."
        )
    if not any(version.counts.values()) and (standing is None or standing.is_empty):
        raise CannotBeTrue("Nothing is entered. Please enter at least one number, or go back.")
    made = _write(school, version, Source.ENTERED, actor=actor, now=now)
    name = "outcomes-taken-back" if made.is_empty else "outcomes-kept"
    record_act(act=_act(name, made), actor=actor, now=now, school_id=school.pk)
    return made


@transaction.atomic
def bring_file(*, school: School, terms: Mapping[Term, Numbers], replaces: bool, actor: str, now: datetime) -> Brought:
    """A checked file, all of it; in the school's scope. Terms that stand already stay unless `replaces`."""
    wrong = next((found for counts in terms.values() for found in faults(counts)), None)
    if wrong is not None:
        raise CannotBeTrue(wrong[2])
    own = {each.term: each for each in all_terms(school) if each.source != Source.PUBLISHED}
    new = replaced = 0
    for term, counts in sorted(terms.items()):
        if term in own and not replaces:
            continue
        words = own[term].incident_words if term in own else ""
        made = _write(school, Version(term, counts, words), Source.FILE, actor=actor, now=now)
        record_act(act=_act("outcomes-brought", made), actor=actor, now=now, school_id=school.pk)
        new, replaced = new + (term not in own), replaced + (term in own)
    return Brought(new, replaced, len(terms) - new - replaced)


@transaction.atomic
def keep_published(*, schools: Mapping[str, School], file: PublishedFile, actor: str, now: datetime) -> Brought:
    """`schools` by URN. In a programme-wide scope. What the other published file said of the same term stays."""
    new = replaced = left = 0
    for urn, terms in file.terms.items():
        for term, counts in terms.items():
            before = _published(schools[urn], term)
            joined = _joined(before, counts)
            if before == joined:
                left += 1
                continue
            _write(schools[urn], Version(term, {Group.ALL: joined}), Source.PUBLISHED, actor=actor, now=now)
            new, replaced = new + (before is None), replaced + (before is not None)
    told = {"kind": file.kind, "rows": file.rows, "new": new, "replaced": replaced}
    record_act(act=Act("outcomes-published-brought", "outcomes", told), actor=actor, now=now)
    return Brought(new, replaced, left)


def _published(school: School, term: Term) -> Counts | None:
    newest = (
        TermRecord.objects.filter(school=school, year=term.year, period=term.period.value, source=Source.PUBLISHED)
        .order_by("-version")
        .first()
    )
    count = None if newest is None else TermCount.objects.filter(record=newest).first()
    return None if count is None else count.numbers


def _joined(before: Counts | None, counts: Counts) -> Counts:
    """The roll of the file of absence stays where both give one: it counts who was there in the term."""
    if before is None:
        return counts
    said = {name: value for name in COLUMNS if (value := counts.of(name)) is not None}
    if before.possible is not None and counts.possible is None:
        said.pop("on_roll", None)
    return replace(before, **said)


def _write(school: School, version: Version, source: Source, *, actor: str, now: datetime) -> TermRecord:
    term, counts = version.term, {group: found for group, found in version.counts.items() if found}
    of_term = TermRecord.objects.filter(school=school, year=term.year, period=term.period.value)
    alike = of_term.filter(source=source) if source == Source.PUBLISHED else of_term.exclude(source=Source.PUBLISHED)
    last = alike.order_by("-version").values_list("version", flat=True).first()
    made = TermRecord.objects.create(
        school=school,
        year=term.year,
        period=term.period.value,
        source=source,
        version=(last or 0) + 1,
        incident_words=version.incident_words if counts else "",
        is_empty=not counts,
        entered_by=actor,
        entered_at=now,
    )
    TermCount.objects.bulk_create(
        TermCount(school=school, record=made, group=group.value, **{name: found.of(name) for name in COLUMNS})
        for group, found in counts.items()
    )
    return made


def _act(name: str, made: TermRecord) -> Act:
    """Which version of which term: the numbers themselves stand in the version."""
    return Act(name, f"term:{made.term.key}", {"version": made.version})
