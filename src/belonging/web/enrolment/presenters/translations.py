"""The translations of what families get: the list, and one text beside its English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from belonging.instruments.words import LANGUAGES as SPOKEN
from belonging.web.enrolment.models import TranslationReview, Verdict
from belonging.web.enrolment.presenters.translated_lines import place_of
from belonging.web.enrolment.queries.translations import Standing, Translated
from belonging.web.enrolment.rules.documents import ENGLISH, LANGUAGES, RIGHT_TO_LEFT, load_document
from belonging.web.enrolment.rules.translations import english_texts, translated_names

COLOURS = {
    Standing.SIGNED: "teal",
    Standing.DRAFT: "yellow",
    Standing.SENT_BACK: "red",
    Standing.CHANGED: "yellow",
}
WHAT = {
    "letter_parent": "Letter to parents and carers",
    "notice_parent": "Privacy notice for parents and carers",
    "notice_child": "Privacy notice for pupils",
}
ASKED = {
    "pupil_v1": "Questionnaire for pupils, standard edition",
    "pupil_v1.editions": "Questionnaire for pupils, the other editions",
    "parent_v1": "Questionnaire for parents and carers",
    "staff_v1": "Questionnaire for staff",
    "answering_v1": "Buttons, help and the promise on every questionnaire",
}


@dataclass(frozen=True, slots=True)
class Line:
    """`own`: the language's own name; `english`: its English one, in brackets."""

    code: str
    own: str
    english: str
    href: str
    status: str
    colour: str
    wanted: str
    """By how many schools, in words; empty where by none."""


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    there: list[Line]
    missing: list[Line]


@dataclass(frozen=True, slots=True)
class Said:
    who: str
    what: str
    words: str
    earlier: bool
    """Of other words than those that stand there now."""


@dataclass(frozen=True, slots=True)
class Pair:
    key: str
    place: str
    english: str
    words: str
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    language: str
    own: str
    """The language's own name; `english_name` stands beside it."""
    english_name: str
    code: str
    direction: str
    status: str
    colour: str
    note: str
    digest: str
    pairs: list[Pair]
    said: list[Said]
    places: list[tuple[str, str]]
    is_there: bool
    may_sign: bool


def translations_list(found: Mapping[tuple[str, str], Translated], wanted: Mapping[str, int]) -> list[Text]:
    """`wanted`: by how many schools, by language. The languages to begin come in that order."""
    return [_text(name, found, wanted) for name in translated_names()]


def translation_page(name: str, language: str, there: Translated | None, *, reader: str) -> Page:
    english, texts = english_texts(name), there.texts if there else {}
    said = _by_part(there) if there else {}
    return Page(
        title=what(name),
        language=LANGUAGES[language],
        own=SPOKEN[language].own_name,
        english_name=SPOKEN[language].english,
        code=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        status=there.standing.value if there else "Not translated yet",
        colour=COLOURS[there.standing] if there else "grey",
        note=_note(there),
        digest=there.digest if there else "",
        pairs=[
            Pair(key, place(name, key), words, texts.get(key, ""), said.get(key, [])) for key, words in english.items()
        ],
        said=said.get("", []),
        places=[
            ("", "The whole text"),
            *((key, f"{place(name, key)}: {words[:40]}") for key, words in english.items()),
        ],
        is_there=there is not None,
        may_sign=there is not None and not (there.missing or there.is_signed) and there.made_by != reader,
    )


def signed_words(language: str, left: Sequence[str]) -> str:
    """What signing off has done; `left`: the lists without which schools can't use it yet."""
    if not left:
        return "The translation is signed off. Schools can use it from now on."
    links = format_html_join(
        "; ",
        '<a class="govuk-link" href="{}">{}</a>',
        ((reverse("enrolment:translation", args=[each, language]), what(each)) for each in left),
    )
    more = f"{len(left)} more {'list' if len(left) == 1 else 'lists'}"
    return format_html("It is signed off. {} to sign off before schools can use it: {}.", more, links)


def what(name: str) -> str:
    return ASKED.get(name) or WHAT.get(name.rpartition("_v")[0]) or load_document(name).title


def place(name: str, key: str) -> str:
    """ "sections.2.heading" or "item.belong" as people say it."""
    if name in ASKED:
        return place_of(name, key)
    parts = key.split(".")
    if parts[0] != "sections":
        return {"title": "Title", "about": "Under the title"}.get(parts[0], parts[0])
    kind = {"heading": "heading", "text": "text", "head": "head of the table", "rows": "table, row"}[parts[2]]
    return f"Part {parts[1]}, {' '.join([kind, *parts[3:]])}"


def _text(name: str, found: Mapping[tuple[str, str], Translated], wanted: Mapping[str, int]) -> Text:
    there: list[Line] = []
    missing: list[Line] = []
    for code in sorted(LANGUAGES, key=lambda each: -wanted.get(each, 0)):
        if code == ENGLISH:
            continue
        by = _schools(wanted.get(code, 0))
        href = reverse("enrolment:translation", args=[name, code])
        made = found.get((name, code))
        status, colour = (made.standing.value, COLOURS[made.standing]) if made else ("Not translated yet", "grey")
        line = Line(code, SPOKEN[code].own_name, f" ({SPOKEN[code].english})", href, status, colour, by)
        (there if made else missing).append(line)
    return Text(what(name), there, missing)


def _schools(number: int) -> str:
    return f"wanted by {number:,} {'school' if number == 1 else 'schools'}" if number else ""


def _note(there: Translated | None) -> str:
    if there is None:
        return "Nobody has translated this text into this language yet. Download the spreadsheet to begin."
    lacks = f" {there.missing:,} {'line is' if there.missing == 1 else 'lines are'} missing." if there.missing else ""
    kind = "These words come" if there.is_signed else "This draft comes"
    made = f"Brought in by {there.maker_name}." if there.maker_name else f"{kind} with the service."
    made += lacks
    verdict = there.verdict
    if verdict is None:
        return made
    when = f"{verdict.reviewed_at:%d/%m/%Y}"
    return f"{made} {Verdict(verdict.verdict).label} by {verdict.reviewer_name} on {when}."


def _by_part(there: Translated) -> dict[str, list[Said]]:
    """What was said of each part; "" is the whole."""
    found: dict[str, list[Said]] = {}
    for each in there.reviews:
        found.setdefault(each.key, []).append(_said(each, there))
    return found


def _said(review: TranslationReview, there: Translated) -> Said:
    return Said(
        who=f"{review.reviewer_name}, {review.reviewed_at:%d/%m/%Y}",
        what="" if review.verdict == Verdict.COMMENT else Verdict(review.verdict).label,
        words=review.words,
        earlier=review.digest != there.digest,
    )
