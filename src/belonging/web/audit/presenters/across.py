"""The audits of all schools together, in words, as tables and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.web.audit.models import Stage
from belonging.web.audit.queries.across import MOST_AT_ONCE
from belonging.web.audit.rules.across import LEAST, NUMBERS_FROM, Across, AreaAcross, StatementAcross
from belonging.web.ui.components import Table
from belonging.web.ui.tables import csv_text

HEAD = ("row", "number", "key", "words", "schools", "baseline", "latest", "change")
"""Of the file. In rows of areas the figures are of 100 ratings; in rows of statements, schools that rate it fully."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement and what is told of it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AcrossPage:
    """`areas` is None before enough schools have signed off; `lead` then says what is awaited."""

    lead: str
    sentence: str
    areas: Table | None
    weakest: tuple[Line, ...]
    moved: tuple[Line, ...]
    back: tuple[Line, ...]
    every: tuple[Table, ...]
    too_few: tuple[str, ...]
    how: tuple[str, ...]


def across_page(found: Across | None) -> AcrossPage:
    if found is None:
        lead = (
            f"Nothing can be shown yet. It takes {LEAST} schools that have signed off the same audit, and then schools "
            f"are added {LEAST} or more at a time."
        )
        return AcrossPage(lead, "", None, (), (), (), (), (), ())
    return AcrossPage(
        lead=_lead(found),
        sentence=gains_sentence(found.areas),
        areas=_areas(found),
        weakest=tuple(_line(one) for one in found.weakest),
        moved=tuple(_line(one) for one in found.moved_most),
        back=tuple(_line(one) for one in found.moved_back),
        every=tuple(_statements(found, area) for area in found.areas),
        too_few=tuple(f"{one.number} {one.wording}" for one in found.too_few),
        how=_how(found.schools),
    )


def across_csv(found: Across | None) -> str:
    """The page's figures as rows; the head alone while nothing can be shown."""
    if found is None:
        return csv_text(HEAD, [])
    areas = [
        ("area", area.area.number, area.area.key, area.area.title, found.schools, area.earlier, area.now, area.points)
        for area in found.areas
    ]
    statements = [
        (
            "statement",
            one.statement.number,
            one.statement.key,
            one.statement.wording,
            one.now.schools,
            one.earlier.words if one.earlier else "",
            one.now.words,
            "",
        )
        for one in found.statements
    ]
    hidden = [
        ("statement", one.number, one.key, one.wording, "", "", f"fewer than {LEAST} schools rated it", "")
        for one in found.too_few
    ]
    lines: list[Sequence[object]] = [*areas, *statements, *hidden]
    return csv_text(
        HEAD, [[str(cell) if not isinstance(cell, int) else cell for cell in _filled(line)] for line in lines]
    )


def gains_sentence(areas: Sequence[AreaAcross]) -> str:
    """The largest and the smallest gain, where the rounded figures tell them apart."""
    gained = [(area, area.points) for area in areas if area.points is not None]
    if len(gained) < 2:
        return ""
    first, most = max(gained, key=lambda pair: pair[0].gain)
    last, least = min(gained, key=lambda pair: pair[0].gain)
    if most == least:
        return "The areas gained about as much as one another."
    largest = f"The largest gain was in {_inside(first)} ({_gain(most)})"
    return f"{largest}, the smallest in {_inside(last)} ({_gain(least)})."


def _lead(found: Across) -> str:
    audit = Stage(found.stage).label.lower()
    if found.stage == Stage.BASELINE:
        return f"From the baseline audits of {found.schools} schools. No other audit is signed off by enough of them."
    return f"From {found.schools} schools that have signed off both their baseline and their {audit} audit."


def _how(schools: int) -> tuple[str, ...]:
    told = (
        "A statement is told as the number of schools that rate it fully met. Whether all do or all but one, or none "
        "or one, is left open."
        if schools >= NUMBERS_FROM
        else f"Below {NUMBERS_FROM} schools a statement is told in halves, because numbers would give schools away."
    )
    return (
        f"Only signed-off audits count, and a statement that at least {LEAST} of these schools rated.",
        told,
        "Figures of areas are rounded. They are ratings that are fully met, of every 100.",
        f"Schools are added {LEAST} or more at a time, so that a new figure is never one school’s.",
        *(
            [f"Of more than {MOST_AT_ONCE} schools the figures are up to two hours old."]
            if schools > MOST_AT_ONCE
            else []
        ),
    )


def _areas(found: Across) -> Table:
    two = found.stage != Stage.BASELINE
    now = Stage(found.stage).label
    head = ("Area", "Baseline", now, "Gain") if two else ("Area", now)
    rows = [
        (area.area.title, f"{area.earlier} in 100", f"{area.now} in 100", _gain(area.points or 0))
        if two
        else (area.area.title, f"{area.now} in 100")
        for area in found.areas
    ]
    return Table("Ratings that are fully met", head, rows, numeric=frozenset(range(1, len(head))), caption_size="s")


def _statements(found: Across, area: AreaAcross) -> Table:
    two = found.stage != Stage.BASELINE
    now = Stage(found.stage).label
    head = ("Statement", "Schools", "Baseline", now) if two else ("Statement", "Schools", now)
    rows = []
    for one in found.statements:
        if one.statement.area == area.area.key:
            earlier = (one.earlier.words,) if two and one.earlier else ()
            title = f"{one.statement.number} {one.statement.wording}"
            rows.append((title, one.now.schools, *earlier, one.now.words))
    return Table(str(area.area.title), head, rows, numeric=frozenset({1}), caption_size="s")


def _line(one: StatementAcross) -> Line:
    before = f"; at the baseline {one.earlier.words}" if one.earlier else ""
    return Line(f"{one.statement.number} {one.statement.wording}", f"Fully met: {one.now.words}{before}.")


def _gain(points: int) -> str:
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{abs(points)} points"


def _inside(area: AreaAcross) -> str:
    title = str(area.area.title)
    return f"“{title}”"


def _filled(line: Sequence[object]) -> list[object]:
    return ["" if cell is None else cell for cell in line]
