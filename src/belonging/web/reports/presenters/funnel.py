"""Schools within their limits, for the team: what each school's own report says of one statement, under no name.

A school is shown no finer than in its own report, the order is drawn by lot for each statement anew, and nothing is
said of a school that its whole band does not say (docs/methods/funnel.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.released import Cell, Findings, Measure, ReleasedTable, Rung, Supplement
from belonging.figures import Axis, Limits, SchoolBand, draw_masked_funnel, share_number, wave_name
from belonging.figures.printed import number
from belonging.web.reports.presenters.further import FUNNELS
from belonging.web.reports.presenters.pictures import Easel, Picture

LEAST_SCHOOLS: Final = 5
"""Of fewer that can be shown a picture would name them."""
MOST_SCHOOLS: Final = 500
"""Of more a picture is a blot, and reading them all takes longer than a page may."""
Schools = Mapping[int, ReleasedTable | None]

_SIZES: Final = {
    Rung.WORDS: "10 to 29",
    Rung.TENS: "30 to 59",
    Rung.FIVES: "60 to 299",
    Rung.WHOLE: "300 or more",
}
_ORDER: Final = tuple(_SIZES.values())


@dataclass(frozen=True, slots=True)
class FunnelPage:
    """`picture` is None where `why_not` says why; `finding` is the id of all schools' share."""

    choices: tuple[tuple[str, str], ...]
    item: str
    wording: str
    wave: str
    target: str
    finding: str
    sentence: str
    by_chance: str
    left_out: str
    picture: Picture | None
    why_not: str = ""


def chosen_item(findings: Findings, item: str | None) -> str:
    """A key of the findings; anything else stands for the first one."""
    return item if item is not None and item in findings.items else findings.items[0]


def funnel_page(findings: Findings, chosen: str, schools: Schools | None) -> FunnelPage:
    """`schools`: each one's own table of the statement, as far as it is released; None where there are too many."""
    table = findings.table(chosen)
    choices = tuple((key, own.wording) for key in findings.items if (own := findings.table(key)) is not None)
    wording = table.wording if table else ""
    found = next((one for one in findings.supplements if one.id == FUNNELS), None)
    target = _target(found, chosen)
    if found is None or target is None or target.value is None or schools is None:
        return FunnelPage(choices, chosen, wording, "", "", "", "", "", "", None, _reason(found, schools))
    wave = target.id.rpartition("-")[2]
    bands = bands_of(schools, chosen, wave, lot=findings.plan_digest)
    why_not = "" if len(bands) >= LEAST_SCHOOLS else "Too few schools can be shown on this statement in this wave."
    limits = limits_of(found, chosen)
    picture = None if why_not else _picture(wording, target.value, limits, bands)
    return FunnelPage(
        choices=choices,
        item=chosen,
        wording=wording,
        wave=wave_name(wave),
        target=f"{number(target.value)} of every 100",
        finding=target.id,
        sentence=picture.text if picture else "",
        by_chance=_by_chance(len(bands)),
        left_out=_left_out(len(schools) - len(bands)),
        picture=picture,
        why_not=why_not,
    )


def bands_of(schools: Schools, item: str, wave: str, *, lot: str) -> list[SchoolBand]:
    """By size as tables give it, and within a size by lot: another order for each statement."""
    shown = [(_lot(lot, item, school), cell) for school, own in schools.items() for cell in _cell(own, wave)]
    bands = [(lot_, _band(cell)) for lot_, cell in shown]
    return [band for _, band in sorted(bands, key=lambda pair: (_ORDER.index(pair[1].size), pair[0]))]


def limits_of(supplement: Supplement, item: str) -> list[Limits]:
    """As they are stored, the inner ones first."""
    ends: dict[str, list[tuple[int, float, float]]] = {}
    for one in supplement.measures:
        what = one.id.rpartition(":")[2]
        if one.item == item and what.startswith("limits-") and one.low is not None and one.high is not None:
            ends.setdefault(what.split("-")[1], []).append((one.n or 0, one.low, one.high))
    return [Limits(level, tuple(sorted(ends[level]))) for level in sorted(ends, key=float)]


def _target(supplement: Supplement | None, item: str) -> Measure | None:
    measures = supplement.measures if supplement else ()
    return next((one for one in measures if one.item == item and ":target-" in one.id), None)


def _reason(supplement: Supplement | None, schools: Schools | None) -> str:
    if schools is None:
        return (
            f"The picture is drawn of up to {MOST_SCHOOLS} schools, and here are more: nobody could tell their marks "
            "apart. The limits themselves are in the programme’s findings (JSON), under “funnels”."
        )
    if supplement is None:
        return "The plan that these findings were made by asks for no limits. Findings of newer plans have them."
    if supplement.refusal is not None:
        return supplement.refusal.sentence
    return "All schools’ share cannot be shown on this statement."


def _cell(table: ReleasedTable | None, wave: str) -> Iterator[Cell]:
    cell = table.cell("all", wave) if table else None
    if cell is not None and cell.parts is not None and cell.n:
        yield cell


def _band(cell: Cell) -> SchoolBand:
    parts = cell.parts or {}
    share = parts["positive"]
    return SchoolBand(_SIZES[cell.rung], cell.n or 0, share.low, share.high, share_number(share, cell.rung))


def _lot(lot: str, item: str, school: int) -> str:
    return hashlib.sha256(f"{lot}:{item}:{school}".encode()).hexdigest()


def _picture(wording: str, target: float, limits: list[Limits], bands: list[SchoolBand]) -> Picture:
    easel = Easel(Axis.holding(()))
    title = f"Schools by size: “{wording}”"
    return easel.picture("funnel", lambda look: draw_masked_funnel(title, target, limits, bands, look=look))


def _by_chance(schools: int) -> str:
    about = max(1, round(schools / 20))
    return (
        f"Of every 20 schools about 1 lies outside the inner lines by chance alone: of these {schools}, "
        f"about {about}. Of every 500 about 1 lies outside the outer lines."
    )


def _left_out(schools: int) -> str:
    if not schools:
        return ""
    return f"{'One school is' if schools == 1 else f'{schools} schools are'} left out: too few answered, or not shown."
