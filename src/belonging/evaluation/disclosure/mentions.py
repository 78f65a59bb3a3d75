"""How many comments speak of a theme, as may be printed. By numbers of comments alone, whatever they say.

The base is comments. Somebody may have written two, so a share of comments is never called a share of people.
Light: imports neither NumPy nor Polars.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.evaluation.disclosure.coding import code, counts_within, rounded_n, rung_for, shares
from belonging.evaluation.printed import Refusal, Rung, Share
from belonging.instruments.model import Part

FEWEST: Final = 10
_PARTS: Final = frozenset({Part.POSITIVE, Part.NEGATIVE})


@dataclass(frozen=True, slots=True)
class Mentions:
    """One theme among the `n` comments (rounded to 5) of one audience in one wave.

    `share` is of those comments, a band by their number; or `refusal` says why there is none.
    """

    n: int | None
    rung: Rung | None
    share: Share | None
    refusal: Refusal | None = None


def mentions(comments: int, of_theme: int) -> Mentions:
    """Raises ValueError where more comments have the theme than there are."""
    if not 0 <= of_theme <= comments:
        raise ValueError("A theme is in no fewer than nought and no more than all comments.")
    rung = rung_for(comments)
    if rung is None:
        return Mentions(
            None, None, None, Refusal("few-comments", f"Fewer than {FEWEST} comments, so nothing is shown.")
        )
    n = rounded_n(comments)
    least, most = counts_within(rung, of_theme, comments)
    # By whole bands: a cut through one would leave fewer than three counts on a side of it.
    if least < FEWEST:
        return Mentions(n, rung, None, Refusal("few-mentions", "In too few comments to say how many."))
    if comments - most < FEWEST:
        return Mentions(n, rung, None, Refusal("few-without", "In nearly all comments, or all."))
    counts = dict.fromkeys(Part, 0) | {Part.POSITIVE: of_theme, Part.NEGATIVE: comments - of_theme}
    return Mentions(n, rung, shares(code(rung, comments, counts), _PARTS)[Part.POSITIVE.value])
