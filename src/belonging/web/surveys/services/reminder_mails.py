"""The words of reminders: facts for the templates, from counts that are rounded already. No answer is near them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.notices.services import Mail, MailKind
from belonging.web.schools.models import School
from belonging.web.surveys.models import Entrance, Pack, Round
from belonging.web.surveys.queries import whole_of
from belonging.web.surveys.rules.rounds import COUNT_STEP, count_words, title_of
from belonging.web.surveys.rules.watching import Sat, how_far

NUMBERS = {2: "two", 3: "three"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """At which school, to which leads; of a closing also whether it is the last day, and how many are left."""

    school: School
    leads: Sequence[User]
    last_day: bool = False
    days_left: int = 0


def closing_mails(occasion: Occasion, packs: Mapping[int, list[Pack]], rounds: Sequence[Round]) -> Mapping[str, Mail]:
    """To each lead one for all these rounds, to each teacher one for all the teacher's classes; by reader."""
    behind = [pack for each in packs.values() for pack in each if pack.revoked_at is None and _is_behind(pack)]
    if not behind and not any(round_.entrance == Entrance.OPEN_LINK for round_ in rounds):
        return {}
    closes = rounds[0].closes_at
    context = _context(occasion) | {
        "last_day": occasion.last_day,
        "days_left": NUMBERS.get(occasion.days_left, str(occasion.days_left)),
        "closes": timezone.localdate(closes) if closes else None,
    }
    lines = [_round_line(round_, packs[round_.pk]) for round_ in rounds]
    not_sat = [pack.label for pack in behind if how_far(used=pack.used, slips=pack.slips) is Sat.NOT_YET]
    to_leads = {"rounds": lines, "not_sat": not_sat}
    return _to_leads(occasion, "closing_lead", context | to_leads) | _to_teachers("closing_teacher", context, behind)


def sitting_mails(occasion: Occasion, packs: Sequence[Pack], day: date) -> Mapping[str, Mail]:
    """Classes that were to sit on `day` and have not."""
    context = _context(occasion) | {"day": day, "classes": [pack.label for pack in packs]}
    return _to_leads(occasion, "sitting_lead", context) | _to_teachers("sitting_teacher", context, packs)


def _is_behind(pack: Pack) -> bool:
    return how_far(used=pack.used, slips=pack.slips) is not Sat.MOST


def _context(occasion: Occasion) -> dict[str, object]:
    return {"school": occasion.school.name, "slug": occasion.school.slug}


def _round_line(round_: Round, packs: Iterable[Pack]) -> str:
    """Pupils, baseline: about 120 of 240."""
    said = "not counted yet" if round_.answered_counted_at is None else count_words(round_.answered)
    whole = whole_of(round_, packs) if round_.answered_counted_at else 0
    return f"{title_of(round_.audience, round_.get_wave_display())}: {said}{f' of {whole}' if whole else ''}"


def _pack_line(pack: Pack) -> str:
    """4 Maple: about 5 of 27 slips used. Of a pack too small to be told, its name alone."""
    if pack.slips < COUNT_STEP or pack.used_counted_at is None:
        return pack.label
    return f"{pack.label}: {count_words(pack.used)} of {pack.slips} slips used"


def _to_leads(occasion: Occasion, template: str, context: Mapping[str, object]) -> dict[str, Mail]:
    return {f"lead:{lead.pk}": _mail(lead.email, template, {**context, "name": lead.name}) for lead in occasion.leads}


def _to_teachers(template: str, context: Mapping[str, object], packs: Iterable[Pack]) -> dict[str, Mail]:
    """A teacher of several classes gets one mail, known by the first of them."""
    classes: dict[str, list[Pack]] = {}
    for pack in packs:
        if pack.teacher_email:
            classes.setdefault(pack.teacher_email.lower(), []).append(pack)
    return {
        f"pack:{min(pack.pk for pack in theirs)}": _mail(
            theirs[0].teacher_email,
            template,
            {**context, "packs": [_pack_line(pack) for pack in theirs], "labels": [pack.label for pack in theirs]},
        )
        for theirs in classes.values()
    }


def _mail(to: str, template: str, context: Mapping[str, object]) -> Mail:
    return Mail(to=to, template=f"surveys/mail/{template}.txt", context=context, kind=MailKind.REMINDER)
