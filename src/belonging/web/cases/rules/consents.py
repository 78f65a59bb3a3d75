"""Whether consent to a picture or a quote stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from belonging.web.cases.rules.kinds import Use


@dataclass(frozen=True, slots=True)
class Given:
    use: str
    until: date | None
    withdrawn: bool = False

    def stands(self, use: str, today: date) -> bool:
        """Consent for the public covers the hub. The last day is still covered."""
        covers = self.use == Use.PUBLIC or use == Use.HUB
        return covers and not self.withdrawn and (self.until is None or today <= self.until)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture shows, as its uploader says; `confirmed` by a second person."""

    adults: int
    children: int
    confirmed: bool
    withdrawn: bool = False

    @property
    def needed(self) -> int:
        """Consents: of each person who can be recognised; of whoever made the picture, where nobody can."""
        return max(1, self.adults + self.children)


def may_show_picture(seen: Seen, given: Iterable[Given], use: str, today: date) -> bool:
    if seen.withdrawn or (seen.children and not seen.confirmed):
        return False
    return sum(each.stands(use, today) for each in given) >= seen.needed


def may_show_quote(given: Iterable[Given], use: str, today: date, *, withdrawn: bool) -> bool:
    return not withdrawn and any(each.stands(use, today) for each in given)
