"""A pack checked: are the files those that were packed, and do plan, policy and counts give the released figures?"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from belonging.evaluation.amending import only_added
from belonging.evaluation.plan import InvalidPlan, Plan
from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction import parts
from belonging.evaluation.reproduction.archive import UnusablePack, altered
from belonging.evaluation.reproduction.figures import Figure, figures_of
from belonging.evaluation.reproduction.parts import Part
from belonging.evaluation.reproduction.policies import UnknownPolicy, policy_named, written
from belonging.evaluation.reproduction.source import findings_from
from belonging.evaluation.reproduction.unrebuilt import unrebuilt, without
from belonging.evaluation.run import ENGINE_VERSION
from belonging.instruments.load import load

FIGURES = "figures.csv"
FIGURES_HEADER = ("part", "id", "what", "value")

_ALTERED: Mapping[str, str] = {
    parts.CELLS: "the counts",
    parts.PARQUET: "the counts as Parquet",
    parts.ROLLS: "the numbers on roll",
    parts.PLAN: "the plan",
    parts.POLICY: "the policy",
    parts.FINDINGS: "the released findings",
    parts.ABOUT: "what the part says of itself",
    parts.MAIN_TABLE: "the main table",
}
_DONE: Mapping[str, str] = {
    "changed": "changed after the pack was made",
    "missing": "taken out after the pack was made",
    "added": "added after the pack was made",
}


@dataclass
class Checked:
    """`figures` were compared, `others` cannot be had from counts.

    `differences` name those that differ; `wrong` is what is not as it was packed.
    """

    figures: int = 0
    equal: int = 0
    others: int = 0
    wrong: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    unrebuilt: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.wrong and not self.differences and self.equal == self.figures > 0


def checked(files: Mapping[str, bytes]) -> Checked:
    """Everything in the pack. Raises UnusablePack where it cannot be read at all."""
    found = Checked(wrong=[_sentence(name, how) for name, how in sorted(altered(files).items())])
    folders = folders_of(files)
    if not folders:
        raise UnusablePack("It holds no released figures, so it is no reproduction pack.")
    listed = _listed(files)
    for folder in folders:
        try:
            _check(folder, files, listed, found)
        except UnusablePack as error:
            found.wrong.append(str(error))
    return found


def folders_of(files: Mapping[str, bytes]) -> list[str]:
    """A folder for each release."""
    return sorted({name.partition("/")[0] for name in files if "/" in name})


def _check(folder: str, files: Mapping[str, bytes], listed: set[tuple[str, str, str, str]], found: Checked) -> None:
    part = parts.read_part(folder, files)
    try:
        stored, plan = Findings.from_json(part.findings), Plan.from_json(part.registered.plan)
        policy = policy_named(stored.policy)
    except (KeyError, TypeError, ValueError, InvalidPlan, UnknownPolicy) as error:
        raise UnusablePack(f"{folder} cannot be read: {error!s:.200}") from error
    about = json.loads(files[f"{folder}/{parts.ABOUT}"])
    found.wrong += _disagreements(part, stored, plan, about)
    if json.loads(files[f"{folder}/{parts.POLICY}"]) != json.loads(json.dumps(written(policy))):
        found.wrong.append(f"{folder}: the policy's thresholds are not those of {stored.policy!r} in this engine.")
    if not _as_parquet(files.get(f"{folder}/{parts.PARQUET}", b"")).equals(part.counts.frame):
        found.wrong.append(f"{folder}: the counts as Parquet are not the counts as CSV.")
    if {(folder, *_printed(one)) for one in figures_of(stored)} != {row for row in listed if row[0] == folder}:
        found.wrong.append(f"{folder}: the list of figures is not that of the released findings.")
    try:
        again = findings_from(part.counts, load(stored.instrument), plan, policy, part.rolls)
    except (ValueError, LookupError, ArithmeticError, StopIteration) as error:
        raise UnusablePack(f"{folder}: nothing can be worked out from these counts ({error!s:.200}).") from error
    if part.registered.adds is not None:
        again = only_added(again, part.registered.adds)
    _compare(folder, figures_of(without(stored)), figures_of(again), found)
    found.others += len(figures_of(stored)) - len(figures_of(without(stored)))
    found.unrebuilt += [f"{folder}: {sentence}" for sentence in unrebuilt(stored)]


def _compare(folder: str, stored: list[Figure], again: list[Figure], found: Checked) -> None:
    """Figure by figure; one that is only in one of them differs, too."""
    before, after = ({figure.key: figure for figure in figures} for figures in (stored, again))
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        found.figures += 1
        if one is not None and other is not None and one.is_same(other):
            found.equal += 1
        else:
            said, given = (_value(figure) for figure in (one, other))
            found.differences.append(f"{folder}, {key[0]}, {key[1]}: the report says {said}, the counts give {given}.")


def _disagreements(part: Part, stored: Findings, plan: Plan, about: Mapping[str, object]) -> Iterator[str]:
    registered = about["plan"]
    known = registered.get("digest", "") if isinstance(registered, dict) else ""
    if not plan.digest == stored.plan_digest == known:
        yield (
            f"{part.folder}: the plan is not the one that was registered. Its digest is {plan.digest[:16]}…; the "
            f"figures were made by {stored.plan_digest[:16]}…, and {str(known)[:16]}… was registered."
        )
    if stored.engine_version != ENGINE_VERSION:
        yield (
            f"{part.folder}: the figures were made by engine {stored.engine_version}, and this is engine "
            f"{ENGINE_VERSION}. Use the version of belonging that made them."
        )
    if stored.instrument_digest != load(stored.instrument).digest:
        yield f"{part.folder}: the questionnaire {stored.instrument} is not the same to the byte in this version."


def _listed(files: Mapping[str, bytes]) -> set[tuple[str, str, str, str]]:
    rows = parts.rows_of(files.get(FIGURES, b""))
    return {(row.get("part", ""), row.get("id", ""), row.get("what", ""), row.get("value", "")) for row in rows}


def figure_rows(folder: str, findings: Findings) -> list[tuple[str, str, str, str]]:
    """The lines of the list of figures."""
    return [(folder, *_printed(figure)) for figure in figures_of(findings)]


def _printed(figure: Figure) -> tuple[str, str, str]:
    return figure.id, figure.what, figure.value if isinstance(figure.value, str) else json.dumps(figure.value)


def _as_parquet(content: bytes) -> pl.DataFrame:
    try:
        return pl.read_parquet(io.BytesIO(content))
    except pl.exceptions.PolarsError:
        return pl.DataFrame()


def _sentence(name: str, how: str) -> str:
    known = _ALTERED.get(name.partition("/")[2], "")
    return f"{name}{f', {known}' if known else ''}: {_DONE[how]}."


def _value(figure: Figure | None) -> str:
    if figure is None:
        return "nothing"
    return f"“{figure.value:.120}”" if isinstance(figure.value, str) else f"{figure.value:g}"
