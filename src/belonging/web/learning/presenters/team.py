"""Who finished which module, counted by school; nobody is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from belonging.instruments.modules import Module
from belonging.web.learning.queries.progress import Reach
from belonging.web.programme.presenters.words import schools as schools_words
from belonging.web.schools.models import School
from belonging.web.ui.components import Table

_NOBODY = Reach(0, 0, 0)


def reach_table(modules: Sequence[Module], reach: Mapping[str, Reach]) -> Table:
    rows = []
    for module in modules:
        found = reach.get(module.slug, _NOBODY)
        rows.append((str(module.title), f"{found.begun:,}", f"{found.finished:,}", schools_words(found.schools)))
    head = ("Module", "People who began", "People who finished", "In")
    return Table("Modules", head, rows, numeric=frozenset({1, 2}))


def school_table(
    modules: Sequence[Module],
    schools: Sequence[School],
    finished: Mapping[tuple[int, str], int],
    name_of: Callable[[School], str],
) -> Table:
    """`name_of` gives a school's name, or its letter where the reader knows it by that."""
    rows = [
        (name_of(school), *(f"{finished.get((school.pk, module.slug), 0):,}" for module in modules))
        for school in schools
    ]
    head = ("School", *(str(module.title) for module in modules))
    return Table("People who finished, by school", head, rows, numeric=frozenset(range(1, len(head))))
