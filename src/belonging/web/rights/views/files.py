"""The file to hand over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone

from belonging.web.rights.presenters import copy_of
from belonging.web.rights.queries import Adult, Held


def as_file(
    person: Adult, found: Sequence[Held], traces: Mapping[str, int], now: datetime, *, own: bool
) -> HttpResponse:
    content = copy_of(email=person.email, found=found, traces=traces, now=now, own=own)
    name = f"what-is-kept-{timezone.localdate(now):%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/zip", headers=headers)
