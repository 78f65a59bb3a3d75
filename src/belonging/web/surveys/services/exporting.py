"""Handing sealed answers out of the database, to whoever holds the server: once asked, always in the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.queries import Columns, sealed_columns
from belonging.web.surveys.queries.archives import archived_cohort, archived_columns


class NothingSealed(Refused):
    """There are no sealed answers to hand out."""


class WhichQuestionnaire(Refused):
    """Several questionnaires (or another than the one named) were answered."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was handed out, in counts."""

    instrument: str
    rows: int
    schools: int
    waves: tuple[str, ...]


@transaction.atomic
def export_answers(
    *,
    cohort: Cohort,
    audience: str,
    instrument: str | None,
    write: Callable[[Columns], None],
    actor: str,
    now: datetime,
) -> Exported:
    """Hand every sealed answer of the cohort's questionnaire to `write`, as `sealed_columns` has them; of an archived
    cohort what is left.

    The journal's entry stands only if `write` returns. Raises NothingSealed, WhichQuestionnaire.
    """
    with programme_scope("surveys: export sealed answers"):
        asked = _chosen(cohort, audience, instrument)
        archived = archived_cohort(cohort) is not None
        columns = (archived_columns if archived else sealed_columns)(cohort=cohort, audience=audience, instrument=asked)
        exported = Exported(
            instrument=asked,
            rows=len(columns["school"]),
            schools=len(set(columns["school"])),
            waves=tuple(sorted(str(wave) for wave in set(columns["wave"]))),
        )
        if exported.rows == 0:
            raise NothingSealed(_nothing(cohort, audience))
        details = {"audience": audience, "instrument": asked, "rows": exported.rows, "waves": exported.waves}
        details |= {"archived": True} if archived else {}
        act = Act("answers-exported", f"cohort:{cohort.pk}", {**details, "schools": exported.schools})
        record_act(act=act, actor=actor, now=now)
        write(columns)
    return exported


def _chosen(cohort: Cohort, audience: str, instrument: str | None) -> str:
    # Forms of occasions were given for printed figures alone: they are handed to nobody.
    sealed = Round.objects.filter(cohort=cohort, audience=audience, state=State.SEALED, occasion="")
    names = sorted(set(sealed.values_list("instrument", flat=True)))
    if not names:
        raise NothingSealed(_nothing(cohort, audience))
    if instrument is None and len(names) == 1:
        return names[0]
    if instrument not in names:
        raise WhichQuestionnaire(
            f"{cohort.name} has sealed answers to {', '.join(names)}. Say which of them: --instrument {names[0]}."
        )
    return instrument


def _nothing(cohort: Cohort, audience: str) -> str:
    return (
        f"{cohort.name} has no sealed answers to a {audience} questionnaire. Answers can be exported once a round is "
        "sealed: the worker does that 72 hours after it closes, or a lead does it on the round's page."
    )
