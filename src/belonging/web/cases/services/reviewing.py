"""The adviser's review, and the words that are taken out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from belonging.web.audit.rules.evidence import cleaned_line, cleaned_text
from belonging.web.cases.errors import NotReady, Unsaid, WrongState
from belonging.web.cases.models import CaseRedaction, CaseRemark, CaseStudy, Section, State, Treatment
from belonging.web.cases.queries.composing import missing
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.rules.redacting import Replaced
from belonging.web.cases.services.holding import locked, note, unsign
from belonging.web.cases.services.mails import tell_advisers, tell_signers, tell_writers

_WITH_THE_ADVISER = "It is not with the adviser now. Please look at where it stands."


@transaction.atomic
def ask_review(*, study: CaseStudy, actor: str, now: datetime) -> CaseStudy:
    """Raises NotReady, WrongState."""
    current = locked(study)
    if current.state not in (State.DRAFT, State.CHANGES):
        raise WrongState("It is with the adviser already.")
    if lacks := missing(whole(current)):
        raise NotReady(lacks)
    current.state, current.asked_by, current.asked_at = State.IN_REVIEW, actor, now
    current.save()
    note("case-review-asked", current, actor, now)
    tell_advisers(current, now=now)
    return current


@transaction.atomic
def remark(*, study: CaseStudy, section: str, text: str, actor: str, now: datetime) -> CaseRemark:
    """`section` empty: of the whole. The same words again are one remark. Raises Unsaid."""
    said = cleaned_text(text)
    if not said:
        raise Unsaid("Please write what you think of this part.")
    of = section if section in set(Section) else ""
    same = CaseRemark.objects.filter(study=study, section=of, text=said, by=actor, settled_at=None).first()
    if same is not None:
        return same
    made = CaseRemark.objects.create(school_id=study.school_id, study=study, section=of, text=said, by=actor, at=now)
    note("case-remark-added", study, actor, now, section=of)
    return made


@transaction.atomic
def settle_remark(*, study: CaseStudy, pk: int, actor: str, now: datetime) -> None:
    """The school has taken it up, or the adviser lets it go."""
    if CaseRemark.objects.filter(study=study, pk=pk, settled_at=None).update(settled_by=actor, settled_at=now):
        note("case-remark-settled", study, actor, now, remark=pk)


@transaction.atomic
def ask_changes(*, study: CaseStudy, words: str, actor: str, now: datetime) -> CaseStudy:
    """Raises WrongState; Unsaid where neither a word nor an open remark says what to change."""
    current = locked(study)
    if current.state != State.IN_REVIEW:
        raise WrongState(_WITH_THE_ADVISER)
    if cleaned_text(words):
        remark(study=current, section="", text=words, actor=actor, now=now)
    elif not CaseRemark.objects.filter(study=current, settled_at=None).exists():
        raise Unsaid("Please say what the school should change.")
    _reviewed(current, State.CHANGES, actor, now)
    note("case-changes-asked", current, actor, now)
    tell_writers(current, "changes", now=now)
    return current


@transaction.atomic
def recommend(*, study: CaseStudy, actor: str, now: datetime) -> CaseStudy:
    """Ready to be signed off, as it is now. Raises WrongState, NotReady."""
    current = locked(study)
    if current.state != State.IN_REVIEW:
        raise WrongState(_WITH_THE_ADVISER)
    if lacks := missing(whole(current)):
        raise NotReady(lacks)
    _reviewed(current, State.RECOMMENDED, actor, now)
    note("case-recommended", current, actor, now)
    tell_signers(current, now=now)
    return current


@transaction.atomic
def decide_words(*, study: CaseStudy, decisions: Sequence[Replaced], actor: str, now: datetime) -> CaseStudy:
    """What stands in place of words that may say who or where. A sign-off is taken back. Raises Unsaid."""
    current = locked(study)
    for each in decisions:
        instead = "" if each.treatment == Treatment.KEPT else cleaned_line(each.replacement)
        if each.treatment != Treatment.KEPT and not instead:
            raise Unsaid(f"Please say what stands in place of “{each.words}”.")
        CaseRedaction.objects.update_or_create(
            study=current,
            words=each.words,
            defaults={
                "school": current.school,
                "treatment": each.treatment,
                "replacement": instead,
                "by": actor,
                "at": now,
            },
        )
    if current.state == State.SIGNED:
        current.state = State.RECOMMENDED
        unsign(current)
        current.save()
    note("case-words-decided", current, actor, now, words=len(decisions))
    return current


def _reviewed(study: CaseStudy, state: State, actor: str, now: datetime) -> None:
    study.state, study.reviewed_by, study.reviewed_at = state, actor, now
    study.save()
