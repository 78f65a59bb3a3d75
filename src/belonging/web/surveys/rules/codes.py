"""Codes, keys and receipts. The arithmetic is repeated in static/surveys/codes.js, and a test compares them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from belonging.web.base.errors import Refused

ALPHABET = "234679CDFGHJKMNPRTVWXY8"
"""23 symbols: no vowels, so no words; nothing that looks like something else. 23 is prime."""
LENGTH = 8
"""7 random symbols (31.7 bits) and one check symbol."""
RECEIPT_LENGTH = 10


class CodeMistyped(Refused):
    """The code cannot be right as it was typed. `key`, `values`: the same in the words of the answering pages."""

    def __init__(self, sentence: str, key: str = "code_wrong", **values: str | int | list[str]) -> None:
        super().__init__(sentence)
        self.key = key
        self.values = values


def new_code() -> str:
    """A fresh code of LENGTH symbols, unformatted."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_symbol(body)


def code_for(*, pepper: bytes, salt: bytes, whose: str) -> str:
    """The code of somebody to whom it is mailed: always the same while the salt lives, so that it is stored nowhere.

    `whose` names them by id. Without the salt, which sealing destroys, it leads back to nobody.
    """
    number = int.from_bytes(
        hmac.new(pepper + bytes(salt), f"code for {whose}".encode(), hashlib.sha256).digest(), "big"
    )
    symbols = []
    for _ in range(LENGTH - 1):
        number, index = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[index])
    body = "".join(symbols)
    return body + check_symbol(body)


def check_symbol(body: str) -> str:
    """The symbol that makes the weighted sum 0 mod 23; weights 1..8 are distinct, so one wrong symbol
    and any swap of two are always caught (23 is prime)."""
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(body, start=1))
    inverse = pow(LENGTH, -1, len(ALPHABET))
    return ALPHABET[-total * inverse % len(ALPHABET)]


def shown(code: str) -> str:
    """As printed: KT7X-4MPC."""
    return f"{code[:4]}-{code[4:]}"


def read_code(typed: str) -> str:
    """The code a person typed, spaces, hyphens and case ignored; CodeMistyped says what is wrong."""
    symbols = "".join(symbol for symbol in typed.upper() if symbol not in " -–—\u00a0")
    if not symbols:
        raise CodeMistyped("Type the code from your ticket.", "code_missing")
    strange = sorted({symbol for symbol in symbols if symbol not in ALPHABET})
    if strange:
        raise CodeMistyped(
            f"Codes never have {' or '.join(strange)} in them. Please look at your ticket again.",
            "code_strange",
            letters=strange,
        )
    if len(symbols) != LENGTH:
        raise CodeMistyped(
            f"A code has {LENGTH} letters and numbers. You typed {len(symbols)}.",
            "code_length",
            length=LENGTH,
            typed=len(symbols),
        )
    if check_symbol(symbols[:-1]) != symbols[-1]:
        raise CodeMistyped("One letter or number looks wrong. Please look at your ticket again.")
    return symbols


def response_key(*, pepper: bytes, salt: bytes, secret: str) -> str:
    """HMAC-SHA256 (hex) of a code, or of an open link's submission id, under the round's salt."""
    return hmac.new(pepper + bytes(salt), secret.encode(), hashlib.sha256).hexdigest()


def receipt_of(submission_id: str) -> str:
    """The receipt a person keeps: RECEIPT_LENGTH symbols of SHA-256(submission id)."""
    number = int.from_bytes(hashlib.sha256(submission_id.encode()).digest(), "big")
    symbols = []
    for _ in range(RECEIPT_LENGTH):
        number, index = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[index])
    return "".join(symbols)


def receipt_key(*, pepper: bytes, salt: bytes, receipt: str) -> str:
    """What the answer row keeps of its receipt."""
    return response_key(pepper=pepper, salt=salt, secret=f"receipt:{receipt}")
