"""What a school wrote of pupils whom no questionnaire hears: one record that stands, and a draft."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.voice.rules.listening import View
from belonging.web.voice.services.records import Account, Of, Second, confirm_record, write_record
from tests.web.conftest import NOW

WRITER, READER = "test", "another"
EARLIER = NOW - timedelta(days=3)
Samples = dict[str, str]


def voices(school: School, cohort: Cohort, text: str) -> Samples:
    """In the school's scope. `text` stands in everything; what is shared would be, were there three schools."""
    words = dict.fromkeys(("asked", "assent", "well", "uneasy", "taken"), text)
    account = Account(kind="group", size="6-9", seen="", ways=["objects"], about=["safety"], **words)
    made, draft = (
        write_record(school=school, of=Of(cohort, "baseline"), account=account, actor=WRITER, now=EARLIER)
        for _ in range(2)
    )
    confirm_record(record=made, second=Second(View.OTHERWISE, text, shared=True), actor=READER, now=EARLIER)
    return {"voice_record": str(made.pk), "voice_draft": str(draft.pk)}
