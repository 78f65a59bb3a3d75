"""Answers that waited on a device, encrypted there for this round alone: as in static/surveys/envelopes.js.

An envelope is the sender's one-time public key (P-256, uncompressed), a nonce and the AES-256-GCM ciphertext, in
base64url without padding. The key is SHA-256 of a counter, the shared secret, LABEL and both public keys, as the
one-step derivation of NIST SP 800-56C has it: all browsers of 2018 have these pieces, HKDF not all of them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

LABEL: Final = b"belonging outbox 1"
_POINT: Final = 65
_NONCE: Final = 12
_TAG: Final = 16
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def round_secret(*, pepper: bytes, salt: bytes) -> int:
    """The round's private number. It is stored nowhere: when the salt is destroyed, no envelope opens any more."""
    drawn = hmac.new(pepper + bytes(salt), LABEL, hashlib.sha512).digest()
    return int.from_bytes(drawn, "big") % (_ORDER - 1) + 1


def public_key(secret: int) -> str:
    """What a device encrypts to."""
    return base64.urlsafe_b64encode(_public_point(secret)).decode().rstrip("=")


def open_envelope(secret: int, sealed: str) -> bytes:
    """What was put in. ValueError for anything that was not made for this round, or was changed since."""
    # Imported here: of the answering process's starts, few ever open an envelope.
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    whole = _bytes_of(sealed)
    if len(whole) < _POINT + _NONCE + _TAG:
        raise ValueError("Too short for an envelope")
    point, nonce, hidden = whole[:_POINT], whole[_POINT : _POINT + _NONCE], whole[_POINT + _NONCE :]
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    shared = _private_key(secret).exchange(ec.ECDH(), theirs)
    key = hashlib.sha256(b"\0\0\0\1" + shared + LABEL + point + _public_point(secret)).digest()
    try:
        return AESGCM(key).decrypt(nonce, hidden, None)
    except InvalidTag as fault:
        raise ValueError("Not an envelope of this round") from fault


def _bytes_of(sealed: str) -> bytes:
    try:
        return base64.b64decode(sealed + "=" * (-len(sealed) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeError) as fault:
        raise ValueError("Not base64url") from fault


def _private_key(secret: int) -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(secret, ec.SECP256R1())


@lru_cache(maxsize=512)
def _public_point(secret: int) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = _private_key(secret).public_key()
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
