"""The number of a certificate: nobody guesses one, and a slip of the finger is caught before anything is looked up."""

from __future__ import annotations

import secrets
from typing import Final

from belonging.web.base.errors import Refused

ALPHABET: Final = "234679CDFGHJKMNPRTVWXY8"
"""As in the codes of slips: no vowels, so no words; nothing that looks like something else. 23 is prime."""
LENGTH: Final = 12
"""11 random symbols (49.8 bits) and one check symbol."""
_PER_BLOCK: Final = 4


class NumberMistyped(Refused):
    """The number cannot be right as it was typed."""


def new_number() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_symbol(body)


def check_symbol(body: str) -> str:
    """Makes the weighted sum 0 mod 23. The weights 1 to 12 are distinct, so that one wrong symbol and any swap of two
    are always caught."""
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(body, start=1))
    return ALPHABET[-total * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)]


def shown(number: str) -> str:
    """As printed: KT7X-4MPC-9DFG."""
    return "-".join(number[at : at + _PER_BLOCK] for at in range(0, LENGTH, _PER_BLOCK))


def read_number(typed: str) -> str:
    """What a person typed, spaces, hyphens and case ignored; NumberMistyped says what is wrong."""
    symbols = "".join(symbol for symbol in typed.upper() if symbol not in " -–—\u00a0")
    if not symbols:
        raise NumberMistyped("Type the number that stands on the certificate.")
    strange = sorted({symbol for symbol in symbols if symbol not in ALPHABET})
    if strange:
        words = " or ".join(strange[:3])
        raise NumberMistyped(f"Certificate numbers never have {words} in them. Please look at the certificate again.")
    if len(symbols) != LENGTH:
        raise NumberMistyped(f"A certificate number has {LENGTH} letters and digits. You typed {len(symbols)}.")
    if check_symbol(symbols[:-1]) != symbols[-1]:
        raise NumberMistyped("One letter or digit looks wrong. Please look at the certificate again.")
    return symbols
