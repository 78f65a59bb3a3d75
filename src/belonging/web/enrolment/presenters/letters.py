"""What there is to read, print and send: each text as a page, a Word file and a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.enrolment.models import ContactKind, Duty
from belonging.web.enrolment.queries.readiness import Readiness
from belonging.web.enrolment.queries.translations import Tongues, documents_in
from belonging.web.enrolment.rules.dates import worded
from belonging.web.enrolment.rules.documents import ENGLISH, LANGUAGES, PRINTED, Document, latest
from belonging.web.enrolment.services.readiness import Where

FAMILIES = ("letter_parent", "notice_parent")
PUPILS = ("notice_child",)
ADULTS = ("briefing", "notice_staff")
AGREEMENTS = ("school_programme", "processor_terms", "school_joins", "programme_evaluator", "lawful_basis")
AGREED = ("school_programme", "processor_terms", "lawful_basis")
FOR_WHOM = {
    "letter_parent": "Send it to every family.",
    "notice_parent": "Send it with the letter.",
    "notice_child": "Read it with pupils, or hang it up. In large type.",
    "briefing": "For every adult who is with a class while it answers.",
    "notice_staff": "For the staff room.",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """`language` is named only where it is not English; `pdf` is empty where our typeface lacks its letters."""

    title: str
    hint: str
    page: str
    word: str
    pdf: str
    language: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    papers: list[Paper]


@dataclass(frozen=True, slots=True)
class DutyPage:
    """`missing`: why there is nothing to send yet; `note`: what to know beside it."""

    title: str
    text: str
    papers: list[Paper]
    button: str
    missing: str
    note: str
    done: bool


Address = Callable[[str, str], tuple[str, str, str]]
"""From a document's name and language to its three addresses: page, Word, PDF."""


IN_ENGLISH = Tongues()


def papers(keys: tuple[str, ...], address: Address, tongues: Tongues = IN_ENGLISH) -> list[Paper]:
    """The newest version of each, in English and each wanted language in which it may be sent."""
    names = [latest(key) for key in keys]
    found = documents_in(names, tongues)
    return [_paper(document, address) for name in names for document in found[name]]


def school_address(school: str, cohort: str, wave: str) -> Address:
    def made(name: str, language: str) -> tuple[str, str, str]:
        parts = [school, cohort, wave, name]
        query = "" if language == ENGLISH else f"?language={language}"
        page = reverse("enrolment:document", args=parts)
        files = [reverse("enrolment:document_file", args=[*parts, kind]) for kind in ("docx", "pdf")]
        return page + query, files[0] + query, files[1] + query

    return made


def template_address(cohort: str) -> Address:
    def made(name: str, _language: str) -> tuple[str, str, str]:
        page = reverse("enrolment:template", args=[cohort, name])
        word, pdf = (reverse("enrolment:template_file", args=[cohort, name, kind]) for kind in ("docx", "pdf"))
        return page, word, pdf

    return made


def school_papers(address: Address, tongues: Tongues) -> list[Group]:
    """Everything a school may want to read or print."""
    return [
        Group("For families", papers(FAMILIES, address, tongues)),
        Group("For pupils", papers(PUPILS, address, tongues)),
        Group("For staff", papers(ADULTS, address)),
        Group("Agreements", papers(AGREED, address)),
    ]


def template_papers(address: Address) -> list[Group]:
    """Everything, for the programme team and its evaluator."""
    return [
        Group("Agreements", papers(AGREEMENTS, address)),
        Group("For families", papers(FAMILIES, address)),
        Group("For pupils", papers(PUPILS, address)),
        Group("For staff", papers(ADULTS, address)),
    ]


def duty_page(*, where: Where, duty: Duty, ready: Readiness, tongues: Tongues) -> DutyPage:
    address = school_address(where.school.slug, where.cohort.slug, where.wave)
    if duty == Duty.BRIEFING:
        return DutyPage(
            title="Brief the adults",
            text="Every adult who is with a class while it answers reads one page. It takes five minutes.",
            papers=papers(ADULTS, address),
            button="Adults are briefed",
            missing="",
            note="",
            done=Duty.BRIEFING in ready.done,
        )
    lacking = _missing(ready)
    return DutyPage(
        title="Send the letters",
        text=f"Your school’s name, days and people are in place. {_by(ready)}".strip(),
        papers=[] if lacking else papers((*FAMILIES, *PUPILS), address, tongues),
        button="Letters are sent",
        missing=f"The letters need {' and '.join(lacking)} first." if lacking else "",
        note=_in_english_only(tongues),
        done=Duty.LETTERS in ready.done,
    )


def _by(ready: Readiness) -> str:
    return f"Parents can say no until {worded(ready.dates.reply_by)}." if ready.dates else ""


def _missing(ready: Readiness) -> list[str]:
    """What has to be settled before letters carry names and days."""
    people = {ContactKind.LEAD, ContactKind.SAFEGUARDING} - set(ready.contacts)
    lacking = ["the names of the school lead and the safeguarding lead"] if people else []
    return [*lacking, "your dates"] if ready.dates is None else lacking


def _in_english_only(tongues: Tongues) -> str:
    """The wanted languages that have no letter yet, as one sentence; empty where there is none."""
    name = latest("letter_parent")
    there = {each.language for each in documents_in([name], tongues)[name]}
    names = [LANGUAGES[code] for code in tongues.wanted if code in LANGUAGES and code not in there]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"There is no checked letter in {listed} yet. Please send the English one, and offer to read it together."


def _paper(document: Document, address: Address) -> Paper:
    page, word, pdf = address(document.name, document.language)
    return Paper(
        title=document.title,
        hint=FOR_WHOM.get(document.key, ""),
        page=page,
        word=word,
        pdf=pdf if document.language in PRINTED else "",
        language="" if document.language == ENGLISH else LANGUAGES[document.language],
        draft=bool(document.draft),
    )
