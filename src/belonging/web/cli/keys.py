"""`belonging keys`: the keys of cohorts that link baseline and endline."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from belonging.web.programme.models import Cohort

ACTOR = "terminal"
NOT_ALLOWED = "42501"
"""PostgreSQL's word for a role that lacks a right."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "keys",
        help="the keys of cohorts that link their waves: make, destroy",
        description="The key of a linked cohort is a file in BELONGING_LINK_KEYS that only the user of the answering "
        "process may read. Run these commands as that user; only 'destroy --end' as the user of staff's pages.",
        epilog="Example: belonging keys make london-2027",
    )
    acts = parser.add_subparsers(dest="act", required=True)
    make = acts.add_parser("make", help="make the key of an open cohort that links its waves; again is safe")
    make.add_argument("cohort", help="the cohort's address, as on its page")
    acts.add_parser("tidy", help="destroy the key files of every cohort whose links are destroyed")
    destroy = acts.add_parser("destroy", help="destroy a cohort's key file, once its links are destroyed")
    destroy.add_argument("cohort", help="the cohort's address, as on its page")
    destroy.add_argument(
        "--end",
        action="store_true",
        help="first destroy links, waiting slips, salts and the matched file, now: as the user of staff's pages; then "
        "'belonging keys tidy' as the user of the answering process",
    )
    destroy.add_argument(
        "--unread", action="store_true", help="with --end: also a matched file that nobody has downloaded yet"
    )
    destroy.add_argument("--lost", action="store_true", help="say that there is no key file any more, nor a copy")


def run(arguments: argparse.Namespace) -> int:
    if arguments.act == "tidy":
        return _tidy()
    cohort = _cohort(arguments.cohort)
    return _make(cohort) if arguments.act == "make" else _destroy(cohort, arguments)


def _make(cohort: Cohort) -> int:
    from belonging.web.surveys.services.linking import make_key

    held = make_key(cohort=cohort, now=timezone.now())
    sys.stdout.write(f"The key of {cohort.name} is there. SHA-256: {held.digest}\nPut it in no backup.\n")
    return 0


def _destroy(cohort: Cohort, asked: argparse.Namespace) -> int:
    from belonging.web.surveys.errors import LinkingNotOver
    from belonging.web.surveys.queries.linking import link_key_of
    from belonging.web.surveys.services.link_endings import destroy_key, say_key_is_lost

    now, held = timezone.now(), link_key_of(cohort)
    if asked.end:
        _end(cohort, unread=asked.unread, now=now)
    elif held is not None and held.ended_at is None:
        raise LinkingNotOver(
            f"{cohort.name} still needs its key, and without it no more answers are linked. To destroy links, slips, "
            "matched file and key before their time, add --end. That is for good."
        )
    done = destroy_key(cohort=cohort, now=now) or (asked.lost and say_key_is_lost(cohort=cohort, now=now))
    return _said(cohort, done=done)


def _end(cohort: Cohort, *, unread: bool, now: datetime) -> None:
    """Raises PackUnread, NotLinked, LinkingNotOver."""
    from django.db import ProgrammingError, transaction

    from belonging.web.base.scope import programme_scope
    from belonging.web.packs.rules.kinds import PackKind
    from belonging.web.packs.services.matched import end_links
    from belonging.web.packs.services.unread import refuse_unread
    from belonging.web.surveys.errors import LinkingNotOver
    from belonging.web.surveys.models import Ending

    then = "Or add --unread: it is destroyed with the links, and no other can be made."
    try:
        with transaction.atomic(), programme_scope("keys: a linking that is to end"):
            if not unread:
                refuse_unread(cohort, now=now, then=then, kinds=(PackKind.MATCHED,))
            end_links(cohort=cohort, because=Ending.ASKED, actor=ACTOR, now=now)
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") != NOT_ALLOWED:
            raise
        raise LinkingNotOver(
            f"This user may not destroy links. Run 'belonging keys destroy {cohort.slug} --end' as the user of staff's "
            "pages, then 'belonging keys tidy' as the user of the answering process."
        ) from error


def _said(cohort: Cohort, *, done: bool) -> int:
    from belonging.web.surveys.queries.linking import link_key_of

    held = link_key_of(cohort)
    if done or (held is not None and held.key_ended_at is not None):
        sys.stdout.write(f"The key of {cohort.name} is gone. The worker writes the certificate.\n")
        return 0
    sys.stderr.write(
        "The links are destroyed. There is no key file here that this user may destroy: run 'belonging keys tidy' as "
        "the user of the answering process, with the same BELONGING_LINK_KEYS. If file and copies are lost, add "
        "--lost.\n"
    )
    return 1


def _tidy() -> int:
    from belonging.web.surveys.queries.linking import ended_uncertified
    from belonging.web.surveys.services.link_endings import destroy_key

    done = sum(destroy_key(cohort=held.cohort, now=timezone.now()) for held in ended_uncertified())
    sys.stdout.write(f"{done} destroyed.\n" if done else "Nothing to destroy.\n")
    return 0


def _cohort(slug: str) -> Cohort:
    from belonging.web.base.errors import Refused
    from belonging.web.programme.queries import cohort_by_slug

    found = cohort_by_slug(slug)
    if found is None:
        raise Refused(f"No cohort has the address '{slug}'. It stands in the address of the cohort's page.")
    return found
