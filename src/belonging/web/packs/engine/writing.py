"""The files that a research pack and its synthetic twin have alike. No row of anybody is read here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from belonging.web.packs.engine.codebook import Study, codebook_ddi, codebook_html
from belonging.web.packs.engine.formats import missing_do, values_csv, write_all
from belonging.web.packs.engine.variables import Dataset

AUDIENCES: Final = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}


def write_files(study: Study, datasets: Sequence[Dataset], folder: Path) -> None:
    for each in datasets:
        write_all(each, folder)
    (folder / "values.csv").write_text(values_csv(datasets), encoding="utf-8", newline="")
    (folder / "missing.do").write_text(missing_do(datasets), encoding="utf-8")
    (folder / "codebook.html").write_text(codebook_html(study, datasets), encoding="utf-8")
    (folder / "codebook.xml").write_bytes(codebook_ddi(study, datasets))
