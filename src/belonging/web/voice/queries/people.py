"""In which role somebody wrote or confirmed a record. Reports name roles and nobody."""

from __future__ import annotations

from collections.abc import Iterable

from belonging.web.accounts.models import Membership
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import ROLE_NAMES, Permission, Role
from belonging.web.schools.models import School
from belonging.web.voice.models import VoiceRecord

_SAID = {Role.LEAD: "the school lead", Role.SENCO: "the SENCO"}


def roles_of(school: School, records: Iterable[VoiceRecord]) -> dict[str, str]:
    """The role in words by account, of those who may write records there today. Somebody who has left is not in it."""
    asked = {actor for record in records for actor in (record.written_by, record.confirmed_by)}
    held = Membership.objects.filter(school=school, role__in=roles_with(Permission.RECORD_VOICE))
    found = {str(user): Role(role) for user, role in held.order_by("role").values_list("user_id", "role")}
    return {actor: _SAID.get(role, ROLE_NAMES[role]) for actor, role in found.items() if actor in asked}
