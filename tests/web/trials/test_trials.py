"""Trials of wording: prepared, held, written up without names, read card by card, and signed off or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from belonging.instruments.load import load
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.models import WordingTried
from belonging.web.journal.models import Entry
from belonging.web.trials.errors import NotTriedYet, TrialRefused
from belonging.web.trials.models import Trial, TrialCard
from belonging.web.trials.queries import open_trial, tallied, tried, written_trials
from belonging.web.trials.rules.went import LEAST_TRIALS, Tally, Went, is_ready, tallies
from belonging.web.trials.services.signing import Signer, Wording, sign_off_edition, take_back
from belonging.web.trials.services.trials import TRIED, Account, CardWords, discard_trial, prepare_trial, write_up
from tests.web.conftest import NOW

KEYS = [item.key for item in load(TRIED).items]
YOUNGER = Wording(TRIED, "younger", "en")
SIGNER = Signer("7", "Mo Manager")


@pytest.fixture(autouse=True)
def team(db: None) -> Iterator[None]:
    """As the programme's pages are served."""
    with programme_scope("test"):
        yield


@pytest.fixture
def manager() -> Client:
    user = open_account(email="mo@programme.example", name="Mo Manager", actor="test", now=NOW)
    grant_role(user=user, role=Role.MANAGER, school=None, body=None, actor="test", now=NOW)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def prepared(edition: str = "younger") -> Trial:
    return prepare_trial(edition=edition, language="en", actor="7", now=NOW)


def account(**misunderstood: str) -> Account:
    cards = {key: CardWords(Went.UNDERSTOOD) for key in KEYS}
    cards |= {key: CardWords(Went.MISUNDERSTOOD, said) for key, said in misunderstood.items()}
    return Account(held_on=NOW.date(), year_group="2", help="read", cards=cards)


def held(number: int, **misunderstood: str) -> None:
    for _ in range(number):
        write_up(trial=prepared(), account=account(**misunderstood), actor="7", now=NOW)


