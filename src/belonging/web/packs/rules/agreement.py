"""What an evaluator agrees to. A change of any word is a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

VERSION: Final = 2
LONGEST: Final = timedelta(days=3 * 365)
"""Nobody agrees for longer: after that it is asked again."""


@dataclass(frozen=True, slots=True)
class Term:
    key: str
    sentence: str


TERMS: Final = (
    Term("purpose", "I use what I get for the purpose that I have written here, and for nothing else."),
    Term("people", "Only people who work on this evaluation at my organisation open it, and I can say who they are."),
    Term(
        "nobody",
        "I do not try to find out who answered, or which school a letter stands for, and I do not join the rows to "
        "any list of people.",
    ),
    Term(
        "apart",
        "I do not join the rows of a research pack to a reproduction pack, nor one copy of rows to another, and I do "
        "not try to match their schools.",
    ),
    Term(
        "ten",
        "I publish nothing about fewer than 10 people, and nothing from which such a figure can be worked out, "
        "together with the programme’s reports.",
    ),
    Term("keep", "I keep it encrypted, on devices that my organisation manages, and send it to nobody."),
    Term("end", "I destroy every copy by the day that I have written here, and tell the programme that I have."),
    Term("mishap", "I tell the programme within a day if a copy is lost, or if somebody could be recognised in it."),
)
