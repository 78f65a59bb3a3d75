"""The board of a class session, and the adult's page on each device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from belonging.web.surveys.models import Pack, Round
from belonging.web.surveys.presenters.qr import qr_scalable
from belonging.web.surveys.presenters.round_asked import address_of
from belonging.web.surveys.presenters.rounds import typed_address
from belonging.web.surveys.queries.packs import edition_of
from belonging.web.surveys.rules.board import minutes_left, still_to_come
from belonging.web.surveys.rules.pictures import SESSION
from belonging.web.surveys.rules.rounds import COUNT_EVERY, COUNT_STEP, count_words


@dataclass(frozen=True, slots=True)
class Board:
    """`expected`: how many slips are with pupils, as the adult typed it. Counts are rounded, and minutes old."""

    label: str
    address: str
    square: SafeString
    minutes: str
    until: str
    expected: int
    most: int
    received: str
    missing: str
    counted: str

    @property
    def tickets(self) -> str:
        """What `expected` counts: all that were printed, spares too, until the adult says how many are in use."""
        return "Tickets printed" if self.expected == self.most else "Tickets with pupils"


def board(*, round_: Round, pack: Pack, opened: datetime, expected: int, now: datetime) -> Board:
    return Board(
        label=pack.label,
        address=typed_address(round_),
        square=qr_scalable(pupils_address(round_, pack)),
        minutes=minutes_words(opened, now),
        until=clock_time(opened + SESSION),
        expected=expected,
        most=pack.slips,
        received=_received(pack),
        missing=_missing(pack, expected),
        counted=_counted(pack),
    )


def pupils_address(round_: Round, pack: Pack) -> str:
    return settings.ANSWERING_URL.rstrip("/") + pupils_path(round_, pack)


def pupils_path(round_: Round, pack: Pack) -> str:
    """Where pupils of the pack begin."""
    return address_of(round_.handle, edition_of(round_, pack))


def minutes_words(opened: datetime, now: datetime) -> str:
    left = minutes_left(opened=opened, lasts=SESSION, now=now)
    return "1 minute left" if left == 1 else f"{left} minutes left"


def _received(pack: Pack) -> str:
    return "Not counted yet" if pack.used_counted_at is None else count_words(pack.used).capitalize()


def _missing(pack: Pack, expected: int) -> str:
    if pack.used_counted_at is None:
        return "Not counted yet"
    missing = still_to_come(expected=expected, received=pack.used)
    return f"About {missing}" if missing else f"Fewer than {COUNT_STEP}, or none"


def _counted(pack: Pack) -> str:
    if pack.used_counted_at is None:
        return "The first count comes within ten minutes."
    counted, following = pack.used_counted_at, pack.used_counted_at + COUNT_EVERY
    return f"Counted at {clock_time(counted)}. The next count is at {clock_time(following)}."


def clock_time(moment: datetime) -> str:
    """10:40am."""
    return f"{timezone.localtime(moment):%I:%M%p}".lstrip("0").lower()
