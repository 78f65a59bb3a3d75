"""The words and parts of the answering page, for a round, a preview or a trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from belonging.instruments.model import COMMENT_LIMIT, STANDARD
from belonging.instruments.words import LANGUAGES
from belonging.web.enrolment.queries.wordings import texts_of
from belonging.web.enrolment.rules.wordings import ENGLISH
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.cards import cards_of, text_of
from belonging.web.surveys.presenters.promised import promised
from belonging.web.surveys.presenters.read_aloud import audio_for
from belonging.web.surveys.presenters.round_asked import (
    PROGRAMME,
    address_of,
    asking_of,
    may_talk,
    promise_of,
)
from belonging.web.surveys.rules.editions import WITH_PICTURES, YOUNGEST
from belonging.web.surveys.rules.helping import Help
from belonging.web.surveys.rules.letters import sheet_of
from belonging.web.surveys.rules.words import FOR_THE_SCRIPT, HOLE, Words, filled, table, words_for

__all__ = ["Problem", "asking_of", "bare", "frame", "page", "page_of", "promise_of"]

CHILDLINE: Final = "0800 1111"
QUIET_CARDS: Final = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where it is put right: the id of a part of the page, or ""."""

    words: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of help that somebody gives, as a choice on the adult's panel."""

    value: str
    label: str


def bare(words: Words | None = None) -> dict[str, object]:
    """What every page needs, also one that belongs to no round."""
    said = words or words_for("pupil")
    return {
        "words": said,
        "lang": "en-GB",
        "letters": "",
        "direction": "ltr",
        "edition": STANDARD,
        "youngest": False,
        "adult": False,
        "occasion": False,
        "may_talk": False,
        "worry": _worry(said, may_talk=False),
        "addresses": _addresses(""),
    }


def without_round() -> dict[str, object]:
    """What the front door and the help page need."""
    return {**bare(), **filled_words(words_for("pupil")), "addresses": {"help": "/help/", "talk": ""}}


def address_unknown() -> str:
    return words_for("pupil")["address_unknown"]


def filled_words(words: Words, school_name: str = "") -> dict[str, object]:
    """The sentences that hold a number, a code or the school's name, each with that filled in."""
    return {
        "ticket_hint": filled_html(words["ticket_hint"], example=code_shown("KT7X-4MPC")),
        "delete_hint": filled_html(words["delete_hint"], example=code_shown("KT7X4-MPC2F")),
        "address_hint": filled_html(words["address_hint"], example=code_shown("/r/")),
        "help_childline": filled_html(words["help_childline"], number=_to_call(CHILDLINE)),
        "help_danger": filled_html(words["help_danger"], number=_to_call("999")),
        "closed_lead": filled(words["closed_lead"], school=school_name),
        "early_lead": filled(words["early_lead"], school=school_name),
    }


def frame(round_: Round, language: str = ENGLISH, edition: str = STANDARD) -> dict[str, object]:
    """What every page of a round needs, in English unless the person reads another language."""
    texts = texts_of(round_.instrument, language)
    words = words_for(round_.audience, edition, texts or None)
    return {
        **bare(words),
        **_tongue(language, edition),
        "round": round_,
        "occasion": round_.is_occasion,
        "school_name": PROGRAMME if round_.is_occasion else round_.host.name,
        "adult": round_.audience != "pupil",
        "may_talk": may_talk(round_),
        "worry": _worry(words, may_talk=may_talk(round_)),
        "addresses": _addresses(round_.handle, edition, language),
        **filled_words(words, PROGRAMME if round_.is_occasion else round_.host.name),
    }


def manner_in(round_: Round, sent: Mapping[str, str]) -> dict[str, str]:
    """The edition and language that the page without script has sent along; the usual ones for anything odd."""
    asking = asking_of(round_, sent.get("edition") or STANDARD, sent.get("language") or ENGLISH)
    return {"edition": asking.edition, "language": asking.language} if asking is not None else {}


def words_of(round_: Round, sent: Mapping[str, str]) -> Words:
    """Those of the page from which this was sent."""
    manner = manner_in(round_, sent)
    language = manner.get("language", ENGLISH)
    return words_for(round_.audience, manner.get("edition", STANDARD), texts_of(round_.instrument, language) or None)


def page(
    round_: Round, *, sent: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()
) -> dict[str, object]:
    """What answer.html needs; `sent`: choices to keep when the page comes back with errors."""
    given = sent or {}
    asking = asking_of(round_, given.get("edition") or STANDARD, given.get("language") or ENGLISH)
    asking = asking or asking_of(round_)
    if asking is None:
        raise LookupError(f"Round {round_.pk} is not asked in English")
    return {**page_of(asking, sent=given, problems=problems), "round": round_}


