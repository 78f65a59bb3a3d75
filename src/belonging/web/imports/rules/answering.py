"""Which cells look like a choice that was ticked, and not like words of somebody's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from belonging.instruments.model import Instrument
from belonging.web.imports.rules.guessing import guessed_code, guessed_value, labelled_groups
from belonging.web.imports.rules.tables import folded

OTHER_WORDS: Final = "other words"
"""Stands in a kept column for each cell that may be somebody's own words."""
SEEN, WORDY = 3, 8
"""A value that we do not know is a choice where so many gave it, in so many words at most."""
_CODE: Final = re.compile(r"-?\d{1,2}|a\d{1,2}|ao\d{2}")
"""Numbers of choices, and LimeSurvey's codes of them."""
_URN: Final = re.compile(r"\d{5,7}")
_TICKED: Final = frozenset(
    (
        "strongly agree", "agree", "tend to agree", "slightly agree", "neither agree nor disagree", "neither",
        "neutral", "slightly disagree", "tend to disagree", "disagree", "strongly disagree", "yes", "no", "maybe",
        "sometimes", "always", "very often", "often", "usually", "rarely", "hardly ever", "never", "all of the time",
        "most of the time", "some of the time", "a little of the time", "none of the time", "not at all", "a little",
        "a bit", "quite a lot", "a lot", "very much", "very true", "mostly true", "not true", "not really", "true",
        "false", "dont know", "i dont know", "not sure", "unsure", "not applicable", "n a", "prefer not to say",
        "rather not say", "i dont want to say", "other",
    )
)  # fmt: skip


def is_answer(cell: str, instrument: Instrument) -> bool:
    """A choice of ours or of a common scale, a group's label or code, or a small whole number."""
    said = folded(cell)
    if _CODE.fullmatch(said) or said in _TICKED:
        return True
    scales = {item.scale.key: item.scale for item in instrument.items}.values()
    return any(guessed_code(scale, cell) is not None for scale in scales) or is_group_label(cell, instrument)


def is_group_label(cell: str, instrument: Instrument, role: str = "") -> bool:
    """A known label or code of this column about the person, or of any."""
    roles = [role] if role else list(labelled_groups(instrument))
    return any(guessed_value(each, cell, instrument) for each in roles)


def only_answers(cells: Iterable[str], instrument: Instrument) -> bool:
    return all(is_answer(cell, instrument) for cell in set(cells) if cell)


def kept_of_group(role: str, cells: Sequence[str], instrument: Instrument) -> list[str]:
    """Labels and codes as they are; every other cell as `OTHER_WORDS`. A school is a label where several gave it."""
    if role == "school":
        counts = Counter(cells)
        return [cell if not cell or _is_school(cell, counts) else OTHER_WORDS for cell in cells]
    known = {cell: bool(_CODE.fullmatch(folded(cell))) or is_group_label(cell, instrument, role) for cell in set(cells)}
    return [cell if not cell or known[cell] else OTHER_WORDS for cell in cells]


def kept_of_items(columns: Mapping[int, Sequence[str]], instrument: Instrument) -> dict[int, list[str]]:
    """Of statements' columns: known answers, and answers of another scale, which several gave."""
    counts = Counter(cell for cells in columns.values() for cell in cells if cell)
    known = {
        cell: is_answer(cell, instrument) or (seen >= SEEN and len(cell.split()) <= WORDY)
        for cell, seen in counts.items()
    }
    return {at: [cell if not cell or known[cell] else OTHER_WORDS for cell in cells] for at, cells in columns.items()}


def _is_school(cell: str, counts: Mapping[str, int]) -> bool:
    return bool(_URN.fullmatch(cell)) or (counts[cell] >= SEEN and len(cell.split()) <= WORDY)
