"""How far the loader is, told to whoever watches."""

from __future__ import annotations

from collections.abc import Callable


class Tally:
    """Counts steps (a questionnaire sent, a set of findings made) out of a total that is known at the start."""

    def __init__(self, total: int, tell: Callable[[int, int, str], None]) -> None:
        self.total = total
        self.done = 0
        self._tell = tell

    def step(self, words: str, steps: int = 1) -> None:
        """Never beyond the total: a bar that is full means that all is done."""
        self.done = min(self.done + steps, self.total)
        self._tell(self.done, self.total, words)
