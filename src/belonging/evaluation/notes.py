"""What every output says about itself: denominators, methods, and what is not shown and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from belonging.evaluation.cells import Tally
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.disclosure.primary import Breakdown, Decision
from belonging.evaluation.groups import NOT_BY_YEAR, NOT_SAID, breakdown_name, people
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Frame, Refusal, Rung
from belonging.instruments.model import Audience, Instrument

_PRECISION = {
    Rung.WHOLE: "whole per cent, with one step for 1 and below and one for 99 and above",
    Rung.FIVES: "bands of 5 points",
    Rung.TENS: "bands of 10 points",
    Rung.WORDS: "words (few: below a third; about half: the middle third; most: two thirds and more)",
}

_REASON = {
    Rung.WHOLE: "every group has 300 or more answers",
    Rung.FIVES: "the smallest group has between 60 and 299 answers",
    Rung.TENS: "the smallest group has between 30 and 59 answers",
    Rung.WORDS: "the smallest group has between 10 and 29 answers",
}


def denominator(audience: Audience, exact: bool, *, one_kind: bool = False) -> Refusal:
    """`one_kind`: each table is of those who had equally many choices."""
    with_many = " with that many choices" if one_kind else ""
    second = " Shares of those who chose an answer are given as well." if exact else ""
    return Refusal(
        "denominator",
        f"Percentages are of all {people(audience)} who sent the questionnaire in that wave{with_many}, whether or not "
        f"they answered the statement, so that the five parts add up to 100.{second}",
    )


def method(frame: Frame, audience: Audience) -> Refusal:
    if frame is Frame.SCHOOLS_LIKE_THESE:
        return Refusal(
            "frame-schools",
            "Intervals are for schools like these: they treat the schools as a sample, keep each school's "
            "waves together, and are wide where few schools hold a group (CR2 variance, Satterthwaite "
            "degrees of freedom). Without schools that did not take part, a change is not an effect.",
        )
    return Refusal(
        "frame-pupils",
        f"A school's intervals are for these {people(audience)}: those on its roll, of whom some did not "
        "answer. They treat the waves as if different people had answered, which is conservative.",
    )


def rolls(too_small: Mapping[tuple[str, str], tuple[int, int]], policy: Policy) -> Iterator[Refusal]:
    """Rolls that were not used; which ones they are is for those who hold the rows."""
    if not too_small:
        return
    which = ""
    if policy.exact:
        named = [f"{school}, {wave}: {n:,} of {roll:,}" for (school, wave), (n, roll) in sorted(too_small.items())]
        which = f" ({'; '.join(named[:5])}{' and others' if len(named) > 5 else ''})"
    yield Refusal(
        "roll-too-small",
        f"More answered than are on roll{which}, so the roll cannot be right and is not used. Correct it.",
    )


def roll_of_all() -> Refusal:
    return Refusal(
        "roll-of-all",
        "In schools and waves where people had different numbers of choices the roll is used in no interval and no "
        "weight: nobody knows how many on it would have had which.",
    )


def rounding() -> Refusal:
    return Refusal(
        "rounding",
        "Numbers of answers are rounded to 5. How finely shares are given depends on the number of answers alone. Now "
        "and then a table is left out because it might, beside the others, give an answer away, and sometimes where it "
        "could not, so that its absence tells nothing.",
    )


def precision(breakdown: Breakdown) -> Iterator[Refusal]:
    """How finely one breakdown speaks in each wave, or why it is not there; once where all waves are alike."""
    by, waves = breakdown.counted.by, breakdown.counted.waves
    decided = next(iter(breakdown.decisions.values()))
    refused = [(wave, decision.refusal) for wave, decision in zip(waves, decided, strict=True) if decision.refusal]
    if len(refused) == len(waves) and len({refusal for _, refusal in refused}) == 1:
        refused = [("", refused[0][1])]
    for wave, refusal in refused:
        when = f" in the {wave}" if wave else ""
        yield Refusal(f"no-{by}", f"There is no table by {breakdown_name(by)}{when}. {refusal.sentence}")
    shown = [decision for decision in decided if decision.refusal is None]
    for rung in dict.fromkeys(decision.rung for decision in shown):
        which = [wave for wave, decision in zip(waves, decided, strict=True) if _stands_at(decision, rung)]
        yield _at(by, rung, [] if len(which) == len(waves) else which, finer=any(d.finer for d in shown))


def _stands_at(decision: Decision, rung: Rung) -> bool:
    return decision.refusal is None and decision.rung is rung


def _at(by: str, rung: Rung, waves: Sequence[str], *, finer: bool) -> Refusal:
    when = f" in the {' and '.join(waves)}" if waves else ""
    name = f"The totals{when} are" if by == "all" else f"The table by {breakdown_name(by)}{when} is"
    if finer:
        return Refusal(
            f"rung-{by}",
            f"{name} given as finely as each group's number of answers allows: whole per cent from 300, bands of "
            f"5 points from 60, bands of 10 points from 30. Here {_REASON[rung]}.",
        )
    return Refusal(f"rung-{by}", f"{name} given in {_PRECISION[rung]}, because {_REASON[rung]}.")


def totals_only(tally: Tally) -> Iterator[Refusal]:
    """Says who is in the totals only, where the table by phase leaves people out."""
    counts = dict(zip(tally.groups, tally.totals.sum(axis=1).tolist(), strict=True))
    noun = people(tally.audience)
    if tally.by == "phase" and (counts[NOT_BY_YEAR] or counts[NOT_SAID]):
        yield Refusal(
            "totals-only",
            f"Some {noun} belong to none of the phases (special schools, alternative provision, all-through "
            "schools or no year group given). They are in the totals only.",
        )


def crossed(tally: Tally) -> Iterator[Refusal]:
    """Who the groups by gender and SEND together are."""
    if tally.by == "gender-send":
        joined = (
            f" “Others” beside girls are {people(tally.audience)} of another gender, or whose gender was not said: too "
            "few to stand apart."
        )
        yield Refusal(
            "groups-gender-send",
            "By gender and SEND together, “not known to have SEND” holds those without SEND and those of whom it was "
            f"not said.{joined if tally.moved else ''}",
        )


def not_recorded(by: str) -> Refusal:
    return Refusal(
        f"not-recorded-{by}",
        f"{breakdown_name(by).capitalize() if by != 'send' else 'SEND'} was not recorded with these answers, "
        f"so there is no table by {breakdown_name(by)}.",
    )


def not_asked(keys: tuple[str, ...]) -> Refusal:
    return Refusal("not-asked", f"Not among these answers, so not shown: {', '.join(keys)}.")


def schools_apart() -> Refusal:
    return Refusal("schools-apart", "Schools are never shown side by side outside their own reports.")


def primary_outcome(plan: Plan, instrument: Instrument) -> Refusal:
    """How statements are read together, so that chance is kept out of many readings."""
    if plan.scope == "school":
        return Refusal("family", "Within each table and group the statements are read together (Holm).")
    guard = "Westfall and Young" if plan.correction == "westfall-young" else "Holm"
    groups = "within each group, and for each comparison of groups, they are read together by Benjamini and Hochberg."
    if plan.primary is None:
        return Refusal("family", f"For everyone the statements are read together ({guard}); {groups}")
    main = instrument.item(plan.primary)
    wording = main.wording.get("standard") or next(iter(main.wording.values()))
    return Refusal(
        "family",
        f"For everyone the plan's main outcome (“{wording}”) is read on its own and the other statements together "
        f"({guard}); {groups}",
    )
