"""What somebody finished, certified under a number that anyone may check."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from belonging.web.accounts.models import User
from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class Certificate(SchoolOrProgrammeOwned):
    """`source` is what was finished ("session:12", "module:daily-strategies"); `name` the person's on the day.

    `school`: where the person worked then; empty for the programme's own people. What is certified never changes
    (the database roles may write the name and a revocation, and nothing else).
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    earned_on = models.DateField()
    code = models.CharField(max_length=12, unique=True, help_text="Its number, as rules/certificates.py makes it")
    awarded_by = models.CharField(max_length=64)
    awarded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=64, blank=True, default="")
    revoked_because = models.CharField(max_length=300, blank=True, default="")

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["-earned_on", "-pk"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            # After a revocation it can be earned again.
            models.UniqueConstraint(
                fields=["user", "source"], condition=Q(revoked_at__isnull=True), name="training_certificate_once"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, 6000)), name="training_certificate_took_time"),
            models.CheckConstraint(condition=Q(Exact(Length("code"), 12)), name="training_certificate_has_its_number"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by="", revoked_because="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_by="") & ~Q(revoked_because=""),
                name="training_certificate_revoked_with_a_reason",
            ),
        ]

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
