"""The structure that PDF/UA-1 asks for, read back from the files with a second library."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.test import Client
from pypdf import PdfReader

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

SCHOOL = "/schools/maple-tree/reports/pilot-2026/report.pdf"
PROGRAMME = "/programme/pilot-2026/report/report.pdf"


def test_a_schools_print_has_the_structure_of_pdf_ua(lead_of_maple: Client, maple_released: School) -> None:
    structured(lead_of_maple.get(SCHOOL).content)


def test_the_programmes_print_has_the_structure_of_pdf_ua(manager: Client, programme_released: Cohort) -> None:
    structured(manager.get(PROGRAMME).content)


def structured(content: bytes) -> None:
    """Marked, named, in English, with headings, heads of tables, words for figures and bookmarks."""
    made = PdfReader(io.BytesIO(content))
    root: Any = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata is not None
    assert made.metadata.title
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert made.outline, "bookmarks"
    elements = list(tagged(root["/StructTreeRoot"]))
    kinds = [str(each["/S"]) for each in elements]
    assert kinds.count("/H1") >= 1
    headings = [int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings)), headings
    tables = [each for each in elements if each["/S"] == "/Table"]
    assert tables
    assert all("/TH" in {str(part["/S"]) for part in tagged(each)} for each in tables)
    figures = [each for each in elements if each["/S"] == "/Figure"]
    assert figures
    assert all(str(each.get("/Alt", "")).strip() for each in figures)


def tagged(element: Any) -> Iterator[Any]:
    """Every structure element below it, in reading order."""
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(one, dict) and "/S" in one:
            yield one
            yield from tagged(one)
