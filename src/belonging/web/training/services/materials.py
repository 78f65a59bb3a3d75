"""Materials of a session: added and removed by the team. In a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from belonging.web.audit.rules.evidence import checked_link, cleaned_line
from belonging.web.files.services import check_evidence
from belonging.web.journal.services import Act, record_act
from belonging.web.training.errors import MaterialRefused
from belonging.web.training.models import Material, MaterialFile, MaterialKind, Session

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class MaterialWords:
    """A link, or a file as it came (`name` and `content`)."""

    when: str
    title: str
    link: str = ""
    name: str = ""
    content: bytes = b""


def add_material(*, session: Session, words: MaterialWords, actor: str, now: datetime) -> Material:
    """A file is checked before anything is held. Raises MaterialRefused, EvidenceRefused (a link), FileRefused."""
    title = cleaned_line(words.title)
    if not title:
        raise MaterialRefused("Please say in a few words what it is: that is what people see.")
    if bool(words.link) == bool(words.content):
        raise MaterialRefused("Please give either a file or a link.")
    if words.link:
        row = Material(session=session, when=words.when, title=title, kind=MaterialKind.LINK)
        row.link = checked_link(words.link)
        return _added(row, None, actor=actor, now=now)
    checked = check_evidence(name=words.name, content=words.content)
    file = MaterialFile(content=checked.content, kind=checked.kind, size=len(checked.content), digest=checked.digest)
    row = Material(session=session, when=words.when, title=title, kind=MaterialKind.FILE)
    return _added(row, file, actor=actor, now=now)


@transaction.atomic
def remove_material(*, material: Material, actor: str, now: datetime) -> None:
    Material.objects.filter(pk=material.pk).delete()
    act = Act("training-material-removed", f"material:{material.pk}", {"session": material.session_id})
    record_act(act=act, actor=actor, now=now)


@transaction.atomic
def _added(row: Material, file: MaterialFile | None, *, actor: str, now: datetime) -> Material:
    if Material.objects.filter(session_id=row.session_id).count() >= MOST:
        raise MaterialRefused(f"A session can have {MOST} materials. Please remove one that is not needed.")
    row.added_by, row.added_at = actor, now
    row.save()
    if file is not None:
        file.material = row
        file.save()
    act = Act("training-material-added", f"material:{row.pk}", {"session": row.session_id, "kind": row.kind})
    record_act(act=act, actor=actor, now=now)
    return row
