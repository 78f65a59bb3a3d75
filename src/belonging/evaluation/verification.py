"""The certificate of a school's release: made, and checked by doing everything again.

A witness is a set of answers that differs from the true one and must give the same bytes. Checking means: the
release is made again from the answers, every witness is found again and compared by digest, and the *whole*
release is made again from rows that hold the witnesses' answers in place of the true ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np
import polars as pl
from numpy.typing import NDArray

from belonging.evaluation.answers import HOW_COLUMNS, AnswerSet
from belonging.evaluation.breakdowns import break_down
from belonging.evaluation.cells import Cells, count_cells, only, restrict
from belonging.evaluation.disclosure.audit import Verdict, judge
from belonging.evaluation.disclosure.audited import Unit, audited
from belonging.evaluation.disclosure.certificate import VERSION, Certificate, UnitProof, publication_digest
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.disclosure.pools import Pools, parts_of, pools_of
from belonging.evaluation.disclosure.small_settings import small_setting
from belonging.evaluation.disclosure.worlds import World
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.kinds import main_part
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Findings
from belonging.evaluation.request import Request, Rolls
from belonging.evaluation.run import ENGINE_VERSION, evaluate
from belonging.instruments.model import Item

RERUNS = 3
"""How many whole releases are made again from witnesses; each holds another witness of every item and wave."""


class NotCertifiable(ValueError):
    """Findings that have no such certificate; the message says why."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Sentences about what agrees, what does not, and what is otherwise without being wrong (`remarks`)."""

    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.differs


@dataclass(frozen=True, slots=True)
class Released:
    """Findings with what they were made from."""

    findings: Findings
    answers: AnswerSet
    plan: Plan
    rolls: Rolls


def certify(released: Released) -> Certificate:
    """The certificate of a school's findings under `release`. Raises NotCertifiable for any other findings."""
    findings = released.findings
    return Certificate(
        plan=findings.plan_digest,
        policy=findings.policy,
        policy_version=findings.policy_version,
        engine_version=findings.engine_version,
        solver=_solver(),
        publication=publication_digest(findings),
        units=tuple(_unit_proof(unit, proof) for unit, proof in _audit(released).proofs),
    )


def verify(released: Released, certificate: Certificate, reruns: int = RERUNS) -> Verification:
    """Do everything again and say what agrees. `reruns`: whole releases made again from witnesses."""
    findings = released.findings
    checks = [
        (publication_digest(findings) == certificate.publication, "The findings are the ones that were certified."),
        (released.plan.digest == certificate.plan, "The plan is the one that was certified."),
        (certificate.engine_version == ENGINE_VERSION, "The engine is of the version that made them."),
        (_policy_agrees(findings, certificate), "The policy and its version are those that were certified."),
        (_is(certificate.version, VERSION), "The certificate is written in the form of this version."),
    ]
    again = evaluate(released.answers, released.plan, Policy.release(), released.rolls)
    same = again.to_json() == findings.to_json()
    checks.append((same, "The answers give the same findings again, to the byte."))
    if same:
        audit = _audit(released)
        units = tuple(_unit_proof(unit, proof) for unit, proof in audit.proofs)
        checks.append((units == certificate.units, "Every witness is found again."))
        alike = all(_prints_the_same(released, audit, number) for number in range(reruns))
        checks.append(
            (alike, f"{reruns} other sets of answers, made of witnesses, give the same findings to the byte.")
        )
    return Verification(
        tuple(sentence for agrees, sentence in checks if agrees),
        tuple(f"Not so: {sentence}" for agrees, sentence in checks if not agrees),
        tuple(_other_solver(certificate)),
    )


def _solver() -> str:
    return f"HiGHS {version('highspy')}"


def _other_solver(certificate: Certificate) -> Iterator[str]:
    if certificate.solver != _solver():
        yield (
            f"The certificate names the solver {certificate.solver}, this machine has {_solver()}. That alone is no "
            "fault: what was certified holds whichever solver finds it."
        )


def _policy_agrees(findings: Findings, certificate: Certificate) -> bool:
    ours = Policy.release()
    return all(
        found.policy == ours.name and _is(found.policy_version, ours.version) for found in (findings, certificate)
    )


def _is(value: object, number: int) -> bool:
    """Not 2.0 and not true: the certificate is read from a file that anybody may have changed."""
    return type(value) is int and value == number


