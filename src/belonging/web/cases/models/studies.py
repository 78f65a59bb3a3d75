"""A case study as the school writes it, what others say of it, and the words that are taken out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.cases.rules.kinds import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    Naming,
    Phase,
    State,
    Treatment,
    Use,
)


class CaseStudy(SchoolOwned):
    """One story of a school in a cohort, in the five parts of the template.

    `numbers_from` says where numbers of the school's own come from. `signed` is what was signed off, word for word in
    both versions (rules/snapshots.py), `signed_digest` that of what the person read. An edit takes both back.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL
    drafted: ClassVar[tuple[str, ...]] = (
        "title", "summary", "context", "aims", "actions", "impact", "lessons", "numbers_from",
    )  # fmt: skip
    """The school's words as they stand, signed off or not: the evaluator's database role does not read them."""

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="In the school, from 1")
    state = models.CharField(max_length=11, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=LONGEST_TITLE)
    summary = models.CharField(max_length=LONGEST_SUMMARY, blank=True, default="")
    context = models.TextField(max_length=700, blank=True, default="")
    aims = models.TextField(max_length=500, blank=True, default="")
    actions = models.TextField(max_length=1300, blank=True, default="")
    impact = models.TextField(max_length=1100, blank=True, default="")
    lessons = models.TextField(max_length=800, blank=True, default="")
    numbers_from = models.CharField(max_length=200, blank=True, default="")
    phase = models.CharField(max_length=9, choices=Phase.choices, default=Phase.PRIMARY)
    areas = models.JSONField(default=list, blank=True, help_text="Keys of the audit's areas")
    statements = models.JSONField(
        default=list, blank=True, help_text="Keys of audit statements, from the plan's actions"
    )
    revision = models.PositiveIntegerField(default=1)
    created_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64, blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=64, blank=True, default="")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=64, blank=True, default="")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_digest = models.CharField(max_length=64, blank=True, default="")
    signed = models.JSONField(default=dict, blank=True)
    may_be_named = models.BooleanField(default=False)
    may_be_used = models.CharField(max_length=6, choices=Use.choices, default=Use.HUB)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["number"]
        indexes = [models.Index(fields=["cohort", "state"], name="cases_study_state")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "number"], name="cases_study_number_once"),
            models.CheckConstraint(condition=~Q(title=""), name="cases_study_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="cases_study_known_state"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="cases_study_known_phase"),
            models.CheckConstraint(condition=Q(may_be_used__in=Use.values), name="cases_study_known_use"),
            models.CheckConstraint(
                condition=Q(state="signed", signed_at__isnull=False) & ~Q(signed_by="") & ~Q(signed_digest="")
                | ~Q(state="signed") & Q(signed_at__isnull=True, signed_by="", signed_digest=""),
                name="cases_study_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_review") | Q(asked_at__isnull=False) & ~Q(asked_by=""),
                name="cases_study_review_was_asked_for",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["changes", "recommended"]) | Q(reviewed_at__isnull=False) & ~Q(reviewed_by=""),
                name="cases_study_reviewed_by_somebody",
            ),
        ]


class CaseRemark(SchoolOwned):
    """What the adviser, or the school, says about a section while it is reviewed. Never published."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="remarks")
    section = models.CharField(max_length=8, blank=True, default="", help_text="Empty: of the whole")
    text = models.TextField(max_length=1000)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=64, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["at", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="cases_remark_says"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by="") | Q(settled_at__isnull=False) & ~Q(settled_by=""),
                name="cases_remark_settled_by_somebody",
            ),
        ]


class CaseRedaction(SchoolOwned):
    """Words of a case study that look like a name, and what stands in their place. The school's text keeps them."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="redactions")
    words = models.CharField(max_length=120)
    treatment = models.CharField(max_length=6, choices=Treatment.choices)
    replacement = models.CharField(max_length=80, blank=True, default="")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["study", "words"], name="cases_redaction_once"),
            models.CheckConstraint(condition=~Q(words=""), name="cases_redaction_of_something"),
            models.CheckConstraint(condition=Q(treatment__in=Treatment.values), name="cases_redaction_known_treatment"),
            models.CheckConstraint(
                condition=Q(treatment="kept", replacement="") | ~Q(treatment="kept") & ~Q(replacement=""),
                name="cases_redaction_says_what_instead",
            ),
        ]


class CasePublication(SchoolOwned):
    """A case study that is out: in the hub, for everybody, or both; with the school's name or without.

    `shown` is what was signed off, in the version that is out. Pictures and quotes are in it by their ids, and shown
    only as long as the consent to them stands. Withdrawn, nothing of it is left.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    study = models.OneToOneField(CaseStudy, on_delete=models.PROTECT, related_name="publication")
    slug = models.SlugField(max_length=70, unique=True, help_text="From the title; the school's name is not in it")
    naming = models.CharField(max_length=6, choices=Naming.choices)
    in_hub = models.BooleanField()
    in_public = models.BooleanField()
    shown = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    published_by = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True, default="")

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["in_public", "withdrawn_at"], name="cases_publication_out")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(in_hub=True) | Q(in_public=True), name="cases_publication_somewhere"),
            models.CheckConstraint(condition=Q(naming__in=Naming.values), name="cases_publication_known_naming"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_because="") & ~Q(shown={})
                | Q(withdrawn_at__isnull=False, shown={}) & ~Q(withdrawn_by="") & ~Q(withdrawn_because=""),
                name="cases_publication_out_or_withdrawn",
            ),
        ]
