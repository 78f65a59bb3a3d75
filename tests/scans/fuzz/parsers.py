"""Each parser of something that comes from outside, as a function of bytes, with small inputs to begin from.

A refusal in words is what they owe; whatever else gets out of them is a finding. Parsers of packed files get their
parts one at a time: of bytes changed at random in a ZIP hardly any would get past its checksums.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from belonging.web.base.errors import Refused
from belonging.web.surveys.rules.roster_tables import RawSheet, Table
from tests.scans.fuzz import samples


@dataclass(frozen=True, slots=True)
class Parser:
    """`refusals`: what it may raise. `seeds`: inputs that it reads, or nearly."""

    reads: Callable[[bytes], object]
    seeds: Callable[[], tuple[bytes, ...]]
    refusals: tuple[type[Exception], ...] = (Refused,)


def roster_text(content: bytes) -> object:
    from belonging.web.surveys.rules.roster_tables import tables_of
    from belonging.web.surveys.rules.roster_text import read_csv

    return _roster(tables_of([read_csv(content, "list.csv")]))


def roster_workbook(content: bytes) -> object:
    from belonging.web.surveys.rules.roster_tables import tables_of
    from belonging.web.surveys.rules.workbooks import read_workbook

    return _roster(tables_of([_raw(each) for each in read_workbook(_with_part(_book(), content))]))


def _raw(sheet: dict[str, Any]) -> RawSheet:
    """As the child process hands it over."""
    rows = tuple((number, tuple(cells)) for number, cells in sheet["rows"])
    return RawSheet(sheet["name"], rows, tuple(sheet["merged"]), sheet["hidden"])


def _roster(tables: list[Table]) -> object:
    from belonging.web.surveys.rules.roster import Expected, read

    expected = Expected(("year_group", "sex", "sen"), ("3", "4", "5", "6"), ("younger",), date(2026, 11, 23))
    return [read(each, expected) for each in tables]


def survey_csv(content: bytes) -> object:
    return _survey(content, ".csv")


def survey_workbook(content: bytes) -> object:
    return _survey(_with_part(_book(), content), ".xlsx")


def survey_spss(content: bytes) -> object:
    """In its child process, as the service does: the C library under it can be brought down."""
    from belonging.web.imports.services.child import done_by_child

    return done_by_child("read", ".sav", "pupil_v1", content=content)


def _survey(content: bytes, kind: str) -> object:
    from belonging.web.imports.engine.reading import read_table  # loads the engine's libraries

    return read_table(content, kind, "pupil_v1")


def xlsform(content: bytes) -> object:
    from belonging.web.imports.engine.forms import read_form

    return read_form(_with_part(samples.xlsform(), content))


def xlsform_cells(content: bytes) -> object:
    """Past the workbook: a table for each sheet, its cells divided by tabs."""
    from belonging.instruments.errors import InvalidInstrument
    from belonging.web.imports.rules.xlsform.reading import read_sheets
    from belonging.web.imports.rules.xlsform.toml_text import instrument_toml, mapping_toml

    names = ("survey", "choices", "settings")
    parts = [*content.decode(errors="replace").split("\f"), "", ""][: len(names)]
    form = read_sheets({n: [row.split("\t") for row in part.split("\n")] for n, part in zip(names, parts, strict=True)})
    from belonging.instruments.instrument_file import read_instrument
    from belonging.instruments.load import load_framework
    from belonging.instruments.tables import parse

    try:
        read_instrument(parse(instrument_toml(form), "a"), {each.key for each in load_framework().constructs}, "0" * 64)
        parse(mapping_toml(form), "b")
    except InvalidInstrument as fault:
        raise Refused(str(fault)) from fault
    return form


def document(content: bytes) -> object:
    return _packed(samples.word(), content, "docx")


def open_document(content: bytes) -> object:
    return _packed(samples.odt(), content, "odt")


def slides(content: bytes) -> object:
    return _packed(samples.slides(), content, "pptx")


def workbook_as_evidence(content: bytes) -> object:
    return _packed(_book(), content, "xlsx")


def _packed(whole: bytes, content: bytes, kind: str) -> object:
    from belonging.web.files.rules.kinds import Kind
    from belonging.web.files.rules.packages import looked_through

    return looked_through(_with_part(whole, content), Kind(kind))


def container(content: bytes) -> object:
    """The ZIP itself."""
    from belonging.web.files.rules.kinds import Kind
    from belonging.web.files.rules.packages import looked_through

    return looked_through(content, Kind.DOCX)


def portable(content: bytes) -> object:
    from belonging.web.files.rules.portable import looked_through

    return looked_through(content)


def plain_text(content: bytes) -> object:
    from belonging.web.files.rules.plain_text import checked_text

    return checked_text(content)


def picture(content: bytes) -> object:
    """As the page does it: the header first, then drawn anew (in a child process there)."""
    from belonging.web.files.rules.headers import size_in_header
    from belonging.web.files.rules.kinds import IMAGES, accepted_kind

    names = {b"\x89P": "a.png", b"\xff\xd8": "a.jpg", b"RI": "a.webp"}
    return size_in_header(content, accepted_kind(names.get(content[:2], "a.png"), content, IMAGES))


def register(content: bytes) -> object:
    from belonging.web.schools.rules.register_file import read_register

    return read_register(content)


def published(content: bytes) -> object:
    from belonging.web.outcomes.rules.published_file import read_published

    return read_published(io.StringIO(content.decode("utf-8-sig", errors="replace")), {"100000", "100001"})


def outcomes(content: bytes) -> object:
    from belonging.web.outcomes.rules.school_file import read_school_file

    return read_school_file(content)


def answers(content: bytes) -> object:
    from belonging.web.surveys.rules.sent_texts import read_json

    return read_json(content)


def envelope(content: bytes) -> object:
    from belonging.web.surveys.rules.envelopes import open_envelope

    return open_envelope(12345, content.decode("latin-1"))


def code(content: bytes) -> object:
    from belonging.web.surveys.rules.codes import read_code

    return read_code(content.decode(errors="replace"))


def api_key(content: bytes) -> object:
    from belonging.web.api.rules.keys import parts_of

    return parts_of(content.decode("latin-1"))


def sign_in_providers(content: bytes) -> object:
    import os
    from unittest import mock

    from belonging.web.config.environment import identity_providers

    said = content.decode("latin-1").replace("\0", "")
    with mock.patch.dict(os.environ, {"BELONGING_OIDC": said}):
        return [each.as_app() for each in identity_providers()]


def manifest(content: bytes) -> object:
    from belonging.web.cli.keeping.manifest import read_manifest

    return read_manifest(content)


def _with_part(whole: bytes, content: bytes) -> bytes:
    """The packed file with one of its parts exchanged: the first byte says which."""
    parts = dict(_parts(whole))
    name = sorted(parts)[content[0] % len(parts)] if content else min(parts)
    parts[name] = content[1:]
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for each in sorted(parts, key=lambda part: part != "mimetype"):
            made.writestr(each, parts[each])
    return kept.getvalue()


@cache
def _parts(whole: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as made:
        return {name: made.read(name) for name in made.namelist()}


def _of_parts(made: Callable[[], bytes]) -> Callable[[], tuple[bytes, ...]]:
    def seeds() -> tuple[bytes, ...]:
        parts = _parts(made())
        return tuple(bytes([at]) + parts[name] for at, name in enumerate(sorted(parts)))

    return seeds


@cache
def _book() -> bytes:
    return samples.workbook()


IN_A_CHILD = (Exception,)
"""They run in a process of their own, and whatever ends it, the service calls the file damaged. Looked for are files
that take too long, or too much memory, or bring the interpreter down."""
PARSERS: dict[str, Parser] = {
    "roster text": Parser(roster_text, samples.rosters),
    "roster workbook": Parser(roster_workbook, _of_parts(samples.workbook)),
    "survey as CSV": Parser(survey_csv, samples.surveys),
    "survey as workbook": Parser(survey_workbook, _of_parts(samples.workbook)),
    "survey as SPSS": Parser(survey_spss, samples.spss),
    "XLSForm": Parser(xlsform, _of_parts(samples.xlsform)),
    "XLSForm cells": Parser(xlsform_cells, samples.xlsform_cells),
    "evidence: Word": Parser(document, _of_parts(samples.word), IN_A_CHILD),
    "evidence: OpenDocument": Parser(open_document, _of_parts(samples.odt), IN_A_CHILD),
    "evidence: slides": Parser(slides, _of_parts(samples.slides), IN_A_CHILD),
    "evidence: workbook": Parser(workbook_as_evidence, _of_parts(samples.workbook), IN_A_CHILD),
    "evidence: ZIP": Parser(container, lambda: (samples.word(),), IN_A_CHILD),
    "evidence: PDF": Parser(portable, samples.pdfs, IN_A_CHILD),
    "evidence: text": Parser(plain_text, samples.rosters),
    "pictures": Parser(picture, samples.pictures),
    "register of schools": Parser(register, samples.registers),
    "published figures": Parser(published, samples.published),
    "a school's figures": Parser(outcomes, samples.outcomes),
    "what a script sends": Parser(answers, lambda: (b'{"code": "KT7X-4MPC", "answers": "{}"}',), (ValueError,)),
    "envelopes": Parser(envelope, samples.envelopes, (ValueError,)),
    "codes": Parser(code, lambda: (b"KT7X-4MPC", b"kt7x 4mpc"), (Refused, ValueError)),
    "keys of the API": Parser(api_key, lambda: (b"bm_0123456789ab_" + b"a" * 43,)),
    "sign-in providers": Parser(sign_in_providers, samples.providers, samples.UNUSABLE),
    "contents of a backup": Parser(manifest, samples.manifests),
}
