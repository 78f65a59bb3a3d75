"""Refusals in the words of the page, whatever its edition and language."""

from __future__ import annotations

from typing import Final

from belonging.web.base.errors import Refused
from belonging.web.surveys.errors import (
    CodesPaused,
    CodeUnknown,
    CodeUsed,
    ReceiptMistyped,
    ReceiptTaken,
    ReceiptUnknown,
    ResponseWithdrawn,
)
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.rules.codes import CodeMistyped
from belonging.web.surveys.rules.words import Words, filled

KEYS: Final[dict[type[Refused], str]] = {
    CodeUnknown: "code_unknown",
    CodeUsed: "code_used",
    CodesPaused: "code_paused",
    ResponseWithdrawn: "code_withdrawn",
    ReceiptTaken: "send_once_more",
    ReceiptMistyped: "receipt_mistyped",
    ReceiptUnknown: "receipt_unknown",
}


def refused(refusal: Refused, words: Words, *, answered: bool = False) -> str:
    """Why it was refused; whoever has `answered` is also told that nothing of it is lost."""
    sentence = _sentence(refusal, words)
    return f"{sentence} {words['still_here']}" if answered and isinstance(refusal, CodeUsed) else sentence


def _sentence(refusal: Refused, words: Words) -> str:
    if isinstance(refusal, CodeMistyped):
        between = f" {words['or_word']} "
        values = {
            name: between.join(value) if isinstance(value, list) else value for name, value in refusal.values.items()
        }
        return filled(words[refusal.key], **values)
    key = KEYS.get(type(refusal))
    return words[key] if key else typographic(str(refusal))
