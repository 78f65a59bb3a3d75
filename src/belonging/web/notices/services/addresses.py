"""The keyed hash that stands for an address, and the link that carries it."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core import signing
from django.urls import reverse

from belonging.web.base.pepper import peppers
from belonging.web.notices.errors import LinkNotOurs

_SALT, _BETWEEN = "notices.reminders", "."
"""Mail programs end a link at a colon, which is Django's own separator."""


def address_hash(address: str) -> str:
    """Under the pepper, which is in no database: a stolen table cannot be tried with a list of addresses."""
    return address_hashes(address)[0]


def address_hashes(address: str) -> list[str]:
    """Under each pepper, the present one first: an address was told off reminders under the one of its day."""
    told = f"reminders {address.strip().lower()}".encode()
    return [hmac.new(pepper, told, hashlib.sha256).hexdigest()[:32] for pepper in peppers()]


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT, sep=_BETWEEN)


def reminders_link(address: str) -> str:
    token = _signer().sign(address_hash(address))
    return f"{settings.STAFF_URL}{reverse('notices:reminders', args=[token])}"


def hash_from(token: str) -> str:
    """The hash in a link; LinkNotOurs where the link was cut or changed."""
    try:
        return _signer().unsign(token)
    except signing.BadSignature as bad:
        raise LinkNotOurs from bad
