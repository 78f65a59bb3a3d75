"""The whole way of a research pack: sealed answers, released figures, two people, a child process, every file."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pyreadstat
import pytest
from django.db import connection
from django.utils.text import slugify

from belonging.evaluation.coarsening import LEAST
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.cli.main import main
from belonging.web.findings.services import release_due
from belonging.web.journal.queries import broken_link
from belonging.web.notices.models import OutgoingMail
from belonging.web.packs.engine import twin
from belonging.web.packs.models import Pack, PackFile
from belonging.web.packs.presenters.packs import last_moment
from belonging.web.packs.rules.keyed import LONG
from belonging.web.packs.services.asking import ask_for_twin
from belonging.web.packs.services.building import build_due, destroy_due
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import SealedAnswers
from tests.web.conftest import enrolled
from tests.web.findings.given import RELEASED, a_sealed_round
from tests.web.packs.given import a_pack, a_person, an_agreement, released_by

DDI = "{ddi:codebook:2_5}"
FACTS = (
    "school",
    "wave",
    "year_group",
    "phase",
    "sen",
    "send",
    "gender",
    "language",
    "edition",
    "help",
    "way",
    "choices",
)
PEOPLE = {"Birch": 44, "Cedar": 41, "Elm": 8, "Fir": 7, **{f"Oak {number}": 12 for number in range(1, 9)}}
"""Of each school: two are too small to be in a pack, and ten have to be there for anything to be released."""


@pytest.fixture
def released(shared_database: str) -> Cohort:
    cohort = Cohort.objects.create(
        name="Pilot", slug="pilot", starts_on=date(2026, 9, 1), is_demo=True, comments_on=True
    )
    for mask, (name, people) in zip("ABCDEFGHIJKL", PEOPLE.items(), strict=True):
        school = enrolled(cohort, name=f"{name} School", slug=slugify(name), mask=mask)
        a_sealed_round(school, cohort, people=people, favourable=0.4)
    assert release_due(now=RELEASED)
    return cohort


def unpacked(pack: Pack, folder: Path) -> Path:
    with programme_scope("test"):
        content = bytes(PackFile.objects.get(pack=pack).content)
        assert hashlib.sha256(content).hexdigest() == pack.digest
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    (root,) = folder.iterdir()
    return root


def test_rows_leave_coarse_labelled_and_alike_in_every_format(released: Cohort, tmp_path: Path) -> None:
    sam, tom, anita = (
        a_person(name, role) for name, role in (("Sam", Role.EVALUATOR), ("Tom", Role.MANAGER), ("Anita", Role.MANAGER))
    )
    an_agreement(released, sam)
    pack = released_by(a_pack(released, sam), tom)
    assert build_due(now=RELEASED) == 0, "one release is not enough"
    released_by(pack, anita)
    with programme_scope("test"):
        twin_asked = ask_for_twin(cohort=released, actor=str(tom.pk), now=RELEASED)
    assert build_due(now=RELEASED) == 2
    assert build_due(now=RELEASED) == 0
    with programme_scope("test"):
        pack.refresh_from_db()
        twin_asked.refresh_from_db()
        assert f"from its page until {last_moment(pack)}." in OutgoingMail.objects.get(to=sam.email).text
        assert broken_link("programme") is None

    root = unpacked(pack, tmp_path / "pack")
    rows = pl.read_parquet(root / "pupil.parquet")
    nobody_is_pinned(rows)
    every_format_says_the_same(root, "pupil")
    the_codebook_has_every_code(root, rows)
    the_sums_hold(root)
    it_says_what_it_cannot_give(root, sam)

    made_up = unpacked(twin_asked, tmp_path / "twin")
    the_twin_is_plainly_one(made_up, root)
    with connection.execute_wrapper(no_rows):
        assert main(["twin", "pilot", "--out", str(tmp_path / "again")]) == 0
    again = pl.read_parquet(tmp_path / "again" / "SYNTHETIC-pupil.parquet")
    assert again.equals(pl.read_parquet(made_up / "SYNTHETIC-pupil.parquet"))
    assert main(["twin", "pilot", "--out", str(tmp_path / "again")]) == 2, "never over files that are there"

    assert destroy_due(now=RELEASED + timedelta(days=8)) == 2
    with programme_scope("test"):
        assert PackFile.objects.count() == 0


def no_rows(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """In the way of every query: the table of answers is closed."""
    assert SealedAnswers._meta.db_table not in sql
    return execute(sql, *rest)


def test_the_builder_of_the_twin_reaches_no_module_that_reads_rows() -> None:
    """By its imports, and by those of the modules beside it that it imports."""
    reached, waiting = set[str](), [twin.__name__]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        source = (Path(twin.__file__).parent / f"{name.rpartition('.')[2]}.py").read_text(encoding="utf-8")
        found = {each.module or "" for each in ast.walk(ast.parse(source)) if isinstance(each, ast.ImportFrom)}
        waiting += [each for each in found if each.startswith(f"{twin.__package__}.") and each not in reached]
        reached |= found
    assert f"{twin.__package__}.writing" in reached
    rows = (f"{twin.__package__}.rows", f"{twin.__package__}.research", "belonging.web.surveys.models")
    assert not reached & {*rows, "belonging.web.surveys.queries", "belonging.evaluation.answers"}


def nobody_is_pinned(rows: pl.DataFrame) -> None:
    """The attack, and the sealed rows themselves as the control in which it finds somebody."""
    assert min(Counter(rows.select(FACTS).iter_rows()).values()) >= LEAST
    codes = set(rows.get_column("school"))
    assert len(codes) == sum(people >= LEAST for people in PEOPLE.values()), "of schools under ten nothing is there"
    assert all(len(code) == LONG for code in codes), "the report's letters stand in no research pack"
    assert rows.height == sum(people for people in PEOPLE.values() if people >= LEAST)
    with programme_scope("test"):
        sealed = SealedAnswers.objects.values_list("school_id", "year_group", "sen")
        assert min(Counter(sealed).values()) < LEAST


def opened(file: Path) -> tuple[pl.DataFrame, Any]:
    """As somebody else's program reads it: rows, and what the file says of them."""
    if file.suffix == ".sav":
        return pyreadstat.read_sav(file, user_missing=True, output_format="polars")
    return pyreadstat.read_dta(file, user_missing=True, output_format="polars")


