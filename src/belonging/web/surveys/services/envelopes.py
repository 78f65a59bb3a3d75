"""From an envelope that waited on a device back to what its person sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from belonging.web.base.pepper import pepper_for
from belonging.web.surveys.errors import PicturesUnknown, RoundClosed, WaitingPicturesUnknown
from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.envelopes import open_envelope, public_key, round_secret
from belonging.web.surveys.rules.sent_texts import read_json
from belonging.web.surveys.services.sessions import pack_in_waiting, picked_later
from belonging.web.surveys.services.wrong_codes import count_wrong_code, refuse_if_paused

SEALED = "sealed"
OTHER_TICKET = "code"
"""Beside an envelope: the code of another ticket, where the one inside was used before."""
TICKET = ("code", "checked", "picked", "taps", "session")


def outbox_key(round_: Round) -> str:
    """The public key for this round's envelopes, for the page; "" while it takes no answers."""
    return public_key(_secret(round_)) if round_.salt is not None else ""


def unsealed(*, round_: Round, sent: Mapping[str, str], now: datetime) -> dict[str, str]:
    """What was sent, taken out of its envelope if it came in one; pictures tapped offline as `picked`.

    ValueError for an envelope that does not open. Raises RoundClosed, PicturesUnknown, SessionOver, CodesPaused.
    """
    if SEALED not in sent:
        return dict(sent)
    inside = read_json(open_envelope(_secret(round_), sent[SEALED]))
    if sent.get(OTHER_TICKET):
        return {**{name: value for name, value in inside.items() if name not in TICKET}, "code": sent[OTHER_TICKET]}
    return _with_pictures(round_, inside, now)


def _with_pictures(round_: Round, inside: dict[str, str], now: datetime) -> dict[str, str]:
    taps, session = inside.pop("taps", ""), inside.pop("session", "")
    if not taps:
        return inside
    pack = pack_in_waiting(round_=round_, token=session)
    refuse_if_paused(round_=round_, now=now, pack=pack)
    try:
        return {**inside, "picked": picked_later(round_=round_, pack=pack, taps=taps)}
    except PicturesUnknown as unknown:
        count_wrong_code(round_=round_, now=now, pack=pack)
        raise WaitingPicturesUnknown from unknown


def _secret(round_: Round) -> int:
    if round_.salt is None:
        raise RoundClosed
    salt = bytes(round_.salt)
    return round_secret(pepper=pepper_for(salt), salt=salt)
