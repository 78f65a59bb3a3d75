"""A school's own pictures: added, confirmed by a second person, removed. In the school's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from belonging.web.accounts.queries import people_of, roles_with
from belonging.web.accounts.roles import Permission
from belonging.web.base.scope import programme_scope
from belonging.web.files.models import Picture
from belonging.web.files.services import Checked
from belonging.web.journal.services import Act, record_act
from belonging.web.schools.models import School
from belonging.web.surveys.errors import PictureRefused
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.rules.own_pictures import Verdict, may_confirm
from belonging.web.surveys.rules.picture_slots import slots

LOOK_AGAIN = "This picture was changed or removed in the meantime. Please look at the list again."


@dataclass(frozen=True, slots=True)
class NewPicture:
    """`slot`: of a statement or an answer. `nobody_in_it`: that no child can be recognised, as its uploader says."""

    slot: str
    alt: str
    file: Checked
    nobody_in_it: bool


@transaction.atomic
def add_picture(*, school: School, new: NewPicture, actor: str, now: datetime) -> Picture:
    """It waits to be confirmed; one that waited in its place goes. Raises PictureRefused."""
    if new.slot not in slots():
        raise PictureRefused("No statement or answer has this name. Please choose one from the list of pictures.")
    if not new.nobody_in_it:
        raise PictureRefused("Please look whether a child can be recognised in it, and tick that none can.")
    if not new.alt.strip():
        raise PictureRefused("Please say in a few words what the picture shows, for those who cannot see it.")
    Picture.objects.filter(school=school, slot=new.slot, confirmed_at=None).delete()
    made = Picture.objects.create(
        school=school,
        slot=new.slot,
        alt=new.alt.strip(),
        content=new.file.content,
        content_type=new.file.content_type,
        width=new.file.width,
        height=new.file.height,
        digest=new.file.digest,
        nobody_in_it=True,
        uploaded_by=actor,
        uploaded_at=now,
    )
    _journal("picture-added", made, actor=actor, now=now, nobody_in_it=True)
    return made


def verdict_on(picture: Picture, *, actor: str, now: datetime) -> Verdict:
    """Whether this person may confirm it now."""
    choosing = roles_with(Permission.CHOOSE_PICTURES)
    people = {str(each.user_id) for each in people_of(picture.school) if each.role in choosing}
    return may_confirm(
        is_uploader=picture.uploaded_by == actor,
        is_alone=not people - {picture.uploaded_by},
        uploaded_at=picture.uploaded_at,
        now=now,
    )


@transaction.atomic
def confirm_picture(*, picture: Picture, actor: str, now: datetime) -> None:
    """Pupils see it in questionnaires that open from now on, in the place of the one before. Raises PictureRefused."""
    held = _held(picture)
    if held.confirmed_at is not None:
        raise PictureRefused("This picture is confirmed already.")
    verdict = verdict_on(held, actor=actor, now=now)
    if verdict is not Verdict.MAY:
        raise PictureRefused(verdict.value)
    in_use = Picture.objects.filter(school=held.school, slot=held.slot, confirmed_at__isnull=False, ended_at=None)
    in_use.update(ended_at=now)
    held.confirmed_at, held.confirmed_by = now, actor
    held.save(update_fields=["confirmed_at", "confirmed_by"])
    _journal("picture-confirmed", held, actor=actor, now=now)
    forget_ended(held.school)


@transaction.atomic
def remove_picture(*, picture: Picture, at_once: bool, actor: str, now: datetime) -> None:
    """A questionnaire that is open keeps it, unless it has to go `at_once`, or was removed once before.

    Raises PictureRefused.
    """
    held = _held(picture)
    _journal("picture-removed", held, actor=actor, now=now, at_once=at_once)
    if held.confirmed_at is None or held.ended_at is not None or at_once:
        held.delete()
    else:
        held.ended_at = now
        held.save(update_fields=["ended_at"])
        forget_ended(held.school)


def forget_ended(school: School) -> int:
    """Delete what was replaced or removed and stands in no open questionnaire. Gives how many."""
    opened = list(_open_rounds(school).values_list("opens_at", flat=True))
    ended = Picture.objects.filter(school=school, ended_at__isnull=False).defer("content")
    gone = [each.pk for each in ended if not any(_stood(each, at) for at in opened)]
    return Picture.objects.filter(pk__in=gone).delete()[0]


def forget_pictures_due() -> int:
    """The same in every school: what a close that failed has left. Outside any scope."""
    with programme_scope("pictures: forget those that were replaced"):
        schools = School.objects.filter(pk__in=Picture.objects.filter(ended_at__isnull=False).values("school"))
        return sum(forget_ended(school) for school in schools)


def in_open_questionnaire(picture: Picture) -> bool:
    return any(_stood(picture, at) for at in _open_rounds(picture.school).values_list("opens_at", flat=True))


def _open_rounds(school: School) -> models.QuerySet[Round]:
    return Round.objects.filter(school=school, audience="pupil", state=State.OPEN)


def _stood(picture: Picture, at: datetime | None) -> bool:
    if at is None or picture.confirmed_at is None or picture.confirmed_at > at:
        return False
    return picture.ended_at is None or picture.ended_at > at


def _held(picture: Picture) -> Picture:
    """As it stands now, held against others. Raises PictureRefused where it is gone."""
    found = Picture.objects.select_for_update(of=("self",)).select_related("school")
    held = found.filter(pk=picture.pk).first()
    if held is None:
        raise PictureRefused(LOOK_AGAIN)
    return held


def _journal(name: str, picture: Picture, *, actor: str, now: datetime, **details: bool) -> None:
    facts = {"slot": picture.slot, "digest": picture.digest[:12], **details}
    act = Act(name, f"picture:{picture.pk}", facts)
    record_act(act=act, actor=actor, now=now, school_id=picture.school_id)
