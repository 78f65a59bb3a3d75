"""Putting the resources that come with the service into a hub, which begins empty."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.files.services import check_evidence
from belonging.web.hub.models import Resource
from belonging.web.hub.rules.content import Content, read_content
from belonging.web.hub.services.resources import publish_resource


def still_to_come() -> list[Content]:
    """Those that were never put in. One that the team has changed or withdrawn is the team's."""
    there = set(Resource.objects.values_list("slug", flat=True))
    return [each for each in read_content() if each.words.slug not in there]


@transaction.atomic
def put_in_what_comes_with_it(*, actor: str, now: datetime) -> int:
    """Publish them; how many. Again is safe."""
    missing = still_to_come()
    for each in missing:
        file = check_evidence(name=each.file.name, content=each.file.read_bytes()) if each.file else None
        publish_resource(words=each.words, file=file, actor=actor, now=now)
    return len(missing)
