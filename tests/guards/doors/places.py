"""Three schools, two trusts, two authorities and the programme, each with one of everything that an address names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from django.utils.text import slugify
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import Invitee, grant_role, invite, open_account
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.complaints.models import EnquiryKind
from belonging.web.complaints.services import Wording, add_note, take_enquiry
from belonging.web.enrolment.models import ContactKind
from belonging.web.enrolment.services.contacts import Person, name_people
from belonging.web.files.rules.kinds import Kind
from belonging.web.files.services import Checked
from belonging.web.findings.models import Release
from belonging.web.home.services.standings import refresh_standings
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.programme.services.messages import send_message
from belonging.web.programme.services.support import Contacted, log_support
from belonging.web.reports.services import share_report
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.services.talking import Wanted, ask_to_talk
from belonging.web.schools.models import Body, BodyKind, School, SchoolSpan, Setting
from belonging.web.schools.services.calendars import keep_calendar
from belonging.web.surveys.models import Pack
from belonging.web.surveys.rules.picture_slots import slots
from belonging.web.surveys.services.own_pictures import NewPicture, add_picture, confirm_picture
from belonging.web.surveys.services.slips import SlipOrder, issue_slips
from tests.guards.doors.audits import audits
from tests.guards.doors.canaries import Canary
from tests.guards.doors.cases import case_studies
from tests.guards.doors.glass import break_glass
from tests.guards.doors.occasions import occasions
from tests.guards.doors.openings import openings
from tests.guards.doors.outcomes import outcomes
from tests.guards.doors.plans import plan, replies
from tests.guards.doors.rounds import a_released_comment, an_open_round, findings
from tests.guards.doors.training import training
from tests.guards.doors.voices import voices
from tests.web.conftest import NOW
from tests.web.enrolment.given import PEOPLE, accepted, let_in, parties

ACTOR = "test"
SLOT = next(iter(slots()))
"""A statement that may have a picture."""
Samples = dict[str, str]
"""What fills the parts of an address, by kind."""


@dataclass(frozen=True, slots=True)
class Place:
    """A school or a body, and what is its own there."""

    kind: str
    slug: str
    samples: Samples
    schools: frozenset[str]
    """Those whose names may be read here, as `Canary.of` knows them."""
    row: School | Body


def built() -> list[Place]:
    """Through the services, as people would."""
    cohorts = [_cohort("pilot-2026"), _cohort("second-2026")]
    trusts = [_body(BodyKind.TRUST, slug) for slug in ("north-trust", "south-trust")]
    authorities = [_body(BodyKind.AUTHORITY, slug) for slug in ("east-council", "west-council")]
    alfa = _school("Alfa", trusts[0], authorities[0], cohorts[0])
    bravo = _school("Bravo", trusts[0], authorities[0], cohorts[0])
    charlie = _school("Charlie", trusts[1], authorities[1], cohorts[1])
    for authority, cohort in zip(authorities, cohorts, strict=True):
        _maintained(authority, cohort)
    places = [
        alfa,
        bravo,
        charlie,
        _shared(trusts[0], alfa, {"Alfa", "Bravo"}, cohorts[0]),
        _shared(authorities[0], bravo, {"Alfa", "Bravo"}, cohorts[0]),
        _shared(trusts[1], charlie, {"Charlie"}, cohorts[1]),
        _shared(authorities[1], charlie, {"Charlie"}, cohorts[1]),
    ]
    refresh_standings(now=NOW)
    return places


def _cohort(slug: str) -> Cohort:
    cohort = Cohort.objects.create(
        name=slug.title(), slug=slug, starts_on=date(2026, 9, 1), is_demo=True, comments_on=True
    )
    parties(cohort, NOW)
    with programme_scope("test"):
        release(cohort, None)
        occasions(cohort)
    return cohort


def _body(kind: BodyKind, slug: str) -> Body:
    return Body.objects.create(kind=kind, name=slug.replace("-", " ").title(), slug=slug, code=slug[:8])


def _maintained(authority: Body, cohort: Cohort) -> None:
    """A school without a trust, so that its authority has something to sign."""
    name = f"Maintained by {authority.name}"
    school = School.objects.create(
        name=name, slug=slugify(name), setting=Setting.PRIMARY, authority=authority, is_simulated=True
    )
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask="M")


def _school(key: str, trust: Body, authority: Body, cohort: Cohort) -> Place:
    name = Canary.NAME.of(key)
    school = School.objects.create(
        name=f"{name} School",
        slug=name.lower(),
        setting=Setting.PRIMARY,
        trust=trust,
        authority=authority,
        is_simulated=True,
    )
    text = Canary.TEXT.of(key)
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask=key[0])
        accepted(school, cohort, NOW)
        people = {kind: Person(f"{who.name} {text}", f"{kind}@{name}.example".lower()) for kind, who in PEOPLE.items()}
        name_people(school=school, people=people, inviting=False, actor=ACTOR, now=NOW)
        let_in(school, people[ContactKind.DEPUTY], NOW)
        keep_calendar(school=school, actor=ACTOR, now=NOW)
        samples = _samples(school, cohort, key)
    samples |= {"school": school.slug, "of": school.slug, "cohort": cohort.slug, "authority": authority.slug}
    samples |= {"enquiry": _enquiry(school, text)}
    return Place("school", school.slug, samples, frozenset({key}), school)


def _samples(school: School, cohort: Cohort, key: str) -> Samples:
    """In the school's scope."""
    text, audit_text = Canary.TEXT.of(key), Canary.AUDIT.of(key)
    round_ = an_open_round(school, cohort)
    order = [SlipOrder(2, year_group="5", sen="N")]
    (code, _) = issue_slips(round_=round_, pack_label=text, orders=order, actor=ACTOR, now=NOW)
    ask_to_talk(round_=round_, wanted=Wanted(name="Maya", words=Canary.CALL.of(key)), token="0" * 32, now=NOW)
    contact = Contacted("visit", NOW.date(), 30, text, next_step=text, shared=True)
    note = log_support(school=school, cohort=cohort, contact=contact, actor=ACTOR, now=NOW)
    guest = open_account(email=f"guest@{school.slug}.example", name=text, actor=ACTOR, now=NOW)
    grant_role(user=guest, role=Role.SENCO, school=school, actor=ACTOR, now=NOW)
    invitee = Invitee(f"new@{school.slug}.example", text, Role.LEAD, school=school)
    span = SchoolSpan.objects.filter(school=school).latest("pk")
    SchoolSpan.objects.filter(pk=span.pk).update(name=text)
    picture = _picture(school, Canary.NAME.of(key))
    release(cohort, school)
    return {
        **audits(school, cohort, guest, audit_text),
        **plan(school, cohort, guest, SLOT, audit_text),
        **replies(school, cohort, audit_text, text),
        **case_studies(school, cohort, audit_text),
        **training(school, cohort, Canary.BOOKED.of(key)),
        **voices(school, cohort, audit_text),
        **openings(school, cohort),
        **break_glass(school, cohort, Canary.COMMENT.of(key)),
        **outcomes(school, audit_text),
        "picture": picture,
        "handle": round_.handle,
        "sealed": a_released_comment(school, cohort, Canary.COMMENT.of(key)),
        "pack": str(Pack.objects.get(round=round_).pk),
        "code": code,
        "call": Call.objects.get(school=school).pk,
        "note": str(note.pk),
        "message": str(_message(school, guest, Canary.MESSAGE.of(key))),
        "person": str(guest.pk),
        "role": str(Membership.objects.get(user=guest).pk),
        "invitation": str(invite(invitee=invitee, actor=ACTOR, now=NOW).pk),
        "span": str(span.pk),
    }


