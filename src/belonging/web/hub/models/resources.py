"""A resource as it reads now, every version before it, and the bytes of those that are files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.privacy import PrivacyClass
from belonging.web.hub.rules.words import (
    CASE_STUDY,
    COSTS,
    KINDS,
    LONGEST_AUTHOR,
    LONGEST_SLUG,
    LONGEST_SOURCE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    TYPES,
)


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ResourceFile(models.Model):
    """The bytes of a file, after it was checked; apart, so that no list reads them."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    content = models.BinaryField()
    kind = models.CharField(max_length=8, help_text="As `files.rules.kinds.Kind` has it")
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="hub_resourcefile_holds_something")]


class Resource(models.Model):
    """The words of the newest version. `proposed_by` is who proposed it, where it was not the team.

    `length` counts the words that searching weighs; 0 while it is not published.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    slug = models.SlugField(max_length=LONGEST_SLUG, unique=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=LONGEST_TITLE)
    summary = models.CharField(max_length=LONGEST_SUMMARY)
    kind = models.CharField(max_length=5, choices=list(KINDS.items()))
    type = models.CharField(max_length=10, choices=list(TYPES.items()))
    phases = models.JSONField(default=list, blank=True)
    statements = models.JSONField(default=list, blank=True)
    items = models.JSONField(default=list, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    cost = models.CharField(max_length=4, choices=list(COSTS.items()), default="free")
    author = models.CharField(max_length=LONGEST_AUTHOR, blank=True, default="")
    licence = models.CharField(max_length=20, blank=True, default="")
    url = models.URLField(max_length=500, blank=True, default="")
    body = models.TextField(blank=True, default="")
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True, default="")
    version = models.PositiveSmallIntegerField(default=1)
    file = models.ForeignKey(ResourceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    length = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True, help_text="First published")

    class Meta:
        ordering = ["title", "slug"]
        indexes = [models.Index(fields=["state", "-published_at"], name="hub_resource_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="hub_resource_known_state"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="hub_resource_known_kind"),
            models.CheckConstraint(condition=Q(type__in=list(TYPES)), name="hub_resource_known_type"),
            models.CheckConstraint(condition=Q(cost__in=list(COSTS)), name="hub_resource_known_cost"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(summary=""), name="hub_resource_says_what_it_is"),
            models.CheckConstraint(condition=Q(version__gte=1), name="hub_resource_versions_count_from_one"),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_at__isnull=False)
                & (
                    Q(kind="page", file__isnull=True, url="") & ~Q(body="")
                    | Q(kind="file", file__isnull=False, url="")
                    | Q(kind__in=["link", "video"], file__isnull=True) & ~Q(url="")
                ),
                name="hub_resource_published_gives_something",
            ),
            models.CheckConstraint(condition=Q(changed_at__gte=F("created_at")), name="hub_resource_changed_later"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_kept_elsewhere(self) -> bool:
        """A case study: nothing of it is changed here, and no version of it is remembered."""
        return self.type == CASE_STUDY


class Version(models.Model):
    """One version's words as they were saved. Never changed: the database lets nobody."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.JSONField()
    file = models.ForeignKey(ResourceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="hub_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="hub_version_counts_from_one"),
        ]


class Collection(models.Model):
    """Resources that the team put together, in its order, with a word why."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    slug = models.SlugField(max_length=LONGEST_SLUG, unique=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.CharField(max_length=LONGEST_SUMMARY)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "title"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="hub_collection_has_a_title")]

    def __str__(self) -> str:
        return self.title


class CollectionEntry(models.Model):
    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="entries")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "resource"], name="hub_collectionentry_once"),
        ]
