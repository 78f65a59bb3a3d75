"""A small pretend programme, its findings, and the pack made of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.evaluation.reproduction import archive, checking, parts
from belonging.evaluation.reproduction.counts import counts_of
from belonging.evaluation.reproduction.parts import Part, Registered
from belonging.evaluation.request import Rolls
from belonging.evaluation.supplements.registry import FROM_COUNTS
from belonging.instruments.load import load

PUPILS = load("pupil_v1")
ITEMS = ("safe", "lonely", "happy")
SCHOOLS = "abcdefghijkl"
BY = ("all", "gender", "send", "sen", "gender-send", "joined", "edition")
PLAN = Plan("pupil_v1", "programme", ITEMS, BY, primary="safe", supplements=tuple(sorted(FROM_COUNTS)))

Row = dict[str, str | int | None]
_CODES = {"standard": (4, 3, 2, 1, 9, None), "younger": (13, 12, 11, 9, None)}


@dataclass(frozen=True)
class Made:
    answers: AnswerSet
    plan: Plan
    findings: Findings
    rolls: Rolls


def pretend_rows(seed: int, *, least: int = 14, most: int = 24, younger: int = 0, comparison: int = 0) -> list[Row]:
    """Of twelve schools and two waves. `younger` more a school have three choices; so many schools only answer."""
    draw = random.Random(seed)
    rows = []
    for school in (*SCHOOLS, *"xyz"[:comparison]):
        for wave in ("baseline", "endline"):
            number = draw.randint(least, most)
            for pupil in range(number + younger):
                edition = "standard" if pupil < number else "younger"
                answers = {item: draw.choice(_CODES[edition]) for item in ITEMS}
                rows.append(
                    {
                        "school": school,
                        "wave": wave,
                        "arm": "comparison" if school in "xyz" else "programme",
                        "gender": draw.choices(("girl", "boy", "another", "undisclosed"), (8, 8, 1, 1))[0],
                        "sen": draw.choices(("N", "K", "E"), (6, 2, 1))[0],
                        "joined": draw.choices(("yes", "no"), (1, 3))[0] if wave == "endline" else "no",
                        "edition": edition,
                        "help": draw.choices(("", "read"), (4, 1))[0],
                        "way": draw.choices(("screen", "paper"), (4, 1))[0],
                        **answers,
                    }
                )
    return rows


def answers_of(rows: list[Row]) -> AnswerSet:
    return AnswerSet.from_columns(PUPILS, {name: [row[name] for row in rows] for name in rows[0]})


def made_of(rows: list[Row], plan: Plan = PLAN, rolls: Rolls | None = None) -> Made:
    answers = answers_of(rows)
    return Made(answers, plan, evaluate(answers, plan, Policy.release(), rolls or {}), rolls or {})


@cache
def pack(folder: str = "pupils") -> Mapping[str, bytes]:
    """The files of a whole pack, sums and all."""
    rolls = {(school, wave): 30 for school in SCHOOLS for wave in ("baseline", "endline")}
    made = made_of(pretend_rows(1), Plan("pupil_v1", "programme", ITEMS, ("all", "gender", "send")), rolls)
    part = Part(
        folder=folder,
        findings=made.findings.to_json(),
        registered=Registered(made.plan.to_json(), "2025-09-01T08:00:00+00:00", True, "f" * 64),
        counts=counts_of(made.answers, made.plan, Policy.release(), rolls, made.findings),
        rolls=rolls,
        released_at="2026-07-01T08:00:00+00:00",
        input_digest="e" * 64,
    )
    files = parts.files_of(part)
    listed = checking.figure_rows(folder, made.findings)
    files[checking.FIGURES] = parts.table(checking.FIGURES_HEADER, listed)
    return {**files, archive.SUMS: archive.sums(files)}
