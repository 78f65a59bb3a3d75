"""Values as figures and their tables print them: from the released ends alone, in one place."""

from __future__ import annotations

from belonging.evaluation.released import Cell, Change, Interval, Reading, Rung, Share

MINUS = "−"
_WAVES = {"baseline": "Baseline", "midpoint": "Midpoint", "endline": "Endline"}


def number(value: float) -> str:
    """At most one decimal; a whole number without it."""
    text = f"{abs(value):.1f}".removesuffix(".0")
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def share_number(share: Share, rung: Rung) -> str:
    """ "71", "65–70", or the word; "<1" where rounding hides whether anybody is left."""
    if rung is Rung.WORDS:
        return share.text
    if share.high == 0 and rung is not Rung.EXACT:
        return "<1"
    if share.low == share.high:
        return number(share.low)
    return f"{number(share.low)}–{number(share.high)}"


def offered(share: Share) -> bool:
    """False for a part that the scale has no choice for."""
    return share.text != "none"


def signed(value: float) -> str:
    text = number(value)
    return text if text == "0" or value < 0 else f"+{text}"


def points(low: float, high: float) -> str:
    """A change or its interval: "+6", "−5 to +10"."""
    return signed(low) if low == high else f"{signed(low)} to {signed(high)}"


def change_number(change: Change, rung: Rung) -> str:
    """Empty where there is none, and on the rung of words."""
    if rung is Rung.WORDS or change.estimate_low is None or change.estimate_high is None:
        return ""
    return points(change.estimate_low, change.estimate_high)


def interval_number(interval: Interval | None) -> str:
    """Of a share: "66 to 75"."""
    return "" if interval is None else f"{number(interval.low)} to {number(interval.high)}"


def base(cell: Cell, rung: Rung) -> str:
    """How many answered: exact in own data, about that many otherwise."""
    if cell.n is None:
        return "not shown"
    return f"{cell.n:,}" if rung is Rung.EXACT else f"about {cell.n:,}"


def wave_name(wave: str) -> str:
    return _WAVES.get(wave, wave.capitalize())


def reading_words(reading: Reading, people: str) -> str:
    return {
        Reading.MORE: f"More {people}",
        Reading.FEWER: f"Fewer {people}",
        Reading.NO_CLEAR_CHANGE: "No clear change",
        Reading.TOO_FEW: "Too few to tell",
    }[reading]
