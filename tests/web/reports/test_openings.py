"""The lead opens the report step by step; the ledger says what each reader was shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.base.errors import Refused
from belonging.web.base.scope import school_scope
from belonging.web.findings.engine.ledger import ledger_entries
from belonging.web.findings.models import LedgerEntry, Release
from belonging.web.findings.queries import ledger_of
from belonging.web.findings.rules import ShownAs, widened
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import NothingNewer, NothingToOpen, NotOpen, OpenAlready, StaffFirst
from belonging.web.reports.models import Opening
from belonging.web.reports.queries.openings import openings_of
from belonging.web.reports.rules.readers import ORDER
from belonging.web.reports.services.openings import ToOpen, change_words, close_report, open_newer, open_report
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.reports.conftest import AUDIENCES, OF_MAPLE, released, signed_in

OPEN = "/schools/maple-tree/reports/pilot-2026/open/"
LEAD = "lead of maple"


@pytest.fixture
def ledgered(maple_released: School) -> Iterator[School]:
    """As the engine would have left it: with the ledger of what the lead was shown."""
    with school_scope(maple_released.pk):
        for release in Release.objects.filter(school=maple_released):
            found = released(release.audience, OF_MAPLE)
            LedgerEntry.objects.bulk_create(ledger_entries(release, found, 1))
        yield maple_released


def opened(school: School, cohort: Cohort, reader: str, words: str = "", *, before_staff: bool = False) -> Opening:
    wanted = ToOpen(reader, words, before_staff)
    return open_report(school=school, cohort=cohort, wanted=wanted, actor=LEAD, now=NOW)


def rows(
    school: School,
    cohort: Cohort,
    reader: str,
    audiences: Sequence[str] = AUDIENCES,
    tables: tuple[str, ...] = ("",),
) -> set[tuple[str, ...]]:
    """`tables`: how the names of those end that are looked at."""
    return {
        (audience, row.table, row.wave, row.rung.value, str(row.shown), row.digest)
        for audience in audiences
        for row in ledger_of(cohort_id=cohort.pk, audience=audience, school_id=school.pk)
        if row.reader == reader and row.table.endswith(tables)
    }


def test_the_union_of_what_all_readers_saw_is_what_was_released_and_nothing_finer(
    ledgered: School, cohort: Cohort
) -> None:
    for reader in ORDER:
        opened(ledgered, cohort, reader)

    lead = rows(ledgered, cohort, "lead")
    seen = {reader: rows(ledgered, cohort, reader) for reader in ORDER}
    assert seen["staff"] == seen["governors"] == lead
    assert set().union(*seen.values()) == lead
    assert seen["pupils"] == rows(ledgered, cohort, "lead", ["pupil"], ("-by-all", "*"))
    assert seen["families"] == rows(ledgered, cohort, "lead", ["pupil", "parent"], ("-by-all", "-by-send", "*"))
    for audience in AUDIENCES:
        all_rows = ledger_of(cohort_id=cohort.pk, audience=audience, school_id=ledgered.pk)
        shown = [(row.reader, ShownAs(row.table, row.wave, row.rung if row.shown else None)) for row in all_rows]
        first = [one for reader, one in shown if reader == "lead"]
        assert widened(first, (one for _, one in shown)) == []


def test_each_step_is_in_the_journal_and_a_page_shows_what_it_was_opened_with(ledgered: School, cohort: Cohort) -> None:
    opening = opened(ledgered, cohort, "staff", "Thank you.")
    before = list(opening.releases)
    newer = Release.objects.get(audience="staff")
    newer.pk, newer.waves, newer.released_at = None, "baseline", NOW + timedelta(days=1)
    newer.save()

    assert openings_of(ledgered, cohort)["staff"].releases == before
    changed = open_newer(opening=opening, actor=LEAD, now=NOW)
    assert newer.pk in changed.releases
    with pytest.raises(NothingNewer):
        open_newer(opening=opening, actor=LEAD, now=NOW)
    change_words(opening=opening, words="Thank you all.", actor=LEAD, now=NOW)
    close_report(opening=opening, actor=LEAD, now=NOW)
    with pytest.raises(NotOpen):
        close_report(opening=opening, actor=LEAD, now=NOW)
    again = opened(ledgered, cohort, "staff")

    assert again.token != opening.token
    named = ["report-opened", "report-opened-newer", "report-opening-words", "report-closed", "report-opened"]
    assert list(Entry.objects.filter(act__startswith="report-").order_by("pk").values_list("act", flat=True)) == named


def test_pupils_or_families_before_staff_ask_for_a_second_yes(ledgered: School, cohort: Cohort) -> None:
    with pytest.raises(StaffFirst, match="Staff have not seen it yet"):
        opened(ledgered, cohort, "families")
    opened(ledgered, cohort, "families", before_staff=True)
    staff = opened(ledgered, cohort, "staff")
    close_report(opening=staff, actor=LEAD, now=NOW)

    opened(ledgered, cohort, "pupils")  # staff have seen it once
    with pytest.raises(OpenAlready):
        opened(ledgered, cohort, "pupils")


def test_nothing_is_opened_where_nothing_is_released(maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk), pytest.raises(NothingToOpen):
        opened(maple, cohort, "staff")
    assert issubclass(NothingToOpen, Refused)


def test_the_database_keeps_one_open_page_for_each_reader(ledgered: School, cohort: Cohort) -> None:
    first = opened(ledgered, cohort, "staff")
    first.pk, first.token = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_the_lead_opens_looks_hands_on_and_closes(lead_of_maple: Client, ledgered: School, cohort: Cohort) -> None:
    steps = lead_of_maple.get(OPEN).content.decode()
    assert [steps.index(f"{number}. {name}") for number, name in enumerate(("Staff", "Governors"), 1)]
    assert steps.count("Not open") == 4

    looked = lead_of_maple.post(f"{OPEN}staff/preview/", {"words": "Read this first."}).content.decode()
    assert "Read this first." in looked
    assert "Nobody can read it yet." in looked
    assert Opening.objects.count() == 0

    done = lead_of_maple.post(f"{OPEN}staff/", {"words": "Read this first.", "act": "open"}, follow=True)
    page = done.content.decode()
    opening = openings_of(ledgered, cohort)["staff"]
    assert "It is open to staff now." in page
    assert f"/opened/{opening.token}/" in page
    assert "<svg" in page
    assert lead_of_maple.get(f"{OPEN}staff/poster.pdf").content.startswith(b"%PDF")

    too_long = lead_of_maple.post(f"{OPEN}staff/", {"words": "x" * 601, "act": "words"}).content.decode()
    assert "Please keep it to 600 letters." in too_long
    pointed = lead_of_maple.post(f"{OPEN}staff/", {"words": "Ask Mrs Khan.", "act": "words"}, follow=True)
    assert "Your words may point at somebody: Mrs Khan." in pointed.content.decode()

    lead_of_maple.post(f"{OPEN}staff/", {"words": "", "act": "close"})
    assert openings_of(ledgered, cohort) == {}
    assert lead_of_maple.get(f"{OPEN}staff/poster.pdf").status_code == 404


def test_the_page_asks_the_lead_twice_before_families(lead_of_maple: Client, ledgered: School, cohort: Cohort) -> None:
    refused = lead_of_maple.post(f"{OPEN}families/", {"words": "", "act": "open"}).content.decode()
    assert "Staff have not seen it yet" in refused

    lead_of_maple.post(f"{OPEN}families/", {"words": "", "act": "open", "before_staff": "on"})
    assert set(openings_of(ledgered, cohort)) == {"families"}


def test_others_open_nothing(ledgered: School) -> None:
    for role in (Role.SENCO, Role.COLLEAGUE, Role.STAFF):
        assert signed_in(role, ledgered).get(OPEN).status_code == 404
    assert signed_in(Role.LEAD, ledgered).get(f"{OPEN}neighbours/").status_code == 404
