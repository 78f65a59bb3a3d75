"""Which released table is looked at, and why one is not there. Walks findings; works nothing out from answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from belonging.evaluation.released import Findings, Refusal, ReleasedTable
from belonging.instruments.choices import STANDARD
from belonging.instruments.load import load

SCHOOL, PROGRAMME = "school", "programme"
EVERYONE: Final = "all"
TWO_WAY: Final = "gender-send"
NOT_FOR_ONE_SCHOOL = Refusal(
    "two-way",
    "Not shown for one school. Pupils of one gender and with SEND are often so few in a school that single pupils "
    "could be recognised, so no school is told this, however large it is.",
)
NOT_PLANNED = Refusal(
    "not-planned",
    "This table is not in the plan that was fixed before anybody answered, so it is not made, whatever they said.",
)
NOT_ASKED = Refusal("not-released", "Nothing has been released of this questionnaire yet.")
_SMALL: Final = "small-setting"


@dataclass(frozen=True, slots=True)
class Selection:
    """One table: whose results, which audience's statement, by which groups, in which wave (empty: all)."""

    of: str = SCHOOL
    audience: str = "pupil"
    item: str = ""
    by: str = EVERYONE
    wave: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What may be looked at: a school's findings and, where they are released, those of all schools together."""

    school: Mapping[str, Findings]
    programme: Mapping[str, Findings]

    def of(self, whose: str) -> Mapping[str, Findings]:
        return self.programme if whose == PROGRAMME else self.school

    @property
    def statements(self) -> tuple[tuple[str, str, str], ...]:
        """Audience, item, wording: of every questionnaire that anything is released of, shown or not."""
        return tuple(
            (audience, item.key, str(item.wording[STANDARD]))
            for audience, findings in {**self.programme, **self.school}.items()
            for item in load(findings.instrument).items
        )

    def wording(self, audience: str, item: str) -> str:
        return next((words for who, key, words in self.statements if (who, key) == (audience, item)), "")

    @property
    def breakdowns(self) -> frozenset[str]:
        every = [*self.school.values(), *self.programme.values()]
        return frozenset({EVERYONE, TWO_WAY, *(table.by for findings in every for table in findings.tables)})

    @property
    def waves(self) -> tuple[str, ...]:
        every = [*self.school.values(), *self.programme.values()]
        return tuple(dict.fromkeys(one.wave for findings in every for one in findings.responses))


@dataclass(frozen=True, slots=True)
class Found:
    """The table as it is shown (cut to one wave where one is chosen), or why there is none. `ids` name the reasons."""

    findings: Findings | None
    table: ReleasedTable | None
    why_not: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def find(shelf: Shelf, chosen: Selection) -> Found:
    findings = shelf.of(chosen.of).get(chosen.audience)
    if findings is None:
        return _held(None, (NOT_ASKED,))
    table = findings.table(chosen.item, chosen.by)
    if table is None:
        return _held(findings, tuple(_not_there(findings, chosen)))
    if table.refusal is not None:
        return _held(findings, (table.refusal,), table.id)
    if not chosen.wave or (chosen.wave,) == table.waves:
        reasons = tuple(held.refusal for held in table.withheld)
        return Found(findings, table, tuple(one.sentence for one in reasons), (table.id,) if reasons else ())
    if chosen.wave not in table.waves:
        return _held(findings, tuple(_wave_not_there(findings, table, chosen.wave)), table.id)
    return Found(findings, in_wave(table, chosen.wave))


def in_wave(table: ReleasedTable, wave: str) -> ReleasedTable:
    """One wave of it, without what compares waves."""
    return replace(
        table,
        waves=(wave,),
        cells=tuple(cell for cell in table.cells if cell.wave == wave),
        changes=(),
        gaps=tuple(gap for gap in table.gaps if gap.wave == wave and gap.earlier is None),
        withheld=(),
    )


def _held(findings: Findings | None, reasons: tuple[Refusal, ...], table: str = "") -> Found:
    ids = (table,) if table else tuple(reason.code for reason in reasons)
    return Found(findings, None, tuple(reason.sentence for reason in reasons), ids)


def _not_there(findings: Findings, chosen: Selection) -> Iterator[Refusal]:
    if chosen.by == TWO_WAY and chosen.of == SCHOOL:
        yield NOT_FOR_ONE_SCHOOL
        return
    small = [note for note in findings.notes if note.code.startswith(_SMALL)]
    if small and chosen.of == SCHOOL:
        yield from small
        return
    yield from [note for note in findings.notes if note.code.startswith("wave-") and not findings.tables]
    if findings.tables:
        yield NOT_PLANNED


def _wave_not_there(findings: Findings, table: ReleasedTable, wave: str) -> Iterator[Refusal]:
    reasons = [held.refusal for held in table.withheld if held.wave == wave]
    reasons += [note for note in findings.notes if note.code.startswith("wave-") and wave in note.sentence]
    reasons += [note for note in findings.notes if note.code.startswith(_SMALL)]
    yield (reasons or [NOT_ASKED])[0]
