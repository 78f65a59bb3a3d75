"""The hub of the pretend programme: its resources, what the team put together, and who used what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice

from belonging.simulation import Pilot
from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.audits_people import Circle
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.hub_words import COLLECTIONS, TRIED
from belonging.web.cli.loading.people import ended_school
from belonging.web.cli.loading.stage import Stage
from belonging.web.files.services import check_evidence
from belonging.web.home.demo_people import STAFF
from belonging.web.hub.models import Resource, UseKind
from belonging.web.hub.queries.searching import search
from belonging.web.hub.rules.content import read_content
from belonging.web.hub.rules.words import ResourceWords
from belonging.web.hub.services.collections import keep_collection
from belonging.web.hub.services.resources import draft_resource, publish_resource
from belonging.web.hub.services.saying import rate, write_note
from belonging.web.hub.services.use import note_unanswered, note_use
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School

IN_TEN_USE_IT = 7
"""Of the pilot's ten schools, as their leads said in the survey at its end."""
APART = timedelta(minutes=3)
DAY = timedelta(days=1)
IN_VAIN = ("forest school", "therapy dog", "forest school", "uniform swap", "singing assembly", "forest school")
"""What somebody looked for, and the hub has not."""
PROPOSED = ResourceWords(
    slug="",
    title="Lunch buddies for the first half-term",
    summary="A rota on which older pupils eat with those who are new, with three questions to begin a conversation.",
    kind="page",
    type="activity",
    body="We pair two older pupils with a table of new ones, Monday and Thursday. The questions lie on the table.",
)


def fill_hub(stage: Stage, year: SchoolYear) -> None:
    """All resources and collections, on the morning on which everything was made ready."""
    actor, now = str(stage.team.manager), year.prepared
    for each in read_content():
        now += APART
        file = check_evidence(name=each.file.name, content=each.file.read_bytes()) if each.file else None
        publish_resource(words=each.words, file=file, actor=actor, now=_not_before(now))
    for words in COLLECTIONS:
        keep_collection(words=words, actor=actor, now=_not_before(now))


def use_hub(stage: Stage, pilot: Pilot, year: SchoolYear) -> None:
    """Seven of ten schools open, download and try; their people write how it went; one proposes a resource."""
    users = _users(stage, pilot)
    resources = list(Resource.objects.order_by("slug"))
    for place, (school, _) in enumerate(users):
        first = year.released("baseline") + timedelta(days=4 + 3 * place)
        for turn, resource in enumerate(islice(cycle(resources), place, place + 5 + 2 * (place % 4))):
            note_use(school=school, resource=resource, kind=UseKind.OPENED, now=first + timedelta(days=6 * turn))
            if resource.kind == "file":
                note_use(
                    school=school, resource=resource, kind=UseKind.DOWNLOADED, now=first + timedelta(days=6 * turn)
                )
    _write(users, year)
    _say_more(users, year)
    teacher = User.objects.filter(email=STAFF.email).first() or users[0][1].lead
    now = _not_before(year.released("endline") + timedelta(days=1))
    draft_resource(words=PROPOSED, file=None, proposed_by=teacher, actor=str(teacher.pk), now=now)
    for words in IN_VAIN:
        if not search(words):
            note_unanswered(text=words, now=now)


def _users(stage: Stage, pilot: Pilot) -> list[tuple[School, Circle]]:
    """In a small demo as many of what there is; the school that the demo's people are from among them."""
    staying = [each.key for each in pilot.schools if not each.dropped_out]
    home = ended_school([stage.schools[key] for key in staying])
    ordered = sorted(staying, key=lambda key: stage.schools[key] != home)
    many = max(1, round(len(staying) * IN_TEN_USE_IT / 10))
    return [(stage.schools[key], stage.circles[key]) for key in ordered[:many]]


def _write(users: Sequence[tuple[School, Circle]], year: SchoolYear) -> None:
    """Notes by the lead, the SENCO or a colleague in turn, each with the writer's verdict."""
    since = year.released("endline")
    for turn, tried in enumerate(TRIED):
        school, circle = users[tried.place % len(users)]
        people = (circle.lead, circle.senco, *circle.colleagues)
        writer, now = people[turn % len(people)], _not_before(since + turn * APART)
        resource = Resource.objects.get(slug=tried.resource)
        words = replace(tried.words, school_name=school.name if tried.shown else "")
        write_note(resource=resource, writer=writer, words=words, now=now)
        rate(resource=resource, person=writer, verdict=tried.verdict, now=now)
        for kind, day in ((UseKind.OPENED, 5 * turn), (UseKind.TRIED, 5 * turn + 20)):
            note_use(school=school, resource=resource, kind=kind, now=year.released("baseline") + day * DAY)


def _say_more(users: Sequence[tuple[School, Circle]], year: SchoolYear) -> None:
    """Some say whether it helped without writing."""
    rated = [each.resource for each in TRIED]
    for place, (_, circle) in enumerate(users):
        for turn, slug in enumerate(rated[place :: len(users)]):
            verdict = ("helped", "helped", "partly")[(place + turn) % 3]
            now = _not_before(year.released("endline"))
            rate(resource=Resource.objects.get(slug=slug), person=circle.head, verdict=verdict, now=now)


def _not_before(moment: datetime) -> datetime:
    """The programme's journal runs forward, whatever else was told meanwhile."""
    with programme_scope("the demo's hub"):
        last = Entry.objects.filter(chain="programme").order_by("-number").values_list("at", flat=True).first()
    return max(moment, last) if last else moment
