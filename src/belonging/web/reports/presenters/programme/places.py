"""The figures that the team's words may hold, by a short name: `pupil.safe.all.now`, `training.people`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from belonging.evaluation.groups import ONCE
from belonging.evaluation.released import Change, Findings, Reading, ReleasedTable
from belonging.figures import inside, points, points_in_words, wave_name
from belonging.web.reports.presenters.programme.saying import earliest, ids, latest
from belonging.web.reports.presenters.wording import BREAKDOWNS, PEOPLE, VOICES, british_date
from belonging.web.reports.queries.programme import Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """`text` is what stands there today. `shelf`: under which heading the list has it."""

    name: str
    shelf: str
    label: str
    text: str
    findings: tuple[str, ...]


def figures_of(evidence: Evidence) -> dict[str, Place]:
    """Every place by its name, in the order of the list."""
    places: dict[str, Place] = {}
    for place in _all(evidence):
        places.setdefault(place.name, place)
    return places


def _all(evidence: Evidence) -> Iterator[Place]:
    yield from _taking_part(evidence)
    for findings in evidence.voices.findings.values():
        for table in findings.tables:
            if table.by == "all" or (table.by in BREAKDOWNS and not table.refusal):
                yield from _table(findings, table)
    yield from _counted(evidence)
    for name, found in (("training", evidence.feedback), ("lead", evidence.leads)):
        yield from _professional(name, found)


def _taking_part(evidence: Evidence) -> Iterator[Place]:
    shelf = "Who took part"
    count = len(evidence.settings)
    yield Place("schools", shelf, "Schools", f"{count} school{'' if count == 1 else 's'}", ("taking-part:schools",))
    yield Place("released", shelf, "Day of the findings", british_date(evidence.voices.released_at), ())
    for name, findings in evidence.voices.findings.items():
        for said in findings.responses:
            label = f"{VOICES[name]} who answered, {inside(wave_name(said.wave))}"
            rests = ids(findings, f"responses:{said.wave}")
            yield Place(f"{name}.answered.{said.wave}", shelf, label, inside(said.answered_text), rests)


def _table(findings: Findings, table: ReleasedTable) -> Iterator[Place]:
    for group, group_label in dict.fromkeys((cell.group, cell.group_label) for cell in table.cells):
        name = f"{findings.audience}.{table.item}.{group}"
        who = PEOPLE[findings.audience] if group == "all" else inside(group_label)
        shelf = f"{VOICES[findings.audience]}: “{table.wording}”"
        now, first, change = latest(table, group), earliest(table, group), table.change(group)
        if now is not None and now.parts is not None:
            yield Place(f"{name}.now", shelf, f"{who}, now", now.parts["positive"].text, ids(findings, now.id))
        if first is not None and first is not now and first.parts is not None:
            rests = ids(findings, first.id)
            yield Place(f"{name}.before", shelf, f"{who}, before", first.parts["positive"].text, rests)
        if change is not None:
            yield Place(f"{name}.change", shelf, f"{who}, change", _change(change), ids(findings, change.id))


def _change(change: Change) -> str:
    """With its reading: a change that is not clear is not given as a number, whatever stands around it."""
    if change.reading is Reading.TOO_FEW:
        return "too few answers to tell"
    low, high, interval = change.estimate_low, change.estimate_high, change.interval
    if change.reading is Reading.NO_CLEAR_CHANGE or low is None or high is None or interval is None:
        return "no clear change"
    return f"{points_in_words(points(low, high))} (it may lie anywhere from {points(interval.low, interval.high)})"


def _counted(evidence: Evidence) -> Iterator[Place]:
    held = evidence.training
    if held is not None and held.sessions:
        for name, label, count in (
            ("sessions", "Sessions held", held.sessions),
            ("in_person", "Sessions in person", held.in_person),
            ("online", "Sessions online", held.online),
            ("people", "Members of staff trained", held.people),
            ("leaders", "Senior leaders trained", held.leaders),
        ):
            yield Place(f"training.{name}", "Training", label, f"{count:,}", (f"training:{name}",))
    if evidence.across is not None:
        for area in evidence.across.areas:
            title, rests = str(area.area.title), (f"audit:area:{area.area.key}",)
            yield Place(f"audit.{area.area.key}.now", "Audit", f"{title}, now", f"{area.now} in 100", rests)
            if area.earlier is not None:
                before = f"{area.earlier} in 100"
                yield Place(f"audit.{area.area.key}.before", "Audit", f"{title}, baseline", before, rests)


def _professional(name: str, findings: Findings | None) -> Iterator[Place]:
    shelf = "Training feedback" if name == "training" else "Leads’ survey"
    for table in findings.tables if findings is not None else ():
        for cell in table.cells:
            if cell.wave != ONCE or cell.parts is None or (table.by == "role" and cell.group != "leader"):
                continue
            share = cell.parts["positive"].text
            text = "0%" if share == "none" else share
            label = f"{table.wording} ({inside(cell.group_label)})"
            yield Place(f"{name}.{table.item}.{cell.group}.now", shelf, label, text, (f"{name}:{cell.id}",))
