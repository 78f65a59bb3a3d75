"""What stands of a school's terms: the newest version of each, the school's own before what was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from belonging.web.outcomes.models import Source, TermCount, TermRecord
from belonging.web.outcomes.rules.counts import COLUMNS, Counts, Group
from belonging.web.outcomes.rules.pooling import Pool, pooled
from belonging.web.outcomes.rules.showing import shown_terms
from belonging.web.outcomes.rules.terms import Term, term_before, term_on
from belonging.web.programme.models import Arm, Cohort, Enrolment, Stage
from belonging.web.programme.queries.cohorts import windows_of
from belonging.web.schools.models import School

BEFORE = 2
"""Terms before the cohort began that stand beside it."""


@dataclass(frozen=True, slots=True)
class TermOutcome:
    """One term as it stands. `counts` are exact in `all_terms`, and what may be read in `outcomes_of`.

    `hidden`: of each group, the columns that somebody has given and that may not be read.
    """

    term: Term
    source: Source
    version: int
    entered_at: datetime
    counts: Mapping[Group, Counts]
    incident_words: str = ""
    hidden: Mapping[Group, frozenset[str]] = field(default_factory=dict)

    def of(self, group: Group) -> Counts:
        return self.counts.get(group, Counts())


@dataclass(frozen=True, slots=True)
class PooledTerm:
    """A term of all schools together; what may not be read is not there."""

    term: Term
    groups: Mapping[Group, Mapping[str, Pool]]


def all_terms(school: School) -> list[TermOutcome]:
    """Exact, for those who may enter; in the order of time. In the school's scope."""
    return _standing([school.pk]).get(school.pk, [])


def outcomes_of(school: School, cohort: Cohort) -> list[TermOutcome]:
    """What any reader of the school's report may read, from the term before the cohort. In the school's scope."""
    first, last = _span(cohort)
    return [each for each in shown_outcomes(school) if first <= each.term.days[0] <= last]


def shown_outcomes(school: School) -> list[TermOutcome]:
    """All terms, as readers see them who may not enter any."""
    found = all_terms(school)
    shown = shown_terms({each.term: each.counts for each in found})
    return [_as_read(each, shown[each.term]) for each in found]


def outcomes_of_programme(cohort: Cohort) -> list[PooledTerm]:
    """The schools that take the programme together, term by term. In a programme-wide scope."""
    taking = Enrolment.objects.filter(cohort=cohort, stage=Stage.TAKING_PART, arm=Arm.INTERVENTION)
    terms: dict[Term, dict[int, Mapping[Group, Counts]]] = {}
    first, last = _span(cohort)
    for school, found in _standing(taking.values_list("school_id", flat=True)).items():
        for each in found:
            if each.term.is_one_term and first <= each.term.days[0] <= last:
                terms.setdefault(each.term, {})[school] = each.counts
    return [PooledTerm(term, pooled(schools)) for term, schools in sorted(terms.items())]


def standing_version(school: School, term: Term) -> TermRecord | None:
    """The newest version of the school's own, also where it says that the term is empty."""
    own = TermRecord.objects.filter(school=school, year=term.year, period=term.period.value)
    return own.exclude(source=Source.PUBLISHED).order_by("-version").first()


def _span(cohort: Cohort) -> tuple[date, date]:
    """Between which days a term begins that stands beside the cohort; read once for all its schools."""
    first = term_on(cohort.starts_on)
    for _ in range(BEFORE):
        first = term_before(first)
    ends = [window.closes_on for window in windows_of(cohort).values()]
    return first.days[0], max([cohort.ends_on or cohort.starts_on, cohort.results_on or cohort.starts_on, *ends])


def _standing(schools: Iterable[int]) -> dict[int, list[TermOutcome]]:
    newest: dict[tuple[int, Term, bool], TermRecord] = {}
    for record in TermRecord.objects.filter(school_id__in=list(schools)).order_by("version"):
        newest[record.school_id or 0, record.term, record.source == Source.PUBLISHED] = record
    chosen: dict[tuple[int, Term], TermRecord] = {}
    # Published ones first, so that the school's own take their places.
    for (school, term, _), record in sorted(newest.items(), key=lambda one: not one[0][2]):
        if not record.is_empty:
            chosen[school, term] = record
    numbers: dict[int, dict[Group, Counts]] = {}
    for count in TermCount.objects.filter(record__in=[record.pk for record in chosen.values()]):
        numbers.setdefault(count.record_id, {})[Group(count.group)] = count.numbers
    found: dict[int, list[TermOutcome]] = {}
    for (school, term), record in sorted(chosen.items(), key=lambda one: one[0]):
        found.setdefault(school, []).append(_outcome(term, record, numbers.get(record.pk, {})))
    return found


def _outcome(term: Term, record: TermRecord, counts: Mapping[Group, Counts]) -> TermOutcome:
    source, words = Source(record.source), record.incident_words
    return TermOutcome(term, source, record.version, record.entered_at, counts, words)


def _as_read(exact: TermOutcome, counts: Mapping[Group, Counts]) -> TermOutcome:
    hidden = {
        group: frozenset(name for name in COLUMNS if found.of(name) is not None and counts[group].of(name) is None)
        for group, found in exact.counts.items()
    }
    return replace(exact, counts=counts, hidden=hidden)
