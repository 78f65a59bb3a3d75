"""A few resources of the hub: a page with a reported note, a file, a collection. Nothing in them is a school's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.files.services import check_evidence
from belonging.web.hub.rules.words import ResourceWords
from belonging.web.hub.services.collections import CollectionWords, keep_collection
from belonging.web.hub.services.resources import publish_resource
from belonging.web.hub.services.saying import NoteWords, report_note, write_note
from tests.guards.doors.canaries import Canary
from tests.web.conftest import NOW

ACTOR = "test"
EARLIER = NOW - timedelta(days=3)
WORD = Canary.TALK.of("Alfa")
WORDS = ResourceWords(
    slug="soft-bell",
    title=f"A soft bell {WORD}",
    summary=f"How to make {WORD} calmer.",
    kind="page",
    type="guide",
    phases=("primary", "secondary", "special", "ap"),
    statements=("breaks",),
    body=f"Ring {WORD} once.",
)
Samples = dict[str, str]


def hub() -> Samples:
    """Written by people of the programme's team who go through no door."""
    page = publish_resource(words=WORDS, actor=ACTOR, now=EARLIER)
    checked = check_evidence(name="bell.txt", content=f"Ring {WORD} once.".encode())
    sheet = replace(WORDS, slug="bell-sheet", title=f"A sheet for {WORD}", kind="file")
    file = publish_resource(words=sheet, file=checked, actor=ACTOR, now=EARLIER)
    kept = CollectionWords(f"Calm {WORD}", f"For noisy {WORD}.", (page.slug, file.slug))
    collection = keep_collection(words=kept, actor=ACTOR, now=EARLIER)
    said = NoteWords(f"We rang {WORD}.", "", f"{WORD} was calmer.")
    writer = _member()
    note = write_note(resource=page, writer=writer, words=said, now=EARLIER)
    write_note(resource=file, writer=writer, words=said, now=EARLIER)
    report = report_note(note=note, why=f"Too short: {WORD}.", actor=ACTOR, now=EARLIER)
    return {
        "hub_resource": page.slug,
        "hub_file": file.slug,
        "hub_collection": collection.slug,
        "hub_note": str(note.pk),
        "hub_report": str(report.pk),
        "hub_version": "1",
    }


def _member() -> User:
    user = open_account(email="nia.noter@team.example", name="Nia Noter", actor=ACTOR, now=EARLIER)
    grant_role(user=user, role=Role.FACILITATOR, actor=ACTOR, now=EARLIER)
    return user
