"""What happened in the programme, told in the order in which it happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from belonging.web.notices.services import send_due

Act = Callable[[datetime], object]


class Story:
    """Acts and their moments, collected in any order and carried out by the clock: journals run forward.

    `since`: nothing is told as earlier than this, for the chain of the programme has entries up to then.
    """

    def __init__(self, *, since: datetime, until: datetime) -> None:
        self._since, self._until = since, until
        self._acts: list[tuple[datetime, Act]] = []

    def then(self, moment: datetime, act: Act) -> None:
        """`act` gets its moment. Acts of one moment are carried out as they were added."""
        self._acts.append((min(max(moment, self._since), self._until), act))

    def tell(self, on_act: Callable[[], None] = lambda: None) -> None:
        """Carry everything out, and let the post go as it goes; `on_act` hears of each."""
        for moment, act in sorted(self._acts, key=lambda pair: pair[0]):
            act(moment)
            while send_due(now=moment):
                pass
            on_act()

    def __len__(self) -> int:
        return len(self._acts)