def witness_answers(released: Released, number: int) -> AnswerSet:
    """The answers, with the `number`-th witness of every item and wave in the place of what was answered."""
    return _with_witnesses(released.answers, _audit(released), number)


@dataclass(frozen=True)
class _Audit:
    """The audit of the findings' answers, made again. `cells` are those behind the pools, by their own waves."""

    cells: Cells
    pools: Mapping[str, Pools]
    proofs: tuple[tuple[Unit, Verdict], ...]


def _audit(released: Released) -> _Audit:
    findings = released.findings
    if findings.scope != "school" or findings.policy != Policy.release().name:
        raise NotCertifiable(
            f"These are {findings.policy} findings of a {findings.scope}. "
            "A certificate belongs to one school's findings under the policy release."
        )
    request = main_part(Request(released.answers, released.plan, Policy.release(), released.rolls))
    ours = only(count_cells(request.answers, request.items, request.waves), "arm", (PROGRAMME,))
    small = small_setting(ours, released.plan.waves, request.policy)
    cells = restrict(ours, findings.waves) if small is None else ours
    shown = cells if small is None or small.cells is None else small.cells
    breakdowns, _ = break_down(request, shown) if findings.waves else ([], [])
    pools = {name: pools_of(shown, breakdowns, wave) for wave, name in enumerate(findings.waves)}
    units = audited(shown, breakdowns).units if findings.waves else ()
    # Judged without a look at the answers: so the certificate follows from what is printed.
    return _Audit(cells, pools, tuple((unit, judge(unit.chosen.like)) for unit in units))


def _unit_proof(unit: Unit, proof: Verdict) -> UnitProof:
    worlds = b"".join(np.ascontiguousarray(world).tobytes() for world in proof.witnesses)
    return UnitProof(
        item=unit.item,
        wave=unit.wave,
        step=unit.chosen.step,
        tables=tuple(table.by for table in unit.chosen.tables),
        demands=proof.demands,
        worlds=len(proof.witnesses),
        by_steps=proof.quick,
        by_solver=proof.solved,
        witnesses=hashlib.sha256(worlds).hexdigest(),
    )


def _prints_the_same(released: Released, audit: _Audit, number: int) -> bool:
    others = _with_witnesses(released.answers, audit, number)
    again = evaluate(others, released.plan, Policy.release(), released.rolls)
    return again.to_json() == released.findings.to_json()


def _with_witnesses(answers: AnswerSet, audit: _Audit, number: int) -> AnswerSet:
    cells = audit.cells
    rows = {
        name: [cells.labels[name][place] for place in np.repeat(places, cells.forms)]
        for name, places in cells.places.items()
    }
    codes: dict[str, list[int | None]] = {item: [None] * int(cells.forms.sum()) for item in cells.items}
    first = np.concatenate([[0], np.cumsum(cells.forms)])
    for unit, proof in audit.proofs:
        world = proof.witnesses[number % len(proof.witnesses)]
        for row, code in _answered(audit.pools[unit.wave].pool_of, first, world, cells.items[unit.item]):
            codes[unit.item][row] = code
    schema = {**dict.fromkeys(rows, pl.String), **dict.fromkeys(codes, pl.Int8)}
    frame = answers.frame
    counted = frame.get_column("edition").is_in(cells.labels["edition"]) & (frame.get_column("arm") == PROGRAMME)
    printed = counted & frame.get_column("wave").is_in(cells.labels["wave"])
    # Help and paper are told wave by wave and of nobody's answers: any order of them within a wave does.
    how = [name for name in HOW_COLUMNS if name in frame.columns]
    others = pl.DataFrame({**rows, **codes}, schema=schema).sort("wave", maintain_order=True)
    others = others.with_columns(frame.filter(printed).sort("wave").select(how))
    return replace(answers, frame=pl.concat([frame.filter(~printed).select(others.columns), others]))


def _answered(
    pool_of: NDArray[np.intp], first: NDArray[np.int64], world: World, item: Item
) -> Iterator[tuple[int, int | None]]:
    """For every row of the pools' cells, in order, an answer of the part that the world gives it."""
    codes = [next(iter(item.codes_of(part)), None) for part in parts_of(item)]
    for pool, counts in enumerate(world.tolist()):
        given = [code for code, count in zip(codes, counts, strict=True) for _ in range(count)]
        rows = [
            row for cell in np.flatnonzero(pool_of == pool) for row in range(int(first[cell]), int(first[cell + 1]))
        ]
        yield from zip(rows, given, strict=True)
