"""When the evaluation is over: coarse rows in place of sealed ones, and nothing that leads back."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli import archive as command
from belonging.web.cli import main as entry_point
from belonging.web.cli.archive import coarse_rows_of
from belonging.web.cli.main import main
from belonging.web.findings import queries
from belonging.web.findings.queries import releases_due
from belonging.web.journal.models import Entry
from belonging.web.packs.errors import PackUnread, RowsMatched
from belonging.web.packs.models import Agreement, Pack, PackFile
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.archiving import archive_with_packs, refuse_matched, without_pupils
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.surveys.errors import NotToArchive
from belonging.web.surveys.models import (
    Archive,
    ArchivedAnswers,
    LinkKey,
    Round,
    SealedAnswers,
    SealedComment,
    TracesLeft,
)
from belonging.web.surveys.queries import Columns
from belonging.web.surveys.queries.archives import archive_is_whole, archived_columns
from belonging.web.surveys.rules.archived_rows import ArchivedRow, fewest_alike, lost_too_few, withheld_too_few
from belonging.web.surveys.rules.sealed_rows import SealedRow
from belonging.web.surveys.services import traces
from belonging.web.surveys.services.archiving import archive_cohort
from belonging.web.surveys.services.brought import seal_brought
from belonging.web.surveys.services.exporting import export_answers
from belonging.web.surveys.services.rounds import plan_round
from tests.web.conftest import NOW
from tests.web.findings.given import schools
from tests.web.surveys import given

PEOPLE = 60
RARE = 3
"""Of the 60: pupils with a plan, in a year of their own, who answered in Polish."""
HELD = (date(2026, 6, 1), date(2026, 6, 12))


def a_row(number: int) -> SealedRow:
    rare = number < RARE
    return SealedRow(
        answers={key: 1 + (number + place) % 4 for place, key in enumerate(given.ITEMS)},
        year_group="6" if rare else "4",
        sex="girl" if number % 2 else "boy",
        sen="E" if rare else "N",
        gender="",
        edition="standard",
        language="pl" if rare else "en",
        help="",
        way="screen",
    )


@pytest.fixture
def running(cohort: Cohort) -> Cohort:
    """Two schools, of 60 and of 8 pupils, sealed."""
    for school, people in zip(schools(cohort, ("Yew", "Ash")), (PEOPLE, 8), strict=True):
        with school_scope(school.pk):
            round_ = given.a_draft(school, cohort)
            rows = [a_row(number) for number in range(people)]
            seal_brought(round_=round_, rows=rows, held=HELD, actor="test", now=NOW)
    Cohort.objects.update(state=CohortState.OPEN, opened_at=NOW)
    cohort.refresh_from_db()
    return cohort


@pytest.fixture
def over(running: Cohort) -> Cohort:
    return finished(running)


def finished(cohort: Cohort) -> Cohort:
    Cohort.objects.update(state=CohortState.FINISHED, finished_at=NOW)
    cohort.refresh_from_db()
    return cohort


def archived(cohort: Cohort) -> None:
    with programme_scope("test"):
        kept, _sealed = coarse_rows_of(cohort)
    archive_cohort(cohort=cohort, kept=kept, actor="test", now=NOW)


def a_comment(cohort: Cohort, key: str, state: str, words: str) -> None:
    with programme_scope("test"):
        round_ = SealedAnswers.objects.filter(round__cohort=cohort).earliest("round_id").round
        # Past the rule that nothing is added to a sealed round: how it came there is not what is looked at.
        drop = 'DROP TRIGGER IF EXISTS "surveys_sealedcomment_complete"'
        with connection.cursor() as cursor:
            cursor.execute(drop if connection.vendor == "sqlite" else f'{drop} ON "surveys_sealedcomment"')
    with programme_scope("test"):
        SealedComment.objects.create(
            key=key * 32, school_id=round_.school_id, round=round_, box="what_helps", text="As Mia wrote it",
            state=state, released_text=words,
        )  # fmt: skip


def test_what_is_left_is_shared_by_ten_and_the_sealed_rows_are_gone(over: Cohort) -> None:
    with programme_scope("test"):
        before = [ArchivedRow({}, {"year": row.year_group, "sen": row.sen}) for row in SealedAnswers.objects.all()]
    assert fewest_alike(before) < 10, "the attack is blunt: nobody could be told before"

    archived(over)

    with programme_scope("test"):
        rows = [ArchivedRow(row.answers, row.facts) for row in ArchivedAnswers.objects.select_related("round")]
        assert SealedAnswers.objects.count() == 0
        assert Counter(Archive.objects.values_list("rows", flat=True)) == Counter([len(rows), 0])
        assert all(archive_is_whole(archive.round) for archive in Archive.objects.select_related("round"))
        assert TracesLeft.objects.count() == 2, "files are not clean until the rebuild"
        (entry,) = Entry.objects.filter(act="cohort-archived")
    assert fewest_alike(rows) >= 10
    assert all(row.facts.get("language") != "pl" and row.facts.get("sen") != "E" for row in rows)
    assert entry.details["kept"] == len(rows) >= PEOPLE - RARE - 20
    assert entry.details["destroyed"] == PEOPLE + 8 - len(rows) >= 18


def test_an_archive_is_never_changed_nor_added_to(over: Cohort) -> None:
    archived(over)

    with programme_scope("test"):
        row = ArchivedAnswers.objects.earliest("key")
        for change in (
            lambda: ArchivedAnswers.objects.all().delete(),
            lambda: ArchivedAnswers.objects.update(facts={}),
            lambda: Archive.objects.update(rows=0),
            lambda: ArchivedAnswers.objects.create(
                key="f" * 32, school_id=row.school_id, round=row.round, answers={}, facts={}
            ),
        ):
            with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
                change()


def test_sealed_rows_of_a_round_that_is_not_archived_cannot_be_deleted(over: Cohort) -> None:
    with programme_scope("test"), pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        SealedAnswers.objects.all().delete()


def test_comments_that_nobody_may_read_are_destroyed_and_the_others_keep_the_words_let_out(over: Cohort) -> None:
    a_comment(over, "a", "released", "As [name] wrote it")
    a_comment(over, "b", "kept", "")
    a_comment(over, "c", "concern", "")

    archived(over)

    with programme_scope("test"):
        assert list(SealedComment.objects.values_list("text", "released_text")) == [("", "As [name] wrote it")]


def test_it_waits_for_readers_and_for_the_cohorts_end(running: Cohort) -> None:
    a_comment(running, "a", "unread", "")

    with pytest.raises(NotToArchive, match="not finished"):
        archived(running)
    with pytest.raises(NotToArchive, match="1 comment is not read yet"):
        archived(finished(running))


def test_the_store_takes_no_rows_that_are_too_few_alike(over: Cohort) -> None:
    with programme_scope("test"):
        kept, _sealed = coarse_rows_of(over)
    number = next(number for number, rows in kept.items() if rows)
    wrong = {**kept, number: [*kept[number][:-1], ArchivedRow({}, {"sen": "E"})]}

    with pytest.raises(NotToArchive, match="too few"):
        archive_cohort(cohort=over, kept=wrong, actor="test", now=NOW)
    missing = [lost_too_few(sealed=sealed, kept=rows) for sealed, rows in ((60, 55), (60, 50), (60, 60), (8, 0))]
    assert missing == [True, False, False, False]
    girls = [{"gender": "girl"}] * 30
    stating = [
        withheld_too_few(sealed=girls, kept=[ArchivedRow({}, {"gender": "girl"})] * rows) for rows in (29, 20, 30, 0)
    ]
    assert stating == [True, False, False, False]
    said: list[tuple[dict[str, str], int]] = [({"gender": "girl"}, 25), ({"gender": "boy"}, 25), ({}, 10)]
    few = {**kept, number: [ArchivedRow({}, facts) for facts, rows in said for _ in range(rows)]}
    with pytest.raises(NotToArchive, match="too few"):
        archive_cohort(cohort=over, kept=few, actor="test", now=NOW)


def test_the_command_says_what_it_would_do_and_does_it_when_told(
    over: Cohort, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rebuilt: list[str] = []

    def rebuild() -> str:
        rebuilt.append("files")
        return ""

    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    monkeypatch.setattr(traces, "rebuild_open_tables", rebuild)
    assert releases_due()
    assert main(["archive", over.slug]) == 2
    assert "Findings are still to be made" in capsys.readouterr().err

    monkeypatch.setattr(command, "refuse_unevaluated", lambda _cohort: None)
    assert main(["archive", over.slug]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    with programme_scope("test"):
        assert SealedAnswers.objects.count() == PEOPLE + 8

    assert main(["archive", over.slug, "--yes"]) == 0
    assert "is archived" in capsys.readouterr().out
    assert rebuilt == ["files"]
    assert main(["archive", over.slug, "--yes"]) == 2
    assert "no sealed answers that are not archived" in capsys.readouterr().err


def a_pack_of(cohort: Cohort, kind: PackKind) -> Pack:
    """As the engine leaves it."""
    with programme_scope("test"):
        agreement = Agreement.objects.create(
            cohort=cohort, evaluator="e", name="Eve", organisation="A university", purpose="To see.", detail="full",
            until=NOW.date(), version=1, terms=["All."], accepted_at=NOW,
        )  # fmt: skip
        pack = Pack.objects.create(
            cohort=cohort, handle=kind.value, kind=kind.value, agreement=agreement, asked_by="e", asked_at=NOW, why="y",
            first_release_by="t", first_release_at=NOW, second_release_by="a", second_release_at=NOW, built_at=NOW,
            digest="d", token_hash="t", expires_at=NOW,
        )  # fmt: skip
        PackFile.objects.create(pack=pack, content=b"every row")
    return pack


def test_packs_that_were_made_of_the_rows_are_destroyed_with_them(
    over: Cohort, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = a_pack_of(over, PackKind.RESEARCH)
    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    monkeypatch.setattr(traces, "rebuild_open_tables", lambda: "")
    monkeypatch.setattr(command, "refuse_unevaluated", lambda _cohort: None)

    assert main(["archive", over.slug]) == 0
    assert "with 1 pack." in capsys.readouterr().out
    assert main(["archive", over.slug, "--yes"]) == 0

    with programme_scope("test"):
        assert not PackFile.objects.exists()
        assert Pack.objects.get(pk=pack.pk).destroyed_at is not None, "who got what stays"
        assert Entry.objects.filter(act="pack-destroyed").count() == 1


def test_where_somebody_has_a_matched_file_no_row_of_pupils_is_kept(
    running: Cohort, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has the file would find archived rows in it by equal answers."""
    with programme_scope("test"):
        school = Round.objects.earliest("pk").host
    with school_scope(school.pk):
        parents = plan_round(
            school=school, cohort=running, wave="endline", instrument="parent_v1", entrance="open_link", actor="test",
            now=NOW,
        )  # fmt: skip
    over = finished(running)
    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    monkeypatch.setattr(traces, "rebuild_open_tables", lambda: "")
    monkeypatch.setattr(command, "refuse_unevaluated", lambda _cohort: None)
    assert main(["archive", over.slug, "--none", "--yes"]) == 2
    assert "nobody has one of" in capsys.readouterr().err

    pack = a_pack_of(over, PackKind.MATCHED)
    with programme_scope("test"):
        Pack.objects.filter(pk=pack.pk).update(downloads=1)
    assert main(["archive", over.slug, "--yes"]) == 2
    assert "A matched file of" in capsys.readouterr().err
    with programme_scope("test"):
        kept, _sealed = coarse_rows_of(over)
        assert SealedAnswers.objects.count() == PEOPLE + 8
        row, nothing = [ArchivedRow({}, {})], dict.fromkeys(kept, ())
        assert without_pupils(over, {**kept, parents.pk: row}) == {**nothing, parents.pk: row}
        refuse_matched(over, kept={**nothing, parents.pk: row})
    with pytest.raises(RowsMatched):
        archive_with_packs(cohort=over, kept=kept, actor="test", now=NOW)

    assert main(["archive", over.slug, "--none", "--yes"]) == 0
    with programme_scope("test"):
        assert not SealedAnswers.objects.exists()
        assert not ArchivedAnswers.objects.exists()


