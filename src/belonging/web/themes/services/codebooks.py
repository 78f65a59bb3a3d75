"""Writing a codebook, and fixing it as coding begins."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from belonging.evaluation.disclosure.mentions import FEWEST
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.themes.errors import CodebookRefused
from belonging.web.themes.models import Codebook, CodedComment, Theme, ThemeRelease
from belonging.web.themes.queries import AUDIENCES, codable, codebook_of
from belonging.web.themes.rules.sampling import draw

MOST_THEMES = 20
FIXED = "Coding with this version has begun, so it no longer changes. Start a new version to change a theme."


@dataclass(frozen=True, slots=True)
class ThemeWords:
    name: str
    definition: str
    include: str = ""
    exclude: str = ""


@transaction.atomic
def begin_codebook(*, cohort: Cohort, audience: str, actor: str, now: datetime) -> Codebook:
    """The first version, empty; or the next one, with the themes of the one before. Raises CodebookRefused."""
    if audience not in AUDIENCES:
        raise CodebookRefused("Comments of parents and of staff are coded. Choose one of the two.")
    last = codebook_of(cohort, audience)
    if last is not None and last.fixed_at is None:
        raise CodebookRefused("There is a version already that can still be changed. Please change that one.")
    made = Codebook.objects.create(
        cohort=cohort, audience=audience, version=1 if last is None else last.version + 1, made_by=actor, made_at=now
    )
    for theme in last.themes.all() if last is not None else ():
        theme.pk, theme.codebook = None, made
        theme.save(force_insert=True)
    _journal("codebook-begun", made, actor, now)
    return made


@transaction.atomic
def add_theme(*, codebook: Codebook, words: ThemeWords, actor: str, now: datetime) -> Theme:
    """Raises CodebookRefused: fixed, full, or a name that is there already."""
    current = _changeable(codebook)
    themes = list(current.themes.all())
    key = slugify(words.name)[:40].strip("-")
    if not key or any(theme.key == key for theme in themes):
        raise CodebookRefused(
            "There is a theme of this name already, or it has no letters. Please name it differently."
        )
    if len(themes) >= MOST_THEMES:
        raise CodebookRefused(f"A codebook has {MOST_THEMES} themes at most: nobody can keep more in mind.")
    made = Theme(codebook=current, key=key, place=1 + max((theme.place for theme in themes), default=0))
    _say(made, words)
    _journal("theme-added", current, actor, now, theme=key)
    return made


@transaction.atomic
def change_theme(*, theme: Theme, words: ThemeWords, actor: str, now: datetime) -> Theme:
    """The name in what is coded stays. Raises CodebookRefused."""
    current = _changeable(theme.codebook)
    _say(theme, words)
    _journal("theme-changed", current, actor, now, theme=theme.key)
    return theme


@transaction.atomic
def remove_theme(*, theme: Theme, actor: str, now: datetime) -> None:
    """Raises CodebookRefused."""
    current = _changeable(theme.codebook)
    theme.delete()
    _journal("theme-removed", current, actor, now, theme=theme.key)


@transaction.atomic
def fix_codebook(*, codebook: Codebook, actor: str, now: datetime) -> Codebook:
    """Coding begins: of the comments that are released now, with a sample drawn for a second person.

    Raises CodebookRefused: no theme, or no comment.
    """
    current = _changeable(codebook)
    if not current.themes.exists():
        raise CodebookRefused("There is no theme yet. Please add the themes first.")
    keys = base_of(current)
    if not keys:
        raise CodebookRefused("No comment has been released yet, so there is nothing to code.")
    current.seed, current.fixed_by, current.fixed_at = secrets.randbelow(2**31), actor, now
    current.save(update_fields=["seed", "fixed_by", "fixed_at"])
    sample = draw(keys, seed=current.seed)
    CodedComment.objects.bulk_create(
        CodedComment(codebook=current, comment_id=key, in_sample=key in sample) for key in keys
    )
    _journal("codebook-fixed", current, actor, now, comments=len(keys), sample=len(sample))
    return current


def base_of(codebook: Codebook) -> list[str]:
    """The comments to be coded: those that are released now.

    Of a wave that an earlier version was released of, its comments again where the two differ by a handful: two
    releases of nearly the same comments would tell of that handful.
    """
    now = _by_wave(codable(codebook.cohort, codebook.audience).values_list("round__wave", "key"))
    earlier = ThemeRelease.objects.filter(codebook__cohort=codebook.cohort, codebook__audience=codebook.audience)
    for release in earlier.select_related("codebook"):
        before = _by_wave(release.codebook.coded.values_list("comment__round__wave", "comment_id"))
        for wave, keys in before.items():
            if 0 < len(now[wave] ^ keys) < FEWEST:
                now[wave] = keys
    return sorted(key for keys in now.values() for key in keys)


def _by_wave(found: Iterable[tuple[str, str]]) -> defaultdict[str, set[str]]:
    waves: defaultdict[str, set[str]] = defaultdict(set)
    for wave, key in found:
        waves[wave].add(key)
    return waves


def _changeable(codebook: Codebook) -> Codebook:
    current = Codebook.objects.select_for_update().get(pk=codebook.pk)
    if current.fixed_at is not None:
        raise CodebookRefused(FIXED)
    return current


def _say(theme: Theme, words: ThemeWords) -> None:
    theme.name, theme.definition = words.name, words.definition
    theme.include, theme.exclude = words.include, words.exclude
    theme.save()


def _journal(name: str, codebook: Codebook, actor: str, now: datetime, **details: object) -> None:
    of = {"audience": codebook.audience, "version": codebook.version}
    record_act(act=Act(name, f"codebook:{codebook.pk}", {**of, **details}), actor=actor, now=now)
