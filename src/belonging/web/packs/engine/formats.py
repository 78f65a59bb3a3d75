"""One dataset as CSV, Parquet, SPSS and Stata. Labels and missing codes go wherever the format has room for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyreadstat

from belonging.web.packs.engine.variables import Dataset, Variable
from belonging.web.ui.tables import csv_text

LONGEST_STATA_LABEL = 80
"""Of a variable; Stata cuts what is longer, so it is cut here with a mark. The codebook has it whole."""


def write_all(dataset: Dataset, folder: Path) -> tuple[str, ...]:
    """The names of the files made in `folder`."""
    writers = {"csv": write_csv, "parquet": write_parquet, "sav": write_sav, "dta": write_dta}
    names = []
    for ending, write in writers.items():
        names.append(f"{dataset.name}.{ending}")
        write(dataset, folder / names[-1])
    return tuple(names)


def write_csv(dataset: Dataset, out: Path) -> None:
    """Codes; `values.csv` says what they are."""
    out.write_text(csv_text(dataset.frame.columns, dataset.frame.iter_rows()), encoding="utf-8", newline="")


def write_parquet(dataset: Dataset, out: Path) -> None:
    """Codes, with the labels as JSON in the file's own metadata, under `variables`."""
    described = [
        {
            "name": each.name,
            "label": each.label,
            "values": {str(code): words for code, words in each.values.items()},
            "missing": list(each.missing),
        }
        for each in dataset.variables
    ]
    metadata = {"title": dataset.title, "variables": json.dumps(described, ensure_ascii=False)}
    dataset.frame.write_parquet(out, compression="zstd", metadata=metadata)


def write_sav(dataset: Dataset, out: Path) -> None:
    """SPSS: codes that are no answer are declared user-missing, and keep their labels."""
    missing: dict[str, list[Any]] = {each.name: list(each.missing) for each in dataset.variables if each.missing}
    pyreadstat.write_sav(
        dataset.frame,
        str(out),
        file_label=dataset.title[:60],
        column_labels=[each.label for each in dataset.variables],
        variable_value_labels=_labels(dataset.variables),
        missing_ranges=missing,
        variable_measure={each.name: "nominal" for each in dataset.variables},
        row_compress=True,
    )


def write_dta(dataset: Dataset, out: Path) -> None:
    """Stata: codes that are no answer are labelled; `missing.do` declares them."""
    pyreadstat.write_dta(
        dataset.frame,
        str(out),
        file_label=dataset.title[:80],
        column_labels=[_short(each.label) for each in dataset.variables],
        variable_value_labels=_labels(dataset.variables),
        version=14,
    )


def values_csv(datasets: Iterable[Dataset]) -> str:
    """Every code of every column, for programs that read the CSV."""
    rows = [
        (each.name, variable.name, code, words, "yes" if code in variable.missing else "no")
        for each in datasets
        for variable in each.variables
        for code, words in variable.values.items()
    ]
    return csv_text(("file", "variable", "code", "label", "missing"), rows)


def missing_do(datasets: Iterable[Dataset]) -> str:
    """Stata's commands that turn codes into extended missing values, one file after another."""
    lines = ["* After `use FILE`: .a not answered, .b withheld, .c not stated, .d does not want to say"]
    letters = {-9: "a", -8: "b", -7: "c", 9: "d"}
    for dataset in datasets:
        lines.append(f"* {dataset.name}.dta")
        for variable in dataset.variables:
            turned = " \\ ".join(f"{code}=.{letters[code]}" for code in variable.missing if code in letters)
            if turned:
                lines.append(f"capture mvdecode {variable.name}, mv({turned})")
    return "\n".join([*lines, ""])


def _labels(variables: Sequence[Variable]) -> dict[str, dict[int | float, str]]:
    return {each.name: _by_number(each.values) for each in variables if each.values}


def _by_number(values: Mapping[int, str]) -> dict[int | float, str]:
    labels: dict[int | float, str] = {}
    labels.update(values.items())
    return labels


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_STATA_LABEL else f"{label[: LONGEST_STATA_LABEL - 1]}…"
