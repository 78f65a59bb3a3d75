"""Where a school stands in its cohort, and whether it is going quiet, from what is on the books."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

QUIET_AFTER = 15
"""School days without a sign-in: three school weeks."""
AGREEMENT_WITHIN = 10
OPENED_WITHIN = 5
LAST_DAYS = 3
LOW = 20
"""Per cent of the roll that have answered."""
UNTOUCHED_AFTER = 15
"""School days in which nothing was written in an audit that is not signed off, or that was not begun."""


class Place(StrEnum):
    """A school's way through the programme, in its order; LEFT stands beside it."""

    INVITED = "invited"
    SETTING_UP = "setting-up"
    BASELINE = "baseline"
    BETWEEN = "between"
    ENDLINE = "endline"
    FINISHED = "finished"
    LEFT = "left"


class Quietness(StrEnum):
    NO_SIGN_IN = "no-sign-in"
    NO_AGREEMENT = "no-agreement"
    NOT_OPENED = "not-opened"
    LOW_RESPONSE = "low-response"
    STEP_OVERDUE = "step-overdue"
    AUDIT_UNTOUCHED = "audit-untouched"
    RESULTS_LATE = "results-late"
    """The day that parents were told for the results has passed, nothing is out, and no reason is on record."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round as it counts here. `answered` is rounded; `expected` the roll, or the slips printed; 0: not known."""

    wave: str
    audience: str
    state: str
    answered: int
    expected: int
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """The school's newest audit. `touched_on`: the last day on which somebody wrote in it, or it was begun."""

    stage: str
    touched_on: date
    rated: int
    signed_off: bool


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """Pages that parents were promised by a day that has passed, and that are not out. `reason` as the lead gave it;
    `no_findings`: nothing has been released that they could tell. Before its day only what is held back for a reason
    is told, without a day."""

    promised_on: date | None
    reason: str = ""
    no_findings: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on the books of a school in a cohort. `windows`: first and last day of each wave."""

    has_left: bool
    invited_on: date
    agreed_on: date | None
    last_sign_in: date | None
    rounds: Sequence[RoundFacts] = ()
    windows: Sequence[tuple[str, date, date]] = ()
    step_due: date | None = None
    audit: AuditFacts | None = None
    promise: PromiseFacts | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """One reason to ring the school. `number`: days or per cent, as the warning says."""

    warning: Quietness
    number: int


SchoolDays = Callable[[date, date], int]
"""How many school days the school's calendar has from one day to another."""


def place_of(facts: Facts) -> Place:
    """Endline sealed is finished; a wave counts from its first open round until all its rounds are sealed."""
    if facts.has_left:
        return Place.LEFT
    if facts.agreed_on is None and not any(each.state != "draft" for each in facts.rounds):
        return Place.INVITED
    endline = _states(facts, "endline")
    if endline and all(state == "sealed" for state in endline):
        return Place.FINISHED
    if any(state != "draft" for state in endline):
        return Place.ENDLINE
    baseline = [state for wave in ("baseline", "midpoint") for state in _states(facts, wave)]
    if not any(state != "draft" for state in baseline):
        return Place.SETTING_UP
    return Place.BETWEEN if all(state in ("sealed", "draft") for state in baseline) else Place.BASELINE


def waves_answered(facts: Facts) -> frozenset[str]:
    """The waves of which every questionnaire that was opened is sealed, and one was."""
    begun = [each for each in facts.rounds if each.state != "draft"]
    return frozenset(each.wave for each in begun) - {each.wave for each in begun if each.state != "sealed"}


def response_of(facts: Facts) -> int | None:
    """Per cent of those expected who have answered, in the pupil round that is open, to the step of the counts."""
    for each in facts.rounds:
        if each.audience == "pupil" and each.state == "open" and each.expected:
            return min(100, 100 * each.answered // each.expected)
    return None


def quiet(facts: Facts, today: date, school_days: SchoolDays) -> tuple[Quiet, ...]:
    """The reasons to ring, in the order of the journey. A school that has left gives none; one that has finished
    only that results are late, for these are promised after the last answers."""
    if place_of(facts) == Place.LEFT:
        return ()
    reasons = () if place_of(facts) == Place.FINISHED else _reasons(facts, today, school_days)
    return (*reasons, *_late(facts, today))


def _reasons(facts: Facts, today: date, school_days: SchoolDays) -> Iterator[Quiet]:
    if place_of(facts) == Place.INVITED and school_days(facts.invited_on, today) > AGREEMENT_WITHIN:
        yield Quiet(Quietness.NO_AGREEMENT, school_days(facts.invited_on, today))
    seen = facts.last_sign_in or facts.invited_on
    if school_days(seen, today) > QUIET_AFTER:
        yield Quiet(Quietness.NO_SIGN_IN, school_days(seen, today))
    for wave, first, last in facts.windows:
        late = first <= today <= last and all(state == "draft" for state in _states(facts, wave))
        if late and school_days(first, today) > OPENED_WITHIN:
            yield Quiet(Quietness.NOT_OPENED, school_days(first, today))
    response = response_of(facts)
    if response is not None and response < LOW:
        closing = [each.closes_on for each in facts.rounds if each.state == "open" and each.audience == "pupil"]
        if any(day is not None and school_days(today, day) <= LAST_DAYS for day in closing):
            yield Quiet(Quietness.LOW_RESPONSE, response)
    if facts.step_due is not None and facts.step_due < today:
        yield Quiet(Quietness.STEP_OVERDUE, (today - facts.step_due).days)
    untouched = _untouched(facts, today, school_days)
    if untouched > UNTOUCHED_AFTER:
        yield Quiet(Quietness.AUDIT_UNTOUCHED, untouched)


def _untouched(facts: Facts, today: date, school_days: SchoolDays) -> int:
    """School days since the audit was written in; one not begun counts from the first day of the baseline."""
    if facts.audit is not None:
        return 0 if facts.audit.signed_off else school_days(facts.audit.touched_on, today)
    begins = [first for wave, first, _ in facts.windows if wave == "baseline"]
    if facts.agreed_on is None or not begins or begins[0] >= today:
        return 0
    return school_days(begins[0], today)


def _late(facts: Facts, today: date) -> Iterator[Quiet]:
    if facts.promise is not None and facts.promise.promised_on is not None and not facts.promise.reason:
        yield Quiet(Quietness.RESULTS_LATE, (today - facts.promise.promised_on).days)


def _states(facts: Facts, wave: str) -> list[str]:
    return [each.state for each in facts.rounds if each.wave == wave]
