"""A key that is unique over all schools tells whoever tries one that another school has it: each is judged here."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model, UniqueConstraint

from belonging.web.base.models import ScopedRow

RANDOM = "random: nobody hits another's"
BY_US = "made by the service or by the programme's people, never typed in by a school"
PERSON = "of one person, who learns of nothing but their own"
JUDGED = {
    "accounts.Invitation token_hash": RANDOM,
    "programme.Enrolment cohort mask": BY_US,
    "programme.Interest reference": RANDOM,
    "programme.Interest urn": "one school's own number, and it is told the same whether or not it has been sent before",
    "programme.Interest place": "as its number",
    "complaints.Enquiry reference": RANDOM,
    "complaints.Enquiry sent_once": RANDOM,
    "cases.CasePublication slug": "public",
    "cases.CasePicture token": RANDOM,
    "findings.AmendedRelease amendment": BY_US,
    "findings.Release cohort instrument waves": BY_US,
    "imports.BroughtSurvey cohort": BY_US,
    "imports.SavedMapping name": BY_US,
    "journal.Entry chain number": "the chain is the school's",
    "learning.Progress module user": PERSON,
    "notices.OutgoingMail key": BY_US,
    "packs.Agreement cohort evaluator": PERSON,
    "packs.Pack handle": RANDOM,
    "replies.Page token": RANDOM,
    "reports.Opening token": RANDOM,
    "safeguarding.BreakGlass comment": "the handle of a comment, which only its reader sees",
    "safeguarding.BreakGlass handle": RANDOM,
    "safeguarding.Claim reader": PERSON,
    "surveys.Round handle": RANDOM,
    "surveys.Round occasion": BY_US,
    "training.Booking person session": PERSON,
    "training.Certificate code": RANDOM,
    "training.Certificate source user": PERSON,
}


def test_every_key_that_is_unique_over_all_schools_has_been_judged() -> None:
    owned = [model for model in apps.get_models() if issubclass(model, ScopedRow)]
    found = {" ".join([model._meta.label, *fields]) for model in owned for fields in _unique(model)}
    assert found - JUDGED.keys() == set(), "could a school learn of another by trying one? Say why not"
    assert JUDGED.keys() - found == set()


def _unique(model: type[Model]) -> Iterator[list[str]]:
    """Fields that are unique together; those with the school, or with something that is a school's, are left out."""
    constraints = [each for each in model._meta.constraints if isinstance(each, UniqueConstraint)]
    alone = [[field.name] for field in model._meta.fields if field.unique and not field.primary_key]
    for names in [*alone, *(list(each.fields) for each in constraints if each.fields)]:
        fields = [model._meta.get_field(name) for name in names]
        if "school" not in names and not any(_is_owned(field.related_model) for field in fields):
            yield sorted(names)


def _is_owned(model: object) -> bool:
    return isinstance(model, type) and issubclass(model, ScopedRow)
