"""Which practices of the library to show first to a school, and why. The rule stands in docs/methods/practices.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from belonging.instruments.practices import Evidence, Practice

_WITHIN = {"all_through": frozenset({"primary", "secondary"})}
_STRENGTH = {evidence: place for place, evidence in enumerate(Evidence)}


@dataclass(frozen=True, slots=True)
class Need:
    """What a practice may answer: a statement of the audit, or an item (`audience`, key). `words` say why it is one."""

    words: str
    statement: str = ""
    item: tuple[str, str] = ("", "")

    def is_answered_by(self, practice: Practice) -> bool:
        if self.statement:
            return self.statement in practice.statements
        return self.item in {(pairing.audience, pairing.item) for pairing in practice.pairings}


@dataclass(frozen=True, slots=True)
class Suggested:
    """`because`: the words of each need that it answers, the weightiest first."""

    practice: Practice
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader of the library looks for; empty where anything will do."""

    construct: str = ""
    setting: str = ""
    cost: str = ""
    effort: str = ""
    evidence: str = ""

    def is_met_by(self, practice: Practice) -> bool:
        return (
            self.construct in ("", *practice.constructs)
            and (not self.setting or suits(practice, self.setting))
            and self.cost in ("", practice.cost)
            and self.effort in ("", practice.effort)
            and self.evidence in ("", practice.evidence)
        )


def suits(practice: Practice, setting: str) -> bool:
    """Whether it is for a school of that setting; an all-through school is a primary and a secondary one."""
    return not _WITHIN.get(setting, frozenset({setting})).isdisjoint(practice.settings)


def suggested(practices: Iterable[Practice], *, needs: Sequence[Need], setting: str) -> list[Suggested]:
    """Those that suit the school and answer a need of it; `needs` come with the weightiest first.

    Most statements first, then most items, then the weightiest need, then what is better tested, then as in the
    library. Nothing else counts.
    """
    found = []
    for practice in practices:
        answered = [place for place, need in enumerate(needs) if need.is_answered_by(practice)]
        if answered and suits(practice, setting):
            found.append((_order(practice, answered, needs), practice, answered))
    in_order = sorted(found, key=lambda each: each[0])
    return [
        Suggested(practice, tuple(dict.fromkeys(needs[place].words for place in answered)))
        for _, practice, answered in in_order
    ]


def _order(practice: Practice, answered: Sequence[int], needs: Sequence[Need]) -> tuple[int, int, int, int]:
    statements = {needs[place].statement for place in answered if needs[place].statement}
    items = {needs[place].item for place in answered if not needs[place].statement}
    return -len(statements), -len(items), answered[0], _STRENGTH[practice.evidence]
