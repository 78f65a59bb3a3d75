"""How wide text will be, without a font at hand. Generous, so that what fits here fits everywhere."""

from __future__ import annotations

_THIN = frozenset("ijl.,:;'|!I ")
_SLIM = frozenset("ftr()-/’“”–")
_WIDE = frozenset("mwMW")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels at `size`, somewhat over what Atkinson Hyperlegible and common sans-serif fonts need."""
    return sum(_em(letter) for letter in text) * size * (1.06 if bold else 1.0)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Lines that each fit `width`; a single word that does not fit stands alone. A no-break space holds."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _em(letter: str) -> float:
    if letter in _THIN:
        return 0.32
    if letter in _SLIM:
        return 0.44
    if letter in _WIDE:
        return 0.92
    return 0.7 if letter.isupper() or letter in "+−<" else 0.6
