"""Resources as the team sees them."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Case, Value, When

from belonging.web.hub.models import Resource, State

PER_PAGE = 40


def all_resources(number: int, state: str = "") -> Page[Resource]:
    """Drafts first, then published ones, then withdrawn; a page that is not there is the nearest that is."""
    order = Case(*(When(state=state_, then=Value(at)) for at, state_ in enumerate(State.values)), default=Value(9))
    rows = Resource.objects.defer("body").select_related("proposed_by").order_by(order, "-changed_at", "slug")
    return Paginator(rows.filter(state=state) if state in State.values else rows, PER_PAGE).get_page(number)
