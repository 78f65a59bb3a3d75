"""The door of a school's calls. Wider than one permission, because a call can be turned to the head or the chair."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from belonging.web.base.scope import school_scope
from belonging.web.safeguarding.queries.calls import standing_at
from belonging.web.safeguarding.rules.standing import Standing
from belonging.web.schools.models import School

CallsView = Callable[Concatenate[HttpRequest, School, Standing, ...], HttpResponse]


def for_calls(view: CallsView) -> Callable[..., HttpResponseBase]:
    """Give the view its school and who the user is there, inside the school's scope; 404 for everybody else.

    The safeguarding lead, the deputy, the head and the chair of governors get in. Which calls each may read is
    `Standing.may_read`.
    """

    @wraps(view)
    def guarded(request: HttpRequest, school: str, **parts: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        found = standing_at(request.user, school)
        if found is None:
            raise Http404
        here, who = found
        with school_scope(here.pk):
            return view(request, here, who, **parts)

    return guarded
