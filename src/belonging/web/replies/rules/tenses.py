"""What the library tells as begun, while it is still under way."""

from __future__ import annotations

from typing import Final

_UNDER_WAY: Final = {
    "We asked ": "We are asking ",
    "We changed ": "We are changing ",
    "We gave ": "We are giving ",
    "We looked ": "We are looking ",
    "We made ": "We are making ",
    "We met ": "We are meeting ",
    "We planned ": "We are planning ",
    "We set ": "We are setting ",
    "We started ": "We are starting ",
    "We trained ": "We are training ",
    "We wrote ": "We are writing ",
    "All the adults in school learned ": "All the adults in school are learning ",
    "All our staff were trained ": "All our staff are being trained ",
    "Grown-ups learned ": "Grown-ups are learning ",
}


def under_way(words: str) -> str:
    """ "We are training older pupils" for "We trained older pupils"; what stands in the present stays."""
    for past, now in _UNDER_WAY.items():
        if words.startswith(past):
            return now + words[len(past) :]
    return words
