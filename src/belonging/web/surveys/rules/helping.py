"""What help a person had in answering, and how the answers came. Both are coarse facts of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Help(StrEnum):
    """The kind of help given; "" where there was none, or nobody said."""

    NONE = ""
    READ = "read"
    EXPLAINED = "explained"
    PRESSED = "pressed"
    SIGNED = "signed"
    OTHER = "other"


class Way(StrEnum):
    """On a screen by the person themself or with help; or from a paper form that an adult typed in."""

    SCREEN = "screen"
    PAPER = "paper"


HELPS: Final = tuple(kind.value for kind in Help)
WAYS: Final = ("", *(way.value for way in Way))
"""With "" for what is withdrawn, and for a round sealed without facts."""

WORDS: Final = {
    Help.READ: "Someone read it to me",
    Help.EXPLAINED: "Someone explained words",
    Help.PRESSED: "Someone pressed or wrote for me",
    Help.SIGNED: "Someone signed or translated",
    Help.OTHER: "Some other help",
}
"""As it is asked of whoever answers; the adult's screen says the same."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How it was answered: in which edition and language, with what help, on a screen or on paper."""

    edition: str = "standard"
    language: str = "en"
    help: str = Help.NONE
    way: str = Way.SCREEN
