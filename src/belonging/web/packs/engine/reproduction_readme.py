"""README.txt of a reproduction pack, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from textwrap import fill

import polars as pl

from belonging.evaluation import Plan
from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction.checking import Checked
from belonging.evaluation.reproduction.parts import Part, Registered

_WIDTH = 78
FEW = 10

_HOLDS = (
    "PART/cells.csv, PART/cells.parquet: the counts, whole numbers, the same in both. A line is one count: the kind "
    "of edition, the breakdown (by), wave, school, group, statement (item), answer, and how many (n). Without a "
    "statement n is questionnaires sent. Without a school it is of all schools of the programme together. Schools "
    "have letters; who they are is not in this pack.",
    "PART/plan.json: the plan as it was fixed. Its SHA-256 is the digest in about.json.",
    "PART/policy.json: every threshold that decides what is shown and how finely.",
    "PART/findings.json: the released findings, byte for byte as they are stored.",
    "PART/rolls.csv: how many were on roll, by school and wave, where that is known.",
    "PART/about.json: engine version, digest of the rows (under a secret key), when the plan was fixed, what was left "
    "out beside other tables, and the schools in the order in which the engine takes them.",
    "PART/main_table.csv: everyone and SEND, unrounded, for the R script.",
    "figures.csv: every printed value, by the id of the finding that it stands in.",
    "reproduce.R: the main table again, by the R packages survey and clubSandwich.",
    "sha256sums: of every file here.",
)

_COMMANDS = """\
    belonging reproduce PACK.zip
    unzip PACK.zip -d pack && cd pack && sha256sum -c --quiet sha256sums
    Rscript reproduce.R
"""

_CARE = (
    "The counts are exact. Of a single school they say how many of a group sent a questionnaire and how many of them "
    "were positive. Where a group of a school is one person, its count of positive answers is that person's answer. "
    "The intervals are made of how schools differ, so they need each school's own counts; answers of tables that are "
    "not printed have been left out, and the counts of groups that decide what is printed have not. Never join it to "
    "a research pack: those have other codes for schools, so that it takes more than a letter. So this pack is for the "
    "person under whose agreement it was released, and nobody else: keep it where only you can read it, publish "
    "nothing from it that the programme has not released, and destroy it on the day that the agreement names."
)


def readme(cohort: str, held: Sequence[Part], found: Checked) -> str:
    """`found` is what a check of the pack gave when it was made."""
    blocks = [
        f"REPRODUCTION PACK: {cohort}",
        "With this pack the figures of the programme's report can be worked out again. It holds counts and no row, but "
        "it is personal data all the same: numbers about single people can be had from it. "
        f"{few(held)} It says whether the figures follow from the counts, by the plan and the policy. It cannot say "
        "whether people answered truly, or whether the counts were taken from the answers as they were given.",
        "TO CHECK IT\n\n" + _COMMANDS,
        f"When it was made, {found.equal:,} of {found.figures:,} printed values came out again.",
        "WHAT IT HOLDS",
        *_HOLDS,
        "THE PARTS",
        *_parts(held),
        "WHAT CANNOT BE WORKED OUT FROM IT",
        *(found.unrebuilt or ["Nothing: every printed value can."]),
        "HANDLE WITH CARE",
        _CARE,
    ]
    return "\n\n".join(block if "\n" in block else fill(block, _WIDTH) for block in blocks) + "\n"


def few(held: Sequence[Part]) -> str:
    """How many of the pack's numbers are about few people, and the smallest: counted in its own cells."""
    frames = [part.counts.frame for part in held]
    sizes = [n for each in frames for n in _groups(each).get_column("n").to_list()]
    if not sizes:
        return "No number in it is of a single school."
    small = sum(n < FEW for n in sizes)
    return (
        f"In this pack {small:,} of {len(sizes):,} numbers of a school's group are of fewer than {FEW} people, the "
        f"smallest of {min(sizes)}."
    )


def _groups(frame: pl.DataFrame) -> pl.DataFrame:
    """Numbers of questionnaires of a school: whole, of a group, by edition, help or way."""
    return frame.filter(pl.col("item") == "", pl.col("school") != "")


def when_fixed(registered: Registered) -> str:
    """Held against the day from which answers could be given; where that is not known, against sealing."""
    if registered.opened_at:
        word = "before" if _moment(registered.fixed_at) < _moment(registered.opened_at) else "after"
        return f"{word} the first answer could be given ({registered.opened_at[:10]})"
    return "before the first round was sealed" if registered.before_sealing else "after a round was sealed"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _parts(held: Sequence[Part]) -> Iterator[str]:
    for part in held:
        findings, plan = Findings.from_json(part.findings), Plan.from_json(part.registered.plan)
        when = when_fixed(part.registered)
        reason = f" {part.registered.reason}" if part.registered.reason else ""
        yield (
            f"{part.folder}: {' and '.join(findings.waves)}, released {part.released_at[:10]} by engine "
            f"{findings.engine_version} under the policy {findings.policy}. Plan {plan.digest}, fixed "
            f"{part.registered.fixed_at[:10]}, {when}.{reason}"
        )
