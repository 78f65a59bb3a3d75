"""What a script sends in the place of a passkey: the page comes again, and nothing breaks."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from belonging.web.accounts.roles import Role
from tests.web.accounts.given import enter_password, member, signed_in

pytestmark = [pytest.mark.usefixtures("guarded"), pytest.mark.django_db]
ENCODED = {
    "clientDataJSON": "!",
    "authenticatorData": "!",
    "attestationObject": "!",
    "signature": "!",
    "userHandle": "!",
}
STRANGE = {
    "five thousand digits": "9" * 5000,
    "too deep": "[" * 100_000,
    "no JSON": "{",
    "a number": "1",
    "a list": "[1]",
    "nothing in it": "{}",
    "texts in the place of parts": json.dumps({"id": "A", "rawId": "A", "response": "A", "type": "public-key"}),
    "a list of parts": json.dumps({"id": "A", "rawId": "A", "response": [1], "type": "public-key"}),
    "no letters of its alphabet": json.dumps({"id": "!", "rawId": "!", "response": ENCODED, "type": "public-key"}),
    "numbers in the place of texts": json.dumps(
        {"id": 1, "rawId": 1, "response": dict.fromkeys(ENCODED, 1), "type": "public-key"}
    ),
    "letters that decode to nothing": json.dumps(
        {"id": "AAAA", "rawId": "AAAA", "response": dict.fromkeys(ENCODED, "AAAA"), "type": "public-key"}
    ),
    "another type": json.dumps({"id": "AAAA", "rawId": "AAAA", "response": {}, "type": 7}),
}


@pytest.mark.parametrize("credential", STRANGE.values(), ids=STRANGE)
def test_what_is_no_passkey_is_sent_as_a_new_one(credential: str) -> None:
    client = signed_in(member(Role.MANAGER))
    assert client.get("/account/passkeys/add/").status_code == 200
    assert client.post("/account/passkeys/add/", {"credential": credential}).status_code == 200


@pytest.mark.parametrize("credential", ["9" * 5000, "[" * 100_000, "{"], ids=["digits", "brackets", "no JSON"])
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
