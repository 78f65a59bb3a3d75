"""Evidence and remarks of an audit, in the order they came. In the school's scope; no query here reads a file."""

from __future__ import annotations

from django.db.models import Count, Sum

from belonging.web.audit.models import Audit, Evidence, EvidenceFile, Remark


def evidence_of(audit: Audit, statement: str | None = None) -> list[Evidence]:
    """What stands beside one statement, or all of them. Kind and size of a file are there, its bytes are not."""
    rows = Evidence.objects.filter(audit=audit, removed_at=None).select_related("file").defer("file__content")
    return list(rows if statement is None else rows.filter(statement=statement))


def evidence_counts(audit: Audit) -> dict[str, int]:
    """How many pieces stand beside each statement that has any."""
    rows = Evidence.objects.filter(audit=audit, removed_at=None).order_by()
    return dict(rows.values_list("statement").annotate(pieces=Count("pk")))


def remarks_of(audit: Audit, statement: str | None = None) -> list[Remark]:
    rows = Remark.objects.filter(audit=audit, removed_at=None)
    return list(rows if statement is None else rows.filter(statement=statement))


def evidence_in(audit: Audit, pk: int) -> Evidence | None:
    rows = Evidence.objects.filter(audit=audit, removed_at=None, pk=pk)
    return rows.select_related("file", "audit__school", "audit__cohort").defer("file__content").first()


def file_in(audit: Audit, pk: int) -> EvidenceFile | None:
    """With its bytes."""
    rows = EvidenceFile.objects.filter(evidence__audit=audit, evidence__removed_at=None, evidence__pk=pk)
    return rows.select_related("evidence").first()


def remark_in(audit: Audit, pk: int) -> Remark | None:
    rows = Remark.objects.filter(audit=audit, removed_at=None, pk=pk)
    return rows.select_related("audit__school", "audit__cohort").first()


def bytes_kept(school_id: int) -> int:
    """All files of the school's audits."""
    kept = EvidenceFile.objects.filter(school_id=school_id).aggregate(total=Sum("size"))["total"]
    return int(kept or 0)
