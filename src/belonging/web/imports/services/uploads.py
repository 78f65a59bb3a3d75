"""A file on its way in: read, kept for a day at most, and what was said of its columns and values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from django.db import transaction

from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.models import Upload
from belonging.web.imports.queries import saved_mapping, schools_called, table_of
from belonging.web.imports.rules.mapping import SurveyMapping, first_guess, reused
from belonging.web.imports.rules.tables import SurveyTable
from belonging.web.imports.services.child import done_by_child
from belonging.web.journal.services import Act, record_act

LARGEST_FILE = 10 * 1024 * 1024
KEPT_FOR = timedelta(hours=24)
KINDS = (".csv", ".xlsx", ".sav")
AS_CSV = (".csv", ".txt", ".tsv")
_OLD = (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), or one with a password")
ACTOR = "imports"


@dataclass(frozen=True, slots=True)
class NewUpload:
    """`saved` is the key of a mapping to begin with; None: guess."""

    instrument: str
    table: SurveyTable
    saved: int | None = None


def read_file(*, name: str, content: bytes, instrument: str) -> SurveyTable:
    """In the child process; the name is looked at for its ending and kept nowhere. Raises ImportRefused."""
    if len(content) > LARGEST_FILE:
        raise ImportRefused("The file is larger than 10 MB. Please export one school or one wave at a time.")
    kind = _kind(PurePath(name).suffix.lower(), content)
    return SurveyTable.from_plain(done_by_child("read", kind, instrument, content=content))


@transaction.atomic
def keep_upload(*, upload: NewUpload, actor: str, now: datetime) -> Upload:
    """With the mapping that was chosen, or the first guess. In a programme-wide scope."""
    instrument, saved = load(upload.instrument), None
    if upload.saved is not None:
        saved = saved_mapping(upload.saved)
    if saved is not None and saved.instrument == upload.instrument:
        mapping = reused(SurveyMapping.from_plain(saved.mapping), upload.table, instrument)
    else:
        mapping = first_guess(upload.table, instrument)
    made = Upload.objects.create(
        instrument=upload.instrument,
        tool=upload.table.tool,
        table=upload.table.packed(),
        mapping=_with_schools(mapping, upload.table).plain(),
        uploaded_by=actor,
        uploaded_at=now,
    )
    counts = {"rows": len(upload.table.rows), "dropped": len(upload.table.dropped), "tool": upload.table.tool}
    _record("survey-uploaded", made, counts, actor, now)
    return made


@transaction.atomic
def say_mapping(*, upload: Upload, mapping: SurveyMapping, actor: str, now: datetime) -> None:
    """Keep what somebody said of columns and values, with schools that are plain by their names."""
    held = _held(upload)
    held.mapping = _with_schools(mapping, table_of(held)).plain()
    held.save(update_fields=["mapping"])
    _record("survey-mapped", held, {}, actor, now)
    upload.mapping = held.mapping


@transaction.atomic
def drop_upload(*, upload: Upload, actor: str, now: datetime) -> None:
    """Throw the table away. Raises ImportRefused where it is being brought in."""
    held = _held(upload)
    _record("survey-dropped", held, {}, actor, now)
    held.delete()


def forget_due(*, now: datetime) -> int:
    """Throw away what was uploaded a day ago and more; how many. Outside any scope, safe to run twice.

    What somebody has confirmed stays until it is in: its rounds are made already and wait for its answers.
    """
    with programme_scope("imports: forget uploads"), transaction.atomic():
        old = list(Upload.objects.filter(uploaded_at__lte=now - KEPT_FOR, survey__isnull=True))
        for each in old:
            _record("survey-forgotten", each, {}, ACTOR, now)
            each.delete()
    return len(old)


def _held(upload: Upload) -> Upload:
    held = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if held is None or held.survey_id is not None:
        raise ImportRefused("This file is gone or is being brought in already. Look at the list of past surveys.")
    return held


def _kind(ending: str, content: bytes) -> str:
    if content.startswith(_OLD[0]):
        raise ImportRefused(f"This is {_OLD[1]}. Please save it as “Excel workbook (.xlsx)” without a password.")
    if ending in AS_CSV and not content.startswith((b"PK\x03\x04", b"$FL", b"%PDF", b"\x1f\x8b")):
        return ".csv"
    if ending == ".xlsx" and content.startswith(b"PK\x03\x04"):
        return ".xlsx"
    if ending == ".sav" and content.startswith(b"$FL2"):
        return ".sav"
    raise ImportRefused(
        "This is not a CSV, Excel (.xlsx) or SPSS (.sav) file, or its name says another kind than it is. Please export "
        "the answers again as one of these."
    )


def _with_schools(mapping: SurveyMapping, table: SurveyTable) -> SurveyMapping:
    """Schools of the programme that the file names plainly get their meaning without a question."""
    heading = mapping.groups.get("school")
    if heading is None or not table.has(heading):
        return mapping
    said = dict(mapping.values.get("school", {}))
    names = [value for value in table.values([heading]) if value not in said]
    for name, school in schools_called(names).items():
        said[name] = str(school.pk)
    return SurveyMapping(**{**mapping.plain(), "values": {**mapping.values, "school": said}})


def _record(name: str, upload: Upload, details: dict[str, object], actor: str, now: datetime) -> None:
    record_act(act=Act(name, f"import:{upload.pk}", details), actor=actor, now=now)
