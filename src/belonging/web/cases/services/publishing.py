"""The team publishes what a school has signed off, to the hub, for everybody, or both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from belonging.web.base.scope import programme_scope
from belonging.web.cases.errors import NotAgreed, SignedAnew, WrongState
from belonging.web.cases.models import CasePublication, CaseStudy, Naming, Section, State, Use
from belonging.web.cases.rules.snapshots import Shown, versions_from
from belonging.web.cases.services.holding import locked, note
from belonging.web.cases.services.mails import tell_writers
from belonging.web.cases.services.withdrawing import withdraw_from_hub
from belonging.web.hub.rules.words import PHASES, ResourceWords
from belonging.web.hub.services.resources import publish_resource

_LONGEST_SLUG = 48
_INSTRUMENTS = {"pupil": "pupil_v1", "parent": "parent_v1", "staff": "staff_v1"}
AUTHOR_MASKED = "A school of the programme"


@dataclass(frozen=True, slots=True)
class Where:
    naming: str
    in_hub: bool
    in_public: bool


@transaction.atomic
def publish(*, study: CaseStudy, where: Where, read: str, actor: str, now: datetime) -> CasePublication:
    """What was signed off, word for word; in the place of what was out before.

    `read`: the signed digest of what the person had before their eyes. Raises WrongState, SignedAnew, NotAgreed.
    """
    current = locked(study)
    if current.state != State.SIGNED:
        raise WrongState("The school has not signed this off, or has taken it back. Nothing is published.")
    if current.signed_digest != read:
        raise SignedAnew
    _check(current, where)
    versions = versions_from(current.signed)
    shown = versions.named if where.naming == Naming.NAMED else versions.masked
    held = CasePublication.objects.filter(study=current).first()
    publication = held or CasePublication(
        school=current.school, study=current, slug=_free_slug(versions.masked.title, current.pk)
    )
    publication.naming, publication.in_hub, publication.in_public = Naming(where.naming), where.in_hub, where.in_public
    publication.shown, publication.digest = shown.to_data(), current.signed_digest
    publication.published_by, publication.published_at = actor, now
    publication.withdrawn_by, publication.withdrawn_at, publication.withdrawn_because = "", None, ""
    publication.save()
    if where.in_hub:
        publish_resource(words=hub_words(publication, current, shown), actor=actor, now=now)
    else:
        withdraw_from_hub(publication, actor=actor, now=now)
    note("case-published", current, actor, now, naming=where.naming, hub=where.in_hub, public=where.in_public)
    tell_writers(current, "published", now=now)
    return publication


def hub_slug(publication: CasePublication) -> str:
    return f"case-{publication.slug}"


def hub_words(publication: CasePublication, study: CaseStudy, shown: Shown) -> ResourceWords:
    """No quote, no picture, and little else: the page itself is here, and is looked at anew each time."""
    is_named = publication.naming == Naming.NAMED
    programme = study.cohort.name if is_named else "the programme"
    aims = dict(shown.sections)[Section.AIMS.value]
    place = f"{settings.STAFF_URL}{reverse('cases:in_hub', args=[publication.slug])}"
    items = dict.fromkeys(
        f"{_INSTRUMENTS[each.audience]}:{each.item}" for each in shown.figures if each.audience in _INSTRUMENTS
    )
    return ResourceWords(
        slug=hub_slug(publication),
        title=shown.title,
        summary=shown.summary,
        kind="page",
        type="case-study",
        phases=(shown.phase,) if shown.phase else tuple(PHASES),
        statements=tuple(study.statements),
        items=tuple(items),
        minutes=5,
        author=shown.school if is_named else AUTHOR_MASKED,
        licence="All rights reserved",
        body=f"## What the school wanted\n\n{aims}\n\n[Read the whole case study]({place})",
        source=f"Case study of {programme}, signed off by the school",
    )


def _check(study: CaseStudy, where: Where) -> None:
    if not (where.in_hub or where.in_public):
        raise WrongState("Please choose where it is published: in the hub, for everybody, or both.")
    if where.naming == Naming.NAMED and not study.may_be_named:
        raise NotAgreed
    if where.in_public and study.may_be_used != Use.PUBLIC:
        raise NotAgreed


def _free_slug(title: str, own: int) -> str:
    """From the masked title, so that no address names a school. Addresses are never used again."""
    base = slugify(title)[:_LONGEST_SLUG].strip("-") or "case-study"
    with programme_scope("case studies: a free address"):
        taken = CasePublication.objects.filter(slug=base).exists()
    return f"{base}-{own}" if taken else base
