"""A school's audits: one signed off, taken back and signed off again; one open, with one of everything in it."""

from __future__ import annotations

from datetime import timedelta

from belonging.instruments.audit import Met
from belonging.web.accounts.models import User
from belonging.web.audit.errors import ChangedMeanwhile
from belonging.web.audit.models import Audit, RatingEntry
from belonging.web.audit.services.evidence import Upload, add_file, add_link, add_text
from belonging.web.audit.services.remarks import remark
from belonging.web.audit.services.tailoring import OwnWords, add_own_statement, hide_statement
from belonging.web.audit.services.work import Said, rate, reopen, share_area, sign_off, start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW

ACTOR = "test"
AREA, STATEMENT, HIDDEN = "inclusive_culture", "safe_places", "differences"
BEGAN, SIGNED, OPENED = NOW - timedelta(days=60), NOW - timedelta(days=40), NOW - timedelta(days=30)
Samples = dict[str, str]


def audits(school: School, cohort: Cohort, colleague: User, text: str) -> Samples:
    """In the school's scope. `text` stands in everything that people wrote."""
    own = OwnWords(AREA, f"We greet {text}", f"Daily {text}", f"At times {text}", f"Never {text}")
    key = add_own_statement(school=school, own=own, actor=ACTOR, now=BEGAN).key
    _signed_off_twice(school, cohort, text)
    audit = start_audit(school=school, cohort=cohort, stage="final", actor=ACTOR, now=OPENED)
    share_area(audit=audit, area=AREA, people=[colleague], actor=ACTOR, now=OPENED)
    hide_statement(audit=audit, statement=HIDDEN, reason=text, actor=ACTOR, now=OPENED)
    return {
        "own_statement": key,
        "waiting_version": _waiting(audit, text),
        "remark": str(remark(audit=audit, statement=STATEMENT, text=text, actor=ACTOR, now=OPENED).pk),
        **_evidence(audit, text),
    }


def _signed_off_twice(school: School, cohort: Cohort, text: str) -> None:
    audit = start_audit(school=school, cohort=cohort, stage="baseline", actor=ACTOR, now=BEGAN)
    said = Said(Met.PARTIALLY, text, 0)
    rate(audit=audit, statement=STATEMENT, said=said, actor=ACTOR, now=BEGAN)
    rate(audit=audit, statement="own-1", said=said, actor=ACTOR, now=BEGAN)
    hide_statement(audit=audit, statement=HIDDEN, reason=text, actor=ACTOR, now=BEGAN)
    _evidence(audit, text)
    remark(audit=audit, statement=STATEMENT, text=text, actor=ACTOR, now=BEGAN)
    sign_off(audit=audit, note=text, actor=ACTOR, now=SIGNED)
    reopen(audit=audit, reason=text, actor=ACTOR, now=SIGNED + timedelta(days=1))
    sign_off(audit=audit, note=text, actor=ACTOR, now=SIGNED + timedelta(days=2))


def _waiting(audit: Audit, text: str) -> str:
    """What one of two wrote at the same time."""
    rate(audit=audit, statement=STATEMENT, said=Said(Met.FULLY, text, 0), actor=ACTOR, now=OPENED)
    try:
        rate(audit=audit, statement=STATEMENT, said=Said(Met.NOT_YET, f"No {text}", 0), actor="another", now=OPENED)
    except ChangedMeanwhile:
        return str(RatingEntry.objects.get(audit=audit, taken=False).pk)
    raise AssertionError("the second of two was taken")


def _evidence(audit: Audit, text: str) -> Samples:
    upload = Upload(text, "sheet.txt", text.encode(), no_names=True)
    link = f"https://school.example/{text}"
    piece = add_text(audit=audit, statement=STATEMENT, title=text, text=text, actor=ACTOR, now=OPENED)
    add_link(audit=audit, statement=STATEMENT, title=text, link=link, actor=ACTOR, now=OPENED)
    file = add_file(audit=audit, statement=STATEMENT, upload=upload, actor=ACTOR, now=OPENED)
    return {"evidence": str(piece.pk), "evidence_file": str(file.pk)}
