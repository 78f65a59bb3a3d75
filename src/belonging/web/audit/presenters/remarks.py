"""What people said about a statement, in the order they said it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.evidence import said_by
from belonging.web.audit.queries.evidence import remarks_of
from belonging.web.audit.queries.record import NOBODY, names_of
from belonging.web.audit.rules.evidence import NAME_NO_PUPIL, SAY
from belonging.web.ui import components
from belonging.web.ui.components import Field


@dataclass(frozen=True, slots=True)
class RemarkRow:
    head: str
    text: str
    remove: str


@dataclass(frozen=True, slots=True)
class RemarksPart:
    """`field` is empty where nothing can be said; `why_not` then says why, if there is something to say. `form`: the
    id of the form on the page that field and button belong to; empty where they have one of their own."""

    rows: tuple[RemarkRow, ...]
    field: SafeString | str
    form: str
    post_to: str
    why_not: str
    empty: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the field already, what is wrong with it, and the id of the form that the field belongs to;
    empty: a form of its own."""

    text: str = ""
    fault: str = ""
    form: str = ""


def remarks_part(
    *, audit: Audit, statement: str, may_discuss: bool, reader: str, typed: Typed | None = None
) -> RemarksPart:
    """`reader` is the actor who looks: their own remarks can be removed. Two queries, however much was said."""
    remarks = remarks_of(audit, statement)
    names = names_of(each.by for each in remarks)
    may = may_discuss and not audit.is_signed_off
    here = [audit.school.slug, audit.cohort.slug, audit.stage]
    rows = tuple(
        RemarkRow(
            head=said_by(names.get(each.by, NOBODY), each.at),
            text=each.text,
            remove=reverse("audit:remark_remove", args=[*here, each.pk]) if may and each.by == reader else "",
        )
        for each in remarks
    )
    return RemarksPart(
        rows=rows,
        field=say_field(typed or Typed()) if may else "",
        form=typed.form if typed else "",
        post_to=reverse("audit:remark", args=[*here, statement]),
        why_not="The audit is signed off, so the discussion has ended." if audit.is_signed_off else "",
        empty="" if rows else "Nothing was said." if audit.is_signed_off else "Nobody has said anything yet.",
    )


def say_field(typed: Typed) -> SafeString:
    """On the statement's page it stands beside other fields, so it has an id of its own."""
    field = Field(name="text", label=SAY, hint=NAME_NO_PUPIL, error=typed.fault, id="remark_text")
    return components.textarea(field, value=typed.text, rows=3, attributes={"form": typed.form or None})
