"""The yearly public count, made once when its day has come and never again."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.safeguarding.models import YearInPublic
from belonging.web.safeguarding.queries.counts import YearExactly, year_exactly
from belonging.web.safeguarding.rules.counting import FEWEST_SCHOOLS, in_band, newest_to_make

ACTOR: Final = "count-in-public"


def count_in_public_due(*, now: datetime) -> int:
    """Publish the newest school year that is due, unless it is out or nobody was asked in it. Outside any scope."""
    first_year = newest_to_make(timezone.localdate(now))
    if YearInPublic.objects.filter(first_year=first_year).exists():
        return 0
    with programme_scope("safeguarding: the public count"), transaction.atomic():
        exactly = year_exactly(first_year)
        if not exactly.schools:
            return 0
        YearInPublic.objects.create(first_year=first_year, made_on=timezone.localdate(now), **_printed(exactly))
        record_act(act=Act("year-counted-in-public", f"year:{first_year}"), actor=ACTOR, now=now)
    return 1


def _printed(year: YearExactly) -> dict[str, str | int]:
    """The words that are stored. The exact numbers end here."""
    if year.schools < FEWEST_SCHOOLS:
        # Whoever knows of the one at their own school must not learn whether there was another.
        return {"broken": min(year.broken, 1)}
    return {
        "talks": in_band(year.talks),
        "in_an_hour": in_band(year.in_an_hour),
        "turned_on": in_band(year.turned_on),
        "comments": in_band(year.comments),
        "broken": year.broken,
    }
