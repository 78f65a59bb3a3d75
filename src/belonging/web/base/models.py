"""The abstract models that every school-owned table inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models

from belonging.web.base.errors import NoScope
from belonging.web.base.narrowing import is_narrowed
from belonging.web.base.privacy import PrivacyClass
from belonging.web.base.row_security import RowSecurity
from belonging.web.base.scope import current_scope


class ScopedManager(models.Manager["models.Model"]):
    """Shows the rows of the scope in force; raises NoScope where there is none.

    To a page that is narrowed (base/narrowing.py) without the columns that the model names as `withheld`.
    """

    def get_queryset(self) -> models.QuerySet[Any]:
        scope = current_scope()
        rows = super().get_queryset()
        withheld = getattr(self.model, "withheld", ())
        if withheld and is_narrowed():
            rows = rows.defer(*withheld)
        return rows if scope.school_id is None else rows.filter(school_id=scope.school_id)


class ScopedRow(models.Model):
    """A row with a `school`: scoped queries, row-level security on PostgreSQL."""

    privacy: ClassVar[PrivacyClass]
    if TYPE_CHECKING:
        school_id: int | None

    objects: ClassVar[models.Manager[Self]] = ScopedManager()  # type: ignore[assignment]  # a manager is generic in its model

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [RowSecurity(name="%(app_label)s_%(class)s_row_security")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        scope = current_scope()
        if scope.school_id is not None and scope.school_id != self.school_id:
            raise NoScope(f"{type(self).__name__} of school {self.school_id} saved in the scope of {scope.school_id}")
        super().save(*args, **kwargs)


class SchoolOwned(ScopedRow):
    """A row that belongs to one school."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")

    class Meta(ScopedRow.Meta):
        abstract = True


class SchoolOrProgrammeOwned(ScopedRow):
    """A row of one school or (school empty) of the programme, which only a programme-wide scope sees."""

    school = models.ForeignKey("schools.School", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(ScopedRow.Meta):
        abstract = True
