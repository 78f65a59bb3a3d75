"""The matched file: the same pupils twice, ten alike, handed out once; then what joined them is gone."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.utils import timezone
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli.main import main
from belonging.web.packs.engine import making, matched
from belonging.web.packs.engine.making import make
from belonging.web.packs.errors import LinkOver, MatchedOnce, NothingLinked, OtherRows, RowsArchived
from belonging.web.packs.models import Pack, PackFile
from belonging.web.packs.queries.packs import matched_was_made
from belonging.web.packs.rules.kinds import Built, PackKind
from belonging.web.packs.services.building import destroy_due
from belonging.web.packs.services.downloading import take_pack
from belonging.web.packs.services.matched import end_links, end_links_due, links_due
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Ending, LinkKey, Round, SealedLink
from belonging.web.surveys.services.slips import SlipOrder, issue_slips
from tests.web.conftest import NOW
from tests.web.packs.given import a_pack, an_agreement, released_by
from tests.web.surveys.given import ACTOR, ALL_FOURS, a_draft, answer, opened
from tests.web.surveys.linked import LATER, LATER_AFTER, LATER_CLOSES, endline, linking, sealed_at

FACTS = ("year_group", "sen")
MOST, FEW = 14, 4


@pytest.fixture
def linked(cohort: Cohort, settings: Settings, tmp_path: Path) -> Cohort:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    return linking(cohort)


@pytest.fixture
def answered(linked: Cohort, maple: School, river: School, out: Cohort) -> Cohort:
    """Two schools: at each fourteen pupils without SEND and four with a plan; one stays away at the end."""
    for school in (maple, river):
        with school_scope(school.pk):
            twice(school, linked)
    return linked


def twice(school: School, cohort: Cohort) -> tuple[Round, Round]:
    before = opened(a_draft(school, cohort, facts=FACTS))
    orders = [SlipOrder(MOST, year_group="4", sen="N"), SlipOrder(FEW, year_group="4", sen="E")]
    codes = issue_slips(round_=before, pack_label="4 Elm", orders=orders, actor=ACTOR, now=NOW)
    for code in codes:
        answer(before, code)
    sealed_at(before)
    after = endline(school, cohort)
    for code in codes[1:]:
        answer(after, code, dict.fromkeys(ALL_FOURS, 3), now=LATER)
    return before, sealed_at(after, days=300)


def handed_out(cohort: Cohort, sam: User, *managers: User, now: datetime = LATER_AFTER) -> Pack:
    an_agreement(cohort, sam, now=now, until=(now + timedelta(days=100)).date())
    asked = a_pack(cohort, sam, PackKind.MATCHED, now=now)
    pack = released_by(asked, *managers, now=now)
    assert make(pack.handle, now=now)
    pack.refresh_from_db()
    return pack


def test_rows_are_pairs_alike_in_tens_and_evaluate_reads_them(
    answered: Cohort, sam: User, tom: User, anita: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with programme_scope("test"):
        pack = handed_out(answered, sam, tom, anita)
        zipfile.ZipFile(io.BytesIO(bytes(PackFile.objects.get(pack=pack).content))).extractall(tmp_path / "pack")
    (root,) = (tmp_path / "pack").iterdir()

    rows = pl.read_csv(root / "answers.csv")
    assert rows.height == 2 * 2 * (MOST + FEW - 1)
    assert set(rows.group_by("pupil").len().get_column("len")) == {2}
    assert not {"year_group", "sex"} & set(rows.columns), "finer than the coarse detail"
    alike = rows.group_by(
        "school", "wave", *[name for name in ("sen", "gender", "phase") if name in rows.columns]
    ).len()
    assert min(alike.get_column("len").to_list()) >= 10
    fours = rows.filter(pl.col("wave") == "baseline").get_column("safe")
    assert set(fours) == {4}
    assert set(rows.filter(pl.col("wave") == "endline").get_column("safe")) == {3}
    coded = pl.read_parquet(root / "matched-pupil_v1.parquet")
    assert coded.height == rows.height
    assert "pupil" in coded.columns
    assert "cannot be made again" in " ".join((root / "README.txt").read_text().split())

    assert main(["evaluate", str(root / "answers.csv"), "--json", str(tmp_path / "out.json")]) == 0
    assert '"linked"' in (tmp_path / "out.json").read_text(), capsys.readouterr().out


def test_a_day_after_it_was_downloaded_what_joined_them_is_destroyed(
    answered: Cohort, sam: User, tom: User, anita: User
) -> None:
    """A download that breaks, even in the week's last minute, can be repeated: no other file is ever made."""
    with programme_scope("test"):
        pack = handed_out(answered, sam, tom, anita)
        assert pack.expires_at is not None
        at, again = pack.expires_at - timedelta(minutes=1), pack.expires_at + timedelta(hours=23)
        over = at + timedelta(days=1)
        end_links_due(now=at)
        assert SealedLink.objects.exists(), "built is not handed out"
        take_pack(pack=pack, actor=str(sam.pk), now=at)
        for moment in (at + timedelta(minutes=1), again):
            destroy_due(now=moment)
            assert links_due(now=moment) == end_links_due(now=moment) == 0
        assert pack_now(pack).expires_at == over
        assert take_pack(pack=pack, actor=str(sam.pk), now=again)
        assert links_due(now=over) == 1, "a second download puts nothing off"
        end_links_due(now=over)
        held = LinkKey.objects.get()
        assert not SealedLink.objects.exists()
        assert not PackFile.objects.exists(), "a copy outlives the links"
        with pytest.raises(LinkOver):
            take_pack(pack=pack, actor=str(sam.pk), now=over)
        assert (held.ended_because, held.key_end) == ("handed_out", "overwritten")
        assert held.certified_at is not None
        an_agreement(answered, tom, now=LATER_AFTER, until=(LATER_AFTER + timedelta(days=10)).date())
        with pytest.raises(NothingLinked):
            a_pack(answered, tom, PackKind.MATCHED, now=LATER_AFTER)


