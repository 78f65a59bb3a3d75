"""What cannot be worked out again from counts, and why: printed with every check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction.figures import figures_of
from belonging.evaluation.supplements.registry import FROM_COUNTS

_WHOLE_ANSWERS: Final = "it needs one person's answers to all statements together"
_WHY: Final[Mapping[str, str]] = {
    "linked": "it needs to know which answers of two waves are the same pupil's",
    "standardised": "it needs year group and SEN of one person together, which would point at few",
    "scale": _WHOLE_ANSWERS,
    "reliability": _WHOLE_ANSWERS,
    "weighted": "it needs year group, sex and SEN of one person together, which would point at few",
    "dif": _WHOLE_ANSWERS,
    "models": "it needs how each school's answers divide among all choices",
}


def without(findings: Findings) -> Findings:
    """The findings less the further methods that counts do not give."""
    return replace(findings, supplements=tuple(one for one in findings.supplements if one.id in FROM_COUNTS))


def unrebuilt(findings: Findings) -> Iterator[str]:
    """A sentence for each further method that is left out, and one for each reason that is taken as recorded."""
    nothing = replace(findings, responses=(), headlines=(), tables=(), notes=(), supplements=())
    for supplement in findings.supplements:
        if supplement.id not in FROM_COUNTS:
            number = len(figures_of(replace(nothing, supplements=(supplement,))))
            why = _WHY.get(supplement.id, _WHOLE_ANSWERS)
            yield f"“{supplement.title}” ({number:,} values): {why}."
    held = Counter(held.refusal.code for table in findings.tables for held in table.withheld)
    if held["audit"]:
        yield (
            f"{_tables(held['audit'])} left out beside other tables: the audit looks at the groups of all tables "
            "together, and these counts keep them apart. That each was left out is taken as recorded."
        )
    if held["small-difference"]:
        yield (
            f"{_tables(held['small-difference'])} left out because one table less another would leave a few people: "
            "that needs two facts of one person. Taken as recorded."
        )


def _tables(number: int) -> str:
    return "One table and wave was" if number == 1 else f"{number} tables and waves were"
