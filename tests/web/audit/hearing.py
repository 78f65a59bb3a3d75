"""Findings made by hand, as small as a test needs them: what people said, and what may be told of it."""

from __future__ import annotations

from datetime import UTC, datetime

from belonging.evaluation.released import (
    Cell,
    Findings,
    Frame,
    Gap,
    Interval,
    Reading,
    Refusal,
    ReleasedTable,
    Rung,
    Share,
    Withheld,
)
from belonging.instruments.load import load
from belonging.web.audit.rules.heard import SchoolVoices, StoredFindings, newest_of_each
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

RELEASED_AT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
ASKED = {audience: load(f"{audience}_v1") for audience in ("pupil", "parent", "staff")}
"""Read once, before any test's clock runs."""
TOO_SMALL = Refusal("small-group", "At least one of these groups has fewer than 10 answers.")
LABELS = {"all": "All pupils", "send": "With SEND", "no_send": "Without SEND"}
THIRDS = {"few": (0.0, 33.3), "about half": (33.3, 66.7), "most": (66.7, 100.0)}


def cell(low: float, reach: float = 10.0, *, group: str = "all", wave: str = "baseline", item: str = "safe") -> Cell:
    """A share in a band of five, whose interval reaches `reach` points further both ways."""
    share = Share(low, low + 5, f"between {low:.0f} and {low + 5:.0f} in 100")
    interval = Interval(max(0.0, low - reach), min(100.0, low + 5 + reach), "by hand")
    return _cell(share, interval, Rung.FIVES, (group, wave, item))


def third(word: str, *, group: str = "all", wave: str = "baseline", item: str = "safe") -> Cell:
    """A share in words, of fewer than 30 answers."""
    return _cell(Share(*THIRDS[word], word), None, Rung.WORDS, (group, wave, item))


def _cell(share: Share, interval: Interval | None, rung: Rung, place: tuple[str, str, str]) -> Cell:
    group, wave, item = place
    by = "all" if group == "all" else "send"
    return Cell(
        group=group,
        group_label=LABELS[group],
        wave=wave,
        n=100,
        schools=1,
        parts={"positive": share},
        interval=interval,
        rung=rung,
        id=f"{item}-by-{by}:{group}:{wave}",
    )


def gap(reading: Reading, *, item: str = "safe", wave: str = "baseline") -> Gap:
    """Between pupils with and without SEND."""
    text = {
        Reading.FEWER: "Fewer positive answers with SEND (57 in 100) than without (72)",
        Reading.TOO_FEW: "Too few to tell",
    }.get(reading, "No clear difference: with SEND 70 in 100, without 72")
    named = ("send", "With SEND", "no_send", "Without SEND")
    return Gap(f"{item}-by-send:gap:{wave}:send-no_send", *named, wave, None, -20.0, -10.0, None, reading, text)


def table(
    item: str,
    *cells: Cell,
    audience: str = "pupil",
    gaps: tuple[Gap, ...] = (),
    withheld: tuple[Withheld, ...] = (),
    by: str = "",
) -> ReleasedTable:
    asked = ASKED[audience].item(item)
    broken_down = by or ("all" if not cells or cells[0].group == "all" else "send")
    waves = tuple(dict.fromkeys(one.wave for one in cells))
    return ReleasedTable(
        id=f"{item}-by-{broken_down}",
        item=item,
        wording=str(asked.wording["standard"]),
        reverse=asked.reverse,
        construct=asked.construct,
        by=broken_down,
        frame=Frame.THESE_PUPILS,
        rung=Rung.coarsest(one.rung for one in cells),
        waves=waves,
        cells=cells,
        changes=(),
        refusal=withheld[0].refusal if withheld and not waves else None,
        gaps=gaps,
        withheld=withheld,
    )


def findings(
    *tables: ReleasedTable,
    audience: str = "pupil",
    waves: tuple[str, ...] = ("baseline",),
    notes: tuple[Refusal, ...] = (),
) -> Findings:
    return Findings(
        instrument=f"{audience}_v1",
        instrument_digest="",
        audience=audience,
        policy="release",
        policy_version=1,
        engine_version="test",
        plan_digest="",
        input_digest="",
        scope="school",
        waves=waves,
        responses=(),
        headlines=(),
        tables=tables,
        notes=notes,
    )


def voices(*every: Findings) -> SchoolVoices:
    stored = [StoredFindings(at, RELEASED_AT, one) for at, one in enumerate(every, start=1)]
    found = newest_of_each(stored)
    assert found is not None
    return found


def said(*tables: ReleasedTable) -> SchoolVoices:
    """What pupils said, at the baseline."""
    return voices(findings(*tables))


def store(released: Findings, cohort: Cohort, school: School, at: datetime = RELEASED_AT) -> Release:
    """As the engine stores it. Call in a scope that sees the school."""
    return Release.objects.create(
        school=school,
        cohort=cohort,
        audience=released.audience,
        instrument=released.instrument,
        waves="+".join(released.waves),
        policy=released.policy,
        engine_version=released.engine_version,
        input_digest="",
        rounds=[],
        findings=released.to_json(),
        released_at=at,
    )
