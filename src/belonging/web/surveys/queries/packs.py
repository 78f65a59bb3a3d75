"""The packs of rounds, and how many slips are out. In the school's scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from belonging.instruments.load import load
from belonging.web.schools.models import School
from belonging.web.surveys.models import Pack, Round, Slip, State
from belonging.web.surveys.rules.editions import EDITIONS, planned_edition
from belonging.web.surveys.rules.rounds import by_number


def packs_of(round_: Round) -> list[Pack]:
    """By name, numbers by their size: Year 7 before Year 10."""
    return sorted(Pack.objects.filter(round=round_), key=lambda pack: by_number(pack.label))


def pack_in_round(round_: Round, pk: int) -> Pack | None:
    return Pack.objects.filter(round=round_, pk=pk).select_related("round", "round__school", "round__cohort").first()


def labels_taken(round_: Round) -> frozenset[str]:
    """The names of the packs that are in use, in lower case: a lost pack's name is free again."""
    labels = Pack.objects.filter(round=round_, revoked_at=None).values_list("label", flat=True)
    return frozenset(label.casefold() for label in labels)


def pack_of_school(school: School, pk: int) -> Pack | None:
    return Pack.objects.filter(school=school, pk=pk).select_related("school", "round", "round__school").first()


def edition_of(round_: Round, pack: Pack) -> str:
    """The edition that most slips of the pack open: its pupils begin there where nobody can say what a code opens."""
    offered = load(round_.instrument).editions
    opened = Counter(
        planned_edition(edition=edition, year_group=year_group or pack.year_group, offered=offered)
        for edition, year_group in Slip.objects.filter(round=round_, pack=pack).values_list("edition", "year_group")
    )
    return max(EDITIONS, key=opened.__getitem__)


@dataclass(frozen=True, slots=True)
class Watched:
    """A round and its packs, by name."""

    round: Round
    packs: tuple[Pack, ...]


def watched_rounds(school: School) -> list[Watched]:
    """The school's rounds that are not sealed yet, those with slips first, each with its packs: two queries."""
    rounds = list(
        Round.objects.filter(school=school)
        .exclude(state=State.SEALED)
        .select_related("school", "cohort")
        .order_by("-entrance", "opens_at", "pk")
    )
    packs = packs_by_round(rounds)
    return [Watched(round_, tuple(packs[round_.pk])) for round_ in rounds]


def packs_by_round(rounds: Sequence[Round]) -> Mapping[int, list[Pack]]:
    """The packs of each round, by name; an empty list for a round without."""
    found: dict[int, list[Pack]] = {round_.pk: [] for round_ in rounds}
    for pack in Pack.objects.filter(round__in=list(found)):
        found[pack.round_id].append(pack)
    return {pk: sorted(packs, key=lambda pack: by_number(pack.label)) for pk, packs in found.items()}


def slips_out(packs: Iterable[Pack]) -> int:
    """Slips that are with somebody: of a lost pack those that were used, as rounded."""
    return sum(pack.used if pack.revoked_at else pack.slips for pack in packs)


def whole_of(round_: Round, packs: Iterable[Pack]) -> int:
    """How many could have answered: the roll, or else the slips that are out; 0 where neither is known."""
    return round_.roll or slips_out(packs)
