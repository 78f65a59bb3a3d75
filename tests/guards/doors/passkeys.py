"""A passkey as a browser would have registered it."""

from __future__ import annotations

import hashlib
from typing import Any

from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData


def credential(owner: str) -> dict[str, Any]:
    """What allauth keeps of it. No private key stands behind it: nobody can sign in with it."""
    handle = hashlib.sha256(owner.encode()).digest()
    curve_point = CoseKey({1: 2, 3: -7, -1: 1, -2: handle, -3: handle})
    attested = AttestedCredentialData.create(bytes(16), handle, curve_point)
    about = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, attested)
    client = b'{"type":"webauthn.create","challenge":"AA","origin":"https://belonging.example"}'
    return {
        "id": websafe_encode(handle),
        "rawId": websafe_encode(handle),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
        },
        "clientExtensionResults": {},
    }
