"""Who may ask for a pack, who may release it, and what the database itself forbids."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.packs.errors import (
    AgreedAlready,
    AgreementFirst,
    AgreementOver,
    AskedAlready,
    DayNotPossible,
    NotAllTicked,
    NothingReleasedYet,
    NotWaiting,
    NotYoursToRelease,
)
from belonging.web.packs.models import Pack
from belonging.web.packs.queries.packs import standing_of, to_build, waiting_for
from belonging.web.packs.rules.flow import Dates, Standing, link_token, standing
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.agreements import end_agreement
from belonging.web.packs.services.asking import ask_for_twin
from belonging.web.packs.services.releasing import refuse_pack
from belonging.web.programme.models import Cohort
from tests.web.conftest import NOW
from tests.web.packs.given import a_pack, an_agreement, released_by


def test_two_people_release_what_a_third_has_asked_for(out: Cohort, sam: User, tom: User, anita: User) -> None:
    an_agreement(out, sam)
    pack = a_pack(out, sam)

    with programme_scope("test"):
        assert set(OutgoingMail.objects.values_list("to", flat=True)) == {tom.email, anita.email}
        assert [each.pk for each in waiting_for(str(tom.pk))] == [pack.pk]

        pack = released_by(pack, tom)
        assert standing_of(pack, NOW) is Standing.WAITS_FOR_SECOND
        assert to_build() == []
        assert waiting_for(str(tom.pk)) == []
        assert [each.pk for each in waiting_for(str(anita.pk))] == [pack.pk]

        pack = released_by(pack, anita)
        assert standing_of(pack, NOW) is Standing.BUILDING
        assert [each.pk for each in to_build()] == [pack.pk]
        acts = list(Entry.objects.filter(subject=f"pack:{pack.pk}").values_list("act", "actor"))
    assert acts == [("pack-asked", str(sam.pk)), ("pack-released", str(tom.pk)), ("pack-released", str(anita.pk))]


def test_nobody_releases_twice_or_their_own(out: Cohort, sam: User, tom: User) -> None:
    an_agreement(out, sam)
    pack = released_by(a_pack(out, sam), tom)

    with pytest.raises(NotYoursToRelease, match="already"):
        released_by(pack, tom)
    with pytest.raises(NotYoursToRelease, match="You asked"):
        released_by(pack, sam)


def test_the_database_holds_to_it_as_well(out: Cohort, sam: User, tom: User) -> None:
    an_agreement(out, sam)
    pack = released_by(a_pack(out, sam), tom)
    with programme_scope("test"):
        row = Pack.objects.filter(pk=pack.pk)
        for broken in (
            {"second_release_by": str(tom.pk), "second_release_at": NOW},
            {"second_release_by": str(sam.pk), "second_release_at": NOW},
            {"built_at": NOW, "expires_at": NOW, "digest": "d", "token_hash": "t"},
            {"refused_by": str(tom.pk), "refused_at": NOW},
            {"agreement": None},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                row.update(**broken)


def test_one_refuses_in_writing_and_that_is_the_end(out: Cohort, sam: User, tom: User) -> None:
    an_agreement(out, sam)
    pack = a_pack(out, sam)

    with programme_scope("test"):
        refuse_pack(pack=pack, because="The purpose names one school.", actor=str(tom.pk), now=NOW)
        told = OutgoingMail.objects.get(to=sam.email)
        assert "school" not in told.text
        with pytest.raises(NotWaiting):
            released_by(pack, tom)
    again = a_pack(out, sam)
    assert again.pk != pack.pk


def test_a_pack_needs_an_agreement_that_counts(out: Cohort, sam: User, tom: User) -> None:
    with pytest.raises(AgreementFirst):
        a_pack(out, sam)
    an_agreement(out, sam)
    with pytest.raises(AgreementFirst):
        a_pack(out, sam, now=NOW + timedelta(days=101))
    pack = a_pack(out, sam)
    with pytest.raises(AskedAlready):
        a_pack(out, sam)
    with programme_scope("test"):
        end_agreement(cohort=out, evaluator=sam, now=NOW)
    with pytest.raises(AgreementOver):
        released_by(pack, tom)


def test_an_agreement_is_whole_and_one_at_a_time(out: Cohort, sam: User) -> None:
    with pytest.raises(NotAllTicked):
        an_agreement(out, sam, ticked=["purpose"])
    for days in (0, 3 * 365 + 1):
        with pytest.raises(DayNotPossible):
            an_agreement(out, sam, until=(NOW + timedelta(days=days)).date())
    first = an_agreement(out, sam)
    with pytest.raises(AgreedAlready):
        an_agreement(out, sam)

    later = NOW + timedelta(days=200)
    second = an_agreement(out, sam, now=later, until=(later + timedelta(days=9)).date())
    with programme_scope("test"):
        first.refresh_from_db()
    assert first.ended_at == later
    assert second.terms == first.terms


def test_a_twin_needs_neither_agreement_nor_release(out: Cohort, tom: User, sam: User) -> None:
    with programme_scope("test"):
        twin = ask_for_twin(cohort=out, actor=str(tom.pk), now=NOW)
        assert [each.pk for each in to_build()] == [twin.pk]
        with pytest.raises(AskedAlready):
            ask_for_twin(cohort=out, actor=str(sam.pk), now=NOW)


def test_before_anything_is_released_there_is_nothing_to_pack(cohort: Cohort, sam: User) -> None:
    an_agreement(cohort, sam)
    with pytest.raises(NothingReleasedYet):
        a_pack(cohort, sam)


def test_a_pack_is_ready_for_as_long_as_its_link_lasts() -> None:
    def at(**changes: object) -> Standing:
        usual = {"kind": PackKind.RESEARCH, "first": True, "second": True, "refused": False, "failed": False}
        made = {"built": True, "expires_at": NOW, "destroyed": False}
        return standing(Dates(**{**usual, **made, **changes}), NOW - timedelta(seconds=1))  # type: ignore[arg-type]  # a test names what it changes

    assert at() is Standing.READY
    assert at(expires_at=NOW - timedelta(seconds=1)) is Standing.OVER
    assert at(destroyed=True) is Standing.OVER
    assert at(built=False) is Standing.BUILDING
    assert at(built=False, failed=True) is Standing.FAILED
    assert at(built=False, second=False) is Standing.WAITS_FOR_SECOND
    assert at(built=False, second=False, first=False) is Standing.WAITS_FOR_FIRST
    assert at(built=False, second=False, first=False, kind=PackKind.SYNTHETIC) is Standing.BUILDING


def test_a_link_is_of_one_pack_one_building_and_one_pepper() -> None:
    links = {
        link_token("a", NOW, pepper=b"p"),
        link_token("b", NOW, pepper=b"p"),
        link_token("a", NOW + timedelta(seconds=1), pepper=b"p"),
        link_token("a", NOW, pepper=b"q"),
    }
    assert len(links) == 4
