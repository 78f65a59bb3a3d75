"""What people get before and after a session."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.privacy import PrivacyClass
from belonging.web.training.models.sessions import Session


class MaterialWhen(models.TextChoices):
    BEFORE = "before", "Before the session, for everybody with a place"
    AFTER = "after", "After the session, for those who have been"


class MaterialKind(models.TextChoices):
    LINK = "link", "Link"
    FILE = "file", "File"


class Material(models.Model):
    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="materials")
    when = models.CharField(max_length=6, choices=MaterialWhen.choices)
    kind = models.CharField(max_length=4, choices=MaterialKind.choices)
    title = models.CharField(max_length=120)
    link = models.URLField(max_length=500, blank=True, default="")
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(when__in=MaterialWhen.values), name="training_material_known_time"),
            models.CheckConstraint(condition=~Q(title=""), name="training_material_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind="file", link="") | Q(kind="link") & ~Q(link=""),
                name="training_material_shows_something",
            ),
        ]


class MaterialFile(models.Model):
    """The bytes, after they were checked; apart, so that no list reads them."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    material = models.OneToOneField(Material, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    kind = models.CharField(max_length=8, help_text="As `files.rules.kinds.Kind` has it")
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="training_materialfile_holds_something"),
        ]