def page_of(
    asking: Asking, *, sent: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()
) -> dict[str, object]:
    """What answer.html needs for any page, of a round or a preview."""
    given = sent or {}
    words = asking.words()
    return {
        **bare(words),
        **_tongue(asking.language, asking.edition),
        "mode": asking.mode,
        "occasion": asking.occasion,
        "school_name": asking.school_name,
        "adult": not asking.is_pupil,
        "choosing": asking.is_pupil,
        "may_talk": asking.may_talk,
        "worry": _worry(words, may_talk=asking.may_talk),
        "addresses": _addresses(asking.handle, asking.edition, asking.language),
        "handle": asking.handle or asking.mode,
        "outbox": asking.outbox,
        "audio": audio_for(asking.language),
        "title": text_of(asking.instrument.title, asking.language),
        **_introduced(asking),
        "asked_by": filled(words["asked_by"], school=asking.school_name, asked_of=words.get("asked_of", "")),
        "slips": asking.slips,
        "ticket_hint": filled_words(words)["ticket_hint"],
        **promised(asking),
        "room": table("room"),
        "editions": asking.editions if len(asking.editions) > 1 else (),
        "languages": asking.languages if len(asking.languages) > 1 else (),
        "helps": _helps(asking),
        "helped": given.get("help", ""),
        "cards": _drawn(asking, given),
        **_quiet(asking),
        "said_by_script": [(key, words[key]) for key in FOR_THE_SCRIPT],
        "code": given.get("code", ""),
        "picked": given.get("picked", ""),
        "problems": problems,
        "code_wrong": " ".join(each.words for each in problems if each.at == "code"),
        "submission_id": "",
    }


def _tongue(language: str, edition: str) -> dict[str, object]:
    tongue = LANGUAGES[language]
    return {
        "lang": "en-GB" if language == ENGLISH else tongue.code,
        "letters": sheet_of(language),
        "direction": tongue.direction,
        "language": language,
        "edition": edition,
        "youngest": edition in YOUNGEST,
    }


def _introduced(asking: Asking) -> dict[str, str]:
    """Of an occasion the first two sentences stand large: how long it takes, and that anything may be skipped."""
    edition = asking.instrument.edition(asking.edition)
    text = text_of(edition.introduction, asking.language)
    sentences = text.split(". ")
    if not asking.occasion or len(sentences) < 4:
        return {"introduction": text, "introduction_more": ""}
    return {"introduction": f"{'. '.join(sentences[:2])}.", "introduction_more": ". ".join(sentences[2:])}


def _quiet(asking: Asking) -> dict[str, object]:
    """Cards that are none, laid out as those of the edition: from across the room nobody tells them apart."""
    words = asking.words()
    return {
        "quiet": [words[f"quiet_{place}"] for place in range(1, QUIET_CARDS + 1)],
        "quiet_rows": cards_of(asking)[0].choices if asking.is_pupil else (),
        "quiet_pictured": asking.edition in WITH_PICTURES,
    }


def _helps(asking: Asking) -> tuple[Kind, ...]:
    """Asked on a pupil's page of the adult beside them, in English; of adults themselves in their language."""
    words = table("room") if asking.is_pupil else asking.words()
    if asking.occasion:
        return ()
    return tuple(Kind(kind.value, words[f"helped_{kind.value or 'none'}"]) for kind in Help)


def _drawn(asking: Asking, given: Mapping[str, str]) -> SafeString:
    words = asking.words()
    context = {
        "cards": [(card, given.get(card.name, "")) for card in cards_of(asking)],
        "comment_limit": COMMENT_LIMIT,
        "words": words,
        "name_kindly": words.get("name_kindly", "") if not asking.occasion else "",
    }
    return render_to_string("surveys/answer_cards.html", context)


def code_shown(code: str) -> SafeString:
    """A code or receipt as an example: left to right in every language."""
    return format_html('<bdi class="code" dir="ltr">{}</bdi>', code)


def filled_html(text: str, **values: str) -> SafeString:
    """As `filled`, where what is filled in may be markup of ours; the text itself is escaped."""
    parts = HOLE.split(text)
    pairs = zip(parts[::2], (values.get(name, "") for name in [*parts[1::2], ""]), strict=True)
    return format_html_join("", "{}{}", pairs)


def _worry(words: Words, *, may_talk: bool) -> SafeString:
    return filled_html(words["worry_line_talk" if may_talk else "worry_line"], number=_to_call(CHILDLINE))


def _to_call(number: str) -> SafeString:
    return format_html('<a class="help__number" dir="ltr" href="tel:{}">{}</a>', number.replace(" ", ""), number)


def _addresses(handle: str, edition: str = STANDARD, language: str = ENGLISH) -> dict[str, str]:
    """Where a round's page leads; nowhere from a page that belongs to no round."""
    home = address_of(handle)
    said = "" if language == ENGLISH else f"?language={language}"
    leads = {
        "page": address_of(handle, edition, language),
        "home": home,
        "check": f"{home}check/",
        "send": f"{home}send/",
        "delete": f"{home}delete/{said}",
        "talk": f"{home}talk/{said}",
        "help": "/help/",
    }
    return leads if handle else dict.fromkeys(leads, "")
