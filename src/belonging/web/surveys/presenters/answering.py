"""From an instrument and a round to the words on the answering page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.instruments.load import load
from belonging.instruments.model import COMMENT_LIMIT
from belonging.web.files.queries import pictures_at
from belonging.web.schools.models import School
from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.presenters.cards import Card, OwnPicture, cards_of, text_of
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.queries import facts_known
from belonging.web.surveys.rules.acceptance import takes_talk_requests
from belonging.web.surveys.rules.asked import asked
from belonging.web.surveys.rules.field_names import ANSWER
from belonging.web.surveys.rules.promise import PromiseFacts, Reader, Sentence, promise
from belonging.web.surveys.rules.year_groups import phases_of, years_of

BACKUP_DAYS = 35
PROGRAMME = "Belonging Matters"
ASKED_OF = {
    "training": "asks everybody who came to the session.",
    "lead": "asks the lead of every school that took part: one form for each school.",
}
"""Of whom the programme asks at an occasion."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where it is put right: the id of a part of the page, or ""."""

    words: str
    at: str = ""


def promise_of(round_: Round, *, backup_days: int = BACKUP_DAYS) -> tuple[Sentence, ...]:
    """What we promise on this round's first page."""
    instrument = asked(round_.instrument, comments_on=round_.cohort.comments_on)
    demo = bool(settings.DEMO) or round_.cohort.is_demo
    facts = PromiseFacts(
        audience=round_.audience,
        slips=round_.entrance == Entrance.SLIPS,
        slip_facts=frozenset(round_.slip_facts),
        comments=Reader.SCREENED if instrument.comment_boxes else Reader.NONE_ASKED,
        backup_days=0 if demo else backup_days,
        demo=demo,
    )
    return promise(facts)


def frame(round_: Round) -> dict[str, object]:
    """What every page of a round needs."""
    return {
        "round": round_,
        "occasion": round_.is_occasion,
        "school_name": PROGRAMME if round_.is_occasion else round_.host.name,
        "adult": round_.audience != "pupil",
        "may_talk": not round_.is_occasion and takes_talk_requests(state=round_.state),
    }


def page(
    round_: Round, *, sent: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()
) -> dict[str, object]:
    """What answer.html needs; `sent`: choices to keep when the page comes back with errors."""
    sentences = promise_of(round_)
    given = sent or {}
    offered: frozenset[str] = frozenset() if round_.is_occasion else _offered(round_.host)
    usual = cards_of(round_.instrument, facts_known(round_), offered, comments_on=round_.cohort.comments_on)
    cards = _with_pictures(round_, usual)
    instrument = load(round_.instrument)
    introduction, more = _introduction(text_of(instrument.introduction), short=round_.is_occasion)
    return {
        **frame(round_),
        "title": text_of(instrument.title),
        "introduction": introduction,
        "introduction_more": more,
        "asked_of": ASKED_OF.get(round_.audience, ""),
        "slips": round_.entrance == Entrance.SLIPS,
        "promise": [typographic(sentence.text) for sentence in sentences if not sentence.more],
        "promise_more": [typographic(sentence.text) for sentence in sentences if sentence.more],
        "cards": _blank(usual) if cards is usual and not given else _drawn(cards, given),
        "code": given.get("code", ""),
        "picked": given.get("picked", ""),
        "problems": problems,
        "code_wrong": " ".join(each.words for each in problems if each.at == "code"),
    }


def _introduction(text: str, *, short: bool) -> tuple[str, str]:
    """`short`: the first two sentences stand large, how long it takes and that anything may be skipped."""
    sentences = text.split(". ")
    if not short or len(sentences) < 4:
        return text, ""
    return f"{'. '.join(sentences[:2])}.", ". ".join(sentences[2:])


def _with_pictures(round_: Round, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The same cards where the school had no picture of its own when the questionnaire opened."""
    if round_.audience != "pupil" or round_.opens_at is None:
        return cards
    found = {
        f"{ANSWER}{slot}": OwnPicture(
            source=f"{reverse('answering:own_picture', args=[round_.handle, slot])}?v={each.digest[:12]}",
            alt=each.alt,
            width=each.width,
            height=each.height,
        )
        for slot, each in pictures_at(round_.host_id, round_.opens_at).items()
    }
    return tuple(replace(card, picture=found.get(card.name)) for card in cards) if found else cards


def _offered(school: School) -> frozenset[str]:
    had = {"has_sixth_form": school.has_sixth_form}
    return frozenset({*years_of(school.setting, **had), *phases_of(school.setting, **had)})


@cache
def _blank(cards: tuple[Card, ...]) -> SafeString:
    """Drawn once for each questionnaire and set of slip facts: it holds no key and nobody's answers."""
    return _drawn(cards, {})


def _drawn(cards: Sequence[Card], given: Mapping[str, str]) -> SafeString:
    context = {"cards": [(card, given.get(card.name, "")) for card in cards], "comment_limit": COMMENT_LIMIT}
    return render_to_string("surveys/answer_cards.html", context)
