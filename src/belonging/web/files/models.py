"""What schools upload and the service keeps: checked, small, and seen by a second person first."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass

LARGEST_PICTURE = 120 * 1024


class Picture(SchoolOwned):
    """A school's own picture beside one statement of its pupils' questionnaire.

    Waits until `confirmed_at`, then stands in the questionnaires that open while it is in use. One that was replaced
    or removed (`ended_at`) is kept for the questionnaires that opened with it, and goes when these are closed.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    slot = models.CharField(max_length=40, help_text="The statement's key")
    alt = models.CharField(max_length=120)
    content = models.BinaryField()
    content_type = models.CharField(max_length=10)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    nobody_in_it = models.BooleanField(help_text="Who uploaded it has said that no child can be recognised in it")
    uploaded_by = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "slot"],
                condition=Q(confirmed_at__isnull=True, ended_at__isnull=True),
                name="files_picture_one_waits",
            ),
            models.UniqueConstraint(
                fields=["school", "slot"],
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="files_picture_one_in_use",
            ),
            models.CheckConstraint(condition=Q(nobody_in_it=True), name="files_picture_nobody_in_it"),
            models.CheckConstraint(condition=~Q(alt="") & ~Q(slot=""), name="files_picture_is_described"),
            models.CheckConstraint(
                condition=Q(content_type__in=["image/png", "image/jpeg"]), name="files_picture_known_type"
            ),
            models.CheckConstraint(
                condition=Q(width__range=(1, 512), height__range=(1, 512)), name="files_picture_is_small"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | (Q(confirmed_at__isnull=False, confirmed_at__gte=F("uploaded_at")) & ~Q(confirmed_by="")),
                name="files_picture_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(confirmed_at__isnull=False, ended_at__gte=F("confirmed_at")),
                name="files_picture_only_used_ones_end",
            ),
        ]
