"""The door to a set: whoever sits in it, or facilitates it.

Everybody else, the programme's manager too, gets the 404 of a page that is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from belonging.web.accounts.access import Page
from belonging.web.sets.models import in_room
from belonging.web.sets.queries.sitting import Sitting, may_sit, sitting_in

SetView = Callable[Concatenate[HttpRequest, Sitting, ...], HttpResponse]


class As(StrEnum):
    EITHER = "either"
    MEMBER = "member"
    FACILITATOR = "facilitator"


def for_set(who: As = As.EITHER) -> Callable[[SetView], Page]:
    """Give the view the user's Sitting in the set (URL part `set`, a number), in the room of the set; 404 otherwise."""

    def door(view: SetView) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, set: int, **parts: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            sitting = sitting_in(request.user, set)
            if sitting is None or (who is not As.EITHER and sitting.facilitates is not (who is As.FACILITATOR)):
                raise Http404
            with in_room(set):
                return view(request, sitting, **parts)

        return guarded

    return door


def for_those_who_sit(view: Page) -> Page:
    """Run the view for leads and facilitators; 404 otherwise. In no room."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_sit(request.user):
            raise Http404
        return view(request, **parts)

    return guarded
