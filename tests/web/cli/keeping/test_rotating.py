"""A new pepper: what is open stays as it is, what is new is under the new one, and nobody is shut out."""

from __future__ import annotations

from pathlib import Path

from allauth.mfa.models import Authenticator
from pytest_django import Settings

from belonging.web.accounts.models import User
from belonging.web.accounts.secrecy import decrypted, encrypted
from belonging.web.base.pepper import fits, new_salt, pepper_for
from belonging.web.base.scope import school_scope
from belonging.web.cli.keeping.rotating import pepper, secret_key
from belonging.web.notices.models import NoReminders
from belonging.web.notices.queries import wants_no_reminders
from belonging.web.notices.services.addresses import address_hash, address_hashes
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Ending
from belonging.web.surveys.services.link_endings import end_linking
from tests.web.conftest import NOW
from tests.web.surveys.given import ITEMS, a_draft, answer, opened, slips
from tests.web.surveys.linked import LATER, baseline, endline, linking

NEW = b"the new pepper, of thirty-two letters or more"


def rotated(settings: Settings) -> None:
    settings.PEPPERS_BEFORE = (settings.BELONGING_PEPPER, *settings.PEPPERS_BEFORE)
    settings.BELONGING_PEPPER = NEW


def told(*, dry_run: bool = False) -> str:
    return "\n".join(line.said for line in pepper(dry_run=dry_run))


def test_a_slip_of_an_open_round_is_still_known(maple: School, cohort: Cohort, settings: Settings) -> None:
    with school_scope(maple.pk):
        round_ = opened(a_draft(maple, cohort))
        (code,) = slips(round_, 1)
        rotated(settings)
        answer(round_, code, dict.fromkeys(ITEMS, 4))
    assert "are open or not yet sealed and go with an earlier pepper: 1." in told()


def test_slips_that_wait_for_the_endline_need_the_pepper_they_were_made_under(
    maple: School, cohort: Cohort, settings: Settings, tmp_path: Path
) -> None:
    settings.BELONGING_LINK_KEYS = tmp_path / "keys"
    linking(cohort)
    with school_scope(maple.pk):
        _sealed, (code, *_) = baseline(maple, cohort)
        rotated(settings)
        assert "whose linked slips were made under an earlier pepper: 1." in told()
        answer(endline(maple, cohort), code, now=LATER)
        end_linking(cohort=cohort, because=Ending.ASKED, actor="test", now=LATER)
    assert "linked slips" not in told()


def test_a_salt_knows_its_pepper(settings: Settings) -> None:
    first, before = settings.BELONGING_PEPPER, new_salt()
    rotated(settings)
    assert pepper_for(before) == first
    assert pepper_for(new_salt()) == NEW
    assert pepper_for(before[:32]) == first, "a salt without a mark goes with the oldest"


def test_second_factors_are_encrypted_anew_and_then_need_no_old_pepper(db: None, settings: Settings) -> None:
    user = User.objects.create(email="jo@example.org", password="!")
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypted("JBSWY3DP")})
    rotated(settings)
    assert "that would be under the new pepper: 1." in told(dry_run=True)
    before = Authenticator.objects.get().data["secret"]
    assert "that are under the new pepper: 1." in told()
    assert Authenticator.objects.get().data["secret"] != before
    settings.PEPPERS_BEFORE = ()
    assert decrypted(Authenticator.objects.get().data["secret"]) == "JBSWY3DP"


def test_a_secret_that_fits_no_pepper_is_told_and_left(db: None, settings: Settings) -> None:
    user = User.objects.create(email="jo@example.org", password="!")
    kept = Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": encrypted("seed")})
    settings.BELONGING_PEPPER, settings.PEPPERS_BEFORE = NEW, (b"a third one, which nothing was made under",)
    lines = list(pepper(dry_run=False))
    assert [line.said.partition(".")[0] for line in lines if line.wrong] == [
        "Secrets that fit none of the peppers that are set: 1"
    ]
    assert Authenticator.objects.get().data == kept.data


def test_who_wants_no_reminders_gets_none_under_a_new_pepper(db: None, settings: Settings) -> None:
    NoReminders.objects.create(address_hash=address_hash("jo@example.org"), since=NOW)
    rotated(settings)
    assert wants_no_reminders(*address_hashes("Jo@example.org"))
    assert not wants_no_reminders(*address_hashes("sam@example.org"))


def test_what_was_signed_before_fits_and_nothing_else(settings: Settings) -> None:
    signed = settings.BELONGING_PEPPER.hex()
    rotated(settings)
    assert fits(bytes.hex, signed)
    assert not fits(bytes.hex, "00")


def test_a_new_secret_is_shown_once_and_never_by_a_dry_run(settings: Settings) -> None:
    def words(*, dry_run: bool) -> str:
        return " ".join(line.said for line in secret_key(dry_run=dry_run))

    assert words(dry_run=True) == words(dry_run=True)
    assert words(dry_run=False) != words(dry_run=False)
    settings.SECRET_KEY_FALLBACKS = ["the one before"]
    assert "unset BELONGING_SECRET_KEY_BEFORE" in words(dry_run=False)
    assert "stop and start the service" in words(dry_run=False)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    assert "1. BELONGING_SECRET_KEY_BEFORE is the present value: done. 2. Set BELONGING_SECRET_KEY to" in words(
        dry_run=False
    )
