"""Translations: brought in as a draft, commented on, sent back or signed off by somebody who did not make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.enrolment.errors import TranslationRefused
from belonging.web.enrolment.models import Choices, Translation, TranslationReview, Verdict
from belonging.web.enrolment.queries.translations import translation_of
from belonging.web.enrolment.rules.documents import ENGLISH, LANGUAGES
from belonging.web.enrolment.rules.translations import (
    Row,
    digest_to_sign,
    english_texts,
    faults_of,
    translated_names,
)
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

LONGEST_COMMENT = 2000
READ_AGAIN = "The text has changed while you read it. Please read it again."


@dataclass(frozen=True, slots=True)
class Seen:
    """The text that a person had before them."""

    name: str
    language: str
    digest: str


@dataclass(frozen=True, slots=True)
class Speaker:
    id: str
    name: str


@transaction.atomic
def bring_in(*, name: str, language: str, rows: Sequence[Row], maker: Speaker, now: datetime) -> Translation:
    """A new draft over what is there. Raises TranslationRefused with everything that is wrong."""
    if name not in translated_names() or language not in LANGUAGES or language == ENGLISH:
        raise TranslationRefused("This text is not translated into this language here.")
    if not rows:
        raise TranslationRefused(
            "These are not the columns that were downloaded: key, English, Translation, Note. "
            "Please download the spreadsheet, fill in the column “Translation”, and choose that file."
        )
    faults = faults_of(name, rows)
    if faults:
        raise TranslationRefused("Nothing was changed. Please put right what is wrong:", tuple(faults))
    words = {row.key: row.words for row in rows}
    texts = {key: words[key] for key in english_texts(name)}
    there = translation_of(name, language)
    if there is not None and there.digest == digest_to_sign(name, texts):
        raise TranslationRefused("These are the words that are there already. Nothing was changed.")
    made = Translation.objects.create(
        document=name,
        language=language,
        texts=texts,
        digest=digest_to_sign(name, texts),
        made_by=maker.id,
        maker_name=maker.name,
        made_at=now,
    )
    _journal("translation-brought-in", Seen(name, language, made.digest), maker, now)
    return made


def sign_off(*, seen: Seen, speaker: Speaker, now: datetime) -> None:
    """Schools get it from now on. Raises TranslationRefused: whoever made it, or the text has changed."""
    there = translation_of(seen.name, seen.language)
    if there is not None and there.made_by == speaker.id:
        raise TranslationRefused(
            "You brought in these words. Somebody else who reads the language has to sign them off."
        )
    if there is not None and there.missing:
        raise TranslationRefused("Some lines are not translated yet. Please bring them in first.")
    if there is not None and there.is_signed and there.digest == seen.digest:
        raise TranslationRefused("This text is signed off already.")
    _say(Verdict.SIGNED, seen, speaker=speaker, now=now)


def send_back(*, seen: Seen, words: str, speaker: Speaker, now: datetime) -> None:
    """Schools no longer get it. Raises TranslationRefused."""
    if not words.strip():
        raise TranslationRefused("Please say what has to change.")
    _say(Verdict.SENT_BACK, seen, words=words, speaker=speaker, now=now)


def comment(*, seen: Seen, key: str, words: str, speaker: Speaker, now: datetime) -> None:
    """`key`: the part it is about; empty for the whole. Raises TranslationRefused."""
    if not words.strip():
        raise TranslationRefused("Please write your comment.")
    _say(Verdict.COMMENT, seen, key=key, words=words, speaker=speaker, now=now)


@transaction.atomic
def accept_drafts(*, school: School, cohort: Cohort, accepted: bool, actor: str, now: datetime) -> None:
    """Whether the school is shown translations that nobody has checked yet. After its languages are chosen."""
    changed = Choices.objects.filter(school=school, cohort=cohort).exclude(accepts_drafts=accepted)
    if changed.update(accepts_drafts=accepted):
        act = Act("draft-translations", f"cohort:{cohort.pk}", {"accepted": accepted})
        record_act(act=act, actor=actor, now=now, school_id=school.pk)


@transaction.atomic
def _say(verdict: Verdict, seen: Seen, *, speaker: Speaker, now: datetime, words: str = "", key: str = "") -> None:
    there = translation_of(seen.name, seen.language)
    if there is None or there.digest != seen.digest:
        raise TranslationRefused(READ_AGAIN)
    if key and key not in there.texts:
        raise TranslationRefused("The text has no such part. Please choose one from the list.")
    TranslationReview.objects.create(
        document=seen.name,
        language=seen.language,
        digest=seen.digest,
        verdict=verdict,
        key=key,
        words=words.strip()[:LONGEST_COMMENT],
        reviewer_id=speaker.id,
        reviewer_name=speaker.name,
        reviewed_at=now,
    )
    _journal(f"translation-{verdict.replace('_', '-')}", seen, speaker, now)


def _journal(name: str, seen: Seen, speaker: Speaker, now: datetime) -> None:
    act = Act(name, f"translation:{seen.name}:{seen.language}", {"digest": seen.digest[:12]})
    record_act(act=act, actor=speaker.id, now=now)
