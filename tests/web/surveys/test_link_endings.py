"""The end of a linking: links first, then the key file, then the certificate; killed anywhere, it is finished."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Ending, KeptSlip, LinkKey, SealedLink, TicketSalt
from belonging.web.surveys.queries.linking import links_kept_until
from belonging.web.surveys.services import key_files, link_endings
from belonging.web.surveys.services.answering import key_of
from belonging.web.surveys.services.key_files import destroy_key_file, forget_mark
from belonging.web.surveys.services.link_endings import destroy_links_due, end_linking, say_key_is_lost
from tests.web.surveys.given import ACTOR, answer
from tests.web.surveys.linked import LATER, LATER_CLOSES, baseline, both_waves, endline, linking, sealed_at

AT_LAST = LATER_CLOSES + timedelta(days=91)


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> Path:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.fixture
def linked(cohort: Cohort, in_maple: School) -> Cohort:
    return linking(cohort)


@pytest.fixture
def answered(in_maple: School, linked: Cohort) -> Cohort:
    both_waves(in_maple, linked)
    return linked


def all_gone(keys: Path) -> bool:
    held = LinkKey.objects.get()
    rows = any(kind.objects.exists() for kind in (KeptSlip, SealedLink, TicketSalt))
    return not rows and not list(keys.iterdir()) and held.certified_at is not None


class TestOnTheLastDay:
    def test_everything_goes_and_the_journal_has_the_certificate(
        self, answered: Cohort, keys: Path, in_maple: School
    ) -> None:
        digest = LinkKey.objects.get().digest
        with programme_scope("test"):
            assert links_kept_until(answered) == (LATER_CLOSES + timedelta(days=90)).date()
            assert destroy_links_due(now=AT_LAST - timedelta(days=1)) == 0
            assert destroy_links_due(now=AT_LAST) == 3
            assert all_gone(keys)
            assert destroy_links_due(now=AT_LAST) == 0
            held = LinkKey.objects.get()
            assert (held.ended_because, held.counts["links"], held.counts["slips"]) == (Ending.LAST_DAY, 24, 0)
            assert held.counts["schools"] == {str(in_maple.pk): {"slips": 0, "links": 24}}
            [entry] = Entry.objects.filter(act="linking-destroyed")
        assert entry.details["key"] == digest
        assert entry.details["links"] == 24

    def test_slips_of_pupils_who_never_came_back_go_too(self, in_maple: School, linked: Cohort, keys: Path) -> None:
        baseline(in_maple, linked)
        endline(in_maple, linked)
        with programme_scope("test"):
            destroy_links_due(now=AT_LAST)
            assert all_gone(keys)

    def test_what_is_sealed_afterwards_has_no_links(self, in_maple: School, linked: Cohort, keys: Path) -> None:
        _, codes = baseline(in_maple, linked)
        after = endline(in_maple, linked)
        for code in codes:
            answer(after, code, now=LATER)
        end_linking(cohort=linked, because=Ending.HANDED_OUT, actor=ACTOR, now=LATER)
        sealed_at(after, days=300)
        assert not SealedLink.objects.exists()


class TestKilled:
    """Each step fails once, as if the process had ended there; the next turn does what is left."""

    @pytest.mark.parametrize(
        ("place", "name"),
        [
            (link_endings, "record_act"),
            (link_endings, "destroy_key_file"),
            (key_files, "_overwrite"),
            (key_files, "_sync_folder"),
            (link_endings, "_key_ended"),
            (link_endings, "certify"),
            (link_endings, "forget_mark"),
        ],
    )
    def test_at_any_point_it_is_finished(
        self, answered: Cohort, keys: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str
    ) -> None:
        with monkeypatch.context() as once, programme_scope("test"):
            once.setattr(place, name, killed)
            with pytest.raises(Killed):
                destroy_links_due(now=AT_LAST)
        with programme_scope("test"):
            destroy_links_due(now=AT_LAST)
            destroy_links_due(now=AT_LAST)
            held = LinkKey.objects.get()
            assert not SealedLink.objects.exists()
            assert held.certified_at is not None
            assert Entry.objects.filter(act="linking-destroyed").count() == 1
        assert not list(keys.glob("*.key"))
        forget_mark(held.digest)
        assert not list(keys.iterdir())

    def test_after_the_file_is_deleted_and_before_the_database_knows(self, answered: Cohort, keys: Path) -> None:
        held = LinkKey.objects.get()
        with programme_scope("test"):
            end_linking(cohort=answered, because=Ending.ASKED, actor=ACTOR, now=AT_LAST)
            assert destroy_key_file(held.digest)
            assert destroy_links_due(now=AT_LAST) == 2
            assert all_gone(keys)


class TestAnotherUsersFile:
    def test_waits_for_the_user_who_may(self, answered: Cohort, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: Callable[..., bool] = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and seen(path, mode))
        with programme_scope("test"):
            assert destroy_links_due(now=AT_LAST) == 1
            assert not SealedLink.objects.exists()
            assert LinkKey.objects.get().certified_at is None
        monkeypatch.undo()
        with programme_scope("test"):
            assert destroy_links_due(now=AT_LAST) == 2

    def test_waits_in_a_folder_that_is_closed_to_this_user(self, answered: Cohort, keys: Path) -> None:
        digest, user = LinkKey.objects.get().digest, os.geteuid()
        keys.chmod(0)
        if user == 0:
            os.seteuid(65534)  # whom a mode binds
        try:
            assert not destroy_key_file(digest)
            forget_mark(digest)
        finally:
            os.seteuid(user)
            keys.chmod(0o700)
        assert destroy_key_file(digest)

    def test_a_file_that_is_not_here_is_never_called_destroyed(self, answered: Cohort, keys: Path) -> None:
        next(keys.iterdir()).unlink()
        with programme_scope("test"):
            assert destroy_links_due(now=AT_LAST) == 1
            assert say_key_is_lost(cohort=answered, now=AT_LAST)
            assert destroy_links_due(now=AT_LAST) == 1
            assert LinkKey.objects.get().key_end == "lost"


class TestTheKeyFile:
    def test_is_overwritten_before_it_is_deleted(
        self, answered: Cohort, keys: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = next(keys.iterdir())
        before, left = file.read_bytes(), []
        monkeypatch.setattr(Path, "unlink", lambda path, **_: left.append(path.read_bytes()))
        destroy_key_file(LinkKey.objects.get().digest)
        assert len(left[0]) == len(before)
        assert left[0] != before

    def test_without_it_no_answer_is_refused(self, in_maple: School, linked: Cohort, keys: Path) -> None:
        _, codes = baseline(in_maple, linked)
        after = endline(in_maple, linked)
        next(keys.iterdir()).unlink()
        answer(after, codes[0], now=LATER)
        assert key_of(round_=after, secret=codes[0])


class Killed(BaseException):
    """As if the process had ended."""


def killed(*_args: object, **_kwargs: object) -> None:
    raise Killed
