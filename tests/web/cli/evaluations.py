"""Small evaluations for the tests of what the terminal writes."""

from __future__ import annotations

import argparse
from dataclasses import replace

from belonging.evaluation import Findings, Plan, Policy, evaluate
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.released import Measure, Refusal, Supplement, Withheld
from belonging.web.cli.evaluate import add_parser
from belonging.web.cli.verify import add_parser as add_verify
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers

SCHOOLS = ("ash", "bay", "beech", "elm", "fir", "hazel", "lime", "oak", "pine", "yew")


def findings(policy: Policy | None = None) -> Findings:
    """Ten schools in two waves, with and without SEND; only `safe` was asked."""
    pupils = [
        Pupils(answers(20 + 3 * place + rise, 15, 2, 1), school=school, wave=wave, sen=sen)
        for place, school in enumerate(SCHOOLS)
        for wave, rise in (("baseline", 0), ("endline", 12))
        for sen in ("N", "K")
    ]
    return evaluate(answer_set(pupils), Plan.default(PUPIL, "programme"), policy or OwnData())


SUPPLEMENT = Supplement(
    id="average-school",
    title="The average school",
    says="What is the share in a school, each counted once?",
    method="average-school",
    measures=(
        Measure(
            "average-school:safe:all:endline",
            "“I feel safe at school”: endline",
            "safe",
            "all",
            81.25,
            "per cent",
            70,
            90,
            4.5,
            300,
            6,
        ),
        Measure(
            "average-school:safe:all:change",
            "=Safe, change",
            "safe",
            "all",
            6.5,
            "points",
            -1,
            14,
            text="No clear change.",
        ),
        Measure(
            "average-school:safe:send",
            "=With SEND",
            "safe",
            "send",
            None,
            "per cent",
            refusal=Refusal("few", "Too few."),
        ),
    ),
    notes=("Each school counts once.",),
)


def with_everything() -> Findings:
    """The findings with a further method, one that was refused, a table that is, and a wave that is withheld."""
    whole = findings()
    refused = Supplement(
        "dif", "Understood alike", "Do groups mean the same?", "dif", (), refusal=Refusal("x", "Not here.")
    )
    first, second, *others = whole.tables
    held = replace(first, withheld=(Withheld("midpoint", Refusal("small", "Too few in the midpoint.")),))
    gone = replace(second, cells=(), changes=(), gaps=(), refusal=Refusal("gone", "This breakdown is too small."))
    return replace(whole, tables=(held, gone, *others), supplements=(SUPPLEMENT, refused))


def belonging(*words: str) -> int:
    """Run `belonging evaluate` or `belonging verify`; the exit code."""
    parser = argparse.ArgumentParser(prog="belonging")
    commands = parser.add_subparsers()
    add_parser(commands)
    add_verify(commands)
    arguments = parser.parse_args(words)
    return int(arguments.run(arguments))
