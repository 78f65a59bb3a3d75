"""From packs that are wanted to one PDF: at once, or with word of how far it is.

Codes are drawn in memory and kept in the database last, in one transaction, when the file is there: a file that could
not be made, or did not arrive, has used up no name and no code.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.text import slugify

from belonging.web.base.errors import Refused
from belonging.web.base.scope import school_scope
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.slips import packs_drawn, slips_pdf, typeset_packs
from belonging.web.surveys.services.packs import keep_printed
from belonging.web.surveys.services.slips import DrawnPack, Wanted, draw_packs

LINES = "application/x-ndjson"
CHUNK = 96 * 1024
"""Bytes of the PDF on one line; a multiple of 3, so that the pieces of base64 can be joined."""


@dataclass(frozen=True, slots=True)
class Printing:
    """`roll`: how many could answer, None to leave it as it is."""

    round_: Round
    wanted: tuple[Wanted, ...]
    actor: str
    now: datetime
    large: bool = False
    roll: int | None = None

    @property
    def file_name(self) -> str:
        if len(self.wanted) > 1:
            return f"slips-{len(self.wanted)}-classes.pdf"
        return f"slips-{slugify(self.wanted[0].order.label) or 'pack'}.pdf"

    @property
    def slips(self) -> int:
        return sum(want.order.slips for want in self.wanted)


def printed(request: HttpRequest, job: Printing) -> HttpResponse:
    """The PDF, or lines of JSON where the page's script asks for them. Raises Refused before anything is sent."""
    drawn = draw_packs(round_=job.round_, orders=[want.order for want in job.wanted])
    if LINES in request.headers.get("Accept", ""):
        lines = StreamingHttpResponse(_lines(job, drawn), content_type=LINES, headers={"Cache-Control": "no-store"})
        # The doors are typed for whole replies; Django takes both.
        return cast(HttpResponse, lines)
    pdf = slips_pdf(round_=job.round_, wanted=job.wanted, drawn=drawn, now=job.now, large=job.large)
    _keep(job, drawn)
    headers = {"Content-Disposition": f'attachment; filename="{job.file_name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _lines(job: Printing, drawn: list[DrawnPack]) -> Iterator[bytes]:
    """{"done", "of"} for each class, {"setting"}, {"pdf"} in pieces, and {"kept"} or {"refused"} at the end.

    The file travels before its codes are kept: whoever never gets the last line has a file that opens nothing, and
    whoever leaves before it has used up nothing.
    """
    packs, done = [], 0
    for want, pack in zip(job.wanted, packs_drawn(job.round_, job.wanted, drawn), strict=True):
        packs.append(pack)
        done += want.order.slips
        yield _line({"done": done, "of": job.slips})
    yield _line({"setting": job.slips})
    pdf = typeset_packs(round_=job.round_, packs=packs, now=job.now, large=job.large)
    for start in range(0, len(pdf), CHUNK):
        yield _line({"pdf": base64.b64encode(pdf[start : start + CHUNK]).decode()})
    try:
        with school_scope(job.round_.host_id):
            _keep(job, drawn)
    except Refused as refusal:
        yield _line({"refused": str(refusal)})
        return
    yield _line({"kept": job.file_name, "slips": job.slips, "packs": len(job.wanted)})


def _keep(job: Printing, drawn: list[DrawnPack]) -> None:
    keep_printed(round_=job.round_, packs=drawn, roll=job.roll, actor=job.actor, now=job.now)


def _line(said: dict[str, object]) -> bytes:
    return json.dumps(said).encode() + b"\n"
