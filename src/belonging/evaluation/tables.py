"""From counts to tables, whoever speaks: exactly to the holder of the rows, or as a release."""

from __future__ import annotations

from belonging.evaluation.cells import Tally
from belonging.evaluation.contrasts import changes_of, gaps_of
from belonging.evaluation.disclosure.primary import Decisions
from belonging.evaluation.groups import group_label
from belonging.evaluation.readings import Rule
from belonging.evaluation.released import Cell, Change, Frame, Gap, Refusal, ReleasedTable, Rung, Withheld
from belonging.evaluation.voices import Shown, Voice
from belonging.instruments.model import Item

NOBODY = Refusal("nobody", "Nobody in this group answered in this wave.")


def refused_tables(tally: Tally, decisions: Decisions, frame: Frame) -> list[ReleasedTable]:
    """Tables of which no wave is there, each with its reasons."""
    nothing = Shown(tally, decisions, {})
    return [_table(item, nothing, frame, (), ()) for item in tally.items.values()]


def tables(tally: Tally, decisions: Decisions, voice: Voice, rule: Rule) -> list[ReleasedTable]:
    """Every item by one breakdown."""
    shown = Shown(tally, decisions, _cells(tally, decisions, voice))
    changes = [changes_of(shown, voice, group, rule) for group in shown.groups if len(tally.waves) > 1]
    gaps = gaps_of(shown, voice, rule)
    return [
        _table(item, shown, voice.frame, tuple(change[key] for change in changes), gaps[key])
        for key, item in tally.items.items()
    ]


def _cells(tally: Tally, decisions: Decisions, voice: Voice) -> dict[tuple[str, int, int], Cell]:
    return {
        (item, group, wave): _cell(tally, voice, (item, group, wave), decision.rung_of(group))
        for item, waves in decisions.items()
        for group in range(len(tally.groups))
        for wave, decision in enumerate(waves)
        if decision.refusal is None and group in decision.groups
    }


def _table(item: Item, shown: Shown, frame: Frame, changes: tuple[Change, ...], gaps: tuple[Gap, ...]) -> ReleasedTable:
    tally = shown.tally
    withheld = tuple(
        Withheld(tally.waves[wave], decision.refusal)
        for wave, decision in enumerate(shown.decisions[item.key])
        if decision.refusal is not None
    )
    cells = tuple(cell for (key, _, _), cell in shown.cells.items() if key == item.key)
    groups = {cell.group for cell in cells}
    return ReleasedTable(
        id=f"{item.key}-by-{tally.by}",
        item=item.key,
        wording=wording(item),
        reverse=item.reverse,
        construct=item.construct,
        by=tally.by,
        frame=frame,
        rung=Rung.coarsest(cell.rung for cell in cells),
        waves=tuple(wave for wave in tally.waves if any(cell.wave == wave for cell in cells)),
        cells=cells,
        changes=tuple(change for change in changes if change.group in groups),
        gaps=gaps,
        withheld=withheld,
        refusal=withheld[0].refusal if len(withheld) == len(tally.waves) else None,
    )


def wording(item: Item) -> str:
    """The statement in the standard edition, in English."""
    return str(item.wording.get("standard") or next(iter(item.wording.values())))


def _cell(tally: Tally, voice: Voice, place: tuple[str, int, int], rung: Rung) -> Cell:
    item, group, wave = place
    name = tally.groups[group]
    label = group_label(tally.by, name, tally.audience)
    known = f"{item}-by-{tally.by}:{name}:{tally.waves[wave]}"
    if tally.totals[group, wave] == 0:
        return Cell(name, label, tally.waves[wave], 0, 0, None, refusal=NOBODY, rung=rung, id=known)
    told = voice.tell(item, group, wave)
    return Cell(
        group=name,
        group_label=label,
        wave=tally.waves[wave],
        n=told.n,
        schools=tally.schools(group, wave),
        parts=told.parts,
        interval=told.interval,
        refusal=told.refusal,
        codes=told.codes,
        chosen_n=told.chosen_n,
        chosen=told.chosen,
        rung=rung,
        id=known,
    )
