"""The reproduction pack of a cohort: what every figure of its report can be worked out from again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files as package_files
from pathlib import Path

import polars as pl
from django.db.models import Min

from belonging.evaluation import Plan
from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction import archive, checking, parts
from belonging.evaluation.reproduction.counts import Counts, counts_of
from belonging.evaluation.reproduction.parts import Part, Registered
from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope
from belonging.web.findings.engine.amending import adds_of
from belonging.web.findings.engine.making import counted, keyed, policy_of
from belonging.web.findings.engine.verifying import due_of
from belonging.web.findings.models import AmendedRelease, Release
from belonging.web.findings.rules import Due, Strand
from belonging.web.packs.engine.reproduction_readme import few, readme
from belonging.web.packs.errors import CannotReproduce, NothingReleasedYet
from belonging.web.packs.queries.reproduction import amended_releases, latest_releases
from belonging.web.packs.rules.kinds import Built
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import masks
from belonging.web.surveys.models import Round

SCRIPT = "reproduce.R"


def build(cohort: Cohort, out: Path, now: datetime) -> Built:  # noqa: ARG001  # all kinds of pack are built so
    """Write the pack to `out`. Raises NothingReleasedYet, CannotReproduce.

    `now` leaves no trace in it: the same releases give the same bytes.
    """
    with programme_scope("packs: reproduction"):
        releases = latest_releases(cohort)
        letters = {str(school): letter for school, letter in masks(cohort).items()}
        held = [_part(_as_released(release), letters) for release in releases]
        held += [_part(_as_amended(release), letters) for release in amended_releases(cohort)]
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
    sentences = (f"{found.figures:,} printed values can be worked out again.", few(held), *found.unrebuilt)
    return Built((*sorted(files), archive.SUMS), hashlib.sha256(content).hexdigest(), sentences)


def _files(held: Sequence[Part]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    rows: list[tuple[str, str, str, str]] = []
    for part in held:
        made |= parts.files_of(part)
        rows += checking.figure_rows(part.folder, Findings.from_json(part.findings))
    script = package_files("belonging.evaluation.reproduction").joinpath(SCRIPT).read_bytes()
    return {**made, checking.FIGURES: parts.table(checking.FIGURES_HEADER, rows), SCRIPT: script}


@dataclass(frozen=True, slots=True)
class _Out:
    """What is out, whether by the plan that was fixed or by an amendment of it."""

    folder: str
    findings: str
    registered: Registered
    due: Due
    released_at: datetime
    input_digest: str


def _as_released(release: Release) -> _Out:
    fixed = release.plan
    assert fixed is not None  # noqa: S101  # for the type checker: the query leaves out releases without a plan
    due = due_of(release)
    registered = Registered(
        fixed.plan, fixed.fixed_at.isoformat(), fixed.before_sealing, fixed.signature, _opened_at(due.rounds)
    )
    return _Out(release.instrument, release.findings, registered, due, release.released_at, release.input_digest)


def _as_amended(release: AmendedRelease) -> _Out:
    asked = release.amendment
    registered = Registered(
        plan=release.plan,
        fixed_at=asked.proposed_at.isoformat(),
        before_sealing=False,
        signature=release.signature,
        opened_at=_opened_at(release.rounds),
        reason=f"Exploratory: asked for on {asked.proposed_at:%Y-%m-%d}, after the plan was fixed. {asked.reason}",
        adds=adds_of(asked),
    )
    strand = Strand(asked.cohort_id, load(asked.instrument).audience.value, asked.instrument)
    due = Due(strand, tuple(release.waves.split("+")), tuple(release.rounds))
    folder = f"{asked.instrument}-amendment-{asked.number}"
    return _Out(folder, release.findings, registered, due, release.released_at, release.input_digest)


def _opened_at(rounds: Sequence[int]) -> str:
    """When the first answer to any of them could be given; empty of surveys that were brought in."""
    first = Round.objects.filter(pk__in=rounds).aggregate(Min("opens_at"))["opens_at__min"]
    return first.isoformat() if first is not None else ""


def _part(out: _Out, letters: Mapping[str, str]) -> Part:
    instrument = out.due.strand.instrument
    answers, rolls = counted(out.due)
    if not hmac.compare_digest(keyed(answers.digest), out.input_digest):
        raise CannotReproduce(
            f"The sealed rows of {instrument} are not those that were counted for its release, so no pack was "
            "made. Run 'belonging verify-releases', and compare a backup."
        )
    plan, findings = Plan.from_json(out.registered.plan), Findings.from_json(out.findings)
    counts = counts_of(answers, plan, policy_of(instrument), rolls, findings)
    return Part(
        folder=out.folder,
        findings=out.findings,
        registered=out.registered,
        counts=masked(counts, letters),
        rolls={} if not counts.schools else {(letters[school], wave): roll for (school, wave), roll in rolls.items()},
        released_at=out.released_at.isoformat(),
        input_digest=out.input_digest,
    )


def masked(counts: Counts, letters: Mapping[str, str]) -> Counts:
    """With letters in the place of schools, in the order in which the engine took the schools."""
    frame = counts.frame.with_columns(pl.col("school").replace(dict(letters)))
    return replace(
        counts,
        frame=frame.sort(frame.columns),
        schools=tuple(letters[school] for school in counts.schools),
    )
