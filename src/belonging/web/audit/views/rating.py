"""Rating one statement. A version that came too late is kept, and both stand side by side until one is chosen."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.instruments.audit import Statement
from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.errors import AlreadySettled, AuditSignedOff, ChangedMeanwhile, NothingSaid, UnknownStatement
from belonging.web.audit.forms.evidence import RemarkForm
from belonging.web.audit.forms.work import RateForm, SettleForm
from belonging.web.audit.models import Audit, RatingEntry
from belonging.web.audit.presenters.beside import beside_part
from belonging.web.audit.presenters.evidence import ADDING, evidence_part
from belonging.web.audit.presenters.remarks import Typed, remarks_part
from belonging.web.audit.presenters.statement import (
    Near,
    both_words,
    conflict_page,
    history_page,
    not_rated_words,
    statement_page,
)
from belonging.web.audit.presenters.work import way
from belonging.web.audit.queries.asked import Asked, statement_in
from belonging.web.audit.queries.audits import history_of, names_by_actor, ratings_of, waiting_of
from belonging.web.audit.queries.changes import changes_since
from belonging.web.audit.queries.voices import audiences_of
from belonging.web.audit.queries.work import Desk
from belonging.web.audit.services.remarks import remark
from belonging.web.audit.services.work import Said, rate, settle
from belonging.web.audit.views.desks import audit_or_404, desk_for, reader_of
from belonging.web.audit.views.evidence import spot_of
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])
TOP = "#main-content"
"""Where a page begins after Save: the next Tab then goes to the choices."""


@require_safe
@for_school(Permission.SEE_AUDIT)
def statement(request: HttpRequest, school: School, *, cohort: str, stage: str, statement: str) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    asked = _asked(audit, statement)
    if not asked.is_asked:
        shown = {"school": school, "statement": asked.statement, "words": not_rated_words(audit, asked)}
        ways = {"back": way(audit, "stage"), "history": way(audit, "history", statement)}
        return render(request, "audit/statement_hidden.html", shown | ways)
    desk = desk_for(request, audit)
    return _page(request, desk, RateForm(statement=asked.statement, rating=desk.ratings.get(statement)), statement)


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def rate_(request: HttpRequest, school: School, *, cohort: str, stage: str, statement: str) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    if request.method != "POST":
        return redirect(way(audit, "statement", statement))
    asked, desk, talk = _asked(audit, statement), desk_for(request, audit), _talk(request)
    form = RateForm(request.POST, statement=asked.statement, rating=desk.ratings.get(statement))
    if audit.is_signed_off or not asked.is_asked:
        return _late(request, audit, asked, form, talk)
    if not form.is_valid() or not _remarked(request, audit, statement, talk):
        return _page(request, desk, form, statement, talk)
    said, actor = Said(**form.cleaned_data), str(request.user.pk)
    try:
        rate(audit=audit, statement=statement, said=said, actor=actor, now=timezone.now())
    except (ChangedMeanwhile, AuditSignedOff, UnknownStatement) as refusal:
        return redirect(_kept_at(request, audit, statement, refusal))
    except Refused as refusal:
        if not isinstance(refusal, NothingSaid) or (talk is None and _adds(request) is None):
            form.add_error(None, str(refusal))
            return _page(request, desk, form, statement)
    if form.has_changed() and _adds(request) is not None:
        messages.success(request, "Your rating is saved. Now add the evidence.")
    return redirect(_onward(request, desk, statement))


@require_safe
@for_school(Permission.SEE_AUDIT)
def history(request: HttpRequest, school: School, *, cohort: str, stage: str, statement: str) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    asked = _asked(audit, statement)
    entries = history_of(audit, statement)
    names = names_by_actor(entry.by for entry in entries)
    settles = reader_of(request, school).may_work and not audit.is_signed_off
    page = history_page(audit=audit, statement=asked.statement, entries=entries, names=names, may_settle=settles)
    return render(request, "audit/statement_history.html", {"school": school, "page": page})


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def version(
    request: HttpRequest, school: School, *, cohort: str, stage: str, statement: str, entry: int
) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    asked = _asked(audit, statement)
    if audit.is_signed_off:
        messages.info(request, str(AuditSignedOff()))
        return redirect(way(audit, "history", statement))
    waiting = next((each for each in waiting_of(audit, statement) if each.pk == entry), None)
    if waiting is None:
        if not any(each.pk == entry for each in history_of(audit, statement)):
            raise Http404
        messages.info(request, str(AlreadySettled()))
        return redirect(way(audit, "statement", statement) + TOP)
    form = SettleForm(request.POST)
    if request.method == "POST" and form.is_valid():
        return _settled(request, audit, waiting, form)
    return _conflict(request, audit, waiting, asked.statement)


def _settled(request: HttpRequest, audit: Audit, waiting: RatingEntry, form: SettleForm) -> HttpResponse:
    take, revision = form.cleaned_data["choice"] == "mine", form.cleaned_data["revision"]
    try:
        settle(entry=waiting, take=take, revision=revision, actor=str(request.user.pk), now=timezone.now())
    except ChangedMeanwhile as refusal:
        messages.warning(request, str(refusal))
        return redirect(way(audit, "version", waiting.statement, waiting.pk))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Settled. Every version stays in the statement’s history.")
    return redirect(way(audit, "statement", waiting.statement) + TOP)


def _conflict(request: HttpRequest, audit: Audit, waiting: RatingEntry, statement: Statement) -> HttpResponse:
    rating = ratings_of(audit).get(waiting.statement)
    names = names_by_actor([waiting.by, *([rating.changed_by] if rating else [])])
    page = conflict_page(entry=waiting, statement=statement, rating=rating, names=names, actor=str(request.user.pk))
    begun = {
        "value": waiting.value,
        "how_we_know": both_words(waiting, rating),
        "revision": page.revision,
        "settles": waiting.pk,
    }
    form = RateForm(statement=statement, rating=None, initial=begun)
    return render(request, "audit/conflict.html", {"school": audit.school, "page": page, "form": form})


def _asked(audit: Audit, key: str) -> Asked:
    found = statement_in(audit, key)
    if found is None:
        raise Http404
    return found


def _talk(request: HttpRequest) -> RemarkForm | None:
    """What is said to the others, sent with the rating; None where nothing is."""
    if not request.POST.get("text", "").strip() and request.POST.get("then") != "say":
        return None
    return RemarkForm(request.POST, auto_id="remark_%s")


def _adds(request: HttpRequest) -> str | None:
    """The kind of evidence that comes next."""
    then = request.POST.get("then", "")
    return then.removeprefix("add-") if then in dict(ADDING) else None


def _remarked(request: HttpRequest, audit: Audit, key: str, talk: RemarkForm | None) -> bool:
    """Whether what was said is stored, if anything was; what is wrong with it stands in its form."""
    if talk is None:
        return True
    if not talk.is_valid():
        return False
    words, actor = talk.cleaned_data["text"], str(request.user.pk)
    try:
        remark(audit=audit, statement=key, text=words, actor=actor, now=timezone.now())
    except Refused as refusal:
        talk.add_error("text", str(refusal))
        return False
    messages.success(request, "The others can read what you said.")
    return True


def _late(request: HttpRequest, audit: Audit, asked: Asked, form: RateForm, talk: RemarkForm | None) -> HttpResponse:
    """Nobody rates it now. A rating goes to the history; one too long for it, and what was said, stand in a form."""
    key = asked.statement.key
    if not form.is_valid():
        value = "" if "value" in form.errors else form["value"].value() or ""
        shown = {"school": audit.school, "statement": asked.statement, "words": not_rated_words(audit, asked)}
        ways = {"back": way(audit, "stage"), "post_to": way(audit, "rate", key)}
        return render(request, "audit/statement_late.html", shown | ways | {"form": form, "value": value, "talk": talk})
    onward = way(audit, "statement", key)
    try:
        said, actor = Said(**form.cleaned_data), str(request.user.pk)
        rate(audit=audit, statement=key, said=said, actor=actor, now=timezone.now())
    except (AuditSignedOff, UnknownStatement) as refusal:
        onward = _kept_at(request, audit, key, refusal)
    if _remarked(request, audit, key, talk):
        return redirect(onward)
    return render(request, "audit/remark.html", {"school": audit.school, "spot": spot_of(audit, key), "form": talk})


def _kept_at(
    request: HttpRequest, audit: Audit, key: str, refusal: ChangedMeanwhile | AuditSignedOff | UnknownStatement
) -> str:
    """Where what was typed stands now: beside the version that came first, or in the history."""
    if isinstance(refusal, ChangedMeanwhile):
        return way(audit, "version", key, refusal.mine.pk)
    messages.warning(request, str(refusal))
    return way(audit, "history" if refusal.entry else "statement", key)


def _onward(request: HttpRequest, desk: Desk, key: str) -> str:
    """The page after Save: the same statement, the next that is not rated, the audit's own page, or evidence to add."""
    audit, then, order = desk.audit, request.POST.get("then"), request.POST.get("order", "")
    kind = _adds(request)
    if kind is not None:
        return way(audit, "evidence_add", key, kind)
    onward = key if then in ("stay", "say") else desk.next_after(key)
    if onward is None:
        messages.success(request, "Saved. No other statement is left to rate.")
        return way(audit, "stage", order=order) + TOP
    return way(audit, "statement", onward, order=order, saved=key) + ("#discussion" if then == "say" else TOP)


