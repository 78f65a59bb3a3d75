"""Whom a school lets look at it for a day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import for_school, recently_authenticated
from belonging.web.accounts.areas import Area
from belonging.web.accounts.forms.passes import PassForm
from belonging.web.accounts.passes import may_hold, passes_of, whose
from belonging.web.accounts.presenters.passes import labelled, pass_rows
from belonging.web.accounts.roles import Permission
from belonging.web.accounts.services.passes import end_pass, give_pass
from belonging.web.schools.models import School


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_school(Permission.MANAGE_PEOPLE)
@recently_authenticated
def passes(request: HttpRequest, school: School) -> HttpResponse:
    """A POST gives one, or ends the one that `end` names."""
    now, actor, given = timezone.now(), str(request.user.pk), passes_of(school)
    ended = next((each for each in given if str(each.pk) == request.POST.get("end")), None)
    if ended is not None:
        end_pass(held=ended, actor=actor, now=now)
        messages.success(request, "Ended. They can look no longer.")
        return redirect("accounts:passes", school=school.slug)
    roles = whose(school)
    form = PassForm(request.POST or None, people=may_hold(school), label=lambda person: labelled(person, roles))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        give_pass(school=school, person=told["person"], area=Area(told["area"]), actor=actor, now=now)
        messages.success(request, f"{told['person'].name} can look for 24 hours. We have told them by e-mail.")
        return redirect("accounts:passes", school=school.slug)
    rows = pass_rows(given, roles, now)
    return render(request, "accounts/passes.html", {"school": school, "form": form, "rows": rows})
