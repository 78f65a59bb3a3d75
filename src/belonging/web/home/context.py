"""The header's menu, on every page of the staff process."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse

from belonging.web.accounts.models import User
from belonging.web.accounts.proofs import has_proven_factor, is_exempt
from belonging.web.home.presenters.landing import menu_places
from belonging.web.home.queries.landing import work_of
from belonging.web.ui.components import Link


def menu(request: HttpRequest) -> dict[str, Callable[[], list[Link]]]:
    """Asked for only by pages that draw it: it costs a query. No sign-out form: its token would make
    the page of another school and a page that is not there differ."""
    return {"menu": lambda: _links(request)}


def _links(request: HttpRequest) -> list[Link]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        wanted = [
            ("What we ask", reverse("home:questionnaires")),
            ("Take part", reverse("programme:interest")),
            ("Sign in", reverse("home:sign_in")),
        ]
    else:
        # A password alone does not tell where somebody works.
        proven = is_exempt(user) or has_proven_factor(request, user)
        places = [(place.name, place.href) for place in menu_places(work_of(user))] if proven else []
        wanted = [*places, ("Your account", reverse("accounts:own")), ("Sign out", reverse("home:sign_out"))]
    return [Link(text, href, current=href == request.path) for text, href in wanted]
