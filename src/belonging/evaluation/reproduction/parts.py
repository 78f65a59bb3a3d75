"""What a pack holds of one release: written as files, and read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import polars as pl

from belonging.evaluation.amending import Adds
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction.archive import UnusablePack
from belonging.evaluation.reproduction.counts import SCHEMA, Counts, printed_in
from belonging.evaluation.reproduction.main_table import HEADER, main_table
from belonging.evaluation.reproduction.policies import policy_named, written
from belonging.evaluation.reproduction.source import main_margins
from belonging.instruments.load import load
from belonging.instruments.model import PROFESSIONAL_AUDIENCES

CELLS: Final = "cells.csv"
PARQUET: Final = "cells.parquet"
ROLLS: Final = "rolls.csv"
PLAN: Final = "plan.json"
POLICY: Final = "policy.json"
FINDINGS: Final = "findings.json"
ABOUT: Final = "about.json"
MAIN_TABLE: Final = "main_table.csv"


@dataclass(frozen=True)
class Registered:
    """The plan as it was fixed: when, with which signature, and whether before a round was sealed. `opened_at`: when
    the first answer could be given.

    `reason` and `adds` are of a plan that was amended afterwards: why, and which tables alone are its own.
    """

    plan: str
    fixed_at: str
    before_sealing: bool
    signature: str
    opened_at: str = ""
    reason: str = ""
    adds: Adds | None = None


@dataclass(frozen=True)
class Part:
    """One release. `findings` and the plan are the stored bytes; `input_digest` is of the rows, under a secret key."""

    folder: str
    findings: str
    registered: Registered
    counts: Counts
    rolls: Mapping[tuple[str, str], int]
    released_at: str
    input_digest: str


def files_of(part: Part) -> dict[str, bytes]:
    """By name, inside the part's folder."""
    findings, plan = Findings.from_json(part.findings), Plan.from_json(part.registered.plan)
    policy = policy_named(findings.policy)
    files = {
        CELLS: part.counts.frame.with_columns(pl.col(pl.String).replace("", None)).write_csv().encode(),
        PARQUET: _parquet(part.counts.frame),
        ROLLS: table(("school", "wave", "on_roll"), ((*key, roll) for key, roll in sorted(part.rolls.items()))),
        PLAN: part.registered.plan.encode(),
        POLICY: _json(written(policy)),
        FINDINGS: part.findings.encode(),
        ABOUT: _json(_about(part, findings, plan)),
    }
    instrument = load(findings.instrument)
    if instrument.audience not in PROFESSIONAL_AUDIENCES:
        kind, margins = main_margins(part.counts, instrument, plan, policy)
        files[MAIN_TABLE] = table(HEADER, main_table(margins, kind, printed_in(findings)))
    return {f"{part.folder}/{name}": content for name, content in files.items()}


def read_part(folder: str, files: Mapping[str, bytes]) -> Part:
    """Raises UnusablePack where a file is missing or is not what it should be."""
    try:
        about = json.loads(files[f"{folder}/{ABOUT}"])
        plan = about["plan"]
        return Part(
            folder=folder,
            findings=files[f"{folder}/{FINDINGS}"].decode(),
            registered=Registered(
                plan=files[f"{folder}/{PLAN}"].decode(),
                fixed_at=plan["fixed_at"],
                before_sealing=plan["fixed_before_sealing"],
                signature=plan["signature"],
                opened_at=plan["first_answer_possible_at"],
                reason=plan["reason"],
                adds=None if plan["adds"] is None else Adds(**{name: tuple(of) for name, of in plan["adds"].items()}),
            ),
            counts=_counts(about, files[f"{folder}/{CELLS}"]),
            rolls={(row["school"], row["wave"]): int(row["on_roll"]) for row in rows_of(files[f"{folder}/{ROLLS}"])},
            released_at=about["released_at"],
            input_digest=about["input_digest"],
        )
    except KeyError as error:
        raise UnusablePack(f"{folder} is not whole: {error.args[0]} is missing. Download the pack again.") from error
    except (ValueError, TypeError, AttributeError, pl.exceptions.PolarsError) as error:
        raise UnusablePack(f"{folder} cannot be read: {str(error).splitlines()[0]}") from error


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8. Floats are written so that they read back as they were."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return made.getvalue().encode()


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def _about(part: Part, findings: Findings, plan: Plan) -> dict[str, Any]:
    counts, registered = part.counts, part.registered
    return {
        "audience": findings.audience,
        "questionnaire": findings.instrument,
        "questionnaire_digest": findings.instrument_digest,
        "waves": findings.waves,
        "engine_version": findings.engine_version,
        "released_at": part.released_at,
        "input_digest": part.input_digest,
        "plan": {
            "digest": plan.digest,
            "fixed_at": registered.fixed_at,
            "fixed_before_sealing": registered.before_sealing,
            "first_answer_possible_at": registered.opened_at,
            "signature": registered.signature,
            "reason": registered.reason,
            "adds": None if registered.adds is None else asdict(registered.adds),
        },
        "schools": [list(pair) for pair in zip(counts.schools, counts.arms, strict=True)],
        "items": counts.items,
        "left_out_beside_other_tables": [[*place, code] for place, code in sorted(counts.recorded.items())],
        "waves_without_undecided_rows": sorted(counts.left_out),
    }


def _counts(about: Mapping[str, Any], cells: bytes) -> Counts:
    frame = pl.read_csv(cells, schema=SCHEMA).with_columns(pl.col(pl.String).fill_null(""))
    return Counts(
        frame=frame,
        schools=tuple(school for school, _ in about["schools"]),
        arms=tuple(arm for _, arm in about["schools"]),
        items=tuple(about["items"]),
        recorded={(by, item, wave): code for by, item, wave, code in about["left_out_beside_other_tables"]},
        left_out=frozenset(about["waves_without_undecided_rows"]),
    )


def _parquet(frame: pl.DataFrame) -> bytes:
    made = io.BytesIO()
    frame.write_parquet(made, compression="zstd", statistics=False)
    return made.getvalue()


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
