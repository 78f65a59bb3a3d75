"""From the address to its round, and the pages for addresses where there is nothing to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.answering import bare, frame, manner_in
from belonging.web.surveys.queries import scope_of
from belonging.web.surveys.queries.remembered import remembered_round

Reply = TypeVar("Reply", bound=HttpResponse)
More = ParamSpec("More")


def for_round(
    view: Callable[Concatenate[HttpRequest, Round, More], Reply],
) -> Callable[..., HttpResponse]:
    """Find the round of the address and enter its scope, which on PostgreSQL is also the
    transaction: it has ended, durably, before the response leaves."""

    def in_scope(request: HttpRequest, round_: Round, /, *args: More.args, **more: More.kwargs) -> Reply:
        with scope_of(round_):
            return view(request, round_, *args, **more)

    return wraps(view)(at_round(in_scope))


def at_round(
    view: Callable[Concatenate[HttpRequest, Round, More], Reply],
) -> Callable[..., HttpResponse]:
    """Find the round of the address, as it stood a second ago at most. The view enters its scope where it needs one."""

    @wraps(view)
    def found(request: HttpRequest, handle: str, *args: More.args, **more: More.kwargs) -> HttpResponse:
        round_ = remembered_round(handle.lower())
        return not_found(request) if round_ is None else view(request, round_, *args, **more)

    return found


def too_early(request: HttpRequest, round_: Round, manner: Mapping[str, str] | None = None) -> HttpResponse:
    return _notice(request, "surveys/answer_early.html", 403, round_, manner or {})


def over(request: HttpRequest, round_: Round, manner: Mapping[str, str] | None = None) -> HttpResponse:
    return _notice(request, "surveys/answer_closed.html", 410, round_, manner or {})


def _notice(request: HttpRequest, template: str, status: int, round_: Round, manner: Mapping[str, str]) -> HttpResponse:
    """`manner`: the edition and language that were asked for."""
    return render(request, template, frame(round_, **manner_in(round_, manner)), status=status)


def not_found(request: HttpRequest, _exception: Exception | None = None, **_: object) -> HttpResponse:
    return render(request, "surveys/answer_not_found.html", bare(), status=404)


def bad_request(request: HttpRequest, _exception: Exception | None = None, **_: object) -> HttpResponse:
    return render(request, "surveys/answer_not_found.html", bare(), status=400)
