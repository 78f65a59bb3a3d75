"""Key findings on groups: pupils with SEND, and whichever other groups clearly differ."""

from __future__ import annotations

from belonging.evaluation.released import Change, Findings, Gap, Reading, ReleasedTable
from belonging.figures import gap_leans, rung_between
from belonging.web.reports.presenters.programme.content import KeyFinding, Sentence, Tone
from belonging.web.reports.presenters.programme.saying import (
    UNFAVOURABLE,
    change_sentence,
    ids,
    latest,
    number_of,
    opened,
    phrase,
)
from belonging.web.reports.presenters.wording import inside
from belonging.web.reports.queries.programme import Evidence

CLEAR = (Reading.MORE, Reading.FEWER)
MOST_TOLD = 3


def send_finding(evidence: Evidence) -> KeyFinding | None:
    """What moved among pupils with SEND, then whether the gap to the others is clear, and whether it has moved."""
    pupils = evidence.voices.findings.get("pupil")
    tables = [] if pupils is None else [table for table in pupils.tables if table.by == "send"]
    if pupils is None or not tables:
        return None
    shown = [table for table in tables if not table.refusal]
    if not shown:
        text = "How pupils with SEND answered cannot be shown on their own; the reason stands further down."
        return KeyFinding("send", "Pupils with SEND", "untold", (Sentence(text, ids(pupils, tables[0].id)),))
    changes = [(table, change) for table in shown if (change := table.change("send"))]
    clear = [pair for pair in changes if pair[1].reading in CLEAR]
    told = [change_sentence(pupils, table, change) for table, change in clear[:MOST_TOLD]]
    main = next((table for table in shown if table.item == "belong"), shown[0])
    told += [*([] if clear else _standing(pupils, main)), *_rest(pupils, changes, clear)]
    now = [(table, gap) for table in shown if (gap := table.gap("send", table.waves[-1]))]
    moved = [(table, gap) for table in shown for gap in table.gaps if gap.group == "send" and gap.earlier]
    told += [*_gaps(pupils, now), *_moved(pupils, moved)]
    tone: Tone = "gap" if any(gap.reading in CLEAR for _, gap in now) else _tone(clear)
    return KeyFinding("send", "Pupils with SEND", tone, tuple(told), number_of(pupils, main, "send")) if told else None


def group_finding(evidence: Evidence) -> KeyFinding | None:
    """Groups other than SEND that clearly differ in the last wave: which, and on which statements."""
    pupils = evidence.voices.findings.get("pupil")
    if pupils is None:
        return None
    clear = [
        (table, gap)
        for table in pupils.tables
        if table.by in ("gender", "phase") and table.waves
        for gap in table.gaps
        if gap.earlier is None and gap.wave == table.waves[-1] and gap.reading in CLEAR
    ]
    if not clear:
        return None
    told = tuple(_gap(pupils, table, gap) for table, gap in clear[:MOST_TOLD])
    more = clear[MOST_TOLD:]
    rest = (
        (Sentence(f"And {len(more)} more differences of this kind.", ids(pupils, *(gap.id for _, gap in more))),)
        if more
        else ()
    )
    return KeyFinding("gap", "Groups that answer differently", "gap", (*told, *rest))


def _standing(pupils: Findings, table: ReleasedTable) -> list[Sentence]:
    """Where nothing moved clearly: how it stands."""
    cell = latest(table, "send")
    if cell is None or cell.parts is None:
        return []
    share = opened(cell.parts["positive"].text)
    return [Sentence(f"{share} pupils with SEND {phrase(table)}.", ids(pupils, cell.id))]


