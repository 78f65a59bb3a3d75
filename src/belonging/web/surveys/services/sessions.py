"""Class sessions: an adult with the class key lets a device take picture codes. Nothing about one is stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core import signing

from belonging.web.base.pepper import pepper_for
from belonging.web.surveys.errors import CodeUnknown, PicturesUnknown, RoundClosed, SessionOver
from belonging.web.surveys.models import Pack, Round, Slip
from belonging.web.surveys.rules.codes import read_code
from belonging.web.surveys.rules.pictures import SESSION, class_key_of, is_whole, pictures_key
from belonging.web.surveys.services.answering import refuse_unusable_code

SESSION_SALT = "surveys.class_session"
SEEN = (
    "id", "school", "round", "label", "slips", "used", "used_counted_at", "year_group", "class_key", "revoked_at",
)  # fmt: skip
"""What the answering process may read of a pack (config/grants.py)."""
PICKED_SALT = "surveys.picked"
WAITING_SALT = "surveys.class_session.waiting"


def pack_of_class_key(*, round_: Round, typed: str) -> Pack:
    """The pack on whose cover the key stands. Raises CodeMistyped, CodeUnknown."""
    salt = _salt(round_)
    key = class_key_of(pepper=pepper_for(salt), salt=salt, key=read_code(typed))
    found = Pack.objects.only(*SEEN).filter(round=round_, class_key=key, revoked_at=None).first()
    if found is None:
        raise CodeUnknown
    return found


def session_token(pack: Pack) -> str:
    """What the device keeps: signed, good for SESSION, and about this pack alone."""
    return signing.dumps(pack.pk, salt=SESSION_SALT)


def pack_in_session(*, round_: Round, token: str) -> Pack:
    """The pack whose pictures the device takes now. Raises SessionOver."""
    return _pack(round_, token, salt=SESSION_SALT, good_for=SESSION)


def _pack(round_: Round, token: str, *, salt: str, good_for: timedelta | None) -> Pack:
    try:
        pk = signing.loads(token, salt=salt, max_age=good_for)
    except signing.BadSignature as fault:
        raise SessionOver from fault
    found = Pack.objects.only(*SEEN).filter(round=round_, pk=pk, revoked_at=None).exclude(class_key="").first()
    if found is None:
        raise SessionOver
    return found


def session_opened_at(token: str) -> datetime:
    """When an adult opened the session of a token that `pack_in_session` has taken."""
    written = token.rsplit(":", 2)[1]
    return datetime.fromtimestamp(signing.b62_decode(written), tz=UTC)


def waiting_token(pack: Pack) -> str:
    """What goes into an envelope beside pictures that were tapped without a network.

    Good as long as late answers are taken: Send asks that of every envelope.
    """
    return signing.dumps(pack.pk, salt=WAITING_SALT)


def pack_in_waiting(*, round_: Round, token: str) -> Pack:
    """The pack in whose session pictures were tapped without a network. Raises SessionOver."""
    return _pack(round_, token, salt=WAITING_SALT, good_for=None)


def pick(*, round_: Round, pack: Pack, taps: str) -> str:
    """The slip with these pictures as a token for the form: it stands for the code, which nobody has typed.

    Raises PicturesUnknown, CodeUsed.
    """
    slip = slip_of_pictures(round_=round_, pack=pack, taps=taps)
    refuse_unusable_code(round_=round_, key=slip.key)
    return _picked(slip)


def picked_later(*, round_: Round, pack: Pack, taps: str) -> str:
    """As `pick` for answers that may have been sent before: Send itself tells whether they are the same.

    Raises PicturesUnknown.
    """
    return _picked(slip_of_pictures(round_=round_, pack=pack, taps=taps))


def slip_of_pictures(*, round_: Round, pack: Pack, taps: str) -> Slip:
    """Raises PicturesUnknown."""
    salt = _salt(round_)
    key = pictures_key(pepper=pepper_for(salt), salt=salt, pack=pack.pk, code=taps)
    slip = Slip.objects.filter(round=round_, pack=pack, pictures=key).first() if is_whole(taps) else None
    if slip is None:
        raise PicturesUnknown
    return slip


def _picked(slip: Slip) -> str:
    # Without the time: the same pictures, tapped again on the same tablet, go on with the same answers.
    return signing.Signer(salt=PICKED_SALT).sign(slip.key)


def key_picked(token: str) -> str:
    """The slip's key that `pick` put into the token. Raises CodeUnknown."""
    try:
        return signing.Signer(salt=PICKED_SALT).unsign(token)
    except signing.BadSignature as fault:
        raise CodeUnknown from fault


def _salt(round_: Round) -> bytes:
    if round_.salt is None:
        raise RoundClosed
    return bytes(round_.salt)