def every_format_says_the_same(root: Path, name: str) -> None:
    rows = pl.read_parquet(root / f"{name}.parquet")
    table = pl.read_csv(root / f"{name}.csv", schema=rows.schema)
    assert table.equals(rows)
    labels = {(line["variable"], int(line["code"])): line["label"] for line in values_of(root)}
    for ending in ("sav", "dta"):
        frame, about = opened(root / f"{name}.{ending}")
        assert frame.columns == rows.columns
        for column in rows.columns[1:]:
            assert frame.get_column(column).cast(pl.Int16).to_list() == rows.get_column(column).to_list(), column
            said = about.variable_value_labels[column]
            assert {int(code): words for code, words in said.items()} == {
                code: words for (variable, code), words in labels.items() if variable == column
            }
        assert about.column_names_to_labels["belong"] == "I feel like I belong at my school"
    _, about = opened(root / f"{name}.sav")
    declared = {(part["lo"], part["hi"]) for part in about.missing_ranges["belong"]}
    assert declared == {(9.0, 9.0), (-9.0, -9.0)}
    assert "belong, mv(9=.d \\ -9=.a)" in (root / "missing.do").read_text(encoding="utf-8")


def values_of(root: Path) -> list[dict[str, str]]:
    text = (root / "values.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def the_codebook_has_every_code(root: Path, rows: pl.DataFrame) -> None:
    book = ET.fromstring((root / "codebook.xml").read_bytes())  # noqa: S314  # our own file
    assert book.tag == f"{DDI}codeBook"
    assert [part.tag.removeprefix(DDI) for part in book] == ["docDscr", "stdyDscr", "fileDscr", "dataDscr"]
    assert book.findtext(f"{DDI}fileDscr/{DDI}fileTxt/{DDI}dimensns/{DDI}caseQnty") == str(rows.height)
    variables = book.findall(f"{DDI}dataDscr/{DDI}var")
    assert [each.get("name") for each in variables] == rows.columns
    assert len({each.get("ID") for each in variables}) == len(variables)
    order = ["labl", "qstn", "txt", "catgry", "varFormat"]
    page = (root / "codebook.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http" not in page.replace("https://ddialliance.org", "")
    for variable in variables:
        parts = [part.tag.removeprefix(DDI) for part in variable]
        assert parts == sorted(parts, key=order.index)
        counted = {
            int(part.findtext(f"{DDI}catValu") or 0): int(part.findtext(f"{DDI}catStat") or 0)
            for part in variable.findall(f"{DDI}catgry")
        }
        name = str(variable.get("name"))
        assert f"<code>{name}</code>" in page
        if counted:
            held = dict(rows.get_column(name).value_counts().iter_rows())
            assert {code: many for code, many in counted.items() if many} == held


def the_sums_hold(root: Path) -> None:
    lines = (root / "sha256sums.txt").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {file.name for file in root.iterdir()} - {"sha256sums.txt"}
    assert set(sums) == files
    assert all(hashlib.sha256((root / name).read_bytes()).hexdigest() == sums[name] for name in files)


def it_says_what_it_cannot_give(root: Path, evaluator: User) -> None:
    readme = (root / "README.txt").read_text(encoding="utf-8")
    assert "What these rows cannot reproduce" in readme
    assert "Pupils: everyone:" in readme
    assert evaluator.name in readme
    assert "Birch" not in readme, "schools stand under codes"
    lacking = (root / "cannot-reproduce.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lacking[0] == "audience,finding,part of the report,from these rows"
    assert len(lacking) > 1, "of two schools nothing is here, and the released figures counted them"


def the_twin_is_plainly_one(folder: Path, real: Path) -> None:
    data = [file for file in folder.iterdir() if file.stem.endswith("pupil")]
    assert len(data) == 4
    assert all(file.name.startswith("SYNTHETIC-") for file in data)
    rows, held = (pl.read_parquet(each) for each in (folder / "SYNTHETIC-pupil.parquet", real / "pupil.parquet"))
    assert rows.schema == held.schema
    assert all(school.startswith("SYN") for school in rows.get_column("school"))
    for ending in ("sav", "dta"):
        _, about = opened(folder / f"SYNTHETIC-pupil.{ending}")
        assert all(label.startswith("SYNTHETIC") for label in about.column_labels)
        said = [words for labels in about.variable_value_labels.values() for words in labels.values()]
        assert all("synthetic" in words for words in said)
    for name in ("README.txt", "codebook.html", "codebook.xml", "values.csv", "missing.do"):
        assert "SYNTHETIC" in (folder / name).read_text(encoding="utf-8")
