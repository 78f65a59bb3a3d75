"""Addresses with numbers that no row can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from belonging.web.base.numbers import LARGEST_KEY


class NumbersOfRows:
    """Not found, before any view asks a database for one: not every query of Django's looks by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        _request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _places: Sequence[Any],
        named: Mapping[str, Any],
    ) -> None:
        if any(isinstance(value, int) and value > LARGEST_KEY for value in named.values()):
            raise Http404