def _rest(
    pupils: Findings, changes: list[tuple[ReleasedTable, Change]], clear: list[tuple[ReleasedTable, Change]]
) -> list[Sentence]:
    """What is not clear among them, counted."""
    level = [change for _, change in changes if change.reading is Reading.NO_CLEAR_CHANGE]
    few = [change for _, change in changes if change.reading is Reading.TOO_FEW]
    more = [change for _, change in clear[MOST_TOLD:]]
    told = []
    if more:
        also = f"The same can be said of {len(more)} more statements, each with its figures further down."
        told.append(Sentence(also, ids(pupils, *(change.id for change in more))))
    if level:
        on = f"{len(level)} {'statement' if len(level) == 1 else 'statements'}" if clear else "any statement"
        told.append(Sentence(f"There is no clear change on {on}.", ids(pupils, *(change.id for change in level))))
    if few:
        told.append(Sentence(f"On {len(few)} too few answered to tell.", ids(pupils, *(change.id for change in few))))
    return told


def _gaps(pupils: Findings, now: list[tuple[ReleasedTable, Gap]]) -> list[Sentence]:
    clear = [(table, gap) for table, gap in now if gap.reading in CLEAR]
    level = [gap.id for _, gap in now if gap.reading is Reading.NO_CLEAR_CHANGE]
    if clear:
        return [_gap(pupils, table, gap) for table, gap in clear[:MOST_TOLD]]
    if level:
        leans = [gap_leans(gap, rung_between(table, gap)) for table, gap in now]
        return [Sentence(_leaning(leans), ids(pupils, *level))]
    return []


def _leaning(leans: list[str]) -> str:
    """Which way the differences point of which none is clear: counted, and never stated one by one."""
    lower, higher = leans.count("lower"), leans.count("higher")
    if not lower and not higher:
        return "No difference between them and the other pupils is clear enough to state."
    of = f"of {len(leans)} statement{'' if len(leans) == 1 else 's'}"
    than = f"{'less' if lower else 'more'} often positive than the other pupils’ on {lower or higher} {of}"
    also = f" and more often on {higher}" if lower and higher else ""
    return f"Their answers are {than}{also}; none of the differences is clear by itself."


def _moved(pupils: Findings, moved: list[tuple[ReleasedTable, Gap]]) -> list[Sentence]:
    clear = [(table, gap) for table, gap in moved if gap.reading in CLEAR]
    said = {Reading.MORE: "gained on the others", Reading.FEWER: "fell behind the others"}
    return [
        Sentence(
            f"Pupils with SEND {said[gap.reading]} in how many {phrase(table)}.",
            ids(pupils, gap.id),
        )
        for table, gap in clear[:MOST_TOLD]
    ]


def _gap(pupils: Findings, table: ReleasedTable, gap: Gap) -> Sentence:
    """ "Boys more often feel safe at school than girls: boys 75 in 100, girls 68."."""
    more, figures = gap.reading is Reading.MORE, gap.text.partition(": ")[2]
    said = f": {figures}" if figures else ""
    often, what = "more" if more else "less", phrase(table)
    if _is_mirrored(table, gap, more):
        said = f" ({what}: {figures})" if figures else ""
        often, what = "less" if more else "more", UNFAVOURABLE[table.item]
    text = f"{_who(gap.group_label)} {often} often {what} than {inside(_who(gap.against_label))}{said}."
    return Sentence(text, ids(pupils, gap.id))


def _is_mirrored(table: ReleasedTable, gap: Gap, more: bool) -> bool:
    """Whether the negative answers of a reverse statement lie the other way round, so that the gap can be told by them.

    They need not: people also leave a statement out.
    """
    if table.item not in UNFAVOURABLE:
        return False
    cells = [table.cell(group, gap.wave) for group in (gap.group, gap.against)]
    shares = [cell.parts["negative"] for cell in cells if cell is not None and cell.parts is not None]
    if len(shares) < len(cells):
        return False
    one, other = shares if more else reversed(shares)
    return one.high < other.low


def _who(label: str) -> str:
    return f"Pupils {inside(label)}" if label.startswith("With") else label


def _tone(clear: list[tuple[ReleasedTable, Change]]) -> Tone:
    readings = {change.reading for _, change in clear}
    if readings == {Reading.MORE}:
        return "more"
    return "fewer" if readings == {Reading.FEWER} else "level"
