"""The packs of slips that were printed, and what can be done with each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from belonging.web.surveys.models import Pack, Round, State
from belonging.web.surveys.presenters.room_sheet import phase_for
from belonging.web.surveys.presenters.rounds import long_day
from belonging.web.surveys.rules.rounds import count_words

LATER = ", catch-up"
LABEL_LENGTH = 40


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack. An empty address: that cannot be done now."""

    label: str
    printed: str
    used: str
    state: str
    lost: str
    again: str
    later: str


@dataclass(frozen=True, slots=True)
class PacksPage:
    sentence: str
    rows: tuple[PackRow, ...]
    is_open: bool
    sheet: str


def packs_page(*, round_: Round, packs: list[Pack]) -> PacksPage:
    working = [pack for pack in packs if pack.revoked_at is None]
    labels = {pack.label.casefold() for pack in working}
    total = sum(pack.slips for pack in working)
    sentence = f"{_many(total, 'slip')} in {_many(len(working), 'pack')}." if working else "No slips are printed yet."
    is_open = round_.state == State.OPEN
    rows = tuple(_row(round_, pack, labels, is_open=is_open) for pack in packs)
    return PacksPage(sentence, rows, is_open, sheet_address(round_))


def sheet_address(round_: Round) -> str:
    """The sheet for the adult in the room; empty where nobody stands beside pupils."""
    if round_.audience != "pupil":
        return ""
    return reverse("surveys:room_sheet", args=[phase_for(round_.host.setting)])


def _row(round_: Round, pack: Pack, labels: set[str], *, is_open: bool) -> PackRow:
    lost = pack.revoked_at is not None
    here = [round_.host.slug, round_.handle]
    return PackRow(
        label=pack.label,
        printed=_many(pack.slips, "slip"),
        used="Not counted yet" if pack.used_counted_at is None else f"{count_words(pack.used)} used".capitalize(),
        state=f"Lost on {long_day(pack.revoked_at)}" if pack.revoked_at else "",
        lost=reverse("surveys:pack_lost", args=[*here, pack.pk]) if is_open and not lost else "",
        again=_slips(round_, pack, pack.label) if is_open and lost and pack.label.casefold() not in labels else "",
        later=_slips(round_, pack, _later(pack.label)) if is_open and not lost else "",
    )


def _slips(round_: Round, pack: Pack, label: str) -> str:
    address = reverse("surveys:slips", args=[round_.host.slug, round_.handle])
    return f"{address}?{urlencode({'label': label, 'year': pack.year_group})}"


def _later(label: str) -> str:
    return label if label.endswith(LATER) else f"{label[: LABEL_LENGTH - len(LATER)]}{LATER}"


def _many(count: int, one: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
