"""Who takes part in the community, and how a person may sign."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import ROLE_NAMES, SCHOOL_ROLES, Permission, Role
from belonging.web.base.scope import school_scope
from belonging.web.community.models import Mute, Often, Pause, Post, PostState, Wishes
from belonging.web.programme.queries.enrolments import cohorts_of
from belonging.web.schools.models import School

_ORDER = {role.value: at for at, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Signature:
    """How a post is signed beside its writer's name. `key` is what a form sends; `place` is empty where not wanted."""

    key: str
    role: str
    place: str
    school: School | None

    @property
    def words(self) -> str:
        return f"{ROLE_NAMES[Role(self.role)]}, {self.place}" if self.place else ROLE_NAMES[Role(self.role)]


def people() -> QuerySet[User]:
    """Everybody who may read here."""
    held = Membership.objects.filter(user=OuterRef("pk"), role__in=roles_with(Permission.USE_HUB))
    return User.objects.filter(Exists(held), is_active=True)


def people_named(names: Collection[str]) -> dict[str, list[User]]:
    """By name in small letters; several may share one."""
    wanted = {name.lower() for name in names}
    found: dict[str, list[User]] = {}
    if wanted:
        for user in people().annotate(low=Lower("name")).filter(low__in=wanted).order_by("pk"):
            found.setdefault(user.name.lower(), []).append(user)
    return found


def writers_like(name: str, most: int = 3) -> list[str]:
    """Names of which this is a part, of people who have written here: what others are called is not told."""
    wrote = Post.objects.filter(author=OuterRef("pk"), state=PostState.SHOWN)
    fits = Q(name__istartswith=f"{name} ") | Q(name__iendswith=f" {name}") | Q(name__icontains=f" {name} ")
    return list(people().filter(Exists(wrote), fits).order_by("name").values_list("name", flat=True).distinct()[:most])


def told_apart(users: Collection[User]) -> dict[str, str]:
    """Of people with one name, by id: role, and the school if they have signed with it; else when they last wrote."""
    roles: dict[object, str] = {}
    for held in Membership.objects.filter(user__in=users, role__in=roles_with(Permission.USE_HUB)):
        roles.setdefault(held.user_id, ROLE_NAMES[Role(held.role)])
    wrote: dict[object, Post] = {}
    for post in Post.objects.filter(author__in=users, state=PostState.SHOWN).order_by("written_at"):
        wrote[post.author_id] = post
    return {str(user.pk): f"{user.name}, {roles.get(user.pk, '')}{_last(wrote.get(user.pk))}" for user in users}


def _last(post: Post | None) -> str:
    if post is None:
        return ", has not written here yet"
    day = timezone.localtime(post.written_at)
    return f", {post.place}" if post.place else f", last wrote on {day.day} {day:%B}"


def signatures_of(user: User) -> list[Signature]:
    """Each role that lets the user in, without a school and with it; an adviser's schools are not offered."""
    held = Membership.objects.filter(user=user, role__in=roles_with(Permission.USE_HUB)).select_related("school")
    found: dict[str, Signature] = {}
    for each in sorted(held, key=lambda one: (_ORDER[one.role], one.pk)):
        school = each.school if each.role in SCHOOL_ROLES and each.role != Role.ADVISER else None
        found.setdefault(each.role, Signature(each.role, each.role, "", school))
        if school is not None:
            key = f"{each.role}-{school.slug}"
            found[key] = Signature(key, each.role, school.name, school)
    return list(found.values())


def cohort_name(school: School | None) -> str:
    """Of the cohort that the school is in, the latest; empty for the team."""
    if school is None:
        return ""
    with school_scope(school.pk):
        found = cohorts_of(school)
    return found[0].name if found else ""


def pause_of(user: User, now: datetime) -> Pause | None:
    """The one that keeps the person from writing now."""
    held = Pause.objects.filter(person=user, lifted_at__isnull=True, until__gte=timezone.localdate(now))
    return held.order_by("-until").first()


def wishes_of(user: User) -> Wishes:
    """As stored, or as they are for whoever has said nothing; that one is not saved."""
    return Wishes.objects.filter(person=user).first() or Wishes(person=user, digest=Often.WEEKLY, mentions=True)


def muted_by(user: User) -> list[Mute]:
    return list(Mute.objects.filter(by=user).select_related("of"))
