"""The keys of authenticator apps and of recovery codes, kept so that a copy of the database alone makes no code."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from django.conf import settings


def encrypted(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    """Raises InvalidToken where the pepper is not the one that it was encrypted under."""
    return _box().decrypt(text.encode()).decode()


def _box() -> Fernet:
    key = hmac.new(bytes(settings.BELONGING_PEPPER), b"accounts second factors", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
