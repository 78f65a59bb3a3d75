"""Small inputs that parsers read, or nearly: a fuzzer goes on from them."""

from __future__ import annotations

import base64
import io
import json
import tempfile
from pathlib import Path

import openpyxl
from django.core.exceptions import ImproperlyConfigured
from PIL import Image

from belonging.web.imports.services.forms import workbook_of
from belonging.web.outcomes.rules.school_file import HEAD, template_rows
from belonging.web.outcomes.rules.terms import Term
from belonging.web.schools.rules.register_sample import sample_register
from tests.web.files import hostile_office as office
from tests.web.files import hostile_pdf
from tests.web.imports.given import sample
from tests.web.imports.given import spss as written_spss
from tests.web.outcomes.published import absence_file

UNUSABLE = (ImproperlyConfigured,)
MANIFEST = ("format", "version", "made_at", "vendor", "counts", "migrations", "journal", "open_rounds", "pepper_mark")


def rosters() -> tuple[bytes, ...]:
    text = "Surname,Forename,Year,Sex,SEN\r\nO'Neil,Zoë,Year 4,F,K\r\nPark,Ben,5,M,\r\n"
    return (text.encode(), text.encode("utf-16"), text.replace(",", ";").encode("cp1252"), b'Name\tYear\n"A\nB"\t3\n')


def workbook() -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Surname", "Forename", "Year", "Sex", "SEN"],
        ["Park", "Ben", 4, "M", "K"],
        ["Lee", "Ann", 5, "F", "N"],
    ):
        sheet.append(row)
    sheet.merge_cells("A4:B4")
    book.save(kept)
    return kept.getvalue()


def surveys() -> tuple[bytes, ...]:
    names = ("google_forms.csv", "limesurvey_codes.csv", "limesurvey_full_text.csv", "microsoft_forms.csv")
    return tuple(sample(name)[:3000] for name in names)


def spss() -> tuple[bytes, ...]:
    with tempfile.TemporaryDirectory() as folder:
        return (written_spss(Path(folder), pupils=12),)


def xlsform() -> bytes:
    return workbook_of(instrument="pupil_v1", edition="younger", language="en")


def xlsform_cells() -> tuple[bytes, ...]:
    book = openpyxl.load_workbook(io.BytesIO(xlsform()))
    sheets = [
        "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in book[name].values)
        for name in ("survey", "choices", "settings")
    ]
    return ("\f".join(sheets).encode(),)


def word() -> bytes:
    return office.document()


def odt() -> bytes:
    return office.text()


def slides() -> bytes:
    return office.slides()


def pdfs() -> tuple[bytes, ...]:
    return (hostile_pdf.plain(), hostile_pdf.with_photo(), hostile_pdf.with_root("/Names << >>"))


def pictures() -> tuple[bytes, ...]:
    made = []
    for form in ("PNG", "JPEG", "WEBP"):
        kept = io.BytesIO()
        Image.new("RGB", (6, 4), "teal").save(kept, form)
        made.append(kept.getvalue())
    return tuple(made)


def registers() -> tuple[bytes, ...]:
    lines = sample_register().split(b"\n")
    return (b"\n".join(lines[:3]), b"\n".join([lines[0], *lines[5:8]]))


def published() -> tuple[bytes, ...]:
    return ("\n".join(absence_file({}, 2)).encode(),)


def outcomes() -> tuple[bytes, ...]:
    rows = template_rows(Term(2025, 0))
    return ("\r\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEAD, *rows)).encode(),)


def envelopes() -> tuple[bytes, ...]:
    return (base64.urlsafe_b64encode(b"\x04" + bytes(200)), base64.urlsafe_b64encode(bytes(range(120))))


def providers() -> tuple[bytes, ...]:
    told = {
        "id": "dfe",
        "name": "DfE",
        "server_url": "https://a.example",
        "client_id": "b",
        "secret": "c",
        "acr": ["d"],
    }
    return (json.dumps([told]).encode(),)


def manifests() -> tuple[bytes, ...]:
    return (json.dumps({**dict.fromkeys(MANIFEST), "format": 1}).encode(),)
