"""Answers that waited on a tablet without a network: encrypted for the round, opened by Send, and by nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.surveys.errors import PicturesUnknown, RoundClosed, SessionOver
from belonging.web.surveys.models import Pack, Response, Round, WrongCodes
from belonging.web.surveys.rules.acceptance import GRACE
from belonging.web.surveys.rules.envelopes import LABEL, open_envelope, public_key, round_secret
from belonging.web.surveys.services.answering import key_of
from belonging.web.surveys.services.envelopes import outbox_key, unsealed
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.sessions import session_token, waiting_token
from belonging.web.surveys.services.slips import DrawnPack, PackOrder, SlipOrder, draw_packs, keep_packs
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, AFTER, closed

BODY = {"submission_id": "ab" * 16, "code": "KT7X4MPC", "a-safe": "4"}


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def sealed_for(key: str, content: object, *, steps: int = 0) -> str:
    """An envelope, as a tablet makes it."""
    theirs = base64.urlsafe_b64decode(key + "=")
    mine = ec.generate_private_key(ec.SECP256R1())
    point = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    secret = hashlib.sha256(b"\0\0\0\1" + shared + LABEL + point + theirs).digest()
    nonce = secrets.token_bytes(12)
    hidden = AESGCM(secret).encrypt(nonce, (json.dumps(content) + " " * steps).encode(), None)
    return base64.urlsafe_b64encode(point + nonce + hidden).decode().rstrip("=")


def opened(round_: Round, sealed: str, **beside: str) -> dict[str, str]:
    return unsealed(round_=round_, sent={"sealed": sealed, **beside}, now=NOW)


class TestAnEnvelope:
    def test_what_was_put_in_comes_out(self, open_round_: Round) -> None:
        assert opened(open_round_, sealed_for(outbox_key(open_round_), BODY)) == BODY

    def test_what_came_without_one_is_left_as_it_is(self, open_round_: Round) -> None:
        assert unsealed(round_=open_round_, sent=BODY, now=NOW) == BODY

    def test_another_ticket_beside_it_takes_the_place_of_the_one_inside(self, open_round_: Round) -> None:
        inside = {**BODY, "checked": "f" * 64, "taps": "01234", "session": "gone"}
        sealed = sealed_for(outbox_key(open_round_), inside)
        assert opened(open_round_, sealed, code="NEWCODE2") == {**BODY, "code": "NEWCODE2"}

    @pytest.mark.parametrize("inside", [[], {"a-safe": 4}, "text"])
    def test_other_things_in_it_are_refused(self, open_round_: Round, inside: object) -> None:
        with pytest.raises(ValueError, match="Not an object"):
            opened(open_round_, sealed_for(outbox_key(open_round_), inside))

    def test_once_the_round_is_sealed_nobody_can_open_it(self, open_round_: Round) -> None:
        sealed = sealed_for(outbox_key(open_round_), BODY)
        seal_round(round_=closed(open_round_), actor=ACTOR, now=AFTER)
        assert outbox_key(open_round_) == ""
        with pytest.raises(RoundClosed):
            opened(open_round_, sealed)


class TestTheCipher:
    SECRET = round_secret(pepper=b"p" * 32, salt=b"s" * 32)

    @settings(max_examples=20, deadline=None)
    @given(st.text(max_size=50), st.integers(0, 400), st.integers(1, 255))
    def test_one_changed_byte_and_it_stays_shut(self, text: str, place: int, change: int) -> None:
        sealed = sealed_for(public_key(self.SECRET), text)
        whole = bytearray(base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)))
        assert json.loads(open_envelope(self.SECRET, sealed)) == text
        whole[place % len(whole)] ^= change
        with pytest.raises(ValueError, match=r"\w"):
            open_envelope(self.SECRET, base64.urlsafe_b64encode(whole).decode())

    @settings(max_examples=50)
    @given(st.text(max_size=200))
    def test_rubbish_is_refused(self, rubbish: str) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            open_envelope(self.SECRET, rubbish)

    def test_another_round_has_another_key(self) -> None:
        other = round_secret(pepper=b"p" * 32, salt=b"t" * 32)
        with pytest.raises(ValueError, match="Not an envelope"):
            open_envelope(other, sealed_for(public_key(self.SECRET), "x"))


class TestPicturesTappedWithoutANetwork:
    @pytest.fixture
    def pack(self, open_round_: Round) -> DrawnPack:
        order = PackOrder("4 Maple", (SlipOrder(3, year_group="4", sen="N"),))
        [drawn] = draw_packs(round_=open_round_, orders=[order])
        keep_packs(round_=open_round_, packs=[drawn], actor=ACTOR, now=NOW)
        return drawn

    @staticmethod
    def tapped(round_: Round, taps: str, token: str) -> str:
        inside = {"submission_id": "ab" * 16, "taps": taps, "session": token, "a-safe": "4"}
        return sealed_for(outbox_key(round_), inside)

    @pytest.mark.usefixtures("answering_process")
    def test_they_find_their_slip_when_the_answers_are_sent(self, open_round_: Round, pack: DrawnPack) -> None:
        slip = pack.sets[0][1]
        token = waiting_token(Pack.objects.get())
        found = opened(open_round_, self.tapped(open_round_, slip.pictures, token))
        assert "taps" not in found
        assert "session" not in found
        assert found["picked"].startswith(key_of(round_=open_round_, secret=slip.code))

    def test_wrong_ones_are_counted_for_the_class(self, open_round_: Round, pack: DrawnPack) -> None:
        taken = {slip.pictures for slip in pack.sets[0]}
        wrong = next(f"{number:05x}" for number in range(9) if f"{number:05x}" not in taken)
        with pytest.raises(PicturesUnknown):
            opened(open_round_, self.tapped(open_round_, wrong, waiting_token(Pack.objects.get())))
        assert WrongCodes.objects.get(pack__isnull=False).tries == 1

    @pytest.mark.usefixtures("answering_process")
    def test_wrong_ones_count_once_and_not_against_who_has_the_tablet_now(
        self, open_round_: Round, pack: DrawnPack
    ) -> None:
        taken = {slip.pictures for slip in pack.sets[0]}
        wrong = next(f"{number:05x}" for number in range(9) if f"{number:05x}" not in taken)
        sealed = self.tapped(open_round_, wrong, waiting_token(Pack.objects.get()))
        reply = Client().post(f"/r/{open_round_.handle}/send/", {"sealed": sealed}, content_type="application/json")
        assert (reply.status_code, reply.json()["outcome"]) == (404, "unknown")
        assert [(each.pack is None, each.tries) for each in WrongCodes.objects.all()] == [(False, 1)]
        assert "wrong_codes" not in reply.cookies

    @pytest.mark.usefixtures("answering_process")
    def test_they_are_good_as_long_as_late_answers_are_taken(self, open_round_: Round, pack: DrawnPack) -> None:
        """A tablet that was in a cupboard for three weeks of a round of four."""
        sealed = self.tapped(open_round_, pack.sets[0][0].pictures, waiting_token(Pack.objects.get()))
        assert open_round_.closes_at is not None
        with time_machine.travel(open_round_.closes_at + GRACE - timedelta(minutes=1), tick=False):
            reply = Client().post(f"/r/{open_round_.handle}/send/", {"sealed": sealed}, content_type="application/json")
        assert reply.json()["outcome"] == "kept"

    @pytest.mark.parametrize("skipped", [0, 12])
    def test_spaces_at_the_end_hide_how_much_was_answered(self, open_round_: Round, skipped: int) -> None:
        assert opened(open_round_, sealed_for(outbox_key(open_round_), BODY, steps=skipped)) == BODY

    def test_they_need_the_session_that_an_adult_opened(self, open_round_: Round, pack: DrawnPack) -> None:
        for token in ("", "made up", session_token(Pack.objects.get())):
            with pytest.raises(SessionOver):
                opened(open_round_, self.tapped(open_round_, pack.sets[0][0].pictures, token))
        assert not Response.objects.exists()
