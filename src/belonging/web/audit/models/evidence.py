"""What shows that a statement is met: a short text, a link or a file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.audit.models.audits import Audit
from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class EvidenceKind(models.TextChoices):
    TEXT = "text", "Short text"
    LINK = "link", "Link"
    FILE = "file", "File"


class Evidence(SchoolOwned):
    """One piece of evidence beside one statement. Removing one keeps that it was there, and by whom, not its words."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="evidence")
    statement = models.CharField(max_length=40)
    kind = models.CharField(max_length=4, choices=EvidenceKind.choices)
    title = models.CharField(max_length=120, blank=True, default="")
    text = models.CharField(max_length=1000, blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    removed_by = models.CharField(max_length=64, blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["added_at", "pk"]
        indexes = [models.Index(fields=["audit", "statement"], name="audit_evidence_of")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False)
                | Q(kind="text", link="") & ~Q(text="")
                | Q(kind="link") & ~Q(link="")
                | Q(kind="file", link="") & ~Q(title=""),
                name="audit_evidence_shows_something",
            ),
        ]


class EvidenceFile(SchoolOwned):
    """The bytes of a file, after it was checked; apart, so that no list reads them. Removed with its evidence."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    kind = models.CharField(max_length=8, help_text="As `files.rules.kinds.Kind` has it")
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(size__gt=0), name="audit_evidencefile_holds_something"),
        ]
