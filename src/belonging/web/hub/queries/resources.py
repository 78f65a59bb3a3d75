"""Resources, their words and their versions."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache

from django.db.models import QuerySet

from belonging.instruments.audit import AuditInstrument
from belonging.instruments.load import load
from belonging.web.audit.queries.editions import current_edition
from belonging.web.hub.models import Collection, Resource, ResourceFile, State, Version
from belonging.web.hub.rules.words import ResourceWords


def published() -> QuerySet[Resource]:
    return Resource.objects.filter(state=State.PUBLISHED).defer("body")


def resource_named(slug: str) -> Resource | None:
    """If it is published."""
    return Resource.objects.filter(slug=slug, state=State.PUBLISHED).first()


def withdrawn_named(slug: str) -> Resource | None:
    """If readers could once read it."""
    return Resource.objects.filter(slug=slug, state=State.WITHDRAWN, published_at__isnull=False).first()


def any_named(slug: str) -> Resource | None:
    """Drafts and withdrawn ones too: for the team."""
    return Resource.objects.filter(slug=slug).select_related("proposed_by").first()


def newest(most: int) -> list[Resource]:
    return list(published().order_by("-published_at", "slug")[:most])


def words_of(resource: Resource) -> ResourceWords:
    """As its form would have them."""
    return ResourceWords.of({each.name: getattr(resource, each.name) for each in fields(ResourceWords)})


def words_in(version: Version) -> ResourceWords:
    """As they were saved."""
    return ResourceWords.of(version.words)


def versions_of(resource: Resource) -> list[Version]:
    return list(resource.versions.all())


def version_of(resource: Resource, number: int) -> Version | None:
    return resource.versions.filter(number=number).first()


def file_of(resource: Resource) -> ResourceFile | None:
    return ResourceFile.objects.filter(pk=resource.file_id).first() if resource.file_id else None


def collections_now() -> list[Collection]:
    return list(Collection.objects.prefetch_related("entries__resource"))


def collection_named(slug: str) -> Collection | None:
    return Collection.objects.filter(slug=slug).prefetch_related("entries__resource").first()


def about(words: ResourceWords, audit: AuditInstrument | None = None) -> list[str]:
    """The wording of its statements and items; what is not known any more is left out."""
    asked = audit or current_edition()
    statements = (asked.statement(key) for key in words.statements)
    return [*(str(each.wording) for each in statements if each), *filter(None, map(item_wording, words.items))]


@lru_cache(maxsize=512)
def item_wording(item: str) -> str:
    """Of "pupil_v1:belong"; empty where no questionnaire asks it."""
    instrument, _, key = item.partition(":")
    try:
        return str(load(instrument).item(key).wording["standard"])
    except (KeyError, ValueError, FileNotFoundError):
        return ""


@lru_cache(maxsize=1)
def items_offered() -> dict[str, dict[str, str]]:
    """Of each questionnaire about belonging, by who answers it: "pupil_v1:belong" and the question's words."""
    return {
        who: {f"{key}:{each.key}": str(each.wording["standard"]) for each in load(key).items}
        for who, key in (("Pupils", "pupil_v1"), ("Parents and carers", "parent_v1"), ("Staff", "staff_v1"))
    }


def areas_of(statements: tuple[str, ...] | list[str], audit: AuditInstrument | None = None) -> tuple[str, ...]:
    """Keys of the audit's areas that these statements are in, in the audit's order."""
    asked = audit or current_edition()
    mine = {each.area for each in asked.statements if each.key in statements}
    return tuple(area.key for area in asked.areas if area.key in mine)
