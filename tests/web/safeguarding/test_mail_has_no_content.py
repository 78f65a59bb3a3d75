"""Every mail of safeguarding, sent by its own service with planted words: none of them stands in any.

And each goes out before what concerns nobody's safety.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import belonging.web.safeguarding as app
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.notices.rules import FIRST_KEYS
from belonging.web.notices.services import outbox
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import Call, Ground
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.rules.standing import Somebody
from belonging.web.safeguarding.services.backlogs import note_backlogs, remind_readers
from belonging.web.safeguarding.services.breaking import Reason, confirm, end, propose, try_code
from belonging.web.safeguarding.services.calls import pass_on_concern, remind_due, take_up
from belonging.web.safeguarding.services.escalating import escalate_due
from belonging.web.safeguarding.services.talking import Wanted
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.safeguarding.given import PEOPLE, asked, named, person
from tests.web.safeguarding.glass import WRITTEN, wrote

TEMPLATES = Path(app.__file__).parent / "templates" / "safeguarding" / "mail"
PLANTED = Wanted("Zephyrine", "9 Quince", "Mx Halloumi", About.HEAD, "behind the marmalade shed")
SEEN = "heard of it by the pomegranate tree"


def test_no_mail_has_a_word_of_what_it_is_about(
    in_maple: School, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: set[str] = set()
    before = outbox.write

    def noted(mail: outbox.Mail) -> outbox.Written:
        used.add(mail.template)
        return before(mail)

    monkeypatch.setattr(outbox, "write", noted)
    reader, _ = (person(role) for role in (Role.MANAGER, Role.SCREENER))
    written = wrote(in_maple, cohort)
    named(in_maple, "lead", *PEOPLE)
    asked(written.round, PLANTED)
    pass_on_concern(round_=written.round, text="a concerned aubergine", about=About.NOBODY, actor="1", now=NOW)
    escalate_due(now=NOW)
    escalate_due(now=NOW + timedelta(days=1))
    reason = Reason(Ground.CHILD, SEEN)
    glass = propose(reference=written.reference, reason=reason, actor="1", now=NOW)
    confirm(glass=glass, actor="2", now=NOW)
    try_code(glass=glass, typed=written.used, who=Somebody("lead@maple.example", "3"), now=NOW)
    end(glass=glass, actor="2", now=NOW)
    note_backlogs(now=NOW)
    remind_readers(now=NOW + timedelta(days=30))
    for call in Call.objects.all():
        take_up(call=call, actor=str(reader.pk), now=NOW)
    remind_due(now=NOW + timedelta(days=23))

    assert used >= {f"safeguarding/mail/{each.name}" for each in TEMPLATES.iterdir()}
    with programme_scope("test"):
        later = [mail.key for mail in OutgoingMail.objects.all() if not mail.key.startswith(FIRST_KEYS)]
        assert {key.partition(":")[0] for key in later} == {"invitation"}, "of head and chair, to all their pages"
        sent = " ".join(f"{each.subject} {each.text}" for each in OutgoingMail.objects.all())
    planted = [PLANTED.name, PLANTED.group, PLANTED.wish, PLANTED.words, SEEN, "aubergine", WRITTEN, written.reference]
    for secret in (*planted, written.used, written.theirs, Ground.CHILD.label, "head teacher hurts"):
        assert secret not in sent, secret
    assert "shown to anybody" in sent
