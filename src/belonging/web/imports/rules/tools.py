"""Which survey tool wrote a file, told by the columns that it adds of itself."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from belonging.web.imports.rules.tables import folded


class Tool(StrEnum):
    LIMESURVEY = "limesurvey"
    MICROSOFT_FORMS = "microsoft_forms"
    GOOGLE_FORMS = "google_forms"
    SPSS = "spss"
    OTHER = "other"


TOOL_NAMES = {
    Tool.LIMESURVEY: "LimeSurvey",
    Tool.MICROSOFT_FORMS: "Microsoft Forms",
    Tool.GOOGLE_FORMS: "Google Forms",
    Tool.SPSS: "SPSS",
    Tool.OTHER: "a table",
}

_LIMESURVEY = frozenset(
    ("response id", "submitdate", "date submitted", "lastpage", "last page", "startlanguage", "start language", "seed")
)
COMPLETED = frozenset({"submitdate", "date submitted"})
"""LimeSurvey's date of sending: empty in rows of people who left half-way, who never sent anything."""


def tool_of(headings: Sequence[str], *, spss: bool = False) -> Tool:
    known = {folded(heading) for heading in headings}
    if len(known & _LIMESURVEY) >= 2:
        return Tool.LIMESURVEY
    if {"start time", "completion time"} <= known:
        return Tool.MICROSOFT_FORMS
    if spss:
        return Tool.SPSS
    if headings and folded(headings[0]) == "timestamp":
        return Tool.GOOGLE_FORMS
    return Tool.OTHER


def completed_column(headings: Sequence[str], tool: Tool) -> int | None:
    """Where the file says whether a row was sent; None where every row was."""
    if tool is not Tool.LIMESURVEY:
        return None
    return next((at for at, heading in enumerate(headings) if folded(heading) in COMPLETED), None)
