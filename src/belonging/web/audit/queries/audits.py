"""A school's audits, how each statement is rated, and how far they are. All in a scope that sees the school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import GRANTS, Permission, Role
from belonging.web.audit.models import AreaShare, Audit, Rating, RatingEntry
from belonging.web.audit.queries.asked import Asked, asked_in
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.queries.record import NOBODY, names_of
from belonging.web.audit.rules.progress import AreaProgress, Progress, progress
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.programme.queries.enrolments import cohorts_of
from belonging.web.schools.models import School

__all__ = ["AreaProgress", "Progress"]


def cohort_of(school: School) -> Cohort | None:
    """The school's open cohort, else the newest it is in."""
    every = cohorts_of(school)
    return next((cohort for cohort in every if cohort.state == CohortState.OPEN), every[0] if every else None)


def cohort_in(school: School, slug: str) -> Cohort | None:
    """The cohort of that slug, if the school is or was in it."""
    return next((cohort for cohort in cohorts_of(school) if cohort.slug == slug), None)


def audit_at(school: School, cohort_slug: str, stage: str) -> Audit | None:
    found = Audit.objects.filter(school=school, cohort__slug=cohort_slug, stage=stage)
    return found.select_related("school", "cohort").first()


def audits_of(school: School, cohort: Cohort) -> list[Audit]:
    """Oldest first, each with its school and cohort."""
    return list(Audit.objects.filter(school=school, cohort=cohort).select_related("school", "cohort"))


def locked(audit: Audit) -> Audit:
    """The audit as it stands now, held until the transaction ends: its ratings are saved one after another, and never
    while it is being signed off. The key is left free, so that new rows that point here (evidence) don't wait."""
    held = Audit.objects.select_for_update(of=("self",), no_key=True).select_related("school", "cohort")
    return held.get(pk=audit.pk)


def ratings_of(audit: Audit) -> dict[str, Rating]:
    """By key of the statement; those never touched are absent."""
    return {rating.statement: rating for rating in Rating.objects.filter(audit=audit)}


def progress_of(audit: Audit, *, asked: Sequence[Asked] | None = None) -> Progress:
    """`asked`: what `asked_in` gave, where the caller has it already."""
    by_area: dict[str, list[str]] = {}
    for each in asked_in(audit) if asked is None else asked:
        by_area.setdefault(each.statement.area, []).append(each.statement.key)
    values = dict(Rating.objects.filter(audit=audit).values_list("statement", "value"))
    people = {area: [person.name for person in held] for area, held in shares_of(audit).items()}
    return progress(instrument=edition_named(audit.edition), asked=by_area, values=values, people=people)


def shares_of(audit: Audit) -> dict[str, list[User]]:
    """Who has which area, by name."""
    found: dict[str, list[User]] = {}
    for share in AreaShare.objects.filter(audit=audit).select_related("person").order_by("person__name", "pk"):
        found.setdefault(share.area, []).append(share.person)
    return found


def mine_left(audit: Audit, user: User, reached: Progress) -> tuple[tuple[str, ...], int]:
    """The titles of the areas that the person has, and how many of their statements are not rated. `reached`: what
    `progress_of` gave, so that this is one query more."""
    held = set(AreaShare.objects.filter(audit=audit, person=user).values_list("area", flat=True))
    own = [area for area in reached.by_area if area.area in held]
    return tuple(area.title for area in own), sum(area.asked - area.rated for area in own)


def people_on_audit(school: School) -> list[User]:
    """Who may work on the school's audit and can sign in, by name."""
    held = Membership.objects.filter(school=school, role__in=roles_with(Permission.WORK_ON_AUDIT))
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name", "pk"))


def permissions_in(user: User, school: School) -> frozenset[Permission]:
    """All that the person's roles in the school grant, in one query."""
    held = Membership.objects.filter(user=user, school=school).values_list("role", flat=True)
    return frozenset(permission for role in held for permission in GRANTS[Role(role)])


def left_off_at(audit: Audit, actor: str) -> str:
    """The statement that the person saved last; empty where it is none."""
    own = RatingEntry.objects.filter(audit=audit, by=actor).order_by("-at", "-pk")
    return own.values_list("statement", flat=True).first() or ""


def waiting_of(audit: Audit, statement: str | None = None) -> list[RatingEntry]:
    """Versions that were not taken and that nobody has settled yet, oldest first."""
    found = RatingEntry.objects.filter(audit=audit, taken=False, settled_at__isnull=True)
    return list(found if statement is None else found.filter(statement=statement))


def open_versions(audit: Audit) -> list[tuple[RatingEntry, Asked]]:
    """Those that wait beside a statement that is asked, so that they can be settled."""
    asked = {each.statement.key: each for each in asked_in(audit)}
    return [(entry, asked[entry.statement]) for entry in waiting_of(audit) if entry.statement in asked]


def history_of(audit: Audit, statement: str) -> list[RatingEntry]:
    """Every version of the statement's rating, the latest first."""
    return list(RatingEntry.objects.filter(audit=audit, statement=statement).order_by("-at", "-pk"))


def names_by_actor(actors: Iterable[str]) -> Mapping[str, str]:
    """Names by actor, in one query; words where the account is gone."""
    wanted = set(actors)
    known = names_of(wanted)
    return {actor: known.get(actor, NOBODY) for actor in wanted}
