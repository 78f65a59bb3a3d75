"""A document with the school's own names and days in place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from belonging.instruments.load import load
from belonging.web.enrolment.models import Contact, ContactKind, Controller, Parties, SchoolWave
from belonging.web.enrolment.queries.agreements import acceptances, parties_of, signing_bodies
from belonging.web.enrolment.queries.contacts import contacts
from belonging.web.enrolment.queries.readiness import choices_of
from belonging.web.enrolment.queries.translations import text_in
from belonging.web.enrolment.rules.documents import ENGLISH, Document, load_document
from belonging.web.enrolment.rules.linked_waves import with_linking
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import Body, BodyKind, School

PUPILS_ANSWER = "pupil_v1"
SMALL_LETTERS = frozenset({"pl", "pt", "ro", "uk"})
"""Languages that write days and months so within a sentence."""
BLANKS: dict[str, str] = {
    "school": "[name of the school]",
    "controller": "[controller: the school or its trust]",
    "programme": "[name of the programme]",
    "programme_contact": "[e-mail address of the programme]",
    "evaluator": "[name of the evaluator]",
    "host": "[name of the host]",
    "cohort": "[name of the cohort]",
    "starts": "[first day]",
    "ends": "[last day]",
    "body": "[name of the trust or local authority]",
    "lead": "[name of the school lead]",
    "lead_email": "[e-mail address of the school lead]",
    "safeguarding": "[name of the safeguarding lead]",
    "first_day": "[first day for answers]",
    "last_day": "[last day for answers]",
    "reply_by": "[last day for replies]",
    "reply_by_words": "",
    "results_on": "[day on which results are told]",
    "results": "",
    "minutes": "5",
}
"""What stands where something is not settled: a template to fill in by hand."""


def template_document(name: str, cohort: Cohort | None = None) -> Document:
    """The document without a school: the cohort's names in place, all else left to fill in."""
    text = load_document(name)
    if cohort is None:
        return text.filled(BLANKS)
    return _of_its_linking(text, cohort).filled(BLANKS | _of_cohort(cohort, parties_of(cohort)))


def school_document(
    name: str,
    school: School,
    cohort: Cohort,
    *,
    wave: SchoolWave | None = None,
    controller: str = "",
    language: str = ENGLISH,
) -> Document:
    """The document for this school. `controller` where none has been accepted yet; `wave`: the school's days.

    In another language only where the school may send it. Raises UnknownDocument.
    """
    chosen = choices_of(school, cohort) if language != ENGLISH else None
    text = text_in(name, language, drafts=chosen is not None and chosen.accepts_drafts)
    values = BLANKS | _of_cohort(cohort, parties_of(cohort)) | _of_school(school, cohort, controller)
    named = contacts(school)
    with translation.override(language):
        values |= _of_people(named) | (_of_wave(wave) if wave else {})
    return _of_its_linking(text, cohort).filled(values)


def body_document(name: str, body: Body, cohort: Cohort) -> Document:
    """The document that a trust or local authority signs for all its schools."""
    values = BLANKS | _of_cohort(cohort, parties_of(cohort))
    each = f"each school of {body.name} that takes part"
    controller = body.name if body.kind == BodyKind.TRUST else each
    text = _of_its_linking(load_document(name), cohort)
    return text.filled(values | {"school": each, "controller": controller, "body": body.name})


def _of_its_linking(text: Document, cohort: Cohort) -> Document:
    return with_linking(text) if cohort.links_waves else text


def controller_of(school: School, cohort: Cohort) -> str:
    """Who the school's last signature names as controller; before that, its trust if it has one."""
    signed = acceptances(school, cohort)
    if signed:
        return str(max(signed, key=lambda each: each.accepted_at).controller)
    return Controller.TRUST.value if school.trust else Controller.SCHOOL.value


def _of_cohort(cohort: Cohort, parties: Parties | None) -> dict[str, str]:
    values = {
        "cohort": cohort.name,
        "starts": _day(cohort.starts_on),
        "ends": _day(cohort.ends_on) if cohort.ends_on else "its end",
        "minutes": str(load(PUPILS_ANSWER).minutes),
    }
    if parties is None:
        return values
    return values | {
        "programme": parties.programme,
        "programme_contact": parties.programme_contact,
        "evaluator": parties.evaluator,
        "host": parties.host,
    }


def _of_school(school: School, cohort: Cohort, controller: str) -> dict[str, str]:
    chosen = controller or controller_of(school, cohort)
    by_trust = chosen == Controller.TRUST and school.trust is not None
    values = {"school": school.name, "controller": school.trust.name if by_trust and school.trust else school.name}
    bodies = signing_bodies(school)
    return values | ({"body": bodies[0].name} if bodies else {})


def _of_people(named: Mapping[ContactKind, Contact]) -> dict[str, str]:
    lead = named.get(ContactKind.LEAD)
    first = named.get(ContactKind.SAFEGUARDING)
    values = {"safeguarding": first.name} if first else {}
    return values | ({"lead": lead.name, "lead_email": lead.email} if lead else {})


def _of_wave(wave: SchoolWave) -> dict[str, str]:
    reply, results = _day(wave.reply_by), _day(wave.results_on)
    return {
        "first_day": _day(wave.first_day),
        "last_day": _day(wave.last_day),
        "reply_by": reply,
        "reply_by_words": f", by {reply}",
        "results_on": results,
        "results": f"You will hear about it on {results}.",
    }


def _day(day: date) -> str:
    """In the language in force; in figures where Django does not know its words."""
    language = translation.get_language() or "en"
    if language.startswith("en"):
        return date_format(day, "l j F Y")
    if not translation.check_for_language(language):
        return f"{day:%d/%m/%Y}"
    words = f"{date_format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"
    return words.lower() if language in SMALL_LETTERS else words
