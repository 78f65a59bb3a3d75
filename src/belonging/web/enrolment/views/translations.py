"""Translations for those who review them: the list, one text beside its English, and the spreadsheet."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.errors import TranslationRefused
from belonging.web.enrolment.forms.translations import BookForm, ReviewForm
from belonging.web.enrolment.presenters.translation_book import translation_book
from belonging.web.enrolment.presenters.translations import Page, signed_words, translation_page, translations_list
from belonging.web.enrolment.queries.translations import schools_wanting, translation_of
from belonging.web.enrolment.queries.translations import translations as all_translations
from belonging.web.enrolment.rules.documents import ENGLISH, LANGUAGES
from belonging.web.enrolment.rules.translations import english_texts, rows_from, translated_names
from belonging.web.enrolment.rules.wordings import together_with
from belonging.web.enrolment.services.translations import Seen, Speaker, bring_in, comment, send_back, sign_off
from belonging.web.enrolment.views import page_or_post
from belonging.web.files.rules.kinds import CONTENT_TYPES, Kind
from belonging.web.files.services import check_upload, rows_of

DONE = {
    "comment": "Your comment is there.",
    "back": "The translation is sent back. Schools do not get it as checked.",
}


@require_safe
@for_programme(Permission.REVIEW_TRANSLATIONS)
def translations(request: HttpRequest) -> HttpResponse:
    texts = translations_list(all_translations(translated_names()), schools_wanting())
    return render(request, "enrolment/translations.html", {"texts": texts})


@page_or_post
@for_programme(Permission.REVIEW_TRANSLATIONS)
def translation(request: HttpRequest, name: str, language: str) -> HttpResponse:
    page = _page(request, name, language)
    form = ReviewForm(request.POST if request.method == "POST" else None, places=page.places)
    if request.method == "POST" and form.is_valid():
        try:
            done = _act(request, name, language, form)
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, done)
            return redirect("enrolment:translation", name=name, language=language)
    return render(request, "enrolment/translation.html", {"page": page, "form": form, "name": name})


@require_safe
@for_programme(Permission.REVIEW_TRANSLATIONS)
def book(_request: HttpRequest, name: str, language: str) -> HttpResponse:
    _known(name, language)
    there = translation_of(name, language)
    made = translation_book(
        name=name, english=english_texts(name), texts=there.texts if there else {}, language=language
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}-{language}.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type=CONTENT_TYPES[Kind.XLSX], headers=headers)


@page_or_post
@for_programme(Permission.REVIEW_TRANSLATIONS)
def bring(request: HttpRequest, name: str, language: str) -> HttpResponse:
    page = _page(request, name, language)
    form = BookForm(request.POST, request.FILES) if request.method == "POST" else BookForm()
    faults: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            _bring(request, name, language, form)
        except Refused as refusal:
            form.add_error("file", str(refusal))
            faults = refusal.faults if isinstance(refusal, TranslationRefused) else ()
        else:
            messages.success(request, "The translation is here as a draft. Somebody else signs it off.")
            return redirect("enrolment:translation", name=name, language=language)
    context = {"page": page, "form": form, "faults": faults, "name": name}
    return render(request, "enrolment/translation_bring.html", context)


def _act(request: HttpRequest, name: str, language: str, form: ReviewForm) -> str:
    """What was done, in words. Raises Refused."""
    act, now, speaker = request.POST.get("act", "comment"), timezone.now(), _speaker(request)
    seen = Seen(name, language, request.POST.get("seen", ""))
    if act == "sign":
        sign_off(seen=seen, speaker=speaker, now=now)
        there = [(each, translation_of(each, language)) for each in together_with(name)]
        return signed_words(language, [each for each, found in there if found is None or not found.is_signed])
    if act == "back":
        send_back(seen=seen, words=form.cleaned_data["words"], speaker=speaker, now=now)
    else:
        act = "comment"
        comment(seen=seen, key=form.cleaned_data["key"], words=form.cleaned_data["words"], speaker=speaker, now=now)
    return DONE[act]


def _bring(request: HttpRequest, name: str, language: str, form: BookForm) -> None:
    """Raises Refused."""
    upload = form.upload
    checked = check_upload(name=upload.name or "", content=upload.read(), allowed={Kind.XLSX})
    rows = rows_from(rows_of(checked))
    bring_in(name=name, language=language, rows=rows, maker=_speaker(request), now=timezone.now())


def _page(request: HttpRequest, name: str, language: str) -> Page:
    _known(name, language)
    return translation_page(name, language, translation_of(name, language), reader=_speaker(request).id)


def _speaker(request: HttpRequest) -> Speaker:
    user = cast(User, request.user)
    return Speaker(str(user.pk), user.name)


def _known(name: str, language: str) -> None:
    """Raises Http404."""
    if name not in translated_names() or language not in LANGUAGES or language == ENGLISH:
        raise Http404
