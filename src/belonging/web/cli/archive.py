"""`belonging archive COHORT`: when the evaluation is over, keep of each answer what is nobody's any more."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.cli.tidy import log_kept

if TYPE_CHECKING:
    from belonging.web.programme.models import Cohort
    from belonging.web.surveys.models import Round
    from belonging.web.surveys.rules.archived_rows import ArchivedRow


class EvaluationNotOver(Refused):
    """Something is still to be made of the sealed rows, or there is no such cohort."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "archive",
        help="a finished cohort's sealed answers, made coarse for good; the sealed rows are destroyed",
        description="When the evaluation of a cohort is over: in each school and wave withhold facts until ten rows or "
        "more are alike in all that they state, destroy those that stay too few, and destroy the sealed rows, their "
        "comments that were not let out, the packs that were made of them and every older copy in the database's "
        "files. Findings stay. It cannot be undone. Without --yes nothing is changed: it says what would be. "
        "PostgreSQL: as the database's owner.",
        epilog="Afterwards, backups still hold the sealed rows until they expire.",
    )
    parser.add_argument("cohort", metavar="COHORT", help="the cohort, as its address has it")
    parser.add_argument("--none", action="store_true", help="keep no row of pupils: where somebody has a matched file")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="change nothing (as without --yes)")
    how.add_argument("--yes", action="store_true", help="do it")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.packs.services.archiving import archive_with_packs, packs_held, refuse_matched, without_pupils
    from belonging.web.packs.services.unread import refuse_unread
    from belonging.web.programme.queries import cohort_by_slug
    from belonging.web.surveys.services.archiving import refuse_unfinished
    from belonging.web.surveys.services.traces import rebuild_open_tables, refuse_others

    refuse_others()
    cohort = cohort_by_slug(arguments.cohort)
    if cohort is None:
        raise EvaluationNotOver(f"There is no cohort {arguments.cohort!r}. Its name is in its page's address.")
    with programme_scope("archive: what is left of a cohort"):
        refuse_unfinished(cohort)
        refuse_unevaluated(cohort)
        refuse_unread(cohort, now=timezone.now())
        kept, sealed = coarse_rows_of(cohort)
        if arguments.none:
            kept = without_pupils(cohort, kept)
        refuse_matched(cohort, kept=kept)
        packs = len(packs_held(cohort))
    if not arguments.yes:
        left = sum(len(rows) for rows in kept.values())
        sys.stdout.write(
            f"Of {sealed} sealed answers in {len(kept)} questionnaires {left} would be kept, coarse, and "
            f"{sealed - left} destroyed, with {_packs(packs)}. Nothing was changed: --yes does it.\n"
        )
        return 0
    actor = f"terminal:{getpass.getuser()}"[:64]
    done, packs = archive_with_packs(cohort=cohort, kept=kept, actor=actor, now=timezone.now())
    log = rebuild_open_tables()
    sys.stdout.write(
        f"{cohort.name} is archived: {done.kept} answers of {done.rounds} questionnaires kept, {done.destroyed} "
        f"destroyed, with {_packs(packs)}; {done.comments_destroyed} comments destroyed, {done.comments_kept} kept in "
        f"the words that were let out.\nDigest: {done.digest}\n"
        "Backups made before hold the sealed rows until they expire.\n"
    )
    if log:
        sys.stderr.write(f"{log_kept(log)} Then: belonging tidy\n")
    return 0


def _packs(count: int) -> str:
    return "1 pack" if count == 1 else f"{count} packs"


def refuse_unevaluated(cohort: Cohort) -> None:
    """In a programme-wide scope. Raises EvaluationNotOver with what is still to be made, and by what."""
    from belonging.web.findings.queries import releases_due, unordered
    from belonging.web.findings.queries.amendments import amendments_due, amendments_to_decide
    from belonging.web.packs.models import Pack

    if any(due.strand.cohort_id == cohort.pk for due in releases_due()):
        raise EvaluationNotOver("Findings are still to be made. 'belonging release' makes them, or the worker.")
    if any(each.pk == cohort.pk for each, _instrument in unordered()):
        raise EvaluationNotOver("The figures of a training or of the leads are still to be made: 'belonging release'.")
    asked = [*amendments_to_decide(), *amendments_due()]
    if any(each.cohort_id == cohort.pk for each in asked):
        raise EvaluationNotOver("A table was asked for after the plan was fixed. Decide on it, and let it be made.")
    waiting = Pack.objects.filter(cohort=cohort, built_at__isnull=True, refused_at__isnull=True, failed_because="")
    if waiting.exists():
        raise EvaluationNotOver("An evaluator's pack was asked for. Refuse it, or let it be built.")


def coarse_rows_of(cohort: Cohort) -> tuple[dict[int, Sequence[ArchivedRow]], int]:
    """Of each round that is to be archived its coarse rows, and how many are sealed. In a programme-wide scope."""
    from belonging.web.surveys.queries.archives import rounds_to_archive

    kept: dict[int, Sequence[ArchivedRow]] = {}
    rounds = rounds_to_archive(cohort)
    for instrument in sorted({each.instrument for each in rounds}):
        asked = [each for each in rounds if each.instrument == instrument]
        made = dict(_coarse(instrument, cohort, asked))
        kept |= {each.pk: made.get(_place(each), []) for each in asked}
    return kept, sum(each.sealed_rows or 0 for each in rounds)


def _coarse(
    instrument: str, cohort: Cohort, rounds: Sequence[Round]
) -> Iterator[tuple[tuple[str, str], list[ArchivedRow]]]:
    """By school and wave; as coarse as packs handed out, and by their draw, so that both together tell no more."""
    from belonging.evaluation.archiving import ROUND, archived, stated
    from belonging.evaluation.coarsening import COARSE_FROM, with_facts
    from belonging.instruments.load import load
    from belonging.web.packs.engine.rows import frame_of
    from belonging.web.packs.models import Detail
    from belonging.web.packs.queries.packs import other_detail
    from belonging.web.surveys.rules.archived_rows import ArchivedRow

    asked = load(instrument)
    coarse = other_detail(cohort, Detail.FULL, built=True)
    whole = with_facts(asked, frame_of(asked, cohort.pk, [each.pk for each in rounds]))
    items = [item.key for item in asked.items if item.key in whole.columns]
    for place, rows in archived(whole, already=COARSE_FROM if coarse else 0).group_by(ROUND):
        made = [ArchivedRow(_answered(row, items), stated(row)) for row in rows.to_dicts()]
        yield (str(place[0]), str(place[1])), made


def _answered(row: Mapping[str, object], items: Sequence[str]) -> dict[str, int]:
    return {key: int(str(row[key])) for key in items if row[key] is not None}


def _place(round_: Round) -> tuple[str, str]:
    from belonging.evaluation.groups import ONCE

    return round_.occasion or str(round_.school_id), round_.wave or ONCE
