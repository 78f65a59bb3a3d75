"""Everything the crawler walks through: places, people, and the addresses of what belongs to nobody's place."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.utils.http import urlsafe_base64_encode

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee
from belonging.web.accounts.services.invitations import invite_with_link
from belonging.web.audit.models import Edition
from belonging.web.audit.rules.editions import words_in
from belonging.web.audit.services.editions import change_draft, draft_edition, publish_edition
from belonging.web.base.scope import programme_scope
from belonging.web.complaints.models import Enquiry
from belonging.web.home.services.publishing import publish_results
from belonging.web.notices.models import OutgoingMail
from belonging.web.notices.services.addresses import reminders_link
from belonging.web.programme.models import Cohort, Interest
from belonging.web.programme.services import Contact, NewInterest, express_interest
from belonging.web.programme.services import Place as Named
from belonging.web.reports.queries import programme_voices
from belonging.web.safeguarding.services.confirming import confirm_note
from belonging.web.safeguarding.services.reading import next_comment
from belonging.web.schools.models import School, TemplateSpan
from belonging.web.schools.queries.calendar import templates
from belonging.web.schools.services.calendars import own_template
from belonging.web.surveys.rules.spoken import spoken_name
from belonging.web.trials.services.trials import prepare_trial
from tests.guards.doors.api import api_key
from tests.guards.doors.audits import STATEMENT
from tests.guards.doors.community import talk
from tests.guards.doors.hub import hub
from tests.guards.doors.imports import imports
from tests.guards.doors.learning import learning
from tests.guards.doors.packs import packs
from tests.guards.doors.people import Actor, actors
from tests.guards.doors.places import ACTOR, SLOT, Place, Samples, built
from tests.guards.doors.rights import request as data_request
from tests.guards.doors.sets import learning_set
from tests.guards.doors.themes import themes
from tests.guards.doors.training import open_training
from tests.web.conftest import NOW


@dataclass(frozen=True, slots=True)
class World:
    places: list[Place]
    actors: list[Actor]
    shared: Samples
    """What is nobody's own: words of the catalogue, and the programme's own things."""

    @property
    def schools(self) -> list[Place]:
        return [place for place in self.places if place.kind == "school"]

    def foreign_to(self, place: Place) -> list[Place]:
        """The places of the kind that are others', and (for a body) a school of its own that shares nothing."""
        return [each for each in self.places if each.kind == place.kind and each.slug != place.slug]


def world() -> World:
    _second_version()
    places = built()
    people = actors(places)
    shared = _catalogue() | _of_the_programme() | _tokens() | talk() | hub() | learning_set(places)
    with programme_scope("test"):
        screener = User.objects.get(pk=Membership.objects.get(role=Role.SCREENER).user_id)
        confirm_note(reader=str(screener.pk), now=NOW)
        claim = next_comment(reader=str(screener.pk), now=NOW)
        assert claim is not None
    return World(places, [replace(each) for each in people], shared | {"claim": claim.handle})


def _second_version() -> None:
    """Of the audit, so that the schools do theirs by one that the team has written; and the draft of a third."""
    with programme_scope("test"):
        publish_edition(edition=_reworded("Pupils feel safe everywhere."), notes="Shorter.", actor=ACTOR, now=NOW)
        _reworded("Pupils feel safe wherever they are.")


def _reworded(wording: str) -> Edition:
    """A draft that differs from the version before it in one statement."""
    edition = draft_edition(actor=ACTOR, now=NOW)
    words = words_in(json.loads(edition.content), STATEMENT)
    assert words is not None
    changed = replace(words, wording=wording)
    return change_draft(edition=edition, words=changed, began=words.mark, actor=ACTOR, now=NOW)


REPORTS = {
    "report_section": "why",
    "report_words": "next",
    "report_edition": "technical",
    "technical_section": "limits",
}


def _catalogue() -> Samples:
    key = next(iter(templates()))
    with programme_scope("test"):
        own_template(template=templates()[key], actor=ACTOR, now=NOW)
    return {
        "wave": "baseline",
        "slot": SLOT,
        "audience": "pupil",
        "contact": "lead",
        "opened_reader": "staff",
        **REPORTS,
        "letter": "letter_parent_v1",
        "school_letter": "A",
        "terms": "processor_terms_v1",
        "word": "docx",
        "language": "pl",
        "questionnaire": "pupil_v1",
        "example": "forty-five",
        "practice": "names",
        "stage": "final",
        "past_stage": "baseline",
        "earlier": "1",
        "statement": STATEMENT,
        "draft_statement": STATEMENT,
        "audit_version": "2",
        "evidence_kind": "text",
        "edition": "pupils",
        "asked_edition": "younger",
        "english": "en",
        **_sound_and_film(),
        "item": SLOT,
        "size": "a4",
        "phase": "primary",
        "instrument": "pupil_v1",
        "template": key,
        "template_row": str(TemplateSpan.objects.latest("pk").pk),
        "provider_id": "no-provider",
    }


def _sound_and_film() -> Samples:
    """One of each, as whoever runs the service puts them there."""
    name, films = spoken_name("Skip"), settings.SIGNED_VIDEOS
    assert films is not None
    for path in (
        settings.AUDIO / "en" / f"{name}.mp3",
        films / "pupil_v1" / "younger" / f"{SLOT}.mp4",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"heard or seen")
    return {"audio_name": name, "film": "mp4"}


def _of_the_programme() -> Samples:
    place = Named("Oak Hill School", "Leeds", "primary", nation="wales")
    contact = Contact("Jo Brown", "Deputy head", "jo@oakhill.example")
    reference = express_interest(new=NewInterest(place, contact, "Why not?", pupils=210, head_knows=True), now=NOW)
    with programme_scope("test"):
        cohort = Cohort.objects.get(slug="pilot-2026")
        voices = programme_voices(cohort)
        assert voices is not None
        publish_results(cohort=cohort, read=voices.released_at.isoformat(), actor=ACTOR, now=NOW)
        trial = prepare_trial(edition="younger", language="en", actor=ACTOR, now=NOW)
        return (
            packs(cohort)
            | api_key()
            | themes(cohort)
            | open_training()
            | learning()
            | data_request()
            | imports(School.objects.earliest("pk"))
            | {
                "reference": Interest.objects.get(reference=reference).reference,
                "mail": str(OutgoingMail.objects.latest("pk").pk),
                "trial": str(trial.pk),
                "trial_token": trial.token,
            }
        )


def _tokens() -> Samples:
    """Links whose bearer is let in, whoever that is."""
    invitee = Invitee("token@team.example", "Sam Token", Role.SCREENER)
    with programme_scope("test"):
        _, link = invite_with_link(invitee=invitee, actor=ACTOR, now=NOW)
        enquiry = Enquiry.objects.earliest("pk")
    return {
        "invitation_token": link.rstrip("/").rpartition("/")[2],
        "reminders_token": reminders_link("sam@home.example").rstrip("/").rpartition("/")[2],
        "receipt_token": signing.dumps(enquiry.pk, salt="complaints.sent"),
        "uidb36": urlsafe_base64_encode(b"nobody").replace("-", "0").replace("_", "0"),
        "key": "no-key",
    }
