"""What people said about a school, as it was released to it: never anything else, and nothing finer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from belonging.evaluation.choices import item_told
from belonging.evaluation.released import (
    Cell,
    Change,
    Findings,
    Gap,
    Interval,
    Refusal,
    ReleasedTable,
    Rung,
)
from belonging.figures.part_words import part_words
from belonging.figures.whose import who_answered
from belonging.instruments.model import Audience

AUDIENCES = ("pupil", "parent", "staff")
"""In the order in which they are heard."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One printed share: who (`audience`, `by`, `group`) said so to which item, in which wave.

    `text` is the share as the engine words it ("between 65 and 70 in 100", "most"), `low` and `high` its ends in
    per cent, `positive` the choices that it counts ("All or most of the time"). Where `refusal` says why it is not
    shown, `text` is empty and the ends are None. `finding` is the id of the cell (or of the table that is refused) in
    the release `release_id`. `whom`: "who answered with three choices", where others answered with other ones.
    """

    audience: str
    item: str
    wording: str
    reverse: bool
    construct: str
    wave: str
    by: str
    group: str
    group_label: str
    positive: str
    text: str
    low: float | None
    high: float | None
    interval: Interval | None
    rung: Rung
    refusal: Refusal | None
    finding: str
    release_id: int
    whom: str = ""

    @property
    def lower(self) -> float | None:
        """The lower end of the interval; without one (a share in words), of what is printed."""
        return self.low if self.interval is None else self.interval.low

    @property
    def upper(self) -> float | None:
        return self.high if self.interval is None else self.interval.high


@dataclass(frozen=True, slots=True)
class ItemWords:
    """One statement of a questionnaire; `positive` are the choices that count as positive."""

    audience: str
    item: str
    wording: str
    reverse: bool
    construct: str
    positive: str


@dataclass(frozen=True, slots=True)
class StoredFindings:
    """One stored release: the findings as they were let out, and when."""

    release_id: int
    released_at: datetime
    findings: Findings


@dataclass(frozen=True)
class SchoolVoices:
    """The releases that a school reads its voices from, one for each audience that has any."""

    stored: tuple[StoredFindings, ...]

    @cached_property
    def _by_audience(self) -> dict[str, StoredFindings]:
        return {one.findings.audience: one for one in self.stored}

    @cached_property
    def _tables(self) -> dict[tuple[str, str, str], ReleasedTable]:
        return {
            (one.findings.audience, table.item, table.by): table for one in self.stored for table in one.findings.tables
        }

    @property
    def audiences(self) -> tuple[str, ...]:
        """Those of whom anything is released."""
        return tuple(audience for audience in AUDIENCES if audience in self._by_audience)

    @property
    def release_ids(self) -> tuple[int, ...]:
        return tuple(sorted(one.release_id for one in self.stored))

    @property
    def released_on(self) -> date:
        """The day on which the newest was made."""
        return timezone.localdate(max(one.released_at for one in self.stored))

    def released_at(self, audience: str) -> datetime | None:
        stored = self._by_audience.get(audience)
        return None if stored is None else stored.released_at

    def waves(self, audience: str) -> tuple[str, ...]:
        """Those that are shown at all, in their order; waves that are shown as one are joined by "+"."""
        stored = self._by_audience.get(audience)
        return () if stored is None else stored.findings.waves

    def unseen_waves(self, audience: str) -> tuple[str, ...]:
        """Why waves that were answered are not shown at all, in sentences."""
        stored = self._by_audience.get(audience)
        notes = () if stored is None else stored.findings.notes
        return tuple(note.sentence for note in notes if note.code.startswith("wave-"))

    def items(self, audience: str) -> tuple[ItemWords, ...]:
        """Every statement of that questionnaire that was planned to be shown, in its order."""
        stored = self._by_audience.get(audience)
        if stored is None:
            return ()
        tables = (self._tables[audience, item, "all"] for item in stored.findings.items)
        return tuple(_item_words(stored.findings, table) for table in tables)

    def groups(self, audience: str, by: str) -> tuple[tuple[str, str], ...]:
        """Each group of that breakdown that is shown on some statement, with what a table calls it."""
        cells = (
            cell
            for (whose, _, broken_down), table in self._tables.items()
            if (whose, broken_down) == (audience, by)
            for cell in table.cells
        )
        return tuple(dict.fromkeys((cell.group, cell.group_label) for cell in cells))

    def heard(self, audience: str, item: str, *, by: str = "all", group: str = "all", wave: str = "") -> Heard | None:
        """In the latest wave that is released, or in the one named. None where nothing of that kind is released."""
        stored, table = self._by_audience.get(audience), self._tables.get((audience, item, by))
        if stored is None or table is None:
            return None
        meant = wave or (stored.findings.waves[-1] if stored.findings.waves else "")
        return _heard(stored, table, group, meant)

    def cell(self, heard: Heard) -> Cell | None:
        """What it was read from, for a picture; None where it is not shown."""
        table = self._tables.get((heard.audience, heard.item, heard.by))
        return None if table is None else table.cell(heard.group, heard.wave)

    def gap(self, audience: str, item: str, group: str) -> Gap | None:
        """Between that group ("send", "boy") and the one it is set against, in the latest released wave."""
        waves = self.waves(audience)
        return next(
            (
                gap
                for (whose, which, _), table in self._tables.items()
                if (whose, which) == (audience, item)
                for gap in table.gaps
                if gap.group == group and gap.earlier is None and waves and gap.wave == waves[-1]
            ),
            None,
        )

    def change(self, audience: str, item: str, *, by: str = "all", group: str = "all") -> Change | None:
        """From the first wave to the latest; None while there is one wave only."""
        table = self._tables.get((audience, item, by))
        return None if table is None else table.change(group)


def newest_of_each(stored: Iterable[StoredFindings]) -> SchoolVoices | None:
    """Of each audience the release made last; None where there is none at all."""
    in_time = sorted(stored, key=lambda one: (one.released_at, one.release_id))
    latest = {one.findings.audience: one for one in in_time}
    if not latest:
        return None
    return SchoolVoices(tuple(latest[audience] for audience in AUDIENCES if audience in latest))


def _item_words(findings: Findings, table: ReleasedTable) -> ItemWords:
    audience = findings.audience
    positive = part_words(item_told(findings, table), Audience(audience)).positive
    return ItemWords(audience, table.item, table.wording, table.reverse, table.construct, positive)


def _heard(stored: StoredFindings, table: ReleasedTable, group: str, wave: str) -> Heard | None:
    """None where the table is shown in that wave and has no such group."""
    findings, cell = stored.findings, table.cell(group, wave)
    refusal = _refusal(table, cell, wave)
    if cell is None and refusal is None:
        return None
    words = _item_words(findings, table)
    share = cell.parts["positive"] if cell is not None and cell.parts is not None else None
    return Heard(
        audience=words.audience,
        item=words.item,
        wording=words.wording,
        reverse=words.reverse,
        construct=words.construct,
        wave=wave,
        by=table.by,
        group=group,
        group_label="" if cell is None else cell.group_label,
        positive=words.positive,
        text="" if share is None else share.text,
        low=None if share is None else share.low,
        high=None if share is None else share.high,
        interval=None if cell is None or share is None else cell.interval,
        rung=table.rung if cell is None else cell.rung,
        refusal=refusal,
        finding=table.id if cell is None else cell.id,
        release_id=stored.release_id,
        whom=who_answered(findings, table),
    )


def _refusal(table: ReleasedTable, cell: Cell | None, wave: str) -> Refusal | None:
    if cell is not None and cell.parts is not None:
        return None
    if cell is not None and cell.refusal is not None:
        return cell.refusal
    held = next((one.refusal for one in table.withheld if one.wave == wave), None)
    return held or table.refusal
