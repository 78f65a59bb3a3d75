"""README.txt of a reproduction pack, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from belonging.evaluation import Plan
from belonging.evaluation.released import Findings
from belonging.evaluation.reproduction.checking import Checked
from belonging.evaluation.reproduction.parts import Part

_WIDTH = 78

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
    "were positive, and some of these numbers are small. One breakdown stands beside another and nobody is in two at "
    "once, but whoever knows a school well might still learn what a pupil said. So this pack is for the person under "
    "whose agreement it was released, and nobody else: keep it where only you can read it, publish nothing from it "
    "that the programme has not released, and destroy it on the day that the agreement names."
)


def readme(cohort: str, held: Sequence[Part], found: Checked) -> str:
    """`found` is what a check of the pack gave when it was made."""
    blocks = [
        f"REPRODUCTION PACK: {cohort}",
        "With this pack every figure of the programme's report can be worked out again, without the answers of any "
        "one person. It says whether the figures follow from the counts, by the plan and the policy. It cannot say "
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


def _parts(held: Sequence[Part]) -> Iterator[str]:
    for part in held:
        findings, plan = Findings.from_json(part.findings), Plan.from_json(part.registered.plan)
        when = "before the first" if part.registered.before_sealing else "after a"
        reason = f" {part.registered.reason}" if part.registered.reason else ""
        yield (
            f"{part.folder}: {' and '.join(findings.waves)}, released {part.released_at[:10]} by engine "
            f"{findings.engine_version} under the policy {findings.policy}. Plan {plan.digest}, fixed "
            f"{part.registered.fixed_at[:10]}, {when} round was sealed.{reason}"
        )