def _page(request: HttpRequest, desk: Desk, form: RateForm, key: str, talk: RemarkForm | None = None) -> HttpResponse:
    audit, reader = desk.audit, reader_of(request, desk.audit.school)
    asked, rating, waiting = desk.by_key[key], desk.ratings.get(key), waiting_of(desk.audit, key)
    names = names_by_actor([*(entry.by for entry in waiting), *([rating.changed_by] if rating else [])])
    near = Near(changes_since(audit).get(key), waiting, names, saved=request.GET.get("saved", ""))
    shown = {
        "school": audit.school,
        "form": form,
        "talk": talk,
        "page": statement_page(desk=desk, statement=asked.statement, near=near, reader=reader),
        "evidence_part": evidence_part(audit=audit, statement=key, may_work=reader.may_work),
        "remarks_part": remarks_part(
            audit=audit,
            statement=key,
            may_discuss=reader.may_discuss,
            reader=reader.actor,
            typed=_typed(talk, rates=reader.may_work and not audit.is_signed_off),
        ),
        "beside_part": beside_part(
            statement=asked.statement,
            voices=desk.voices,
            met=rating.value if rating else "",
            signed_off=audit.is_signed_off,
            audiences=audiences_of(audit.cohort),
        ),
    }
    return render(request, "audit/statement.html", shown)


def _typed(talk: RemarkForm | None, *, rates: bool) -> Typed:
    text, faults = (str(talk["text"].value() or ""), talk["text"].errors) if talk else ("", ())
    return Typed(text, " ".join(str(fault) for fault in faults), "rating" if rates else "")