def _message(school: School, sender: User, text: str) -> int:
    return send_message(school=school, text=text, from_school=False, sender=sender, now=NOW).pk


def _picture(school: School, shown: str) -> str:
    """Confirmed by a second person the day before the questionnaire opens."""
    told, drawn = PngInfo(), BytesIO()
    told.add_text("Title", shown)
    Image.new("RGB", (60, 40)).save(drawn, "PNG", pnginfo=told)
    file = Checked(Kind.PNG, drawn.getvalue(), 60, 40)
    new = NewPicture(SLOT, shown, file, nobody_in_it=True)
    picture = add_picture(school=school, new=new, actor=ACTOR, now=NOW - timedelta(days=2))
    confirm_picture(picture=picture, actor="another", now=NOW - timedelta(days=1))
    return str(picture.pk)


def _enquiry(school: School, text: str) -> str:
    wording = Wording(kind=EnquiryKind.COMPLAINT, text=text, about=school.name, name=text, email="")
    enquiry = take_enquiry(wording=wording, form_token=school.slug, now=NOW - timedelta(hours=2))
    with programme_scope("test"):
        add_note(enquiry=enquiry, text=text, actor=ACTOR, now=NOW)
    return enquiry.reference


def _shared(body: Body, of: Place, schools: set[str], cohort: Cohort) -> Place:
    assert isinstance(of.row, School)
    with school_scope(of.row.pk):
        share_report(school=of.row, cohort=cohort, body=body, actor=ACTOR, now=NOW)
    samples = {"body": body.slug, "of": of.slug, "cohort": cohort.slug}
    return Place("body", body.slug, samples, frozenset(schools), body)


def release(cohort: Cohort, school: School | None) -> None:
    """As counting leaves it. In a scope that sees it."""
    made = findings()
    Release.objects.create(
        school=school,
        cohort=cohort,
        audience=made.audience,
        instrument=made.instrument,
        waves="+".join(made.waves),
        policy=made.policy,
        engine_version=made.engine_version,
        input_digest=made.input_digest,
        rounds=[],
        findings=made.to_json(),
        released_at=NOW - timedelta(days=1),
    )
