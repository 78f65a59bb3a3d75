"""The keys of authenticator apps and of recovery codes, kept so that a copy of the database alone makes no code."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet

from belonging.web.base.pepper import peppers


def encrypted(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    """Raises InvalidToken where it was encrypted under none of the peppers."""
    return _box().decrypt(text.encode()).decode()


def encrypted_anew(text: str) -> str:
    """The same secret under the present pepper. Raises InvalidToken as `decrypted` does."""
    return _box().rotate(text.encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet([_under(pepper) for pepper in peppers()])


def _under(pepper: bytes) -> Fernet:
    key = hmac.new(pepper, b"accounts second factors", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
