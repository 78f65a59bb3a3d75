"""A survey's file on its way in, mapped, and a mapping that was kept."""

from __future__ import annotations

from dataclasses import replace

from belonging.instruments.load import load
from belonging.web.imports.queries import mapping_of
from belonging.web.imports.rules.tables import Column, SurveyTable
from belonging.web.imports.services.mappings import save_mapping
from belonging.web.imports.services.uploads import NewUpload, keep_upload, say_mapping
from belonging.web.schools.models import School
from tests.web.conftest import NOW

ACTOR = "test"


def imports(school: School) -> dict[str, str]:
    """In a programme-wide scope."""
    items = load("pupil_v1").items
    columns = [Column("school", "school"), Column("wave", "wave"), *[Column(each.key, each.key) for each in items]]
    cells = ("Site 1", "baseline", *["Rarely"] * len(items))
    table = SurveyTable("CSV, UTF-8", "other", tuple(columns), tuple((row, cells) for row in range(2, 14)))
    upload = keep_upload(upload=NewUpload("pupil_v1", table), actor=ACTOR, now=NOW)
    said = mapping_of(upload)
    mapping = replace(said, values={**said.values, "school": {"Site 1": str(school.pk)}})
    say_mapping(upload=upload, mapping=mapping, actor=ACTOR, now=NOW)
    saved = save_mapping(upload=upload, name="Forms of the network", actor=ACTOR, now=NOW)
    return {"import": str(upload.pk), "import_mapping": str(saved.pk)}
