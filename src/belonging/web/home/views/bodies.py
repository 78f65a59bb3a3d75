"""A trust's or local authority's home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_body
from belonging.web.accounts.roles import Permission
from belonging.web.base.numbers import page_number
from belonging.web.home.presenters.bodies import body_home
from belonging.web.home.queries.bodies import schools_of_body
from belonging.web.schools.models import Body


@never_cache
@require_safe
@for_body(Permission.SEE_BODY)
def body(request: HttpRequest, body: Body) -> HttpResponse:
    found = schools_of_body(body, page_number(request.GET.get("page", "")))
    return render(request, "home/body.html", {"body": body, "home": body_home(body, found)})
