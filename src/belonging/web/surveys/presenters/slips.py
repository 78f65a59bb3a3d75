"""Slips as a PDF: for each pack a cover for the adult, sheets to cut up and, where the slips bear names, a class
list. Codes and names stay in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files

from belonging.instruments.load import load
from belonging.instruments.model import STANDARD
from belonging.web.enrolment.rules.wordings import ENGLISH
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.cards import text_of
from belonging.web.surveys.presenters.qr import qr_svg, qr_svg_with_code
from belonging.web.surveys.presenters.room_sheet import SHEETS, phase_for
from belonging.web.surveys.presenters.rounds import answering_address, long_day, round_title, typed_address
from belonging.web.surveys.rules.codes import shown
from belonging.web.surveys.rules.editions import planned_edition
from belonging.web.surveys.rules.pictures import PICTURES, pictures_in
from belonging.web.surveys.services.slips import DrawnPack, SlipCode, SlipOrder, Wanted
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import typeset

KIND = {
    "pupil": "We would like to know how school feels for you. We don’t ask your name.",
    "parent": "We would like to know how school feels for your child. We don’t ask your name.",
    "staff": "We would like to know how school feels. We don’t ask your name.",
}
NEVER = (
    "Read an answer, or say what you would choose.",
    "Say “hurry up” or “you must finish”.",
    "Make anybody take part. Have something else ready.",
)


def slips_pdf(
    *, round_: Round, wanted: Sequence[Wanted], drawn: Sequence[DrawnPack], now: datetime, large: bool = False
) -> bytes:
    """One file with every pack, each on pages of its own."""
    return typeset_packs(round_=round_, packs=list(packs_drawn(round_, wanted, drawn)), now=now, large=large)


def packs_drawn(round_: Round, wanted: Sequence[Wanted], drawn: Sequence[DrawnPack]) -> Iterator[dict[str, object]]:
    """What the template needs of each pack, one at a time: drawing the squares takes a while."""
    for want, pack in zip(wanted, drawn, strict=True):
        yield _pack(round_, want, pack)


def typeset_packs(*, round_: Round, packs: Sequence[dict[str, object]], now: datetime, large: bool = False) -> bytes:
    pupils = round_.audience == "pupil"
    data = {
        "title": f"Slips for {packs[0]['label']}" if len(packs) == 1 else f"Slips for {len(packs)} classes",
        "school": round_.host.name,
        "round": round_title(round_),
        "made": long_day(now),
        "closes": long_day(round_.closes_at) if round_.closes_at else "",
        "label": environment_label(),
        "address": typed_address(round_),
        "kind": KIND[round_.audience],
        "never": NEVER if pupils else (),
        "large": large,
        "packs": packs,
    }
    return typeset(_template("slips.typ").decode(), data, made_at=now, assets=_assets()).pdf


def _pack(round_: Round, want: Wanted, drawn: DrawnPack) -> dict[str, object]:
    order, key = want.order, drawn.class_key
    names = iter(want.names)
    editions = [_planned(round_, slips, order.year_group) for slips in order.orders]
    sets = [
        [_slip(_address(round_, edition), code, next(names, "")) for code in codes]
        for edition, codes in zip(editions, drawn.sets, strict=True)
    ]
    shared = _edition_name(round_, editions[0]) if len(set(editions)) == 1 else ""
    opens = ["" if shared else _edition_name(round_, edition) for edition in editions]
    if want.names:
        sets, opens = [[slip for one in sets for slip in one]], [""]
    words = want.words if len(want.words) == len(sets) else ("",) * len(sets)
    return {
        "title": f"Slips for {order.label}",
        "label": order.label,
        "sits": long_day(order.sits_on) if order.sits_on else "",
        "named": bool(want.names),
        "names": [name for name in want.names if name],
        "class_key": shown(key) if key else "",
        "class_address": f"{typed_address(round_)}/class",
        "class_qr": qr_svg(f"{answering_address(round_)}class/#{key}") if key else "",
        "say": _say(round_, order.year_group),
        "edition": shared,
        "sets": [
            {"words": each, "slips": slips, "edition": edition}
            for each, slips, edition in zip(words, sets, opens, strict=True)
        ],
    }


def _say(round_: Round, year_group: str) -> tuple[str, ...]:
    """The words of the sheet for the room: the adult has both in their hand."""
    return SHEETS[phase_for(round_.host.setting, year_group)].say if round_.audience == "pupil" else ()


def _planned(round_: Round, slips: SlipOrder, year_group: str) -> str:
    offered = load(round_.instrument).editions
    return planned_edition(edition=slips.edition, year_group=slips.year_group or year_group, offered=offered)


def _address(round_: Round, edition: str) -> str:
    """Where a square leads: to the page in the edition that is planned."""
    return answering_address(round_) + ("" if edition == STANDARD else f"{edition}/")


def _edition_name(round_: Round, edition: str) -> str:
    return "" if edition == STANDARD else text_of(load(round_.instrument).edition(edition).name, ENGLISH)


def _slip(address: str, code: SlipCode, name: str) -> dict[str, object]:
    return {
        "name": name,
        "code": shown(code.code),
        "pictures": pictures_in(code.pictures),
        "qr": qr_svg_with_code(address, code.code),
    }


@cache
def _assets() -> dict[str, bytes]:
    room = files("belonging.web.surveys").joinpath("static/surveys/pictures")
    pictures = {f"{name}.svg": room.joinpath(f"{name}.svg").read_bytes() for name in PICTURES}
    return {"slip-sheets.typ": _template("slip-sheets.typ"), **pictures}


def _template(name: str) -> bytes:
    return files("belonging.web.surveys").joinpath(f"templates/surveys/{name}").read_bytes()
