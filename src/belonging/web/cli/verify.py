"""`belonging verify FINDINGS.json`: do the answers give these findings?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from belonging.evaluation import Findings, Policy, evaluate
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.verification import NotCertifiable
from belonging.web.cli.certificates import UnusableCertificate, verified
from belonging.web.cli.evaluate_inputs import UNUSABLE, Inputs, add_input_options, read_inputs
from belonging.web.cli.findings_differences import compare
from belonging.web.cli.terminal import Terminal, refuse

MOST_SHOWN = 20

_TRUE_FINDINGS = "Give the file as --json of 'belonging evaluate' wrote it, or write it anew with that command."

_DESCRIPTION = """\
Work the findings out again from the answers, with the policy that the file names, and say finding by finding
what agrees and what does not. Exit code 0 when all agrees, 1 when something differs, 2 when it cannot be told.
"""


class UnusableFindings(ValueError):
    """A file of findings that cannot be read, or that was made from something else than what is given."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hang the command, with its options, under `belonging`."""
    parser = subparsers.add_parser(
        "verify",
        help="work findings out again from the answers, and say what agrees",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "findings", type=Path, metavar="FINDINGS.json", help="as --json of 'belonging evaluate' wrote it"
    )
    parser.add_argument("--answers", type=Path, metavar="FILE", required=True, help="the answers they were made from")
    add_input_options(parser)
    parser.add_argument(
        "--certificate", type=Path, metavar="CERT.json", help="also check what it says of the audit: a minute or less"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Say what agrees; 0, 1 or 2."""
    try:
        return _verify(arguments)
    except (*UNUSABLE, UnusableFindings, UnusableCertificate, NotCertifiable) as error:
        return refuse("verify", error)


def _verify(arguments: argparse.Namespace) -> int:
    stored = read_findings(arguments.findings)
    inputs = read_inputs(arguments.answers, arguments)
    _refuse_another_plan(stored, inputs, arguments)
    policy = OwnData() if stored.policy == "own-data" else Policy.release()
    found = evaluate(inputs.answers, inputs.plan, policy, inputs.rolls, inputs.roster)
    agree = _compare(stored, found)
    if not arguments.certificate:
        return 0 if agree else 1
    checked = verified(stored, inputs, arguments.certificate)
    for sentence in (*checked.agrees, *checked.differs, *checked.remarks):
        _say(sentence)
    return 0 if agree and checked.holds else 1


def _compare(stored: Findings, found: Findings) -> bool:
    """Say what agrees and what does not; whether all does."""
    number, differences = compare(stored, found)
    reasons = list(_reasons(stored, found))
    for reason in reasons:
        _say(reason)
    if not differences and not reasons:
        _say(f"All {number:,} findings agree with the answers.")
        return True
    same = number - len({difference.finding for difference in differences})
    values = "1 value differs" if len(differences) == 1 else f"{len(differences):,} values differ"
    _say(f"{same:,} of {number:,} findings agree; {values}.")
    for difference in differences[:MOST_SHOWN]:
        _say(f"  {difference}")
    if len(differences) > MOST_SHOWN:
        _say(f"  … and {len(differences) - MOST_SHOWN:,} more.")
    return False


def _say(sentence: str) -> None:
    Terminal(whole_lines=True).print(sentence)


def read_findings(path: Path) -> Findings:
    """Raises UnusableFindings."""
    try:
        stored = Findings.from_json(path.read_text("utf-8"))
        stored.to_json().encode()
    except OSError as error:
        raise UnusableFindings(f"{path} cannot be read ({error.strerror or error}). Check the name.") from error
    except json.JSONDecodeError as error:
        raise UnusableFindings(
            f"{path.name} is not JSON (line {error.lineno}, column {error.colno}). {_TRUE_FINDINGS}"
        ) from error
    except UnicodeDecodeError as error:
        raise UnusableFindings(f"{path.name} is not JSON: it is not text in UTF-8. {_TRUE_FINDINGS}") from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UnusableFindings(f"{path.name} holds no findings of this version. {_TRUE_FINDINGS}") from error
    named = (stored.instrument, stored.policy, stored.plan_digest, stored.engine_version, stored.input_digest)
    if not all(isinstance(value, str) for value in named):
        raise UnusableFindings(f"{path.name} holds no findings of this version. {_TRUE_FINDINGS}")
    return stored


def _refuse_another_plan(stored: Findings, inputs: Inputs, arguments: argparse.Namespace) -> None:
    """Raise UnusableFindings where the findings were made for another questionnaire or by another plan."""
    instrument = inputs.answers.instrument
    if stored.instrument != instrument.name:
        raise UnusableFindings(
            f"The findings are about {stored.instrument}, the answers to {instrument.name}. Give the answers that they "
            "were made from, with their --map and --instrument."
        )
    if stored.plan_digest != inputs.plan.digest:
        which = f"{arguments.plan.name} is another plan" if arguments.plan else "They were not made by the default plan"
        raise UnusableFindings(
            f"The findings name the plan {stored.plan_digest[:16]}…. {which} ({inputs.plan.digest[:16]}…). Give the "
            "plan that they were made by with --plan."
        )
    if stored.policy not in ("own-data", "release"):
        raise UnusableFindings(f"The findings name the policy {stored.policy!r}, which a file cannot be evaluated by.")


def _reasons(stored: Findings, found: Findings) -> Iterator[str]:
    """What differs in what the findings were made from."""
    if stored.engine_version != found.engine_version:
        yield (
            f"The findings were made by engine version {stored.engine_version}, this is {found.engine_version}: "
            "numbers may differ for that reason alone."
        )
    if stored.instrument_digest != found.instrument_digest:
        yield f"The questionnaire {stored.instrument} is not the same to the byte."
    if stored.input_digest != found.input_digest:
        yield "The answers are not those that the findings were made from: rows were added, removed or changed."
