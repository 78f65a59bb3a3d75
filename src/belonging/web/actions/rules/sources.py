"""Where an action comes from, passed from page to page in a signed token: nobody can put words into a voice's mouth.

Encrypted too, since it stands in an address: histories and logs keep those, and the words may be somebody's own.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from cryptography.fernet import InvalidToken
from django.core import signing

from belonging.web.accounts.secrecy import decrypted, encrypted

_SALT: Final = "belonging.actions.ground"
_DAY: Final = 24 * 60 * 60
KINDS: Final = ("gap", "both", "send_gap", "voice", "statement", "pupils", "idea")
"""The values of `models.GroundKind`."""


@dataclass(frozen=True, slots=True)
class GroundWords:
    """One reason for an action. `findings` are ids in the release `release_id`; `source` is, say, "discussion:12"."""

    kind: str
    words: str
    release_id: int | None = None
    findings: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A reason's kind is {self.kind!r}. Give one of {KINDS}.")


def sign_ground(kind: str, words: str, source: str = "", *, school_id: int) -> str:
    """A token for `?ground=` of the page that adds an action; holds for this school, for a day."""
    return sign(GroundWords(kind, words, source=source), school_id=school_id)


def sign(ground: GroundWords, *, school_id: int) -> str:
    return encrypted(signing.dumps({**asdict(ground), "school": school_id}, salt=_SALT, compress=True))


def signed_ground(token: str, *, school_id: int) -> GroundWords | None:
    """What was signed for this school; None where the token is not ours, too old, or another school's."""
    try:
        said: dict[str, Any] = signing.loads(decrypted(token), salt=_SALT, max_age=_DAY)
    except (InvalidToken, signing.BadSignature):
        return None
    if said.pop("school") != school_id:
        return None
    return GroundWords(**{**said, "findings": tuple(said["findings"])})
