"""The two versions of a case study: named, and masked. What is signed off is exactly what comes out here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from belonging.web.base.scope import programme_scope
from belonging.web.cases.models import CaseStudy, Section, Use
from belonging.web.cases.queries.studies import Whole, shows_picture, shows_quote
from belonging.web.cases.rules.claims import own_numbers, shares_unpicked
from belonging.web.cases.rules.figures import words_from
from belonging.web.cases.rules.kinds import PARTS
from belonging.web.cases.rules.redacting import Marked, OwnNames, Replaced, gaps_in, marked_in, redacted, undecided
from belonging.web.cases.rules.snapshots import Shown, ShownFigure, ShownPicture, ShownQuote, Versions
from belonging.web.programme.models import Enrolment
from belonging.web.replies.rules.shares import Printed
from belonging.web.schools.models import School, Setting

_SETTINGS = {
    Setting.PRIMARY: "A primary school",
    Setting.SECONDARY: "A secondary school",
    Setting.SPECIAL: "A special school",
    Setting.ALTERNATIVE_PROVISION: "An alternative provision school",
}
ANY_SCHOOL = "A school"
_LARGE = "London"
"""A place of so many schools that it points at none."""
_FEWEST = 3
"""Of fewer schools in the programme, the kind points at one of them."""


def versions_of(written: Whole, today: date) -> Versions:
    return Versions(_version(written, today, masked=False), _version(written, today, masked=True))


def masked_name(school: School) -> str:
    """ "A primary school in London"; less where few schools of the programme are that."""
    if not is_of_many(school):
        return ANY_SCHOOL
    kind = _SETTINGS.get(Setting(school.setting), ANY_SCHOOL)
    return f"{kind} in {_LARGE}" if school.town == _LARGE and is_of_many(school, town=_LARGE) else kind


def is_of_many(school: School, **there: str) -> bool:
    """Whether enough schools of the programme, now or before, are of its setting, `there` if that is given."""
    wanted = {"setting": school.setting, **there}
    with programme_scope("case studies: how many schools are of a kind"):
        alike = Enrolment.objects.filter(**{f"school__{name}": value for name, value in wanted.items()})
        return len(alike.order_by().values("school").distinct()[:_FEWEST]) == _FEWEST


def marked_words(written: Whole) -> list[Marked]:
    """What may say who or where, in all that could be published."""
    school = written.study.school
    places = tuple(place for place in (school.local_authority, school.town) if place and place != _LARGE)
    return marked_in("\n".join(_texts(written)), OwnNames(school.name, places))


def left_to_decide(written: Whole) -> list[Marked]:
    return undecided(marked_words(written), replaced_of(written))


def replaced_of(written: Whole) -> list[Replaced]:
    return [Replaced(each.words, each.treatment, each.replacement) for each in written.redactions]


def printed_of(written: Whole) -> list[Printed]:
    """Every share of the picked figures."""
    return [told.printed for figure in written.figures for told in words_from(figure.printed).told]


def unpicked_shares(written: Whole) -> list[str]:
    study, picked = written.study, printed_of(written)
    return [piece for text in (study.summary, study.impact, study.lessons) for piece in shares_unpicked(text, picked)]


def missing(written: Whole) -> list[str]:
    """What has to be done before it goes to the adviser, in sentences."""
    study = written.study
    empty = [PARTS[section].title for section in Section if not getattr(study, section.value)]
    said = [f"Please write “{title}”." for title in empty]
    if not study.summary:
        said.append("Please sum it up in one sentence.")
    if own_numbers(f"{study.summary}\n{study.impact}", printed_of(written)) and not study.numbers_from:
        said.append("There are numbers of your own in the text. Please say where they come from.")
    return said


def missing_for_signing(written: Whole) -> list[str]:
    said = missing(written)
    if left := left_to_decide(written):
        words = ", ".join(f"“{each.words}”" for each in left[:5])
        said.append(f"Please decide what stands in place of {words}.")
    return said


def gaps_of(versions: Versions) -> list[str]:
    """What stands in square brackets in either version."""
    return list(dict.fromkeys(gap for each in (versions.masked, versions.named) for gap in gaps_in(each.all_words)))


def left_out(written: Whole, today: date) -> list[str]:
    """Pictures and quotes that no version has, and what each still needs."""
    return [*_pictures_out(written, today), *_quotes_out(written, today)]


def _pictures_out(written: Whole, today: date) -> Iterator[str]:
    for picture in written.kept_pictures:
        if not shows_picture(picture, Use.HUB, today):
            wants = "a second person to look at it" if picture.children and not picture.confirmed_at else "consent"
            yield f"The picture “{picture.alt}” is left out: it needs {wants}."


def _quotes_out(written: Whole, today: date) -> Iterator[str]:
    for quote in written.kept_quotes:
        if not shows_quote(quote, Use.HUB, today):
            yield f"The quote of {quote.whose} is left out: no consent to it stands."


def _version(written: Whole, today: date, *, masked: bool) -> Shown:
    study, decided = written.study, replaced_of(written)

    def told(text: str) -> str:
        return redacted(text, decided, masked=masked)

    return Shown(
        title=told(study.title),
        summary=told(study.summary),
        school=masked_name(study.school) if masked else study.school.name,
        phase="" if masked and not is_of_many(study.school) else study.phase,
        areas=tuple(study.areas),
        sections=tuple((section.value, told(getattr(study, section.value))) for section in Section),
        numbers_from=told(study.numbers_from),
        figures=tuple(
            ShownFigure(each.release_id, each.audience, each.item, each.by, each.group, each.printed)
            for each in written.figures
        ),
        quotes=tuple(
            ShownQuote(each.pk, told(each.words), told(each.whose))
            for each in written.kept_quotes
            if shows_quote(each, Use.HUB, today)
        ),
        pictures=tuple(
            ShownPicture(each.pk, told(each.alt))
            for each in written.kept_pictures
            if shows_picture(each, Use.HUB, today) and (each.fit_for_masked or not masked)
        ),
    )


def _texts(written: Whole) -> Iterator[str]:
    study: CaseStudy = written.study
    yield from (study.title, study.summary, *(getattr(study, section.value) for section in Section), study.numbers_from)
    for quote in written.kept_quotes:
        yield from (quote.words, quote.whose)
    yield from (picture.alt for picture in written.kept_pictures)
