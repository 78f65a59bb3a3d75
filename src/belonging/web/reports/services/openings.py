"""Opening a school's report to one kind of reader after the other, and closing it again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from belonging.web.findings.services import show_to_reader
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import NothingNewer, NothingToOpen, NotOpen, OpenAlready, StaffFirst
from belonging.web.reports.models import Opening, Reader
from belonging.web.reports.queries.openings import ever_opened, newest_releases, openings_of
from belonging.web.reports.rules.readers import BROKEN_DOWN, is_ahead_of_staff
from belonging.web.schools.models import School

TOKEN = 15
"""Bytes, as an address of twenty letters."""


@dataclass(frozen=True, slots=True)
class ToOpen:
    """For whom, with what words of the school's; `before_staff`: the lead means it, though staff have not seen it."""

    reader: str
    words: str = ""
    before_staff: bool = False


@transaction.atomic
def open_report(*, school: School, cohort: Cohort, wanted: ToOpen, actor: str, now: datetime) -> Opening:
    """The newest releases that this reader is told of. In the school's scope.

    Raises NothingToOpen, OpenAlready, StaffFirst.
    """
    name = Reader(wanted.reader).label.lower()
    releases = newest_releases(school, cohort, wanted.reader)
    if not releases:
        raise NothingToOpen(f"Nothing is released yet that {name} could read. Please come back when your report is.")
    if wanted.reader in openings_of(school, cohort):
        raise OpenAlready(f"It is open to {name} already. You can change your words, or close it.")
    if is_ahead_of_staff(wanted.reader, ever_opened(school, cohort)) and not wanted.before_staff:
        raise StaffFirst(f"Staff have not seen it yet. Open it to staff first, or tick that {name} come first.")
    try:
        with transaction.atomic():
            opening = Opening.objects.create(
                school=school,
                cohort=cohort,
                reader=wanted.reader,
                token=secrets.token_urlsafe(TOKEN),
                releases=releases,
                words=wanted.words,
                opened_by=actor,
                opened_at=now,
            )
    except IntegrityError as error:
        raise OpenAlready(f"Somebody else opened it to {name} a moment ago.") from error
    _enter(opening)
    _journal("report-opened", opening, actor=actor, now=now)
    return opening


@transaction.atomic
def open_newer(*, opening: Opening, actor: str, now: datetime) -> Opening:
    """The same address shows what has been released since. Raises NotOpen, NothingNewer."""
    current = _current(opening)
    releases = newest_releases(current.school, current.cohort, current.reader)
    if releases == current.releases:
        raise NothingNewer("This page shows the newest figures already. Nothing needs to be done.")
    current.releases = releases
    current.save(update_fields=["releases"])
    _enter(current)
    _journal("report-opened-newer", current, actor=actor, now=now)
    return current


@transaction.atomic
def change_words(*, opening: Opening, words: str, actor: str, now: datetime) -> Opening:
    """What the school says on the page. Raises NotOpen."""
    current = _current(opening)
    current.words = words
    current.save(update_fields=["words"])
    _journal("report-opening-words", current, actor=actor, now=now)
    return current


@transaction.atomic
def close_report(*, opening: Opening, actor: str, now: datetime) -> None:
    """The address leads nowhere from now on; opened again, there is a new one. Raises NotOpen."""
    current = _current(opening)
    current.ended_by, current.ended_at = actor, now
    current.save(update_fields=["ended_by", "ended_at"])
    _journal("report-closed", current, actor=actor, now=now)


def _current(opening: Opening) -> Opening:
    found = Opening.objects.select_for_update().filter(pk=opening.pk, ended_at__isnull=True).first()
    if found is None:
        raise NotOpen("It is closed, so there is nothing to change. You can open it again.")
    return found


def _enter(opening: Opening) -> None:
    show_to_reader(releases=opening.releases, reader=opening.reader, broken_down=BROKEN_DOWN[opening.reader])


def _journal(name: str, opening: Opening, *, actor: str, now: datetime) -> None:
    details = {"reader": opening.reader, "releases": opening.releases}
    act = Act(name, f"cohort:{opening.cohort_id}", details)
    record_act(act=act, actor=actor, now=now, school_id=opening.school_id)
