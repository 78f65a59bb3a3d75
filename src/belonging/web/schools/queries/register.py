"""Finding a school in the national register."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from belonging.web.schools.models import RegisterEntry, RegisterWord
from belonging.web.schools.rules.register_words import Asked, asked_words

PAGE_SIZE = 20
_AFTER_ALL_LETTERS = "{"
"""The character after "z": kept words are small letters and digits, compared byte by byte."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found. `asked` is false where nothing was typed that could tell schools apart."""

    entries: tuple[RegisterEntry, ...]
    total: int
    page: int
    pages: int
    asked: bool = True


def search_register(words: str, page: int = 1) -> Found:
    """Entries that have all the words, or words that begin so: an exact number first, then open schools, by name.

    Two queries, whatever is found. A page that is not there is the nearest that is.
    """
    wanted = asked_words(words)
    if not wanted:
        return Found((), 0, 1, 1, asked=False)
    rows = _having(wanted)
    total = rows.count()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    numbers = [each.word for each in wanted]
    exact = Case(When(urn__in=numbers, then=Value(0)), default=Value(1), output_field=IntegerField())
    ranked = rows.order_by(exact, "-is_open", "name", "urn")
    return Found(tuple(ranked[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]), total, page, pages)


def register_entry(urn: str) -> RegisterEntry | None:
    return RegisterEntry.objects.filter(urn=urn).first()


def register_is_empty() -> bool:
    return not RegisterEntry.objects.exists()


def _having(wanted: list[Asked]) -> QuerySet[RegisterEntry]:
    rows = RegisterEntry.objects.all()
    for each in wanted:
        kept = RegisterWord.objects.all()
        if each.whole:
            kept = kept.filter(word=each.word)
        else:
            kept = kept.filter(word__gte=each.word, word__lt=each.word + _AFTER_ALL_LETTERS)
        rows = rows.filter(urn__in=kept.values("entry_id"))
    return rows
