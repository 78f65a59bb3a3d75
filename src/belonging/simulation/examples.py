"""What a school reads at each rung of disclosure: five fictional settings, by the engine under the policy `release`.

    python -m belonging.simulation.examples FOLDER

writes one packed file of findings for each; `web/reports/examples` holds them. The same engine gives the same bytes.
"""

from __future__ import annotations

import lzma
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.instruments.load import load
from belonging.simulation.model import WAVES
from belonging.simulation.pilot import simulate_school

INSTRUMENT = "pupil_v1"
FACTS = ("year_group", "gender", "sen", "phase")


@dataclass(frozen=True, slots=True)
class Example:
    """A setting that does not exist: how many answered in each wave, and who is on roll."""

    key: str
    setting: str
    answered: tuple[int, int]
    roll: int
    seed: int


EXAMPLES = (
    Example("eight", "alternative_provision", (8, 7), 9, 31),
    Example("twenty-four", "special", (24, 22), 28, 32),
    Example("forty-five", "primary", (45, 41), 52, 33),
    Example("one-hundred-and-twenty", "primary", (120, 112), 138, 34),
    Example("four-hundred-and-twenty", "secondary", (420, 404), 560, 35),
)


def findings_of(example: Example) -> Findings:
    instrument = load(INSTRUMENT)
    rows = [
        row
        for at, wave in enumerate(WAVES)
        for row in simulate_school(
            example.seed + 100 * at, example.setting, example.answered[at], wave, school=example.key
        )
    ]
    known: dict[str, list[object]] = {
        "school": [row.school for row in rows],
        "setting": [example.setting] * len(rows),
        "wave": [row.wave for row in rows],
        **{name: [row.fact(name) for row in rows] for name in FACTS},
    }
    answers = {item.key: [row.answers.get(item.key) for row in rows] for item in instrument.items}
    rolls = {(example.key, wave): example.roll for wave in WAVES}
    plan = Plan.default(instrument)
    return evaluate(AnswerSet.from_columns(instrument, {**known, **answers}), plan, Policy.release(), rolls)


def packed() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each."""
    for example in EXAMPLES:
        yield f"{example.key}.json.xz", lzma.compress(findings_of(example).to_json().encode())


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]), dict(packed()))
