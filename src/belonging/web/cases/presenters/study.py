"""A case study on its way: where it stands, what comes next, and what was said of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from belonging.web.audit.queries.record import names_of
from belonging.web.cases.models import CaseRemark, CaseStudy, Section, State
from belonging.web.cases.presenters.reading import SectionView, section_view
from belonging.web.cases.queries.composing import left_out, left_to_decide, missing, unpicked_shares
from belonging.web.cases.queries.studies import Whole
from belonging.web.cases.rules.claims import claim_words
from belonging.web.cases.rules.kinds import PARTS
from belonging.web.programme.presenters.words import long_day
from belonging.web.ui.components import Step

COLOURS = {
    State.DRAFT: "grey",
    State.IN_REVIEW: "yellow",
    State.CHANGES: "yellow",
    State.RECOMMENDED: "",
    State.SIGNED: "teal",
}
SOMEBODY = "Somebody"
TAKEN_DOWN = "Taken down. Nobody can open it any more; copies that somebody has saved stay where they are."
_ORDER = (State.DRAFT, State.IN_REVIEW, State.RECOMMENDED, State.SIGNED)


@dataclass(frozen=True, slots=True)
class RemarkView:
    pk: int
    who: str
    when: str
    paragraphs: tuple[str, ...]
    settled: str


@dataclass(frozen=True, slots=True)
class PartView:
    section: SectionView
    prompt: str
    remarks: tuple[RemarkView, ...]


@dataclass(frozen=True, slots=True)
class StudyPage:
    """`warnings` are about numbers in the text, `missing` what has to be written before the adviser reads it."""

    state: str
    colour: str
    out: str
    public_href: str
    steps: tuple[Step, ...]
    parts: tuple[PartView, ...]
    of_the_whole: tuple[RemarkView, ...]
    open_remarks: int
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    left_out: tuple[str, ...]
    undecided: tuple[str, ...]
    was_taken_down: bool


@dataclass(frozen=True, slots=True)
class ListedStudy:
    number: int
    title: str
    summary: str
    state: str
    colour: str
    next: str


def study_page(written: Whole, *, today: date) -> StudyPage:
    study = written.study
    names = names_of(_actors(written))
    undecided = tuple(f"“{each.words}”" for each in left_to_decide(written))
    shares = unpicked_shares(written)
    warning = claim_words(shares, has_source=bool(study.numbers_from))
    of_section = {section: _remarks(written.remarks, section.value, names) for section in Section}
    return StudyPage(
        state=state_words(study),
        colour=colour_of(study),
        out=out_words(study),
        public_href=out_href(study),
        steps=tuple(_steps(study, names, len(undecided))),
        parts=tuple(
            PartView(section_view(each.value, getattr(study, each.value)), PARTS[each].prompt, of_section[each])
            for each in Section
        ),
        of_the_whole=_remarks(written.remarks, "", names),
        open_remarks=sum(each.settled_at is None for each in written.remarks),
        missing=tuple(missing(written)),
        warnings=(warning,) if warning else (),
        left_out=tuple(left_out(written, today)),
        undecided=undecided,
        was_taken_down=was_taken_down(study),
    )


def listed(studies: Iterable[CaseStudy]) -> list[ListedStudy]:
    return [
        ListedStudy(each.number, each.title, each.summary, state_words(each), colour_of(each), next_words(each))
        for each in studies
    ]


def was_taken_down(study: CaseStudy) -> bool:
    """And not signed off anew since."""
    publication = getattr(study, "publication", None)
    return publication is not None and publication.withdrawn_at is not None and study.state != State.SIGNED


def state_words(study: CaseStudy) -> str:
    publication = getattr(study, "publication", None)
    if was_taken_down(study):
        return "Taken down"
    if publication is not None and publication.withdrawn_at is None:
        return "Published"
    return str(State(study.state).label)


def colour_of(study: CaseStudy) -> str:
    publication = getattr(study, "publication", None)
    if publication is not None and publication.withdrawn_at is None:
        return "teal"
    return COLOURS[State(study.state)]


def out_words(study: CaseStudy) -> str:
    """Where it can be read, since when; empty before it was published."""
    publication = getattr(study, "publication", None)
    if publication is None:
        return ""
    if publication.withdrawn_at is not None:
        return f"Taken down on {day_of(publication.withdrawn_at)}: {publication.withdrawn_because}"
    places = [
        *(["in the hub"] if publication.in_hub else []),
        *(["on the public pages"] if publication.in_public else []),
    ]
    named = "with the school’s name" if publication.naming == "named" else "without the school’s name"
    newer = "" if publication.digest == study.signed_digest else " What you changed since is not out."
    return f"Published {' and '.join(places)}, {named}, since {day_of(publication.published_at)}.{newer}"


def out_href(study: CaseStudy) -> str:
    """Where others read it; empty where they don't."""
    publication = getattr(study, "publication", None)
    if publication is None or publication.withdrawn_at is not None:
        return ""
    return reverse("cases:public" if publication.in_public else "cases:in_hub", args=[publication.slug])


