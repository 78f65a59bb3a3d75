"""The poster of a page: of what is out, else of the draft, which says so."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.files.queries import picture_at
from belonging.web.replies.models import Edition, PageState
from belonging.web.replies.presenters.pages import public_url
from belonging.web.replies.presenters.posters import SIZES, poster_pdf
from belonging.web.replies.presenters.said import preview_of
from belonging.web.replies.queries.pages import lines_of
from belonging.web.replies.rules.snapshots import Shown, shown_from
from belonging.web.replies.views.pages import found_page
from belonging.web.schools.models import School


@require_safe
@for_school(Permission.SEE_AUDIT)
def poster(_request: HttpRequest, school: School, cohort: str, wave: str, edition: str, size: str) -> HttpResponse:
    page, now = found_page(school, cohort, wave, edition), timezone.now()
    if size not in SIZES:
        raise Http404
    shown = shown_from(page.shown) if page.state == PageState.PUBLISHED else preview_of(page, lines_of(page))
    wanted = _items(shown) if edition == Edition.YOUNGER else ()
    found = {item: picture_at(school.pk, item, now) for item in wanted}
    made = poster_pdf(
        page,
        shown,
        size=size,
        pictures={item: picture for item, picture in found.items() if picture is not None},
        address=public_url(page),
        now=now,
    )
    name = f"you-said-we-did-{wave}-{edition}-{size}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made.pdf, content_type="application/pdf", headers=headers)


def _items(shown: Shown) -> tuple[str, ...]:
    return tuple(line.item for line in shown.lines if line.item)
