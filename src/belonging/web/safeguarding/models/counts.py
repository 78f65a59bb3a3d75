"""What is said in public of a school year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from belonging.web.base.privacy import PrivacyClass


class YearInPublic(models.Model):
    """One school year of all schools together, as it is printed. Made once and never changed.

    All but `broken` are words in bands, empty where too few schools took part: no exact number is kept here. Then
    `broken` is 0 or 1, for at least once.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    first_year = models.PositiveIntegerField(primary_key=True)
    made_on = models.DateField()
    talks = models.CharField(max_length=20, blank=True)
    in_an_hour = models.CharField(max_length=20, blank=True)
    turned_on = models.CharField(max_length=20, blank=True)
    comments = models.CharField(max_length=20, blank=True)
    broken = models.PositiveIntegerField(help_text="How often two people confirmed a break-glass")