def test_it_waits_for_packs_that_are_asked_for_and_those_that_nobody_has_fetched(
    over: Cohort, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """People are told to let them be built: then they are there to be had."""
    pack = a_pack_of(over, PackKind.RESEARCH)
    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    monkeypatch.setattr(queries, "releases_due", list)
    with programme_scope("test"):
        Pack.objects.update(built_at=None, digest="", token_hash="", expires_at=None)
    assert main(["archive", over.slug, "--yes"]) == 2
    assert "Refuse it, or let it be built" in capsys.readouterr().err

    later = timezone.now() + timedelta(days=2)
    with programme_scope("test"):
        Agreement.objects.update(until=later.date())
        Pack.objects.update(built_at=NOW, digest="d", token_hash="t", expires_at=later)
        kept, _sealed = coarse_rows_of(over)
    assert main(["archive", over.slug]) == 2
    assert "Nobody has downloaded the research pack" in capsys.readouterr().err
    with pytest.raises(PackUnread, match="whoever asked can until"):
        archive_with_packs(cohort=over, kept=kept, actor="test", now=timezone.now())

    with programme_scope("test"):
        assert PackFile.objects.filter(pack=pack).exists()
        Pack.objects.update(downloads=1)
    archive_with_packs(cohort=over, kept=kept, actor="test", now=timezone.now())


def test_it_waits_for_the_end_of_the_linking(over: Cohort) -> None:
    held = LinkKey.objects.create(cohort=over, digest="d" * 64, made_at=NOW)
    with pytest.raises(NotToArchive, match="still linked"):
        archived(over)
    LinkKey.objects.filter(pk=held.pk).update(ended_at=NOW, ended_because="asked", ended_by="terminal")
    archived(over)


def test_what_is_left_can_be_exported_and_says_so_in_the_journal(over: Cohort) -> None:
    archived(over)
    written: list[Columns] = []

    export_answers(cohort=over, audience="pupil", instrument=None, write=written.append, actor="test", now=NOW)

    with programme_scope("test"):
        assert written == [archived_columns(cohort=over, audience="pupil", instrument="pupil_v1")]
        assert Entry.objects.get(act="answers-exported").details["archived"] is True
    assert set(written[0]["school"]) == {written[0]["school"][0]}
