"""What a script sends in the place of a passkey: the page comes again, and nothing breaks."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from belonging.web.accounts.roles import Role
from tests.web.accounts.given import enter_password, member, signed_in

pytestmark = [pytest.mark.usefixtures("guarded"), pytest.mark.django_db]
PARTS = ("clientDataJSON", "authenticatorData", "attestationObject", "signature", "userHandle")
HEADER = bytes(32) + b"\x41" + bytes(4) + bytes(16) + b"\x00\x01z"
"""Of an authenticator, with a key of one byte; its public key follows."""
CLIENT = b'{"type": "webauthn.get", "challenge": "AAAA", "origin": "https://belonging.example"}'


def shaped(part: object = "AAAA", **parts: object) -> str:
    """As a browser would shape it, with such parts."""
    response = dict.fromkeys(PARTS, part) | parts
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "response": response, "type": "public-key"})


def within(client: bytes = CLIENT, authenticator: bytes = HEADER, attestation: bytes = b"\xa0") -> str:
    """The encoding right, and what is encoded wrong."""
    made = zip(PARTS, (client, authenticator, attestation), strict=False)
    return shaped(**{name: urlsafe_b64encode(content).decode() for name, content in made})


STRANGE = {
    "nothing": "",
    "five thousand digits": "9" * 5000,
    "too deep": "[" * 100_000,
    "no JSON": "{",
    "a number": "1",
    "a list": "[1]",
    "nothing in it": "{}",
    "texts in the place of parts": json.dumps({"id": "A", "rawId": "A", "response": "A", "type": "public-key"}),
    "a list of parts": json.dumps({"id": "A", "rawId": "A", "response": [1], "type": "public-key"}),
    "no letters of its alphabet": shaped("!"),
    "numbers in the place of texts": shaped(1),
    "letters that decode to nothing": shaped(),
    "another type": json.dumps({"id": "AAAA", "rawId": "AAAA", "response": {}, "type": 7}),
    "within, too deep": within(client=b"[" * 100_000),
    "within, a number": within(client=b"1"),
    "within, a list": within(client=b"[1]"),
    "within, a map that breaks off": within(authenticator=HEADER + b"\xa1", attestation=b"\xa1"),
    "within, lists in lists": within(authenticator=HEADER + b"\x81" * 5000, attestation=b"\x81" * 5000),
    "within, a number that breaks off": within(authenticator=HEADER + b"\x1b", attestation=b"\x1b"),
    "within, no map": within(authenticator=HEADER + b"\x01", attestation=b"\x01"),
}


@pytest.mark.parametrize("credential", STRANGE.values(), ids=STRANGE)
def test_what_is_no_passkey_is_sent_as_a_new_one(credential: str) -> None:
    client = signed_in(member(Role.MANAGER))
    assert client.get("/account/passkeys/add/").status_code == 200
    reply = client.post("/account/passkeys/add/", {"credential": credential})
    assert reply.status_code == 200
    assert "That did not work." in reply.content.decode()


@pytest.mark.parametrize("credential", STRANGE.values(), ids=STRANGE)
def test_what_is_no_passkey_is_sent_as_a_fresh_proof(credential: str) -> None:
    user = member(Role.MANAGER)
    client = signed_in(user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "phone"})
    with time_machine.travel(timedelta(minutes=16)):
        assert client.post("/account/confirm/passkey/", {"credential": credential}).status_code == 302
        reply = client.get("/account/app/set-up/")
    assert reply.headers["Location"].startswith("/account/confirm/"), "still to be proved"


@pytest.mark.parametrize("credential", STRANGE.values(), ids=STRANGE)
def test_somebody_who_is_not_signed_in_sends_what_is_no_passkey(credential: str) -> None:
    assert Client().post("/account/passkeys/sign-in/", {"credential": credential}).status_code in {200, 302}


@pytest.mark.parametrize("credential", STRANGE.values(), ids=STRANGE)
def test_what_is_no_passkey_is_sent_for_the_second_step(credential: str) -> None:
    client, user = Client(), member(Role.MANAGER)
    enter_password(client, user.email)
    reply = client.post("/account/second-step/", {"credential": credential})
    assert reply.status_code in {200, 302}
    assert "_auth_user_id" not in client.session
