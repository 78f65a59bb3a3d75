"""The header's menu, on every page of the staff process."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse

from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme, schools_of
from belonging.web.accounts.roles import Permission
from belonging.web.ui.components import Link


def menu(request: HttpRequest) -> dict[str, Callable[[], list[Link]]]:
    """Asked for only by pages that draw it: it costs two queries. No sign-out form: its token would make
    the page of another school and a page that is not there differ."""
    return {"menu": lambda: _links(request)}


def _links(request: HttpRequest) -> list[Link]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        wanted = [("What we ask", reverse("home:questionnaires")), ("Sign in", reverse("home:sign_in"))]
    else:
        wanted = [*_places(user), ("Sign out", reverse("home:sign_out"))]
    return [Link(text, href, current=href == request.path) for text, href in wanted]


def _places(user: User) -> list[tuple[str, str]]:
    places = []
    if may_in_programme(user, Permission.SEE_COHORTS):
        places.append(("Programme", reverse("home:programme")))
    schools = schools_of(user, Permission.SEE_SCHOOL)
    if len(schools) == 1:
        places.append((schools[0].name, reverse("home:school", args=[schools[0].slug])))
    elif schools and not places:
        places.append(("Your schools", reverse("home:work")))
    return places
