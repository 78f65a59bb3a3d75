"""The national register of schools in England ("Get Information About Schools"), as last imported."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from belonging.web.base.privacy import PrivacyClass
from belonging.web.schools.models.schools import Setting


class RegisterEntry(models.Model):
    """One school of the register, open or closed. `setting` is ours, derived from its type and phase; it is empty
    where the programme has no questionnaire for such a place (colleges, secure units)."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    urn = models.CharField("unique reference number", max_length=6, primary_key=True)
    authority_code = models.CharField(max_length=3, blank=True)
    authority = models.CharField(max_length=60, blank=True)
    establishment_number = models.CharField(max_length=4, blank=True)
    name = models.CharField(max_length=120)
    type_code = models.CharField(max_length=2)
    type_name = models.CharField(max_length=80, blank=True)
    type_group = models.CharField(max_length=60, blank=True)
    status_code = models.CharField(max_length=2)
    status_name = models.CharField(max_length=60, blank=True)
    is_open = models.BooleanField()
    phase_code = models.CharField(max_length=2, blank=True)
    low_age = models.PositiveSmallIntegerField(null=True)
    high_age = models.PositiveSmallIntegerField(null=True)
    has_sixth_form = models.BooleanField(default=False)
    has_send_unit = models.BooleanField(default=False)
    gender = models.CharField(max_length=40, blank=True)
    pupils = models.PositiveIntegerField(null=True)
    trust_code = models.CharField(max_length=12, blank=True)
    trust = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=120, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    website = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    setting = models.CharField(max_length=24, blank=True, choices=Setting.choices)
    last_seen = models.DateField()
    """The day of the last import that had this row."""

    class Meta:
        ordering = ["name", "urn"]
        constraints = [
            models.CheckConstraint(condition=Exact(Length("urn"), 6), name="schools_registerentry_six_digits"),
            models.CheckConstraint(condition=~models.Q(name=""), name="schools_registerentry_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(setting__in=["", *Setting.values]), name="schools_registerentry_known_setting"
            ),
        ]

    @property
    def laestab(self) -> str:
        """Local authority and establishment number, as census returns write them; empty without both."""
        if not (self.authority_code and self.establishment_number):
            return ""
        return f"{self.authority_code}{self.establishment_number}"


class RegisterWord(models.Model):
    """A word by which an entry is found. The key is the index of the search: it holds word and entry, in that order."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    pk = models.CompositePrimaryKey("word", "entry_id")
    word = models.CharField(max_length=24)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="words")