def next_words(study: CaseStudy) -> str:
    if state_words(study) == "Published":
        return out_words(study)
    if was_taken_down(study) and study.state == State.RECOMMENDED:
        return "It is published again only if your school signs it off anew."
    return {
        State.DRAFT: "Write it, then ask your adviser to read it.",
        State.IN_REVIEW: "Your adviser reads it next.",
        State.CHANGES: "Your adviser asks for changes: look at the comments.",
        State.RECOMMENDED: "Decide about names, then sign it off.",
        State.SIGNED: "The programme team publishes it next.",
    }[State(study.state)]


def day_of(moment: datetime | None) -> str:
    return long_day(timezone.localdate(moment)) if moment else ""


def _steps(study: CaseStudy, names: Mapping[str, str], undecided: int) -> Iterator[Step]:
    at = _ORDER.index(State.DRAFT if study.state == State.CHANGES else State(study.state))
    publication = getattr(study, "publication", None)
    is_out = publication is not None and publication.withdrawn_at is None

    def state(place: int, *, done: bool | None = None) -> str:
        is_done = at > place if done is None else done
        return "done" if is_done else "now" if at == place else ""

    who = names.get(study.changed_by, SOMEBODY)
    yield Step("Write", f"Last changed by {who} on {day_of(study.changed_at)}", state(0))
    asked = f"Asked by {names.get(study.asked_by, SOMEBODY)} on {day_of(study.asked_at)}" if study.asked_at else ""
    reviewed = f"Read by {names.get(study.reviewed_by, SOMEBODY)} on {day_of(study.reviewed_at)}"
    yield Step("Adviser’s review", reviewed if study.reviewed_at and at != 1 else asked, state(1))
    left = f"{undecided} to decide" if undecided else "Nothing left to decide"
    yield Step("Names and places", left if at > 1 else "", state(2, done=at > 1 and not undecided))
    signed = f"By {names.get(study.signed_by, SOMEBODY)} on {day_of(study.signed_at)}" if study.signed_at else ""
    yield Step("School signs off", signed, "done" if at > 2 else "now" if at == 2 and not undecided else "")
    out = f"By {names.get(publication.published_by, SOMEBODY)}" if publication is not None and is_out else ""
    yield Step("Published", out, "done" if is_out else "now" if at > 2 else "")


def _remarks(remarks: Iterable[CaseRemark], section: str, names: Mapping[str, str]) -> tuple[RemarkView, ...]:
    return tuple(
        RemarkView(
            each.pk,
            names.get(each.by, SOMEBODY),
            day_of(each.at),
            tuple(line for line in each.text.split("\n") if line.strip()),
            f"Settled by {names.get(each.settled_by, SOMEBODY)}" if each.settled_at else "",
        )
        for each in remarks
        if each.section == section
    )


def _actors(written: Whole) -> list[str]:
    study = written.study
    publication = getattr(study, "publication", None)
    own = [study.changed_by, study.asked_by, study.reviewed_by, study.signed_by]
    out = [publication.published_by, publication.withdrawn_by] if publication is not None else []
    return [*own, *out, *(who for each in written.remarks for who in (each.by, each.settled_by))]
