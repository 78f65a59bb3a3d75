"""Linking baseline and endline: one slip for both, links apart, and nothing of it where the cohort did not ask."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from pytest_django import Settings

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import CodeUnknown, FirstWaveNotSealed, KeyFileExposed, KeyMissing, NotLinked
from belonging.web.surveys.models import KeptSlip, LinkKey, Pack, Response, SealedAnswers, SealedLink, Slip, TicketSalt
from belonging.web.surveys.presenters.round_asked import promise_of
from belonging.web.surveys.queries.linking import linked_pairs
from belonging.web.surveys.rules.links import key_digest, link_of
from belonging.web.surveys.services.answering import key_of, withdraw_response
from belonging.web.surveys.services.linking import LABEL, make_key
from tests.web.conftest import NOW
from tests.web.surveys.given import ALL_FOURS, a_draft, a_link_round, answer, opened, slips
from tests.web.surveys.linked import LATER, baseline, both_waves, endline, linking, sealed_at


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> Path:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.fixture
def linked(cohort: Cohort, in_maple: School) -> Cohort:
    return linking(cohort)


class TestTheKey:
    def test_is_in_a_file_for_its_user_alone_and_the_database_has_its_digest(self, linked: Cohort, keys: Path) -> None:
        held = LinkKey.objects.get()
        [file] = keys.iterdir()
        assert (file.name, file.stat().st_mode & 0o777) == (f"{held.digest}.key", 0o600)
        assert key_digest(file.read_bytes()) == held.digest
        assert keys.stat().st_mode & 0o777 == 0o700

    def test_made_again_is_the_same(self, linked: Cohort, keys: Path) -> None:
        make_key(cohort=linked, now=NOW)
        assert len(list(keys.iterdir())) == 1

    def test_that_was_made_and_is_not_here_says_so(self, linked: Cohort, keys: Path) -> None:
        next(keys.iterdir()).unlink()
        with pytest.raises(KeyMissing, match="bring the file back"):
            make_key(cohort=linked, now=NOW)

    def test_is_for_linked_cohorts_alone(self, cohort: Cohort) -> None:
        with pytest.raises(NotLinked):
            make_key(cohort=cohort, now=NOW)

    def test_is_not_put_where_others_write(self, cohort: Cohort, keys: Path) -> None:
        keys.mkdir()
        keys.chmod(0o777)
        with pytest.raises(KeyFileExposed):
            linking(cohort)
        assert not LinkKey.objects.exists()


class TestOneSlipForBothWaves:
    def test_the_pairs_are_those_who_answered_twice(self, in_maple: School, linked: Cohort) -> None:
        both_waves(in_maple, linked)
        rows = {row.key: row for row in SealedAnswers.objects.all()}
        pairs = linked_pairs(linked)
        assert len(pairs) == 12
        assert {rows[before].answers["safe"] for before, _ in pairs} == {4}
        assert {rows[after].answers["safe"] for _, after in pairs} == {3}
        assert {rows[after].year_group for _, after in pairs} == {"4"}
        assert not Slip.objects.exists()
        assert not KeptSlip.objects.exists()

    def test_in_between_slips_wait_without_pack_and_pictures(self, in_maple: School, linked: Cohort) -> None:
        round_, codes = baseline(in_maple, linked)
        kept = list(KeptSlip.objects.all())
        assert {(each.year_group, each.sen, each.edition) for each in kept} == {("4", "N", "")}
        assert len(kept) == len(codes)
        assert (round_.salt, round_.ticket_salt) == (None, None)
        assert not {field.name for field in KeptSlip._meta.get_fields()} & {"pack", "pictures", "round"}

    def test_a_lost_slip_gets_a_fresh_one_that_links_to_nothing(self, in_maple: School, linked: Cohort) -> None:
        _, codes = baseline(in_maple, linked)
        after = endline(in_maple, linked)
        fresh = slips(after, 1, "Lost and new", year_group="4", sen="N")
        for code in [*codes[1:], *fresh]:
            answer(after, code, now=LATER)
        sealed_at(after, days=300)
        assert len(linked_pairs(linked)) == 11

    def test_a_slip_of_another_school_is_unknown(self, in_maple: School, linked: Cohort) -> None:
        baseline(in_maple, linked)
        after = endline(in_maple, linked)
        with pytest.raises(CodeUnknown):
            answer(after, "KT7X4MPC", now=LATER)

    def test_the_packs_of_the_endline_say_which_slips_these_are(self, in_maple: School, linked: Cohort) -> None:
        baseline(in_maple, linked)
        after = endline(in_maple, linked)
        [pack] = Pack.objects.filter(round=after)
        assert (pack.label, pack.slips, pack.class_key) == (LABEL, 12, "")

    def test_the_endline_waits_for_the_sealing_of_the_baseline(self, in_maple: School, linked: Cohort) -> None:
        opened(a_draft(in_maple, linked))
        with pytest.raises(FirstWaveNotSealed):
            endline(in_maple, linked)

    def test_a_withdrawn_answer_has_no_link(self, in_maple: School, linked: Cohort) -> None:
        round_ = opened(a_draft(in_maple, linked))
        receipt = answer(round_, slips(round_, 1)[0])
        assert Response.objects.get().link
        withdraw_response(round_=round_, receipt=receipt.symbols, now=NOW)
        assert Response.objects.get().link is None

    def test_fewer_than_ten_are_sealed_without_links(self, in_maple: School, linked: Cohort) -> None:
        baseline(in_maple, linked, pupils=9)
        assert not SealedLink.objects.exists()

    def test_without_the_key_nothing_opens_and_later_nothing_is_lost(
        self, in_maple: School, cohort: Cohort, keys: Path
    ) -> None:
        linked = linking(cohort)
        round_ = opened(a_draft(in_maple, linked))
        code = slips(round_, 1)[0]
        next(keys.iterdir()).unlink()
        answer(round_, code)
        assert Response.objects.get().link is None

    def test_the_first_round_needs_the_key(self, in_maple: School, cohort: Cohort) -> None:
        Cohort.objects.filter(pk=cohort.pk).update(links_waves=True)
        with pytest.raises(KeyMissing, match="has not been made yet"):
            opened(a_draft(in_maple, Cohort.objects.get(pk=cohort.pk)))


class TestWhereItIsOff:
    def test_nothing_is_kept_and_no_slip_is_good_twice(self, in_maple: School, cohort: Cohort) -> None:
        _, codes = baseline(in_maple, cohort)
        assert not any(kind.objects.exists() for kind in (KeptSlip, SealedLink, TicketSalt))
        with pytest.raises(CodeUnknown):
            answer(endline(in_maple, cohort), codes[0], now=LATER)

    def test_open_links_and_midpoints_are_never_linked(self, in_maple: School, linked: Cohort) -> None:
        parents, midpoint = a_link_round(in_maple, linked), opened(a_draft(in_maple, linked, wave="midpoint"))
        assert not parents.is_linked
        assert not midpoint.is_linked
        answer(midpoint, slips(midpoint, 1)[0])
        answer(parents, answers={})
        assert set(Response.objects.values_list("link", flat=True)) == {None}


class TestTheNotice:
    def test_says_that_answers_can_be_found_exactly_where_they_can(self, in_maple: School, linked: Cohort) -> None:
        draft = a_draft(in_maple, linked)
        midpoint = a_draft(in_maple, linked, wave="midpoint")
        assert "linked" in {sentence.key for sentence in promise_of(draft)}
        assert "linked" in {sentence.key for sentence in promise_of(opened(draft))}
        assert "linked" not in {sentence.key for sentence in promise_of(midpoint)}

    def test_an_endline_without_a_linked_baseline_is_not_linked(self, in_maple: School, linked: Cohort) -> None:
        after = endline(in_maple, linked)
        assert not after.is_linked
        assert "linked" not in {sentence.key for sentence in promise_of(after)}


class TestTheLink:
    def test_looks_random_and_needs_the_key(self, in_maple: School, linked: Cohort, keys: Path) -> None:
        round_ = opened(a_draft(in_maple, linked))
        code = slips(round_, 1)[0]
        answer(round_, code, ALL_FOURS)
        row = Response.objects.get()
        ticket = key_of(round_=round_, secret=code)
        assert row.link == link_of(key=next(keys.iterdir()).read_bytes(), ticket=ticket)
        assert row.link != link_of(key=secrets.token_bytes(32), ticket=ticket)
        assert row.link is not None
        assert row.link not in ticket

    def test_sealed_links_lie_in_the_order_of_random_keys(self, in_maple: School, linked: Cohort) -> None:
        """By the place of a row nobody finds whose link it is: the chance of one in twelve."""
        round_ = opened(a_draft(in_maple, linked))
        codes = slips(round_, 40)
        for code in codes:
            answer(round_, code)
        links = dict(Response.objects.values_list("key", "link"))
        order = [links[key_of(round_=round_, secret=code)] for code in codes]
        sealed_at(round_)
        lying = list(SealedLink.objects.values_list("link", flat=True))
        hits = sum(one == other for one, other in zip(order, lying, strict=True))
        assert set(lying) == set(order)
        assert hits < 8
