"""Themes of the pilot's comments: one person has coded all, another a sample; the codes follow the invented words."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.cli.loading.themes_words import BOOKS, Coded
from belonging.web.programme.models import Cohort
from belonging.web.themes.models import Codebook
from belonging.web.themes.queries import apart, codable, quotable
from belonging.web.themes.services.codebooks import add_theme, begin_codebook, fix_codebook
from belonging.web.themes.services.coding import code_comment, mark_quote, release_themes, settle

SEES_OTHERWISE: Final = 4
"""The second coder reads one comment in so many otherwise."""
QUOTES: Final = 2


def tell_of_themes(story: Story, term: Term, cohort: Cohort, team: Team) -> None:
    story.then(term.ago(12, 10, 10), partial(_code_all, cohort, (team.manager, team.screener)))


def _code_all(cohort: Cohort, coders: tuple[str, str], now: datetime) -> None:
    with programme_scope("themes of comments"):
        for audience, book in BOOKS.items():
            if codable(cohort, audience).exists():
                _code(cohort, audience, book, coders, now)


def _code(cohort: Cohort, audience: str, book: tuple[Coded, ...], coders: tuple[str, str], now: datetime) -> None:
    first, second = coders
    codebook = begin_codebook(cohort=cohort, audience=audience, actor=first, now=now)
    words = {add_theme(codebook=codebook, words=one.words, actor=first, now=now).key: one.found_by for one in book}
    codebook = fix_codebook(codebook=codebook, actor=first, now=now)
    for row in codebook.coded.select_related("comment").order_by("pk"):
        found = [key for key, signs in words.items() if any(sign in row.comment.text for sign in signs)]
        code_comment(row=row, themes=found, second=False, actor=first, now=now)
        if row.in_sample:
            seen = _otherwise(found, list(words), row.pk) if row.pk % SEES_OTHERWISE == 0 else found
            code_comment(row=row, themes=seen, second=True, actor=second, now=now)
    for row in apart(codebook):
        settle(row=row, themes=row.first_themes, actor=second, now=now)
    release_themes(codebook=codebook, actor=first, now=now)
    _quote(codebook, first, now)


def _otherwise(found: list[str], keys: list[str], number: int) -> list[str]:
    """One theme less, or one more, by turns."""
    if found and number // SEES_OTHERWISE % 2:
        return found[1:]
    return list({*found, keys[number // SEES_OTHERWISE % len(keys)]})


def _quote(codebook: Codebook, actor: str, now: datetime) -> None:
    for theme in codebook.themes.all():
        words: set[str] = set()
        for row in quotable(codebook, theme):
            if len(words) < QUOTES and row.comment.released_text not in words:
                words.add(row.comment.released_text)
                mark_quote(row=row, theme=theme, actor=actor, now=now)
