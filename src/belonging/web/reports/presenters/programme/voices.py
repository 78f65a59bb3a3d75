"""What pupils said, statement by statement; what parents, carers and staff said, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from belonging.evaluation.released import Findings
from belonging.figures import reading_words, wave_name
from belonging.web.reports.presenters.pictures import (
    Easel,
    Picture,
    changes_picture,
    gap_changes_picture,
    gaps_picture,
    key_picture,
    standing_picture,
)
from belonging.web.reports.presenters.programme.content import Block, Chart, Grid, Points, Section
from belonging.web.reports.presenters.programme.gaps import send_finding
from belonging.web.reports.presenters.programme.remarks import quotes_of
from belonging.web.reports.presenters.programme.saying import ids
from belonging.web.reports.presenters.programme.statements import statements
from belonging.web.reports.presenters.together import shared_constructs
from belonging.web.reports.presenters.wording import PEOPLE, VOICES
from belonging.web.reports.queries.programme import Evidence

AUDIENCES: Final = {title: audience for audience, title in VOICES.items()}


def voices_sections(evidence: Evidence, easel: Easel) -> Iterator[Section]:
    heard = evidence.voices.findings
    pupils = heard.get("pupil")
    if pupils is not None:
        send = send_finding(evidence)
        words = (Points(f"{send.title}, in words", send.sentences),) if send else ()
        yield Section("pupils", "What pupils said", (*_glances(pupils, easel), *words))
        each = statements(pupils, easel, groups=True, settings=evidence.settings)
        yield Section("statements", "Statement by statement", each)
    for audience, findings in heard.items():
        if audience != "pupil":
            blocks = (*_glances(findings, easel), _grid(findings), *quotes_of(evidence, audience))
            yield Section(f"{audience}s" if audience == "parent" else audience, f"What {PEOPLE[audience]} said", blocks)
    together = tuple(_together(evidence))
    if together:
        yield Section("together", "The same question, seen from each side", together)


def _glances(findings: Findings, easel: Easel) -> Iterator[Block]:
    """Where things stand, what moved, and SEND beside the others."""
    people, pupils = PEOPLE[findings.audience], findings.audience == "pupil"
    key = key_picture([findings], easel) if pupils else None
    if key is not None:
        says = (
            "Positive answers are the full bar on the right of the line, negative answers the striped one on the left."
        )
        yield Chart("How to read the pictures", key, (), says)
    of_all = _tables(findings, "all")
    yield from _chart("Where things stand", standing_picture(findings, easel), of_all, f"Of every 100 {people}, now.")
    points = "In points: one point is one person in 100. The thin line is where the true change may well lie."
    yield from _chart("What has moved", changes_picture(findings, easel), of_all, points)
    if pupils:
        send = _tables(findings, "send")
        marks = (
            "The filled mark is pupils with SEND, the open one all others. The thin line is where pupils with SEND may "
            "well lie beside the others: where it comes near the open mark, the difference may be chance."
        )
        yield from _chart("With and without SEND", gaps_picture(findings, "send", easel), send, marks)
        rose = "Whether positive answers of pupils with SEND rose or fell more than those of the others, in points."
        yield from _chart("How that gap moved", gap_changes_picture(findings, "send", easel), send, rose)


def _chart(title: str, picture: Picture | None, tables: tuple[str, ...], says: str) -> Iterator[Chart]:
    if picture is not None:
        yield Chart(title, picture, tables, says)


def _tables(findings: Findings, by: str) -> tuple[str, ...]:
    return ids(findings, *(table.id for table in findings.tables if table.by == by and not table.refusal))


def _grid(findings: Findings) -> Grid:
    """Each statement in one line: the positive share in each wave, and the reading."""
    waves = findings.waves
    moved = len(waves) > 1
    rows, rests = [], []
    for table in findings.tables:
        if table.by != "all" or table.refusal:
            continue
        change = table.change("all")
        cells = [table.cell("all", wave) for wave in waves]
        shares = ["not shown" if cell is None or cell.parts is None else cell.parts["positive"].text for cell in cells]
        reading = reading_words(change.reading, PEOPLE[findings.audience]) if change else ""
        rows.append((table.wording, *shares, *((reading,) if moved else ())))
        found = [*(cell.id for cell in cells if cell is not None), *([change.id] if change else [])]
        rests.append(ids(findings, *found))
    head = ("Statement", *(wave_name(wave) for wave in waves), *(("Reading",) if moved else ()))
    return Grid(f"{VOICES[findings.audience]}: positive answers", head, tuple(rows), tuple(rests))


def _together(evidence: Evidence) -> Iterator[Block]:
    """Each side of belonging that two audiences or more were asked about. The words differ, so look for large gaps."""
    for side in shared_constructs(evidence.voices.findings):
        rests = tuple(
            tuple(f"{AUDIENCES[row[0]]}:{found}" for found in named.split())
            for named, row in zip(side.findings, side.rows, strict=True)
        )
        yield Grid(side.title, side.head, side.rows, rests, note=side.description)
