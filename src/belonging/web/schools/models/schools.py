"""The school: the tenant that everything else belongs to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from belonging.web.base.privacy import PrivacyClass
from belonging.web.schools.rules.nations import NATIONS


class Setting(models.TextChoices):
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    ALL_THROUGH = "all_through", "All-through"
    SPECIAL = "special", "Special school"
    ALTERNATIVE_PROVISION = "alternative_provision", "Alternative provision"


class BodyKind(models.TextChoices):
    TRUST = "trust", "Trust"
    AUTHORITY = "authority", "Local authority"


class Body(models.Model):
    """A trust or local authority that schools belong to. `code` is its group UID or its three-digit LA code."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    kind = models.CharField(max_length=12, choices=BodyKind.choices)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=BodyKind.values), name="schools_body_known_kind"),
            models.UniqueConstraint(
                fields=["kind", "code"], condition=~models.Q(code=""), name="schools_body_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school as the public register knows it. Not scoped: that a school exists is public."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    urn = models.CharField("unique reference number", max_length=6, null=True, blank=True, unique=True)
    setting = models.CharField(max_length=24, choices=Setting.choices)
    has_sixth_form = models.BooleanField(default=False)
    nation = models.CharField(max_length=20, choices=NATIONS, default="england")
    town = models.CharField(max_length=60, blank=True)
    local_authority = models.CharField(max_length=60, blank=True)
    trust = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="trust_schools")
    authority = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="authority_schools"
    )
    is_simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(setting__in=Setting.values), name="schools_school_known_setting"),
            models.CheckConstraint(condition=models.Q(nation__in=list(NATIONS)), name="schools_school_known_nation"),
            models.CheckConstraint(condition=~models.Q(name=""), name="schools_school_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
