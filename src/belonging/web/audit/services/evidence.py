"""Evidence beside a statement: added and removed until the audit is signed off. In the school's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from belonging.web.audit.models import Audit, Evidence, EvidenceFile, EvidenceKind
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.evidence import bytes_kept
from belonging.web.audit.rules.evidence import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_BYTES,
    MOST_PIECES,
    SECOND_PRESS,
    EvidenceRefused,
    checked_link,
    cleaned_line,
    cleaned_text,
)
from belonging.web.files.services import Checked, check_evidence
from belonging.web.journal.services import Act, record_act

SIGNED_OFF = "This audit is signed off, so its evidence stays as it is. The next audit can have new evidence."


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. Its name tells the kind and is not kept: people see the title.

    `no_names`: that no pupil is named in it and no child's face is to be seen, as who sends it says.
    """

    title: str
    name: str
    content: bytes
    no_names: bool


@transaction.atomic
def add_text(*, audit: Audit, statement: str, title: str, text: str, actor: str, now: datetime) -> Evidence:
    """Raises EvidenceRefused."""
    words = cleaned_text(text)
    if not words:
        raise EvidenceRefused("Please write what shows it, in a sentence or two.")
    if len(words) > LONGEST_TEXT:
        raise EvidenceRefused(f"Please use at most {LONGEST_TEXT:,} letters. Longer words can be added as a file.")
    row = Evidence(kind=EvidenceKind.TEXT, title=_title(title), text=words)
    return _added(row, _open(audit), statement, actor=actor, now=now)


@transaction.atomic
def add_link(*, audit: Audit, statement: str, title: str, link: str, actor: str, now: datetime) -> Evidence:
    """Raises EvidenceRefused."""
    address = checked_link(link)
    row = Evidence(kind=EvidenceKind.LINK, title=_title(title), link=address)
    return _added(row, _open(audit), statement, actor=actor, now=now)


def add_file(*, audit: Audit, statement: str, upload: Upload, actor: str, now: datetime) -> Evidence:
    """The file is checked before anything is held. Raises EvidenceRefused and FileRefused."""
    if not _title(upload.title):
        raise EvidenceRefused("Please say in a few words what the file shows: that is what others see.")
    if not upload.no_names:
        raise EvidenceRefused("Please look through the file, and tick that no pupil is named and no face to be seen.")
    if audit.is_signed_off:
        raise EvidenceRefused(SIGNED_OFF)
    checked = check_evidence(name=upload.name, content=upload.content)
    return _keep_file(audit=audit, statement=statement, upload=upload, checked=checked, actor=actor, now=now)


@transaction.atomic
def _keep_file(
    *, audit: Audit, statement: str, upload: Upload, checked: Checked, actor: str, now: datetime
) -> Evidence:
    held = _open(audit)
    row = Evidence(kind=EvidenceKind.FILE, title=_title(upload.title))
    twin = _twin(row, held, statement, actor=actor, now=now).filter(file__digest=checked.digest).first()
    if twin is not None:
        return twin
    _check_takes(held, statement)
    if bytes_kept(held.school_id) + len(checked.content) > MOST_BYTES:
        raise EvidenceRefused(
            f"Your school’s evidence files would be more than {MOST_BYTES // 1024 // 1024} MB together. "
            "Please remove one that is not needed, or add a link to where the file is kept."
        )
    added = _written(row, held, statement, actor=actor, now=now, no_names=True)
    EvidenceFile.objects.create(
        school_id=held.school_id,
        evidence=added,
        content=checked.content,
        kind=checked.kind,
        size=len(checked.content),
        digest=checked.digest,
    )
    return added


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: str, now: datetime) -> None:
    """Words, link and bytes go at once; that it was there, and by whom, stays. Raises EvidenceRefused."""
    _open(evidence.audit)
    gone = Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(
        title="", text="", link="", removed_by=actor, removed_at=now
    )
    if not gone:
        raise EvidenceRefused("Somebody has removed this already. There is nothing more to do.")
    EvidenceFile.objects.filter(evidence_id=evidence.pk).delete()
    _journal("evidence-removed", evidence, actor=actor, now=now)


def _open(audit: Audit) -> Audit:
    held = _held(audit)
    if held.is_signed_off:
        raise EvidenceRefused(SIGNED_OFF)
    return held


def _check_takes(held: Audit, statement: str) -> None:
    """That the audit takes one more piece for this statement. Raises EvidenceRefused."""
    if all(asked.statement.key != statement for asked in asked_in(held)):
        raise EvidenceRefused("This audit no longer asks that statement. Please look at the list of statements again.")
    if Evidence.objects.filter(audit=held, statement=statement, removed_at=None).count() >= MOST_PIECES:
        raise EvidenceRefused(
            f"This statement has {MOST_PIECES} pieces of evidence, which is as many as it can have. "
            "Please remove one that says least, then add the new one."
        )


def _held(audit: Audit) -> Audit:
    """As it stands now. All audits of the school are held: the limit on bytes is the school's."""
    rows = Audit.objects.select_for_update(no_key=True).filter(school_id=audit.school_id).order_by("pk")
    return next(row for row in rows if row.pk == audit.pk)


def _title(title: str) -> str:
    words = cleaned_line(title)
    if len(words) > LONGEST_TITLE:
        raise EvidenceRefused(f"Please use at most {LONGEST_TITLE} letters to say what it is.")
    return words


def _added(row: Evidence, held: Audit, statement: str, *, actor: str, now: datetime) -> Evidence:
    """Sent twice, by a second press, it is added once."""
    twin = _twin(row, held, statement, actor=actor, now=now).first()
    if twin is not None:
        return twin
    _check_takes(held, statement)
    return _written(row, held, statement, actor=actor, now=now)


def _twin(row: Evidence, held: Audit, statement: str, *, actor: str, now: datetime) -> QuerySet[Evidence]:
    """The very same piece, added by the same person a moment ago."""
    own = Evidence.objects.filter(audit=held, statement=statement, added_by=actor, removed_at=None)
    recent = own.filter(added_at__gt=now - SECOND_PRESS)
    return recent.filter(kind=row.kind, title=row.title, text=row.text, link=row.link)


def _written(
    row: Evidence, audit: Audit, statement: str, *, actor: str, now: datetime, no_names: bool | None = None
) -> Evidence:
    row.school_id, row.audit, row.statement = audit.school_id, audit, statement
    row.added_by, row.added_at = actor, now
    row.save(force_insert=True)
    said = {} if no_names is None else {"no_names": no_names}
    _journal("evidence-added", row, actor=actor, now=now, **said)
    return row


def _journal(name: str, row: Evidence, *, actor: str, now: datetime, **said: bool) -> None:
    facts = {"audit": row.audit_id, "statement": row.statement, "kind": row.kind, **said}
    act = Act(name, f"evidence:{row.pk}", facts)
    record_act(act=act, actor=actor, now=now, school_id=row.school_id)
