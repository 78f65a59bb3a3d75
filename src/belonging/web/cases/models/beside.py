"""What stands beside the text: figures of released findings, pictures, quotes, and the consent to these."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.cases.models.studies import CaseStudy
from belonging.web.cases.rules.kinds import LONGEST_QUOTE, Use


class CaseFigure(SchoolOwned):
    """One group's answers to one statement, drawn by us from a stored release. `printed` are its words as released
    (rules/figures.py); `finding` is the id of the change, or of the cell where there is one wave."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.RELEASED

    study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="figures")
    release = models.ForeignKey("findings.Release", on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(max_length=160)
    audience = models.CharField(max_length=10)
    item = models.CharField(max_length=40)
    by = models.CharField(max_length=20)
    group = models.CharField(max_length=40)
    printed = models.JSONField()
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["study", "audience", "item", "by", "group"], name="cases_figure_once"),
            models.CheckConstraint(condition=~Q(finding=""), name="cases_figure_of_a_finding"),
        ]


class CasePicture(SchoolOwned):
    """A picture, drawn anew and without what its file said of itself. `token` is in its address.

    `adults` and `children` are how many can be recognised in it; none of each unless somebody said so. One with
    children needs the consent of each one's parent and a second person who has looked. Withdrawn, its bytes are gone.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="pictures")
    token = models.CharField(max_length=32, unique=True)
    alt = models.CharField(max_length=160)
    content = models.BinaryField()
    content_type = models.CharField(max_length=10)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    adults = models.PositiveSmallIntegerField(default=0)
    children = models.PositiveSmallIntegerField(default=0)
    fit_for_masked = models.BooleanField(default=False, help_text="Nothing in it says which school it is")
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=64, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(alt="") | Q(withdrawn_at__isnull=False), name="cases_picture_described"
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=["image/png", "image/jpeg"]), name="cases_picture_known_type"
            ),
            models.CheckConstraint(
                condition=Q(fit_for_masked=False) | Q(adults=0, children=0), name="cases_picture_masked_shows_nobody"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | Q(confirmed_at__isnull=False) & ~Q(confirmed_by="") & ~Q(confirmed_by=F("added_by")),
                name="cases_picture_second_person",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by=""),
                name="cases_picture_withdrawn_by_somebody",
            ),
        ]


class CaseQuote(SchoolOwned):
    """Somebody's words, and who in the school said them ("a parent"), never by name. Withdrawn, the words are gone."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="quotes")
    words = models.CharField(max_length=LONGEST_QUOTE, blank=True)
    whose = models.CharField(max_length=60)
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="") & ~Q(words="") & ~Q(whose="")
                | Q(withdrawn_at__isnull=False, words="") & ~Q(withdrawn_by=""),
                name="cases_quote_says_or_is_withdrawn",
            ),
        ]


class CaseConsent(SchoolOwned):
    """Consent to one picture or one quote: whose, given on what day, for what, until when. Nobody is named in it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    picture = models.ForeignKey(CasePicture, null=True, blank=True, on_delete=models.CASCADE, related_name="consents")
    quote = models.ForeignKey(CaseQuote, null=True, blank=True, on_delete=models.CASCADE, related_name="consents")
    given_by = models.CharField(max_length=80, help_text='Without a name: "the mother of a Year 4 pupil"')
    given_on = models.DateField()
    use = models.CharField(max_length=6, choices=Use.choices)
    until = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["pk"]
        indexes = [models.Index(fields=["until"], name="cases_consent_until")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(picture__isnull=True, quote__isnull=False) | Q(picture__isnull=False, quote__isnull=True),
                name="cases_consent_to_one_thing",
            ),
            models.CheckConstraint(condition=~Q(given_by=""), name="cases_consent_by_somebody"),
            models.CheckConstraint(condition=Q(use__in=Use.values), name="cases_consent_known_use"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("given_on")), name="cases_consent_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by=""),
                name="cases_consent_withdrawn_by_somebody",
            ),
        ]
