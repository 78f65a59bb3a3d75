"""Every table and column in which an adult can stand is thought of; a new one fails until somebody has decided."""

from __future__ import annotations

from django.apps import apps
from django.db.models import CharField, EmailField, Field, JSONField, TextField

from belonging.web.accounts.models import User
from belonging.web.rights.rules.holdings import HOLDINGS, NOBODYS, TYPED
from tests.guards.test_documented_privacy import PAGE

NAMES = ("name", "who", "author", "record")
THINGS = {
    "complaints.Enquiry.agreed_by",
    "notices.DutyRun.name",
    "schools.CalendarTemplate.name",
    "schools.TemplateSpan.name",
    "schools.SchoolSpan.name",
    "schools.Body.name",
    "schools.School.name",
    "schools.RegisterEntry.name",
    "schools.RegisterEntry.type_name",
    "schools.RegisterEntry.status_name",
    "programme.Cohort.name",
    "imports.SavedMapping.name",
    "themes.Theme.name",
    "api.ApiKey.name",
    "home.Standing.name",
    "sets.LearningSet.name",
    "journal.Entry.details",
    "programme.Cohort.languages",
    "programme.Cohort.stated_hours",
    "programme.Cohort.assumptions",
    "programme.CohortQuestionnaire.slip_facts",
    "programme.CohortQuestionnaire.waves",
    "enrolment.Parties.least_versions",
    "enrolment.Choices.editions",
    "enrolment.Choices.languages",
    "enrolment.Translation.texts",
    "surveys.Round.slip_facts",
    "surveys.Response.answers",
    "surveys.Response.comments",
    "surveys.Response.screening",
    "surveys.SealedAnswers.answers",
    "surveys.ArchivedAnswers.answers",
    "surveys.ArchivedAnswers.facts",
    "surveys.LinkKey.counts",
    "safeguarding.Call.asked_of",
    "safeguarding.Sitting.verdicts",
    "imports.SavedMapping.mapping",
    "imports.Upload.mapping",
    "themes.CodedComment.first_themes",
    "themes.CodedComment.second_themes",
    "themes.CodedComment.agreed_themes",
    "themes.CodedComment.agreed_by",
    "packs.Agreement.terms",
    "packs.Pack.files",
    "packs.Pack.sentences",
    "api.ApiKey.scopes",
    "api.ApiKey.cohorts",
    "voice.VoiceRecord.ways",
    "voice.VoiceRecord.about",
    "findings.PlanAmendment.adds",
    "findings.AmendedRelease.rounds",
    "findings.Release.rounds",
    "findings.ReleaseOrder.rounds",
    "audit.Audit.releases",
    "actions.Ground.findings",
    "actions.CountedPlan.actions",
    "actions.Review.actions",
    "replies.Page.releases",
    "replies.Line.findings",
    "replies.Line.built",
    "hub.Resource.phases",
    "hub.Resource.statements",
    "hub.Resource.items",
    "hub.Version.words",
    "cases.CaseStudy.areas",
    "cases.CaseStudy.statements",
    "cases.CaseFigure.printed",
    "reports.Opening.releases",
    "reports.ReportWords.figures",
    "home.Standing.quiet",
}
"""Columns of things, of places, of ids and counts, and of answers that have no name: no adult's name stands there."""


def test_every_table_with_an_adult_in_it_is_thought_of() -> None:
    """A table with an address or a link to an account; a column, whatever its class, with a name or with JSON."""
    listed = {holding.table for holding in HOLDINGS} | set(NOBODYS)
    decided = THINGS | set(TYPED) | {f"{holding.table}.{column}" for holding in HOLDINGS for column in holding.shown}
    forgotten = set[str]()
    for model in apps.get_models():
        if not model.__module__.startswith("belonging.web."):
            continue
        for field in model._meta.concrete_fields:
            points = field.is_relation and field.related_model is User
            address = isinstance(field, EmailField) or (isinstance(field, CharField) and "email" in field.name)
            if (points or address) and model._meta.label not in listed:
                forgotten.add(model._meta.label)
            if _may_name(field) and f"{model._meta.label}.{field.name}" not in decided:
                forgotten.add(f"{model._meta.label}.{field.name}")
    assert forgotten == set()


def _may_name(field: Field) -> bool:  # type: ignore[type-arg]  # whatever its Python type
    words = isinstance(field, CharField | TextField)
    named = field.name in NAMES or field.name.endswith("_name") or field.name == "agreed_by"
    return isinstance(field, JSONField) or (words and named)


def test_what_is_typed_by_hand_is_there_and_the_page_says_so() -> None:
    for column in TYPED:
        model, _, name = column.rpartition(".")
        assert apps.get_model(model)._meta.get_field(name)
        assert f"`{model.partition('.')[2]}.{name}`" in PAGE


def test_every_holding_names_columns_that_are_there() -> None:
    for holding in HOLDINGS:
        model = apps.get_model(holding.table)
        assert bool(holding.ends) != bool(holding.stays), holding.table
        for column in (*holding.shown, *holding.users, *holding.ids):
            assert column == "pk" or model._meta.get_field(column)
