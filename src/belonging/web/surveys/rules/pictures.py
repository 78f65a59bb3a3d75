"""Picture codes: five taps on sixteen pictures, for children who do not type. Good in a class session alone."""

from __future__ import annotations

import secrets
from datetime import timedelta

from belonging.web.surveys.rules.codes import response_key

PICTURES = (
    "sun", "moon", "star", "heart",
    "house", "tree", "flower", "apple",
    "fish", "cat", "boat", "car",
    "umbrella", "key", "cup", "bell",
)  # fmt: skip
"""The names of the pictures, four rows of four as on the screen. Drawn in static/surveys/pictures/."""
TAPS = 5
"""16^5 is 20 bits: one try at a pack of 40 slips hits once in 26,000."""
MOST_WITH_PICTURES = 60
"""Packs that hold more slips have no picture codes: they would be too easy to hit upon."""
SESSION = timedelta(minutes=90)
"""How long a device takes picture codes after an adult has opened a class session on it."""


def new_picture_code() -> str:
    """TAPS hexadecimal digits, each the place of a picture in PICTURES."""
    return "".join(secrets.choice("0123456789abcdef") for _ in range(TAPS))


def pictures_in(code: str) -> list[str]:
    """The names of the code's pictures, in the order in which they are tapped."""
    return [PICTURES[int(digit, 16)] for digit in code]


def is_whole(taps: str) -> bool:
    return len(taps) == TAPS and set(taps) <= set("0123456789abcdef")


def pictures_key(*, pepper: bytes, salt: bytes, pack: int, code: str) -> str:
    """What a slip keeps of its picture code. The pack is in it: the same pictures in another class are another key."""
    return response_key(pepper=pepper, salt=salt, secret=f"pictures:{pack}:{code}")


def class_key_of(*, pepper: bytes, salt: bytes, key: str) -> str:
    """What a pack keeps of the class key on its cover."""
    return response_key(pepper=pepper, salt=salt, secret=f"class:{key}")
