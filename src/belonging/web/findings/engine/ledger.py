"""What the ledger says of a release: each table in each wave, how finely, to whom."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict

from belonging.evaluation.released import Findings, ReleasedTable, Rung
from belonging.web.findings.models import LedgerEntry, Release
from belonging.web.findings.rules import EVERY_TABLE, ShownAs


def all_shown(findings: Findings) -> list[tuple[ReleasedTable | None, ShownAs]]:
    """Every table in every wave; and every wave of which there is no table at all (with None)."""
    tables = [(table, one) for table in findings.tables for one in shown_as(table)]
    absent = [response.wave for response in findings.responses if response.wave not in findings.waves]
    return [*tables, *((None, ShownAs(EVERY_TABLE, wave, None)) for wave in absent)]


def shown_as(table: ReleasedTable) -> list[ShownAs]:
    """Each wave that the table speaks of, at its coarsest; withheld ones too."""
    held = {one.wave for one in table.withheld}
    rungs: defaultdict[str, list[Rung]] = defaultdict(list)
    for cell in table.cells:
        rungs[cell.wave].append(cell.rung)
    waves = [*(ShownAs(table.id, wave, Rung.coarsest(found)) for wave, found in rungs.items())]
    return [*waves, *(ShownAs(table.id, wave, None) for wave in sorted(held - set(rungs)))]


def ledger_entries(release: Release, findings: Findings, plan_version: int) -> list[LedgerEntry]:
    """One for each table and wave, shown or not."""
    reader = "programme" if release.school_id is None else "lead"
    return [
        LedgerEntry(
            school_id=release.school_id,
            release=release,
            table=one.table,
            wave=one.wave,
            plan_version=plan_version,
            rung=(one.rung or Rung.WORDS).value,
            shown=one.rung is not None,
            reader=reader,
            digest=wave_digest(table, one.wave) if table else "",
        )
        for table, one in all_shown(findings)
    ]


def wave_digest(table: ReleasedTable, wave: str) -> str:
    """SHA-256 of everything that the table says of the wave, and of what led up to it."""
    said = {
        "cells": [asdict(cell) for cell in table.cells if cell.wave == wave],
        "changes": [asdict(change) for change in table.changes if change.later == wave],
        "gaps": [asdict(gap) for gap in table.gaps if gap.wave == wave],
        "withheld": [asdict(held) for held in table.withheld if held.wave == wave],
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
