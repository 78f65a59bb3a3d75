"""The link by which somebody without an account sees and cancels their own sign-up. The link is the permission."""

from __future__ import annotations

from django.core import signing

_SALT, _BETWEEN = "training.own", "."
"""Mail programs end a link at a colon, which is Django's own separator."""


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT, sep=_BETWEEN)


def own_token(booking: int) -> str:
    return _signer().sign(str(booking))


def booking_of(token: str) -> int | None:
    """The booking's number; None where the link was cut or changed."""
    try:
        return int(_signer().unsign(token))
    except (signing.BadSignature, ValueError):
        return None