class TestATrial:
    def test_is_open_until_it_is_written_up(self) -> None:
        trial = prepared()
        assert open_trial(trial.token, NOW) == trial
        write_up(trial=trial, account=account(lonely="being by yourself at home"), actor="7", now=NOW)
        assert open_trial(trial.token, NOW) is None
        with pytest.raises(TrialRefused, match="written up or discarded"):
            write_up(trial=trial, account=account(), actor="7", now=NOW)
        assert TrialCard.objects.get(went=Went.MISUNDERSTOOD).taken_as == "being by yourself at home"
        acts = set(Entry.objects.values_list("act", flat=True))
        assert {"trial-prepared", "trial-written-up"} <= acts

    def test_that_nobody_wrote_up_closes_after_a_month(self) -> None:
        trial = prepared()
        assert open_trial(trial.token, NOW + timedelta(days=29)) == trial
        assert open_trial(trial.token, NOW + timedelta(days=30)) is None

    def test_closes_when_its_words_change(self) -> None:
        trial = prepared()
        Trial.objects.update(digest="of other words")
        assert open_trial(trial.token, NOW) is None

    def test_that_was_not_held_is_discarded(self) -> None:
        trial = prepared()
        discard_trial(trial=trial, actor="7", now=NOW)
        with pytest.raises(TrialRefused):
            discard_trial(trial=trial, actor="7", now=NOW)

    def test_needs_words(self) -> None:
        with pytest.raises(TrialRefused, match="no words"):
            prepare_trial(edition="younger", language="xx", actor="7", now=NOW)

    def test_cannot_be_of_a_day_to_come_or_leave_out_a_card(self) -> None:
        later = Account(held_on=NOW.date() + timedelta(days=1), year_group="2", help="", cards=account().cards)
        with pytest.raises(TrialRefused, match="not come yet"):
            write_up(trial=prepared(), account=later, actor="7", now=NOW)
        short = Account(held_on=NOW.date(), year_group="2", help="", cards={"belong": CardWords(Went.UNDERSTOOD)})
        with pytest.raises(TrialRefused, match="each card"):
            write_up(trial=prepared(), account=short, actor="7", now=NOW)

    def test_is_stored_whole_or_not_at_all(self) -> None:
        trial = prepared()
        with pytest.raises(IntegrityError), transaction.atomic():
            Trial.objects.filter(pk=trial.pk).update(written_at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            TrialCard.objects.create(trial=trial, item="belong", went=Went.MISUNDERSTOOD)


class TestSigningOff:
    def test_takes_enough_children_and_a_note(self) -> None:
        held(LEAST_TRIALS - 1)
        with pytest.raises(NotTriedYet):
            sign_off_edition(wording=YOUNGER, note="Fine", signer=SIGNER, now=NOW)
        held(1, lonely="being ill")
        with pytest.raises(TrialRefused, match="what the trials showed"):
            sign_off_edition(wording=YOUNGER, note=" ", signer=SIGNER, now=NOW)
        assert not tried(TRIED, "younger", "en")
        sign_off_edition(wording=YOUNGER, note="Clear to five", signer=SIGNER, now=NOW)
        assert tried(TRIED, "younger", "en")
        assert not tried(TRIED, "pictures", "en")
        with pytest.raises(TrialRefused, match="already"):
            sign_off_edition(wording=YOUNGER, note="Clear", signer=SIGNER, now=NOW)

    def test_is_refused_while_a_card_is_misunderstood(self) -> None:
        held(LEAST_TRIALS - 2)
        held(2, lonely="being ill")
        with pytest.raises(NotTriedYet):
            sign_off_edition(wording=YOUNGER, note="Fine", signer=SIGNER, now=NOW)

    def test_can_be_taken_back_and_given_again(self) -> None:
        held(LEAST_TRIALS)
        sign_off_edition(wording=YOUNGER, note="Clear", signer=SIGNER, now=NOW)
        take_back(wording=YOUNGER, because="A sixth child was lost", signer=SIGNER, now=NOW)
        assert not tried(TRIED, "younger", "en")
        with pytest.raises(TrialRefused, match="nothing to take back"):
            take_back(wording=YOUNGER, because="Again", signer=SIGNER, now=NOW)
        sign_off_edition(wording=YOUNGER, note="Clear again", signer=SIGNER, now=NOW)
        assert WordingTried.objects.count() == 2

    def test_holds_for_the_words_that_were_tried_alone(self) -> None:
        held(LEAST_TRIALS)
        sign_off_edition(wording=YOUNGER, note="Clear", signer=SIGNER, now=NOW)
        WordingTried.objects.update(digest="of other words")
        assert not tried(TRIED, "younger", "en")

    def test_is_not_needed_by_what_the_pilot_asked(self) -> None:
        assert prepared("standard").digest
        assert tried(TRIED, "standard", "en")
        assert not tried(TRIED, "standard", "ur")


class TestThePages:
    @pytest.fixture(autouse=True)
    def today(self) -> Iterator[None]:
        with time_machine.travel(NOW, tick=False):
            yield

    def test_say_that_a_link_opens_nothing_any_more(self, manager: Client) -> None:
        trial = prepared()
        Trial.objects.update(prepared_at=NOW - timedelta(days=30))
        page = manager.get(f"/programme/trials/{trial.pk}/").content.decode()
        assert "Its page is closed" in page
        assert trial.token not in page

    def test_lead_from_a_link_to_a_sign_off(self, manager: Client) -> None:
        reply = manager.post("/programme/trials/", {"edition": "younger", "language": "en"}, follow=True)
        trial = Trial.objects.get()
        page = reply.content.decode()
        assert f"/trials/{trial.token}/" in page
        assert "Its page is closed" not in page
        assert "I feel lonely at school" in page
        assert page.count('<div class="bm-went">') == len(KEYS)
        fields = {"held_on": NOW.date().isoformat(), "year_group": "2", "help": "none"}
        fields |= {f"went-{key}": "understood" for key in KEYS}
        wrong = manager.post(f"/programme/trials/{trial.pk}/", fields | {"went-lonely": "misunderstood"})
        assert "as what the child took it" in wrong.content.decode()
        named = manager.post(f"/programme/trials/{trial.pk}/", fields | {"remark": "Oliver Smith liked the cat"})
        assert "looks like a name" in named.content.decode()
        done = manager.post(f"/programme/trials/{trial.pk}/", fields, follow=True).content.decode()
        assert "4 more children to try it" in done
        held(LEAST_TRIALS - 1)
        address = "/programme/trials/younger/en/"
        signed = manager.post(address, {"words": "Clear to all five", "act": "sign"}, follow=True).content.decode()
        assert "Signed off by Mo Manager" in signed
        back = manager.post(address, {"words": "One more was lost", "act": "back"}, follow=True).content.decode()
        assert "Draft, not yet tried with enough children" in back

    def test_are_closed_to_others(self, client: Client) -> None:
        assert client.get("/programme/trials/").status_code == 302

    def test_show_the_childs_page_to_whoever_has_the_link(self, client: Client) -> None:
        trial = prepared()
        page = client.get(f"/trials/{trial.token}/")
        assert page.status_code == 200
        assert "I feel lonely at school" in page.content.decode()
        assert "draft" not in page.content.decode().lower().replace("draft=", "")
        discard_trial(trial=trial, actor="7", now=NOW)
        assert client.get(f"/trials/{trial.token}/").status_code == 404


WENT = st.sampled_from([each.value for each in Went])


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "other"]), WENT), max_size=60))
def test_every_card_of_an_edition_is_counted_once(cards: list[tuple[str, str]]) -> None:
    found = tallies(["a", "b"], [(key, went, "") for key, went in cards])
    reached = [each for each in cards if each[0] != "other" and each[1] != Went.NOT_REACHED]
    assert [each.key for each in found] == ["a", "b"]
    assert sum(each.tried for each in found) == len(reached)


@given(st.integers(0, 30), st.integers(0, 30))
def test_an_edition_is_ready_only_when_enough_understood(understood: int, misunderstood: int) -> None:
    tally = Tally("a", understood=understood, misunderstood=misunderstood)
    if is_ready([tally]):
        assert understood + misunderstood >= LEAST_TRIALS
        assert misunderstood <= (understood + misunderstood) / 5
    assert not is_ready([])
    assert not (tally.is_misunderstood and tally.is_clear)
    later = Tally("a", understood=understood + max(0, tally.to_understand), misunderstood=misunderstood)
    assert is_ready([later])


def test_a_card_that_can_no_longer_pass_with_five_says_so() -> None:
    tally = Tally("a", understood=1, misunderstood=2)
    assert (tally.is_misunderstood, tally.to_understand) == (True, 7)
    assert not Tally("a", misunderstood=1).is_misunderstood


def test_what_children_made_of_a_card_is_told(db: None) -> None:
    held(1, lonely="being ill")
    found = tallied(written_trials(TRIED, "younger", "en"), KEYS)
    assert next(each for each in found if each.key == "lonely").taken_as == ("being ill",)
