"""Slips as a PDF: a cover for the adult, then sheets of eight to cut up. Codes stay in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files

from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.qr import qr_svg
from belonging.web.surveys.presenters.rounds import answering_address, long_day, round_title, typed_address
from belonging.web.surveys.rules.codes import shown
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import typeset

KIND = {
    "pupil": "We would like to know how school feels for you. We don’t ask your name.",
    "parent": "We would like to know how school feels for your child. We don’t ask your name.",
    "staff": "We would like to know how school feels. We don’t ask your name.",
}


def slips_pdf(*, round_: Round, pack_label: str, sets: Sequence[tuple[str, Sequence[str]]], now: datetime) -> bytes:
    """`sets`: for whom the slips are, in words, and their codes. The words stand on the cover alone."""
    data = {
        "title": f"Slips for {pack_label}",
        "school": round_.school.name,
        "round": round_title(round_),
        "made": long_day(now),
        "closes": long_day(round_.closes_at) if round_.closes_at else "",
        "label": environment_label(),
        "address": typed_address(round_),
        "kind": KIND[round_.audience],
        "sets": [{"words": words, "slips": [_slip(round_, code) for code in codes]} for words, codes in sets],
    }
    template = files("belonging.web.surveys").joinpath("templates/surveys/slips.typ").read_text(encoding="utf-8")
    return typeset(template, data, made_at=now).pdf


def _slip(round_: Round, code: str) -> dict[str, str]:
    return {"code": shown(code), "qr": qr_svg(f"{answering_address(round_)}#{code}")}
