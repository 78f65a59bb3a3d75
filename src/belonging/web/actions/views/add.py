"""Adding an action, and editing one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.actions.errors import ChangedMeanwhile
from belonging.web.actions.forms.plan import AddForm, EditForm, Offered
from belonging.web.actions.models import Action
from belonging.web.actions.presenters.action import holiday_words
from belonging.web.actions.presenters.add import add_page, kept, meanwhile, proposed
from belonging.web.actions.presenters.plan import Place
from belonging.web.actions.presenters.values import initial_of
from belonging.web.actions.queries.beginnings import Beginning, beginning_of
from belonging.web.actions.queries.plan import measure_in, owners_of
from belonging.web.actions.queries.suggesting import practice_named
from belonging.web.actions.rules.measures import measure_words
from belonging.web.actions.rules.merging import merge
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.actions.services.plan import add_action_once, change_action, words_of
from belonging.web.actions.views.plan import found_action, found_cohort, page_or_post
from belonging.web.audit.queries.voices import voices_of
from belonging.web.base.errors import Refused
from belonging.web.base.numbers import whole_number
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of

_SALT = "belonging.actions.edit"


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def add(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """Its address says where the action comes from: a statement, an item, pupils' words, a practice."""
    held = found_cohort(school, cohort)
    voices = voices_of(school, held)
    begun = beginning_of(request.GET.dict(), school=school, cohort=held, voices=voices)
    chosen = request.POST.get("use") or request.POST.get("practice") or request.GET.get("practice", "")
    practice = practice_named(chosen)
    form = _add_form(request, school, begun, Offered(owners_of(school), voices))
    if request.method == "POST" and "use" not in request.POST and form.is_valid():
        added = _added(request, form, school, held, begun)
        if added is not None:
            return added
    page = add_page(place=Place(school.slug, cohort), begun=begun, practice=practice, setting=school.setting)
    shown = {"school": school, "cohort": held, "page": page, "form": form}
    return render(request, "actions/add.html", shown)


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def edit(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    """What somebody else saved meanwhile is put beside what was typed, and nothing is overwritten unseen."""
    found = found_action(school, cohort, number)
    offered = _offered(found, school)
    begun_from = initial_of(words_of(found))
    form = EditForm(request.POST or None, initial=begun_from, offered=offered)
    shown: dict[str, object] = {
        "meanwhile": None,
        "revision": found.revision,
        "base": signing.dumps(begun_from, salt=_SALT),
    }
    if request.method == "POST":
        shown |= {"revision": request.POST.get("revision", ""), "base": request.POST.get("base", "")}
        if form.is_valid():
            try:
                return _changed(request, form, found)
            except ChangedMeanwhile as refusal:
                form, shown = _both(request, refusal.theirs, school)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    shown |= {"school": school, "cohort": found.cohort, "action": found, "form": form}
    return render(request, "actions/edit.html", shown)


def _add_form(request: HttpRequest, school: School, begun: Beginning, offered: Offered) -> AddForm:
    """Filled with what was posted, unless a practice was chosen just now: then its words fill what is empty."""
    needs_why = not begun.grounds
    reader = cast(User, request.user).pk
    using = request.POST.get("use", "") or request.GET.get("practice", "")
    first = proposed(
        begun=begun,
        practice=practice_named(using),
        setting=school.setting,
        reader=reader,
        owners=offered.owners,
    )
    if request.method == "POST" and "use" not in request.POST:
        idea = request.POST.get("as") == "idea"
        return AddForm(request.POST, offered=offered, needs_why=needs_why, idea=idea, initial=first)
    return AddForm(offered=offered, needs_why=needs_why, initial=kept(request.POST.dict(), first))


def _added(
    request: HttpRequest, form: AddForm, school: School, cohort: Cohort, begun: Beginning
) -> HttpResponse | None:
    """The way on, or None where it was refused: then the form says why."""
    why = form.cleaned_data["why"]
    practice = practice_named(request.POST.get("practice", ""))
    words = replace(
        form.words,
        practice=practice.key if practice else "",
        statement=begun.statement.key if begun.statement else "",
        idea=form.idea,
    )
    grounds = [*begun.grounds, *([GroundWords("idea", why)] if why else [])]
    try:
        action = add_action_once(
            school=school, cohort=cohort, words=words, grounds=grounds, actor=_actor(request), now=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"Action {action.number} is in the plan.")
    return _to_action(request, action)


def _changed(request: HttpRequest, form: EditForm, found: Action) -> HttpResponse:
    """Raises Refused, ChangedMeanwhile among them."""
    words = replace(form.words, practice=found.practice, statement=found.statement)
    changed = change_action(
        action=found,
        words=words,
        revision=whole_number(request.POST.get("revision", "")) or 0,
        actor=_actor(request),
        now=timezone.now(),
    )
    messages.success(request, "Your changes are saved.")
    return _to_action(request, changed)


def _both(request: HttpRequest, theirs: Action, school: School) -> tuple[EditForm, dict[str, object]]:
    """The form with both people's changes in it, begun from theirs, and what they disagree about."""
    now = initial_of(words_of(theirs))
    merged = merge(base=_base(request), mine=request.POST.dict(), theirs=now)
    form = EditForm(initial=merged.values, offered=_offered(theirs, school))
    shown = {"revision": theirs.revision, "base": signing.dumps(now, salt=_SALT)}
    return form, shown | {"meanwhile": meanwhile(form, merged, theirs, now)}


def _base(request: HttpRequest) -> dict[str, Any]:
    """What the form began from; nothing where that cannot be read, so that each difference is shown."""
    try:
        found: dict[str, Any] = signing.loads(request.POST.get("base", ""), salt=_SALT)
    except signing.BadSignature:
        return {}
    return found


def _offered(action: Action, school: School) -> Offered:
    voices = voices_of(school, action.cohort)
    measure = measure_in(action)
    return Offered(
        owners_of(school),
        voices,
        kept_owner=(action.owner.pk, action.owner.name) if action.owner else None,
        kept_measure=(measure, measure_words(measure, voices)) if measure else None,
    )


def _to_action(request: HttpRequest, action: Action) -> HttpResponse:
    if warning := holiday_words(action.due_on, calendar_of(action.school)):
        messages.info(request, f"{warning} You can edit the action to change its day.")
    return redirect("actions:action", school=action.school.slug, cohort=action.cohort.slug, number=action.number)


def _actor(request: HttpRequest) -> str:
    return str(request.user.pk)
