"""Class sessions: an adult with the class key lets a device take picture codes. Nothing about one is stored."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from belonging.web.surveys.errors import CodeUnknown, PicturesUnknown, RoundClosed, SessionOver
from belonging.web.surveys.models import Pack, Round, Slip
from belonging.web.surveys.rules.codes import read_code
from belonging.web.surveys.rules.pictures import SESSION, class_key_of, is_whole, pictures_key
from belonging.web.surveys.services.answering import refuse_unusable_code

SESSION_SALT = "surveys.class_session"
SEEN = ("id", "school", "round", "label", "slips", "class_key", "revoked_at")
"""What the answering process may read of a pack (config/grants.py)."""
PICKED_SALT = "surveys.picked"


def pack_of_class_key(*, round_: Round, typed: str) -> Pack:
    """The pack on whose cover the key stands. Raises CodeMistyped, CodeUnknown."""
    key = class_key_of(pepper=settings.BELONGING_PEPPER, salt=_salt(round_), key=read_code(typed))
    found = Pack.objects.only(*SEEN).filter(round=round_, class_key=key, revoked_at=None).first()
    if found is None:
        raise CodeUnknown
    return found


def session_token(pack: Pack) -> str:
    """What the device keeps: signed, good for SESSION, and about this pack alone."""
    return signing.dumps(pack.pk, salt=SESSION_SALT)


def pack_in_session(*, round_: Round, token: str) -> Pack:
    """The pack whose pictures the device takes now. Raises SessionOver."""
    try:
        pk = signing.loads(token, salt=SESSION_SALT, max_age=SESSION)
    except signing.BadSignature as fault:
        raise SessionOver from fault
    found = Pack.objects.only(*SEEN).filter(round=round_, pk=pk, revoked_at=None).exclude(class_key="").first()
    if found is None:
        raise SessionOver
    return found


def pick(*, round_: Round, pack: Pack, taps: str) -> str:
    """The slip with these pictures as a token for the form: it stands for the code, which nobody has typed.

    Raises PicturesUnknown, CodeUsed.
    """
    key = pictures_key(pepper=settings.BELONGING_PEPPER, salt=_salt(round_), pack=pack.pk, code=taps)
    slip = Slip.objects.filter(round=round_, pack=pack, pictures=key).first() if is_whole(taps) else None
    if slip is None:
        raise PicturesUnknown
    refuse_unusable_code(round_=round_, key=slip.key)
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
