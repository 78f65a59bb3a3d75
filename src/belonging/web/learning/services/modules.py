"""Working through a module, and taking its check.

Turning a page writes no journal entry: what somebody reads when is their own affair. Beginning and finishing do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.instruments.modules import Module
from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.learning.errors import NotAnsweredAll, PagesFirst
from belonging.web.learning.models import Progress
from belonging.web.learning.rules.checking import Mark, marked
from belonging.web.schools.models import School
from belonging.web.training.models import Certificate
from belonging.web.training.services.certificates import award


@dataclass(frozen=True, slots=True)
class Learner:
    """Who learns, and the school where they work."""

    user: User
    school: School

    @property
    def actor(self) -> str:
        return str(self.user.pk)


@dataclass(frozen=True, slots=True)
class Taken:
    """`certificate` is there from the first pass on."""

    mark: Mark
    certificate: Certificate | None


@transaction.atomic
def turn_to(*, learner: Learner, module: Module, page: int, now: datetime) -> Progress:
    """Keep that the learner is on that page (from 1; one outside the module means its nearest)."""
    with programme_scope("a person's own progress"):
        held = _held(learner, module, now)
        held.page = min(max(page, 1), len(module.pages))
        held.furthest = max(held.furthest, held.page)
        held.changed_at = now
        held.save(update_fields=["page", "furthest", "version", "changed_at"])
    return held


@transaction.atomic
def take_check(*, learner: Learner, module: Module, given: Mapping[str, frozenset[int]], now: datetime) -> Taken:
    """What was chosen is marked and forgotten. Raises PagesFirst, NotAnsweredAll."""
    with programme_scope("a person's own progress"):
        held = _held(learner, module, now)
        if held.furthest < len(module.pages):
            raise PagesFirst(held.furthest, len(module.pages))
        if any(not given.get(each.key) for each in module.questions):
            raise NotAnsweredAll
        mark = marked(module.questions, given)
        held.tries += 1
        held.best = max(held.best or 0, mark.per_cent)
        held.changed_at = now
        certificate = None
        if mark.is_passed:
            certificate = _finished(held, learner, module, now)
        held.save()
    return Taken(mark, certificate)


def source_of(module: Module) -> str:
    """What its certificate is filed under."""
    return f"module:{module.slug}"


def _held(learner: Learner, module: Module, now: datetime) -> Progress:
    """The learner's row, locked; begun where there is none. A newer version is read from its beginning."""
    User.objects.select_for_update(no_key=True).get(pk=learner.user.pk)
    held = Progress.objects.filter(user=learner.user, module=module.slug).first()
    if held is None:
        held = Progress.objects.create(
            user=learner.user,
            school=learner.school,
            module=module.slug,
            version=module.version,
            started_at=now,
            changed_at=now,
        )
        _record("module-begun", held, learner.actor, now)
    elif held.version != module.version and held.finished_at is None:
        held.version, held.page, held.furthest = module.version, 1, 1
    return held


def _finished(held: Progress, learner: Learner, module: Module, now: datetime) -> Certificate | None:
    """Once: a certificate that was revoked is not given again for passing again."""
    if held.finished_at is not None:
        return Certificate.objects.filter(user=learner.user, source=source_of(module), revoked_at__isnull=True).first()
    held.finished_at = now
    _record("module-finished", held, learner.actor, now)
    return award(
        user=learner.user,
        school=held.school,
        source=source_of(module),
        title=str(module.title),
        minutes=module.minutes,
        on=timezone.localdate(now),
        actor=learner.actor,
        now=now,
    )


def _record(name: str, progress: Progress, actor: str, now: datetime) -> None:
    act = Act(name, f"progress:{progress.pk}", {"module": progress.module, "version": progress.version})
    record_act(act=act, actor=actor, now=now, school_id=progress.school_id)