def pack_now(pack: Pack) -> Pack:
    return Pack.objects.get(pk=pack.pk)


def agreed(cohort: Cohort, *people: User) -> None:
    for person in people:
        an_agreement(cohort, person, now=LATER_AFTER, until=(LATER_AFTER + timedelta(days=100)).date())


def test_there_is_one_at_a_time_whoever_asks(answered: Cohort, sam: User, eve: User, tom: User, anita: User) -> None:
    """Two were built, one was downloaded, and the other could be six days after the certificate."""
    with programme_scope("test"):
        agreed(answered, sam, eve)
        first = a_pack(answered, sam, PackKind.MATCHED, now=LATER_AFTER)
        with pytest.raises(MatchedOnce):
            a_pack(answered, eve, PackKind.MATCHED, now=LATER_AFTER)
        # As where two ask in the same moment: the engine looks again.
        second = Pack.objects.create(
            cohort=answered, kind=PackKind.MATCHED, handle="2" * 12, asked_by=str(eve.pk), asked_at=LATER_AFTER,
            agreement=first.agreement, why="The same.",
        )  # fmt: skip
        for pack in (first, second):
            released_by(pack, tom, anita, now=LATER_AFTER)
        assert make(first.handle, now=LATER_AFTER)
        with pytest.raises(MatchedOnce):
            make(second.handle, now=LATER_AFTER)


