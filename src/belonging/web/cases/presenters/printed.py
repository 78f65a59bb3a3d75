"""A published case study as a PDF of two pages."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

from django.utils import timezone

from belonging.web.base.scope import school_scope
from belonging.web.cases.models import CasePicture, Naming
from belonging.web.cases.presenters.reading import PAPER_WIDTH, FigureView, ReadPage, Subject, read_page
from belonging.web.cases.queries.published import Out
from belonging.web.programme.presenters.words import long_day
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset

MOST_PRINTED = 2
"""Pictures, so that it stays two pages; the page on the screen has all."""
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


def case_pdf(out: Out, *, now: datetime) -> Typeset:
    """Outside any scope."""
    study = out.publication.study
    with school_scope(study.school_id):
        chosen = [each.pk for each in out.pictures[:MOST_PRINTED]]
        held = {each.pk: each for each in CasePicture.objects.filter(pk__in=chosen)}
        pictures = tuple(held[pk] for pk in chosen)
        shown = out.shown.only_pictures(chosen)
        is_masked = out.publication.naming == Naming.MASKED
        page = read_page(Subject(shown, study.school, study.cohort, pictures, is_masked), _name, width=PAPER_WIDTH)
    template = files("belonging.web.cases").joinpath("typst", "case.typ").read_text(encoding="utf-8")
    assets = {_name(each): bytes(each.content) for each in pictures}
    assets |= {f"figure-{at}.svg": str(each.svg).encode() for at, each in enumerate(page.figures) if each.svg}
    published = long_day(timezone.localdate(out.publication.published_at))
    return typeset(template, printed(page, published), made_at=now, assets=assets)


def printed(page: ReadPage, published: str) -> dict[str, object]:
    return {
        "title": page.title,
        "summary": page.summary,
        "about": page.school,
        "label": environment_label(),
        "programme": page.programme,
        "published": published,
        "tags": page.tags,
        "sections": [{"key": each.key, "title": each.title, "paragraphs": each.paragraphs} for each in page.sections],
        "numbers": page.numbers_from,
        "figures": [_figure(at, each) for at, each in enumerate(page.figures)],
        "quotes": [{"words": each.words, "whose": each.whose} for each in page.quotes],
        "pictures": [{"name": each.url, "alt": each.alt} for each in page.pictures],
        "caution": page.caution,
    }


def _figure(at: int, view: FigureView) -> dict[str, str]:
    return {
        "name": f"figure-{at}.svg" if view.svg else "",
        "title": view.title,
        "who": view.who,
        "text": view.text,
        "reading": view.reading,
    }


def _name(picture: CasePicture) -> str:
    return f"picture-{picture.pk}.{_ENDINGS[picture.content_type]}"
