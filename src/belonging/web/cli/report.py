"""`belonging report`: a report as a file, the same that a click gives."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from belonging.web.base.errors import Refused

if TYPE_CHECKING:
    from belonging.web.programme.models import Cohort
    from belonging.web.ui.typeset import Typeset


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "report",
        help="the programme's report as a PDF, its technical report, or an interim edition",
        description="Make the report of a cohort from what is stored: released findings, audits, trainings, case "
        "studies and the team's own words. The same as the button on the report's page. An interim edition has the "
        "baseline alone, as it was released.",
    )
    kinds = ["programme", "technical", "interim", "interim-technical"]
    parser.add_argument("kind", choices=kinds, help="which report")
    parser.add_argument("cohort", help="the cohort, as it stands in the address of its pages: pilot")
    parser.add_argument("--out", type=Path, metavar="FILE.pdf", help="where to write it (belonging-KIND-COHORT.pdf)")
    parser.add_argument("--edition", choices=["summary"], default="summary", help="which edition (summary)")
    parser.add_argument(
        "--final", action="store_true", help="refuse while a figure has changed since the words around it were written"
    )


def run(arguments: argparse.Namespace) -> int:
    began = time.monotonic()
    out: Path = arguments.out or Path(f"belonging-{arguments.kind}-{arguments.cohort}.pdf")
    made = _made(arguments.cohort, arguments)
    try:
        out.write_bytes(made.pdf)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}. Choose another place with --out.") from error
    kind = "PDF/UA-1" if made.accessible else f"a plain PDF, because of this: {made.reason}"
    seconds = time.monotonic() - began
    sys.stdout.write(f"{out}: {kind}, {len(made.pdf) // 1024} KiB, made in {seconds:.1f} seconds.\n")
    return 0


def _made(slug: str, arguments: argparse.Namespace) -> Typeset:
    from belonging.web.base.scope import programme_scope
    from belonging.web.programme.models import Cohort

    with programme_scope("terminal: the report of a programme"):
        cohort = Cohort.objects.filter(slug=slug).first()
        if cohort is None:
            known = ", ".join(Cohort.objects.values_list("slug", flat=True)) or "none yet"
            raise Refused(f"There is no cohort {slug!r}. There are: {known}.")
        if arguments.kind == "programme":
            made = _summary(cohort, arguments.edition, final=arguments.final)
        else:
            made = _edition(cohort, arguments.kind)
        if made is None:
            raise Refused(
                f"Nothing of {cohort.name} is released yet. Its report is there once enough schools have answered and "
                "closed a questionnaire."
            )
        return made


def _summary(cohort: Cohort, edition: str, *, final: bool) -> Typeset | None:
    from belonging.web.reports.presenters.heard import heard_in
    from belonging.web.reports.presenters.programme.files import programme_file
    from belonging.web.reports.queries.programme import programme_evidence

    evidence = programme_evidence(cohort, edition, timezone.now())
    return None if evidence is None else programme_file(evidence, heard_in(cohort), final=final)


def _edition(cohort: Cohort, name: str) -> Typeset | None:
    from belonging.web.reports.presenters.heard import heard_in
    from belonging.web.reports.presenters.technical.files import edition_file, evidence_for
    from belonging.web.reports.presenters.technical.report import KINDS

    kind = next(each for each in KINDS.values() if each.name == name)
    evidence = evidence_for(kind, cohort, timezone.now())
    return None if evidence is None else edition_file(kind, evidence, heard_in(cohort))
