"""Schools of which fewer than ten answer: their waves together, in words, once and for all.

Nothing is worked out from fewer than ten answers. Where every wave by itself has fewer, but all waves together
have ten and more, one table of them together is shown, in words and for everyone only: after the last planned
wave, so that no later table can be compared with it. Where any wave is shown by itself nothing is pooled: the
difference would be the small wave.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from belonging.evaluation.cells import Cells, tally
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.groups import people
from belonging.evaluation.released import Refusal


@dataclass(frozen=True, slots=True)
class SmallSetting:
    """What a school of few answers gets: pooled cells of one wave named "a+b", or none; and why, in words."""

    cells: Cells | None
    notes: tuple[Refusal, ...]


def small_setting(cells: Cells, planned: tuple[str, ...], policy: Policy) -> SmallSetting | None:
    """None for a school that is not small: some wave of it is shown by itself. `planned` are the plan's waves."""
    everyone = tally(cells, "all").totals[0]
    if not everyone.any() or (everyone >= policy.smallest_group).any():
        return None
    noun = people(cells.audience)
    record = Refusal(
        "small-setting",
        f"Fewer than {policy.smallest_group} {noun} answered in each wave, so no wave is shown by itself. Talk "
        "together about what matters here, and see the programme's results beside it.",
    )
    waves = cells.labels["wave"]
    if everyone.sum() < policy.smallest_group:
        return SmallSetting(None, (record,))
    if planned[-1] not in waves:
        waiting = f"All waves together will be shown in words after the {planned[-1]}, if they hold enough answers."
        return SmallSetting(None, (record, Refusal("small-setting-later", waiting)))
    together = Refusal(
        "small-setting-together",
        f"What follows is all waves together, in words: some {noun} may have answered more than once, and no "
        "change can be seen in it.",
    )
    return SmallSetting(_pooled(cells, "+".join(waves)), (record, together))


def _pooled(cells: Cells, name: str) -> Cells:
    """The same cells with all waves made one."""
    places = {**cells.places, "wave": np.zeros_like(cells.places["wave"])}
    return replace(cells, labels={**cells.labels, "wave": (name,)}, places=places)
