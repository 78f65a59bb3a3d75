"""What a round asks, in which editions and languages, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from belonging.instruments.model import STANDARD
from belonging.instruments.words import LANGUAGES, worded
from belonging.web.base.backup_days import BACKUP_DAYS
from belonging.web.enrolment.queries.tried import tried_editions
from belonging.web.enrolment.queries.wordings import texts_of
from belonging.web.enrolment.rules.wordings import ENGLISH
from belonging.web.files.queries import pictures_at
from belonging.web.schools.models import School
from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.presenters.asking import Asking, Door, OwnPicture
from belonging.web.surveys.queries import facts_known
from belonging.web.surveys.queries.offered import Offered, offered
from belonging.web.surveys.rules.acceptance import takes_talk_requests
from belonging.web.surveys.rules.asked import asked
from belonging.web.surveys.rules.promise import Sentence, promise
from belonging.web.surveys.rules.year_groups import phases_of, years_of
from belonging.web.surveys.services.envelopes import outbox_key

PROGRAMME = "Belonging Matters"


def asking_of(round_: Round, edition: str = STANDARD, language: str = ENGLISH) -> Asking | None:
    """What the round asks in that edition and language; None where it does not offer them. Needs the round's scope."""
    choice = offered(round_)
    if edition not in choice.editions or language not in {tongue.code for tongue in choice.languages}:
        return None
    texts = texts_of(round_.instrument, language)
    whole = asked(round_.instrument, comments_on=round_.cohort.comments_on)
    return Asking(
        instrument=whole if language == ENGLISH else worded(whole, language, texts),
        edition=edition,
        language=language,
        texts=texts,
        school_name=PROGRAMME if round_.is_occasion else round_.host.name,
        slips=round_.entrance == Entrance.SLIPS,
        known_facts=facts_known(round_),
        slip_facts=frozenset(round_.slip_facts),
        years=frozenset() if round_.is_occasion else years_at(round_.host),
        pictures=_own_pictures(round_),
        editions=_editions(round_, choice, edition, language),
        languages=_languages(round_, choice, edition, language),
        handle=round_.handle,
        occasion=round_.is_occasion,
        may_talk=may_talk(round_),
        outbox=outbox_key(round_),
        linked=round_.is_linked,
        demo=bool(settings.DEMO) or round_.cohort.is_demo,
        backup_days=BACKUP_DAYS,
    )


def promise_of(round_: Round) -> tuple[Sentence, ...]:
    """What we promise on this round's first page."""
    asking = asking_of(round_)
    return () if asking is None else promise(asking.promised(), asking.words())


def address_of(handle: str, edition: str = STANDARD, language: str = ENGLISH) -> str:
    """In the answering process, which other processes name as well: on slips, in what a device keeps."""
    if language != ENGLISH:
        return f"/r/{handle}/{edition}/{language}/"
    return f"/r/{handle}/" if edition == STANDARD else f"/r/{handle}/{edition}/"


def _editions(round_: Round, choice: Offered, edition: str, language: str) -> tuple[Door, ...]:
    whole = asked(round_.instrument, comments_on=True)
    tried = tried_editions(round_.instrument, choice.shown) if len(choice.shown) > 1 else choice.shown
    return tuple(
        Door(
            key=key,
            name=str(whole.edition(key).name),
            address=address_of(round_.handle, key, language),
            here=key == edition,
            draft=key not in tried,
        )
        for key in choice.shown
    )


def _languages(round_: Round, choice: Offered, edition: str, language: str) -> tuple[Door, ...]:
    return tuple(
        Door(
            key=tongue.code,
            name=LANGUAGES[tongue.code].own_name,
            address=address_of(round_.handle, edition, tongue.code),
            here=tongue.code == language,
            draft=tongue.draft,
            lang=tongue.code,
        )
        for tongue in choice.languages
    )


def _own_pictures(round_: Round) -> Mapping[str, OwnPicture]:
    """Those that the school had when the questionnaire opened."""
    if round_.audience != "pupil" or round_.opens_at is None:
        return {}
    return {
        slot: OwnPicture(
            source=f"/r/{round_.handle}/picture/{slot}/?v={each.digest[:12]}",
            alt=each.alt,
            width=each.width,
            height=each.height,
        )
        for slot, each in pictures_at(round_.host_id, round_.opens_at).items()
    }


def years_at(school: School) -> frozenset[str]:
    """The year groups and phases that the school has."""
    had = {"has_sixth_form": school.has_sixth_form}
    return frozenset({*years_of(school.setting, **had), *phases_of(school.setting, **had)})


def may_talk(round_: Round) -> bool:
    return not round_.is_occasion and takes_talk_requests(state=round_.state)
