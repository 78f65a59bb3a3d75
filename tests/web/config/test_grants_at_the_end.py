"""What ends a cohort's linking, and what archives it, under the database roles that it runs under in service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.database_roles import ANSWERING, ENGINE, EVALUATOR, STAFF
from belonging.web.base.narrowing import narrowed_to
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli import archive
from belonging.web.cli import main as entry_point
from belonging.web.cli.main import main
from belonging.web.packs.engine.making import make
from belonging.web.packs.models import Pack
from belonging.web.packs.rules.flow import AGAIN
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.downloading import take_pack
from belonging.web.packs.services.matched import end_links_due
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.programme.queries.archived import archived_of
from belonging.web.schools.models import School
from belonging.web.surveys.models import Ending, KeptSlip, LinkKey, Round, SealedLink, TicketSalt
from belonging.web.surveys.queries.linking import standing_of
from belonging.web.surveys.services import link_endings, traces
from belonging.web.surveys.services.link_endings import destroy_key, destroy_links_due, end_linking
from belonging.web.surveys.services.linking import make_key
from tests.web.config.as_roles import as_role, refused
from tests.web.conftest import NOW
from tests.web.packs.given import a_pack, a_person, an_agreement, figures_out, released_by
from tests.web.surveys.given import ACTOR, a_draft, answer, opened, slips
from tests.web.surveys.linked import LATER, LATER_AFTER, LATER_CLOSES, endline, sealed_at

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
]
AT_LAST = LATER_CLOSES + timedelta(days=91)
PUPILS = 12


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> Path:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.fixture
def answered(maple: School, cohort: Cohort, roles: None) -> Cohort:
    """The same twelve twice: key and answers by the answering role, rounds and sealing by staff's."""
    Cohort.objects.filter(pk=cohort.pk).update(links_waves=True)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.OPEN, opened_at=NOW)
    cohort.refresh_from_db()
    with as_role(ANSWERING):
        make_key(cohort=cohort, now=NOW)
    with as_role(STAFF), school_scope(maple.pk):
        before = opened(a_draft(maple, cohort))
        codes = slips(before, PUPILS)
    answered_by_all(before, codes, NOW)
    with as_role(STAFF), school_scope(maple.pk):
        sealed_at(before)
        assert KeptSlip.objects.count() == PUPILS
        after = endline(maple, cohort)
    answered_by_all(after, codes, LATER)
    with as_role(STAFF), school_scope(maple.pk):
        sealed_at(after, days=300)
    return cohort


def answered_by_all(round_: Round, codes: Sequence[str], now: datetime) -> None:
    with as_role(ANSWERING), school_scope(round_.host_id):
        for code in codes:
            answer(round_, code, now=now)


@pytest.fixture
def sam(db: None) -> User:
    return a_person("Sam", Role.EVALUATOR)


def nothing_links() -> bool:
    """As the owner sees it."""
    with programme_scope("test"):
        return not any(kind.objects.exists() for kind in (KeptSlip, SealedLink, TicketSalt))


def test_the_worker_ends_the_linking_as_staff(answered: Cohort, keys: Path) -> None:
    with as_role(STAFF):
        with programme_scope("test"):
            refused("SELECT link FROM surveys_sealedlink")
            assert standing_of(answered).links == 2 * PUPILS
        assert destroy_links_due(now=AT_LAST) == 3
        assert standing_of(answered).entry is not None
    assert nothing_links()
    assert not list(keys.iterdir())
    assert LinkKey.objects.get().counts["links"] == 2 * PUPILS


def test_where_the_file_is_the_answering_users_that_user_destroys_it(answered: Cohort, keys: Path) -> None:
    with as_role(STAFF), programme_scope("test"):
        end_linking(cohort=answered, because=Ending.ASKED, actor=ACTOR, now=AT_LAST)
    with as_role(ANSWERING):
        assert destroy_key(cohort=answered, now=AT_LAST)
    with as_role(STAFF):
        assert destroy_links_due(now=AT_LAST) == 1
    assert LinkKey.objects.get().certified_at == AT_LAST
    assert nothing_links()


def test_a_matched_file_is_asked_for_made_and_taken_and_the_links_go(answered: Cohort, sam: User) -> None:
    """By the evaluator, the engine and the evaluator again; released and ended by staff's processes."""
    tom, anita = a_person("Tom", Role.MANAGER), a_person("Anita", Role.MANAGER)
    figures_out(answered)
    with as_role(STAFF):
        with programme_scope("test"), narrowed_to(EVALUATOR):
            an_agreement(answered, sam, now=LATER_AFTER, until=(LATER_AFTER + timedelta(days=100)).date())
            asked = a_pack(answered, sam, PackKind.MATCHED, now=LATER_AFTER)
        released_by(asked, tom, anita, now=LATER_AFTER)
    with as_role(ENGINE):
        assert make(asked.handle, now=LATER_AFTER)
    with as_role(STAFF):
        with programme_scope("test"), narrowed_to(EVALUATOR):
            take_pack(pack=Pack.objects.get(pk=asked.pk), actor=str(sam.pk), now=LATER_AFTER)
        end_links_due(now=LATER_AFTER)
        with programme_scope("test"):
            assert Pack.objects.get(pk=asked.pk).expires_at == LATER_AFTER + AGAIN
        end_links_due(now=LATER_AFTER + AGAIN)
    assert nothing_links()
    assert LinkKey.objects.get().ended_because == Ending.HANDED_OUT


def test_links_end_early_as_staff_and_the_key_as_the_answering_user(
    answered: Cohort, keys: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    with as_role(ANSWERING):
        assert main(["keys", "destroy", answered.slug, "--end"]) == 2
    assert "--end' as the user of staff's pages, then 'belonging keys tidy'" in capsys.readouterr().err
    with as_role(STAFF), monkeypatch.context() as patched:
        patched.setattr(link_endings, "destroy_key_file", lambda _digest: False)  # another user's
        assert main(["keys", "destroy", answered.slug, "--end"]) == 1
    assert "The links are destroyed." in capsys.readouterr().err
    with as_role(ANSWERING):
        assert main(["keys", "tidy"]) == 0
    assert nothing_links()
    assert not list(keys.glob("*.key"))


def test_the_owner_archives_and_staff_see_that_it_was_done(
    answered: Cohort, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    monkeypatch.setattr(archive, "refuse_unevaluated", lambda _cohort: None)
    with as_role(STAFF):
        destroy_links_due(now=AT_LAST)
        Cohort.objects.update(state=CohortState.FINISHED, finished_at=AT_LAST)
        assert main(["archive", answered.slug, "--yes"]) == 2
    assert "only the owner of the tables" in capsys.readouterr().err

    monkeypatch.setattr(traces, "rebuild_open_tables", lambda: "")  # a test is a transaction
    assert main(["archive", answered.slug, "--yes"]) == 0

    with as_role(STAFF), programme_scope("test"):
        found = archived_of(answered)
        assert found is not None
        assert found.kept == 2 * PUPILS
