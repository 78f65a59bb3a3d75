"""Where a signed-in person's work is, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import BODY_ROLES, GRANTS, SCHOOL_ROLES, Permission, Role
from belonging.web.base.scope import programme_scope
from belonging.web.home.models import Standing
from belonging.web.schools.models import Body, School


@dataclass(frozen=True, slots=True)
class Work:
    """What a person may do where. Schools and bodies by name, each once."""

    in_schools: dict[School, frozenset[Permission]]
    in_bodies: dict[Body, frozenset[Permission]]
    in_programme: frozenset[Permission]

    def schools_with(self, permission: Permission) -> list[School]:
        return [school for school, granted in self.in_schools.items() if permission in granted]


def work_of(user: User) -> Work:
    held = list(Membership.objects.filter(user=user).select_related("school", "body"))
    schools = {each.school for each in held if each.school is not None and each.role in SCHOOL_ROLES}
    bodies = {each.body for each in held if each.body is not None and each.role in BODY_ROLES}
    return Work(
        in_schools={
            school: _granted(each for each in held if each.school_id == school.pk)
            for school in sorted(schools, key=lambda school: school.name)
        },
        in_bodies={
            body: _granted(each for each in held if each.body_id == body.pk)
            for body in sorted(bodies, key=lambda body: body.name)
        },
        in_programme=_granted(each for each in held if each.school_id is None and each.body_id is None),
    )


def standings_in(schools: Iterable[School]) -> dict[int, Standing]:
    """The latest standing of each of these schools, which are the reader's own. Outside any scope."""
    with programme_scope("places of one person"):
        rows = Standing.objects.filter(school__in=list(schools)).order_by("cohort__starts_on", "pk")
        return {row.school_id: row for row in rows}


def _granted(memberships: Iterable[Membership]) -> frozenset[Permission]:
    return frozenset(permission for each in memberships for permission in GRANTS[Role(each.role)])
