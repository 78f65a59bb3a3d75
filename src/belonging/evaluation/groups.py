"""The groups that answers are broken down by: their values, their order and their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from belonging.instruments.model import STANDARD, Audience

WAVES: Final = ("baseline", "midpoint", "endline")
ONCE: Final = "once"
"""In place of a wave, of answers given once: after a training session, at the end of the programme."""
NOT_SAID: Final = "undisclosed"
ANOTHER_OR_NOT_SAID: Final = "another_or_undisclosed"
"""Of a release only: the two smallest gender groups as one, where either is small."""
NOT_BY_YEAR: Final = "not_by_year"

PROGRAMME: Final = "programme"
"""The arm of a school where none is said; the other is "comparison": schools that only answer."""

VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "arm": (PROGRAMME, "comparison"),
    "gender": ("girl", "boy", "another", NOT_SAID),
    "send": ("send", "no_send", NOT_SAID),
    "sen": ("E", "K", "N", NOT_SAID),
    "phase": ("primary", "secondary", "sixth_form", NOT_BY_YEAR, NOT_SAID),
    "year_group": ("R", *(str(year) for year in range(1, 14)), "X", NOT_SAID),
    "joined": ("no", "yes", NOT_SAID),
    "role": ("leader", "other_role"),
    "gender-send": ("girl-send", "girl-other", "boy-send", "boy-other", "unsaid-send", "unsaid-other"),
}
"""Every value of a group column, in the order in which tables list them. Schools and editions come from the rows."""

CROSSED: Final[Mapping[str, tuple[str, str]]] = {"gender-send": ("gender", "send")}
"""Two-way breakdowns, and the columns that each crosses. Of the programme alone (docs/methods/gender-and-send.md)."""

NOT_BOYS: Final = ("not_boy-send", "not_boy-other")
"""Of a release only: girls together with everyone of another gender or not said, where these are too few."""

OUTSIDE: Final[Mapping[str, frozenset[str]]] = {"phase": frozenset({NOT_BY_YEAR, NOT_SAID})}
"""Values that are never a group of their own: their people are in the totals only."""

SEND_OF_SEN: Final[Mapping[str, str]] = {
    "N": "no_send",
    "K": "send",
    "E": "send",
    "yes": "send",
    "no": "no_send",
    NOT_SAID: NOT_SAID,
}
"""SEN status from a slip (N none, K support, E plan) or as asked, to the group that tables show."""

PHASE_OF_YEAR: Final[Mapping[str, str]] = {
    "R": "primary",
    **{str(year): "primary" for year in range(1, 7)},
    **{str(year): "secondary" for year in range(7, 12)},
    "12": "sixth_form",
    "13": "sixth_form",
    "X": NOT_BY_YEAR,
}

PHASE_OF_SETTING: Final[Mapping[str, str]] = {
    "primary": "primary",
    "secondary": "secondary",
    "all_through": NOT_BY_YEAR,
    "special": NOT_BY_YEAR,
    "alternative_provision": NOT_BY_YEAR,
}
"""For adults, who have no year group of their own."""

NOT_BY_YEAR_SETTINGS: Final = ("special", "alternative_provision")

_LABELS: Final[Mapping[str, str]] = {
    "girl": "Girls",
    "boy": "Boys",
    "another": "Another gender",
    ANOTHER_OR_NOT_SAID: "Another gender, or not said",
    "send": "With SEND",
    "no_send": "Without SEND",
    "primary": "Primary (Reception to Year 6)",
    "secondary": "Secondary (Years 7 to 11)",
    "sixth_form": "Sixth form (Years 12 and 13)",
    NOT_BY_YEAR: "Not by year group",
    "E": "With an EHC plan",
    "K": "SEN support",
    "N": "No SEN recorded",
    PROGRAMME: "Programme schools",
    "comparison": "Comparison schools",
    STANDARD: "Standard edition",
    "R": "Reception",
    **{str(year): f"Year {year}" for year in range(1, 14)},
    "X": "No year group",
    "leader": "Senior leaders",
    "other_role": "Other staff, or role not said",
    "girl-send": "Girls with SEND",
    "girl-other": "Girls not known to have SEND",
    "boy-send": "Boys with SEND",
    "boy-other": "Boys not known to have SEND",
    "unsaid-send": "Another gender, or not said, with SEND",
    "unsaid-other": "Another gender, or not said, not known to have SEND",
    "not_boy-send": "Girls and others with SEND",
    "not_boy-other": "Girls and others not known to have SEND",
}

_JOINED: Final[Mapping[str, str]] = {
    "no": "At the school since the baseline",
    "yes": "Joined since the baseline",
    NOT_SAID: "Not known whether they joined since the baseline",
}

_BREAKDOWNS: Final[Mapping[str, str]] = {
    "all": "everyone",
    "gender": "gender",
    "send": "SEND",
    "sen": "SEN support and EHC plans",
    "phase": "school phase",
    "year_group": "year group",
    "edition": "edition of the questionnaire",
    "joined": "when pupils joined",
    "arm": "programme and comparison schools",
    "school": "school",
    "role": "role",
    "gender-send": "gender and SEND together",
}

_PEOPLE: Final[Mapping[Audience, str]] = {
    Audience.PUPIL: "pupils",
    Audience.PARENT: "parents and carers",
    Audience.STAFF: "staff",
    Audience.TRAINING: "forms",
    Audience.LEAD: "forms",
}

_ONE: Final[Mapping[Audience, str]] = {
    Audience.PUPIL: "pupil",
    Audience.PARENT: "parent or carer",
    Audience.STAFF: "member of staff",
    Audience.TRAINING: "form",
    Audience.LEAD: "form",
}


def people(audience: Audience) -> str:
    """The plural noun for those who answered: "pupils", "parents and carers", "staff".

    Where people answer in a professional role it is "forms": one person may send several.
    """
    return _PEOPLE[audience]


def one_of(audience: Audience) -> str:
    """The noun for one of them: "pupil", "parent or carer", "member of staff"."""
    return _ONE[audience]


def listed(names: Sequence[str]) -> str:
    """ "girls, boys and those who did not say"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def breakdown_name(by: str) -> str:
    """How a sentence names a breakdown: "by SEND"."""
    return _BREAKDOWNS.get(by) or by.replace("_", " ")


def group_label(by: str, group: str, audience: Audience) -> str:
    """What a table calls a group. A school's label is its id: whoever shows it knows the name."""
    if by == "all":
        return f"All {people(audience)}"
    if by == "school":
        return group
    if by == "joined":
        return _JOINED[group]
    if group == NOT_SAID:
        return {"gender": "Gender not said", "send": "SEND not said", "sen": "SEN not said"}.get(by, "Not said")
    if by == "edition":
        return _LABELS.get(group, f"{group.replace('_', ' ').capitalize()} edition")
    return _LABELS[group]
