"""Pages that anyone may read."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.base.scope import programme_scope
from belonging.web.home.demo_file import Phase, read_loading, read_try_it
from belonging.web.home.presenters.front import TryPanel, try_panel
from belonging.web.home.presenters.preview_list import editions_shown, languages_shown
from belonging.web.home.presenters.public import credits_rows, stored_rows
from belonging.web.home.presenters.questionnaire import preview, previews
from belonging.web.home.presenters.results import found
from belonging.web.home.presenters.roles import SEEN, SEEN_ALL_THE_SAME, role_cards, who_may
from belonging.web.home.queries import round_state, used_codes


@never_cache
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    context = {"found": found(), "interest": reverse("programme:interest")}
    if settings.DEMO is not True:
        return render(request, "home/front.html", context | {"panel": None})
    loading = read_loading(settings.BELONGING_HOME)
    if loading is None or loading.phase != Phase.READY:
        failed = loading is not None and loading.phase == Phase.FAILED
        return render(request, "home/loading.html", {"loading": loading, "failed": failed})
    return render(request, "home/front.html", context | {"panel": _try_panel()})


@require_safe
def for_schools(request: HttpRequest) -> HttpResponse:
    return render(request, "home/for_schools.html", {"interest": reverse("programme:interest")})


@require_safe
def for_families(request: HttpRequest) -> HttpResponse:
    return render(request, "home/for_families.html")


@require_safe
def for_researchers(request: HttpRequest) -> HttpResponse:
    return render(request, "home/for_researchers.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "home/about.html",
        {"credits": credits_rows(), "security": settings.SECURITY_CONTACT or reverse("complaints:contact")},
    )


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "home/cookies.html", {"stored": stored_rows()})


@require_safe
def questionnaires(request: HttpRequest) -> HttpResponse:
    with programme_scope("public: languages"):
        languages = languages_shown("parent_v1")
    return render(request, "home/questionnaires.html", {"previews": previews(), "languages": languages})


@require_safe
def questionnaire(request: HttpRequest, name: str) -> HttpResponse:
    found = preview(name)
    if found is None:
        raise Http404
    with programme_scope("public: editions and languages"):
        editions = editions_shown(name)
    return render(request, "home/questionnaire.html", {"preview": found, "editions": editions})


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    seen = {"seen": SEEN, "seen_all_the_same": SEEN_ALL_THE_SAME}
    return render(request, "home/roles.html", {**seen, "cards": role_cards(), "acts": who_may()})


def _try_panel() -> TryPanel | None:
    try_it = read_try_it(settings.BELONGING_HOME)
    if try_it is None:
        return None
    with programme_scope("front page: is the round to try still open"):
        pupils, parents = round_state(try_it.pupil_handle), round_state(try_it.parent_handle)
    used = used_codes(try_it.pupil_handle, try_it.codes)
    return try_panel(try_it, pupils=pupils, parents=parents, used=used)