@pytest.mark.parametrize("kinds", [(PackKind.MATCHED, PackKind.RESEARCH), (PackKind.RESEARCH, PackKind.MATCHED)])
def test_a_cohort_has_one_kind_of_rows(
    kinds: tuple[PackKind, PackKind], answered: Cohort, sam: User, eve: User, tom: User, anita: User
) -> None:
    with programme_scope("test"):
        agreed(answered, sam, eve)
        first = a_pack(answered, sam, kinds[0], now=LATER_AFTER)
        with pytest.raises(OtherRows):
            a_pack(answered, eve, kinds[1], now=LATER_AFTER)
        Pack.objects.filter(pk=first.pk).update(failed_because="It was mended.")
        second = a_pack(answered, eve, kinds[1], now=LATER_AFTER)
        Pack.objects.filter(pk=first.pk).update(failed_because="")
        for pack in (first, second):
            released_by(pack, tom, anita, now=LATER_AFTER)
        Pack.objects.filter(pk=first.pk).update(
            built_at=LATER_AFTER,
            expires_at=LATER_AFTER,
            digest="d",
            token_hash="t",
            destroyed_at=LATER_AFTER,
            downloads=1,
        )
        with pytest.raises(OtherRows):
            make(second.handle, now=LATER_AFTER)


def test_what_was_made_while_the_linking_ended_is_not_stored(
    answered: Cohort, sam: User, tom: User, anita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = matched.build

    def slowly(pack: Pack, out: Path, now: datetime) -> Built:
        done = built(pack, out, now)
        end_links(cohort=answered, because=Ending.ASKED, actor=ACTOR, now=now)
        return done

    monkeypatch.setattr(matched, "build", slowly)
    with programme_scope("test"), pytest.raises(NothingLinked):
        handed_out(answered, sam, tom, anita)
    with programme_scope("test"):
        assert not PackFile.objects.exists()


@pytest.mark.parametrize("how", ["last day", "keys"])
def test_a_file_that_nobody_took_ends_with_the_links_and_stands_in_no_ones_way(
    how: str, answered: Cohort, sam: User, tom: User, anita: User, capsys: pytest.CaptureFixture[str]
) -> None:
    with programme_scope("test"):
        handed_out(answered, sam, tom, anita)
        assert matched_was_made(answered)
    if how == "keys":
        assert main(["keys", "destroy", answered.slug, "--end"]) == 2
        assert "Nobody has downloaded the matched file of Pilot 2026 yet; Sam can until" in capsys.readouterr().err
        assert main(["keys", "destroy", answered.slug, "--end", "--unread"]) == 0
    else:
        end_links_due(now=LATER_AFTER + timedelta(days=100))
    with programme_scope("test"):
        assert not PackFile.objects.exists()
        assert LinkKey.objects.get().ended_because == ("asked" if how == "keys" else "last_day")
        assert not matched_was_made(answered), "nobody ever had it"
        assert a_pack(answered, sam, PackKind.RESEARCH, now=LATER_AFTER)


def test_no_link_of_a_file_outlives_the_last_day(answered: Cohort, sam: User, tom: User, anita: User) -> None:
    last = timezone.localdate(LATER_CLOSES) + timedelta(days=90)
    with programme_scope("test"):
        pack = handed_out(answered, sam, tom, anita, now=LATER_CLOSES + timedelta(days=89))
        for _turn in range(2):
            assert pack.expires_at is not None
            assert timezone.localtime(pack.expires_at - timedelta(seconds=1)).date() == last
            assert timezone.localtime(pack.expires_at).date() > last
            late = pack.expires_at - timedelta(minutes=1)
            take_pack(pack=pack, actor=str(sam.pk), now=late)
            end_links_due(now=late)
            pack.refresh_from_db()
        end_links_due(now=late + timedelta(minutes=1))
        assert LinkKey.objects.get().ended_because == "last_day"


def test_of_an_archived_cohort_nothing_is_stored(
    answered: Cohort, sam: User, tom: User, anita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "archived_cohort", lambda _cohort: True)
    with programme_scope("test"), pytest.raises(RowsArchived):
        handed_out(answered, sam, tom, anita)
    with programme_scope("test"):
        assert not PackFile.objects.exists()


def test_no_cohort_has_one_without_links(out: Cohort, sam: User) -> None:
    an_agreement(out, sam)
    with pytest.raises(NothingLinked, match="does not link its waves"):
        a_pack(out, sam, PackKind.MATCHED)
