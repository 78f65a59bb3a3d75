"""Packs that were asked for, who released them, and their bytes until these are destroyed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.packs.models.agreements import Agreement, Detail
from belonging.web.packs.rules.kinds import PackKind


class Pack(SchoolOrProgrammeOwned):
    """One pack, from the request to the destruction of its bytes; always the programme's. People are account ids.

    Two people release it, neither of them the one who asked; a synthetic pack holds nobody's answers and needs
    neither agreement nor release. `token_hash` is of the link, `sentences` what its reader has to know.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    handle = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in PackKind])
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="packs")
    detail = models.CharField(max_length=6, choices=Detail.choices, blank=True, default="")
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    why = models.TextField()
    first_release_by = models.CharField(max_length=64, blank=True, default="")
    first_release_at = models.DateTimeField(null=True, blank=True)
    second_release_by = models.CharField(max_length=64, blank=True, default="")
    second_release_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.CharField(max_length=64, blank=True, default="")
    refused_because = models.TextField(blank=True, default="")
    refused_at = models.DateTimeField(null=True, blank=True)
    failed_because = models.TextField(blank=True, default="", help_text="Why it could not be built")
    built_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    files = models.JSONField(default=list, blank=True)
    sentences = models.JSONField(default=list, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, default="")
    expires_at = models.DateTimeField(null=True, blank=True)
    downloads = models.PositiveIntegerField(default=0)
    last_downloaded_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["cohort", "asked_at"], name="packs_pack_by_cohort")]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="packs_pack_is_the_programmes"),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in PackKind]), name="packs_pack_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=PackKind.SYNTHETIC.value, agreement__isnull=True)
                | ~Q(kind=PackKind.SYNTHETIC.value) & Q(agreement__isnull=False),
                name="packs_pack_under_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(first_release_by=F("asked_by")) & ~Q(second_release_by=F("asked_by")),
                name="packs_pack_asker_releases_nothing",
            ),
            models.CheckConstraint(
                condition=Q(first_release_by="", first_release_at__isnull=True)
                | ~Q(first_release_by="") & Q(first_release_at__isnull=False),
                name="packs_pack_first_release_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(second_release_by="", second_release_at__isnull=True)
                | ~Q(second_release_by="")
                & ~Q(first_release_by="")
                & ~Q(second_release_by=F("first_release_by"))
                & Q(second_release_at__isnull=False),
                name="packs_pack_two_people_release",
            ),
            models.CheckConstraint(
                condition=Q(refused_by="", refused_because="", refused_at__isnull=True)
                | ~Q(refused_by="") & ~Q(refused_because="") & Q(refused_at__isnull=False, second_release_by=""),
                name="packs_pack_refused_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(built_at__isnull=True, digest="", token_hash="", expires_at__isnull=True)
                | Q(built_at__isnull=False, expires_at__isnull=False)
                & ~Q(digest="")
                & ~Q(token_hash="")
                & (~Q(second_release_by="") | Q(kind=PackKind.SYNTHETIC.value)),
                name="packs_pack_built_after_two_releases",
            ),
        ]


class PackFile(SchoolOrProgrammeOwned):
    """The bytes of a pack, apart, so that no list reads them. Destroyed when the link has expired."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.SEALED_ANSWERS

    pack = models.OneToOneField(Pack, on_delete=models.PROTECT, related_name="file")
    content = models.BinaryField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="packs_packfile_is_the_programmes"),
        ]
