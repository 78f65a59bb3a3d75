"""What a round asks of a questionnaire: all of it, or all but the boxes for people's own words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from belonging.instruments.load import load
from belonging.instruments.model import Instrument


@cache
def asked(instrument: str, *, comments_on: bool) -> Instrument:
    """`comments_on` is the cohort's: comments are asked for only where somebody has the hours to read them."""
    whole = load(instrument)
    return whole if comments_on else replace(whole, comment_boxes=())
