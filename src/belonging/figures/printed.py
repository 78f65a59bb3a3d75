"""Values as figures and their tables print them: from the released ends alone, in one place."""

from __future__ import annotations

from belonging.evaluation.released import Cell, Change, Gap, Interval, Reading, ReleasedTable, Rung, Share

MINUS = "−"
_WAVES = {"baseline": "Baseline", "midpoint": "Midpoint", "endline": "Endline"}

GAP_MOVED = {
    Reading.MORE: "Gained",
    Reading.FEWER: "Fell behind",
    Reading.NO_CLEAR_CHANGE: "No clear change",
    Reading.TOO_FEW: "Too few to tell",
}
"""How a group's gap to the others has moved, by the reading of the change in the gap."""


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


def points_in_words(number: str) -> str:
    """ "+1 point", "−5 to +10 points"."""
    return f"{number} point" if number in ("+1", "−1") else f"{number} points"


def gap_leans(gap: Gap, rung: Rung) -> str:
    """To which side a gap points that is not clear: "lower", "higher", or empty: where it is clear, has moved since an
    earlier wave, is given in words alone, or may be printed on both sides.
    """
    low, high = gap.estimate_low, gap.estimate_high
    if gap.reading is not Reading.NO_CLEAR_CHANGE or gap.earlier is not None or gap.interval is None:
        return ""
    if rung is Rung.WORDS or low is None or high is None:
        return ""
    return "lower" if high < 0 else "higher" if low > 0 else ""


def change_number(change: Change | Gap, rung: Rung) -> str:
    """Empty where there is none, and on the rung of words."""
    if rung is Rung.WORDS or change.estimate_low is None or change.estimate_high is None:
        return ""
    return points(change.estimate_low, change.estimate_high)


def interval_number(interval: Interval | None) -> str:
    """Of a share: "66 to 75"."""
    return "" if interval is None else f"{number(interval.low)} to {number(interval.high)}"


def base(cell: Cell) -> str:
    """How many answered: exact in own data, about that many otherwise."""
    if cell.n is None:
        return "not shown"
    return f"{cell.n:,}" if cell.rung is Rung.EXACT else f"about {cell.n:,}"


def in_words(cell: Cell) -> bool:
    return cell.rung is Rung.WORDS


def rung_between(table: ReleasedTable, compared: Change | Gap) -> Rung:
    """How finely a change or gap may speak: as finely as the coarsest of the shares that it is worked out from."""
    groups, waves = {compared.group}, {compared.earlier}
    if isinstance(compared, Gap):
        groups, waves = {compared.group, compared.against}, {compared.earlier, compared.wave}
    else:
        waves |= {compared.later}
    found = [cell.rung for cell in table.cells if cell.group in groups and cell.wave in waves]
    return Rung.coarsest(found)


def inside(words: str) -> str:
    """As it stands inside a sentence: a small first letter, and SEND as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def wave_name(wave: str) -> str:
    """ "Baseline"; of waves that are shown as one ("baseline+endline"), "Baseline and endline together"."""
    names = wave.split("+")
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]} together".capitalize()
    return _WAVES.get(wave, wave.capitalize())


def reading_words(reading: Reading, people: str) -> str:
    return {
        Reading.MORE: f"More {people}",
        Reading.FEWER: f"Fewer {people}",
        Reading.NO_CLEAR_CHANGE: "No clear change",
        Reading.TOO_FEW: "Too few to tell",
    }[reading]


def gap_words(gap: Gap) -> str:
    """A gap's reading, of its first group: "Fewer with SEND"; or of how the gap has moved."""
    who = inside(gap.group_label)
    if gap.earlier is not None:
        return GAP_MOVED[gap.reading]
    return {
        Reading.MORE: f"More {who}",
        Reading.FEWER: f"Fewer {who}",
        Reading.NO_CLEAR_CHANGE: "No clear gap",
        Reading.TOO_FEW: "Too few to tell",
    }[gap.reading]
