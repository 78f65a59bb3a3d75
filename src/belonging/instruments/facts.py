"""The facts about a person that a questionnaire may ask for, and the values they can have.

A fact is the name of a group column. What slips carry may be finer than what can be asked
(SEN support and EHC plan are told apart on slips alone); those values are not listed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ASKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "year_group": ("R", *(str(year) for year in range(1, 14)), "X"),
        "gender": ("boy", "girl", "another", "undisclosed"),
        "sen": ("yes", "no", "undisclosed"),
        "phase": ("primary", "secondary", "sixth_form", "not_by_year", "undisclosed"),
        "role": ("leader", "teaching", "support", "other", "undisclosed"),
    }
)

COLUMNS = frozenset({"school", "setting", "wave", "send", "by", *ASKED})
"""Names that an answer file keeps for itself: no item may be called so."""
