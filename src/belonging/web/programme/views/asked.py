"""What an address asks for. Nonsense is taken as nothing asked: a list never fails."""

from __future__ import annotations

from django.http import HttpRequest

from belonging.web.base import numbers

LONGEST = 100


def said(request: HttpRequest, name: str) -> str:
    """Without the NUL that PostgreSQL takes in no text."""
    return request.GET.get(name, "").replace("\x00", "")[:LONGEST].strip()


def page_number(request: HttpRequest) -> int:
    return numbers.page_number(said(request, "page"))
