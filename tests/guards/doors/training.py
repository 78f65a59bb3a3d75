"""Training sessions: for one school alone, with somebody signed up, somebody waiting and something to read; for all."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.rules.own_link import own_token
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.booking import sign_up
from belonging.web.training.services.materials import MaterialWords, add_material
from belonging.web.training.services.sessions import SessionWords, add_programme, add_session
from tests.web.conftest import NOW

ACTOR = "test"
Samples = dict[str, str]


def open_training() -> Samples:
    """Anybody may come, of whatever school."""
    starts = NOW + timedelta(days=12)
    words = SessionWords(title="Open session", kind="online", starts_at=starts, ends_at=starts + timedelta(hours=1))
    with programme_scope("test"):
        programme = add_programme(title="Open training", about="", cohort=None, actor=ACTOR, now=NOW)
        return {"open_session": str(add_session(programme=programme, words=words, actor=ACTOR, now=NOW).pk)}


def training(school: School, cohort: Cohort, text: str) -> Samples:
    """`text` is in the name of who waits. In any scope."""
    starts = NOW + timedelta(days=9)
    words = SessionWords(
        title="Noticing who is left out",
        kind="in_person",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        place="Town Hall",
        places=1,
        schools=(school.pk,),
    )
    with programme_scope("test"):
        programme = add_programme(title=f"Training {school.pk}", about="", cohort=cohort, actor=ACTOR, now=NOW)
        session = add_session(programme=programme, words=words, actor=ACTOR, now=NOW)
        reading = MaterialWords("before", "Reading", name="reading.txt", content=b"Some words.")
        material = add_material(session=session, words=reading, actor=ACTOR, now=NOW)
    # Whoever has the link of the first sees its name: no word of the school is in that.
    people = [Attendee("Jo Bright", f"jo@{school.slug}.example"), Attendee(f"Al {text}", f"al@{school.slug}.example")]
    done = sign_up(session=session, school=school, people=people, actor=ACTOR, now=NOW)
    booking = done.placed[0].pk
    return {
        "training_programme": programme.slug,
        "training_session": str(session.pk),
        "training_material": str(material.pk),
        "training_booking": str(booking),
        "training_own": own_token(booking),
        "training_door": session.door_token,
    }
