"""Evidence beside a statement, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from belonging.web.audit.models import Audit, Evidence, EvidenceKind
from belonging.web.audit.queries.evidence import evidence_of
from belonging.web.audit.queries.record import NOBODY, names_of
from belonging.web.audit.rules.evidence import MOST_PIECES, host_of
from belonging.web.files.rules.kinds import ENDINGS, SHORT_NAMES, Kind

ADDING: Final = (("add-text", "Add a few words"), ("add-link", "Add a link"), ("add-file", "Add a file"))


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """`href` leads to the link or the file; `note` says where that is, or what will be saved."""

    title: str
    text: str
    href: str
    outside: bool
    note: str
    head: str
    remove: str
    about: str


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """`adding`: what the statement's form sends, and words; empty where nothing can be added. `why_not` then says why,
    if there is something to say."""

    rows: tuple[EvidenceRow, ...]
    adding: tuple[tuple[str, str], ...]
    why_not: str
    empty: str


def evidence_part(*, audit: Audit, statement: str, may_work: bool) -> EvidencePart:
    """Two queries, whatever the number of pieces, where the audit has its school and cohort."""
    pieces = evidence_of(audit, statement)
    names = names_of(each.added_by for each in pieces)
    may = may_work and not audit.is_signed_off
    full = len(pieces) >= MOST_PIECES
    rows = tuple(evidence_row(each, audit, names, may_remove=may) for each in pieces)
    return EvidencePart(
        rows=rows,
        adding=ADDING if may and not full else (),
        why_not=_why_not(audit, may_work=may_work, full=full),
        empty="" if rows else "No evidence was added." if audit.is_signed_off else "Nothing is here yet.",
    )


def evidence_row(each: Evidence, audit: Audit, names: dict[str, str], *, may_remove: bool) -> EvidenceRow:
    here = [audit.school.slug, audit.cohort.slug, audit.stage, each.pk]
    link, file = each.kind == EvidenceKind.LINK, each.kind == EvidenceKind.FILE
    host = host_of(each.link) if link else ""
    return EvidenceRow(
        title=each.title or host,
        text=each.text,
        href=each.link if link else reverse("audit:evidence_file", args=here) if file else "",
        outside=link,
        note=f"{host}, opens in a new tab" if link else _file_words(each) if file else "",
        head=said_by(names.get(each.added_by, NOBODY), each.added_at),
        remove=reverse("audit:evidence_remove", args=here) if may_remove else "",
        about=each.title or host or "this text",
    )


def said_by(name: str, moment: datetime) -> str:
    """Robin Green, 23 November 2026."""
    return f"{name}, {date_format(timezone.localtime(moment), 'j F Y')}"


def file_name(title: str, kind: str) -> str:
    """A name for the file that is saved, made from its title alone: letters, figures and hyphens."""
    return f"{slugify(title)[:60].strip('-_') or 'evidence'}.{ENDINGS[Kind(kind)]}"


def size_words(size: int) -> str:
    """ "84 kB", "1.2 MB"."""
    return f"{max(size // 1024, 1)} kB" if size < 1000 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def _file_words(each: Evidence) -> str:
    return f"{SHORT_NAMES[Kind(each.file.kind)]}, {size_words(each.file.size)}"


def _why_not(audit: Audit, *, may_work: bool, full: bool) -> str:
    if audit.is_signed_off:
        return "The audit is signed off, so its evidence stays as it is."
    if may_work and full:
        return f"{MOST_PIECES} pieces of evidence are as many as a statement can have. Remove one to add another."
    return ""
