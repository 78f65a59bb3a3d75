"""The reproduction pack of a cohort: what every figure of its report can be worked out from again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from importlib.resources import files as package_files
from pathlib import Path

import polars as pl

from belonging.evaluation import Plan
from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction import archive, checking, parts
from belonging.evaluation.reproduction.counts import Counts, counts_of
from belonging.evaluation.reproduction.parts import Part, Registered
from belonging.web.base.scope import programme_scope
from belonging.web.findings.engine.making import counted, keyed, policy_of
from belonging.web.findings.engine.verifying import due_of
from belonging.web.findings.models import Release
from belonging.web.packs.engine.reproduction_readme import readme
from belonging.web.packs.errors import CannotReproduce, NothingReleasedYet
from belonging.web.packs.queries.reproduction import latest_releases
from belonging.web.packs.rules.kinds import Built
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import masks

SCRIPT = "reproduce.R"


def build(cohort: Cohort, out: Path, now: datetime) -> Built:  # noqa: ARG001  # all kinds of pack are built so
    """Write the pack to `out`. Raises NothingReleasedYet, CannotReproduce.

    `now` leaves no trace in it: the same releases give the same bytes.
    """
    with programme_scope("packs: reproduction"):
        releases = latest_releases(cohort)
        letters = {str(school): letter for school, letter in masks(cohort).items()}
        held = [_part(release, letters) for release in releases]
    if not held:
        raise NothingReleasedYet
    files = _files(held)
    found = checking.checked({**files, archive.SUMS: archive.sums(files)})
    if not found.holds:
        raise CannotReproduce(
            f"The released figures do not come out again: {(*found.wrong, *found.differences)[0]} No pack was made. "
            "Run 'belonging verify-releases' to see which release it is."
        )
    files["README.txt"] = readme(cohort.name, held, found).encode()
    content = archive.zipped(files)
    out.write_bytes(content)
    sentences = (f"{found.figures:,} printed values can be worked out again.", *found.unrebuilt)
    return Built((*sorted(files), archive.SUMS), hashlib.sha256(content).hexdigest(), sentences)


def _files(held: Sequence[Part]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    rows: list[tuple[str, str, str, str]] = []
    for part in held:
        made |= parts.files_of(part)
        rows += checking.figure_rows(part.folder, Findings.from_json(part.findings))
    script = package_files("belonging.evaluation.reproduction").joinpath(SCRIPT).read_bytes()
    return {**made, checking.FIGURES: parts.table(checking.FIGURES_HEADER, rows), SCRIPT: script}


def _part(release: Release, letters: Mapping[str, str]) -> Part:
    fixed = release.plan
    assert fixed is not None  # noqa: S101  # for the type checker: the query leaves out releases without a plan
    findings, plan = Findings.from_json(release.findings), Plan.from_json(fixed.plan)
    answers, rolls = counted(due_of(release))
    if not hmac.compare_digest(keyed(answers.digest), release.input_digest):
        raise CannotReproduce(
            f"The sealed rows of {release.instrument} are not those that were counted for its release, so no pack was "
            "made. Run 'belonging verify-releases', and compare a backup."
        )
    counts = counts_of(answers, plan, policy_of(release.instrument), rolls, findings)
    return Part(
        folder=release.instrument,
        findings=release.findings,
        registered=Registered(
            plan=fixed.plan,
            fixed_at=fixed.fixed_at.isoformat(),
            before_sealing=fixed.before_sealing,
            signature=fixed.signature,
        ),
        counts=masked(counts, letters),
        rolls={} if not counts.schools else {(letters[school], wave): roll for (school, wave), roll in rolls.items()},
        released_at=release.released_at.isoformat(),
        input_digest=release.input_digest,
    )


def masked(counts: Counts, letters: Mapping[str, str]) -> Counts:
    """With letters in the place of schools, in the order in which the engine took the schools."""
    frame = counts.frame.with_columns(pl.col("school").replace(dict(letters)))
    return replace(
        counts,
        frame=frame.sort(frame.columns),
        schools=tuple(letters[school] for school in counts.schools),
    )
