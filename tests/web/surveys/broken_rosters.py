"""Sixty made-up lists of pupils that are broken, each in a way of its own, and what the school is told about it.

`BROKEN`: name to (file, words that the message must hold). Made here; no file of a real school was looked at.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import openpyxl

HEAD = ("Forename", "Surname", "Year", "Class", "SEN")
GOOD = [("Amy", "Zed", "4", "4 Maple", "N"), ("Bo", "Ali", "4", "4 Maple", "K"), ("Cy", "Oak", "5", "5 Elm", "")]
NAMES = "xl/worksheets/sheet1.xml"


def csv_of(*rows: Sequence[object], separator: str = ",") -> bytes:
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in rows).encode()


def listed(*rows: Sequence[object]) -> bytes:
    """A good head and good rows, and then these."""
    return csv_of(HEAD, *GOOD, *rows)


def workbook(*rows: Sequence[object], merge: str = "", title: str = "Pupils") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of it rewritten, or added."""
    old, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def hidden_only() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook(HEAD, *GOOD)))
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("Empty")
    book.active = 1
    return saved(book)


def entities() -> bytes:
    """A billion laughs: ten entities, each ten times the one before."""
    levels = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">{levels}]><worksheet>&l9;</worksheet>'
    return changed(workbook(HEAD, *GOOD), NAMES, lambda _part: bomb.encode())


def outside() -> bytes:
    """An entity that would read a file of the server."""
    text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>'
    return changed(workbook(HEAD, *GOOD), NAMES, lambda _part: text.encode())


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)


BROKEN: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    # Not a list at all
    "empty": (lambda: b"", ("empty", "export")),
    "blank lines": (lambda: b"\r\n\r\n , , \r\n", ("empty", "export")),
    "only a mark of UTF-8": (lambda: b"\xef\xbb\xbf", ("empty", "export")),
    "only headings": (lambda: csv_of(HEAD), ("headings in row 1, and no pupils", "export")),
    "a picture, renamed": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), ("picture", "CSV or Excel")),
    "a photo, renamed": (lambda: b"\xff\xd8\xff\xe0" + bytes(200), ("picture", "CSV or Excel")),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(50), ("PDF", "CSV or Excel")),
    "a Word document": (lambda: packed(**{"word/document.xml": b"<w/>"}), ("Word document", "save it as")),
    "slides": (lambda: packed(**{"ppt/presentation.xml": b"<p/>"}), ("presentation", "save it as")),
    "an OpenDocument file": (lambda: packed(mimetype=b"x", **{"content.xml": b"<x/>"}), (".ods", "save it as")),
    "a binary workbook": (lambda: packed(**{"xl/workbook.bin": b"x"}), (".xlsb", "save it as")),
    "a zip file": (lambda: packed(**{"pupils.csv": listed()}), ("zip file", "save it as")),
    "a gzip file": (lambda: b"\x1f\x8b\x08" + bytes(50), ("packed file", "unpack it first")),
    "a web page named .xls": (lambda: b"<html><table><tr><td>Forename</td></tr></table>", ("web page", "Save as")),
    "an XML export": (lambda: b"<?xml version='1.0'?><CTfile/>", ("XML file", "CSV or Excel")),
    "JSON": (lambda: b'{"pupils": []}', ("JSON", "CSV or Excel")),
    "RTF": (lambda: b"{\\rtf1 Forename}", ("text document", "CSV or Excel")),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), ("old format", ".xlsx")),
    "locked with a password": (encrypted, ("password", ".xlsx")),
    # Made to hurt
    "macros": (lambda: changed(workbook(HEAD, *GOOD), "xl/vbaProject.bin", lambda _part: b"x"), ("macros", "save it")),
    "a zip bomb": (
        lambda: changed(workbook(HEAD, *GOOD), "xl/media/x.bin", lambda _part: bytes(80_000_000)),
        ("unpacks to far more", "copy the list alone"),
    ),
    "thousands of parts": (
        lambda: packed(**{"xl/workbook.xml": b"<x/>"}, **{f"p{at}": b"" for at in range(2100)}),
        ("unpacks to far more", "copy the list alone"),
    ),
    "an XML bomb": (entities, ("damaged", "save it as")),
    "an entity from outside": (outside, ("damaged", "save it as")),
    "a truncated workbook": (lambda: workbook(HEAD, *GOOD)[:2500], ("damaged", "save it as")),
    "a workbook of garbage": (lambda: packed(**{"xl/workbook.xml": b"garbage"}), ("damaged", "save it as")),
    "a sheet of garbage": (lambda: changed(workbook(HEAD, *GOOD), NAMES, lambda part: part[:300]), ("damaged", "save")),
    "a cell of 10 MB": (lambda: listed(("x" * 10_000_000, "a", "4", "4 Maple", "")), ("larger than 5 MB", "choose")),
    "a cell of 1 MB": (lambda: listed(("x" * 1_000_000, "a", "4", "4 Maple", "")), ("Row 5", "too long")),
    "a long cell in a workbook": (
        lambda: workbook(HEAD, *GOOD, ("x" * 30_000, "a", "4", "4 Maple", "")),
        ("Row 5", "30,000 letters", "take it out"),
    ),
    "100,000 rows": (lambda: listed(*[("A", "B", "4", "4 Maple", "")] * 100_000), ("more than 5,000 rows", "export")),
    "8,000 rows in a workbook": (
        lambda: workbook(HEAD, *[("A", "B", "4", "4 Maple", "")] * 8_000),
        ("more than 5,000 rows", "export"),
    ),
    "a thousand columns": (lambda: csv_of((*HEAD, *["x"] * 1000), *[[*GOOD[0], *["y"] * 1000]]), ("columns", "keep")),
    # Letters and separators
    "NUL bytes": (lambda: listed(("A\x00my", "Zed", "4", "4 Maple", "")), ("Row 5", "no letter")),
    "half a UTF-16 letter": (lambda: b"\xff\xfe" + listed().decode().encode("utf-16-le")[:-1], ("breaks off", "Save")),
    "bytes of no encoding": (
        lambda: listed(("A#y", "x", "4", "4 Maple", "")).replace(b"#", b"\x81\x8d"),
        ("Row 5", "cannot be read"),
    ),
    "a quotation mark left open": (
        lambda: listed(('"Amy', "Zed", "4", "4 Maple", ""), *GOOD * 4),
        ("Row 5", "never closed"),
    ),
    # Headings
    "no headings": (lambda: csv_of(*GOOD), ("no headings", "first row must say")),
    "headings in another language": (lambda: csv_of(("Prénom", "Nom"), ("Amy", "Zed")), ("no headings", "first row")),
    "headings below a page of text": (lambda: csv_of(*[("Report",)] * 30, HEAD, *GOOD), ("no headings", "first row")),
    "only hidden sheets": (hidden_only, ("hidden", "choose that file")),
    # Rows
    "a name for a year": (
        lambda: listed(("Dee", "Fox", "Miss Smith", "4 Maple", "")),
        ("Row 5", "Miss Smith", "1 to 13"),
    ),
    "year 17": (lambda: listed(("Dee", "Fox", "17", "4 Maple", "")), ("Row 5", "“17” in column C", "1 to 13")),
    "no year": (lambda: listed(("Dee", "Fox", "", "4 Maple", "")), ("Row 5", "olumn C (“Year”) is empty", "Write")),
    "no class": (lambda: listed(("Dee", "Fox", "4", "", "")), ("Row 5", "olumn D (“Class”) is empty", "Write")),
    "no name": (lambda: listed(("", "", "4", "4 Maple", "")), ("Row 5", "no name", "take the row out")),
    "a year that became a date": (
        lambda: listed(("Dee", "Fox", "07/08/2026", "4 Maple", "")),
        ("Row 5", "a date", "text"),
    ),
    "a date in a workbook": (
        lambda: workbook(HEAD, *GOOD, ("Dee", "Fox", date(2026, 8, 7), "4 Maple", "")),
        ("Row 5", "2026-08-07", "a date"),
    ),
    "an unknown SEN status": (lambda: listed(("Dee", "Fox", "4", "4 Maple", "ASD")), ("Row 5", "“ASD”", "N, K or E")),
    "a shift of columns": (
        lambda: csv_of(HEAD, *[("Amy", "Zed", "4 Maple", "4", "N")] * 12),
        ("Nearly every row is wrong in column C", "Rows 2, 3, 4, 5, 6, 7, 8, 9 and 4 more: “4 Maple”"),
    ),
    "names in the class column": (
        lambda: csv_of(HEAD, *[("Amy", "Zed", "4", f"Kim {at}", "N") for at in range(12)]),
        ("12 classes for 12 pupils", "column D", "put the class there"),
    ),
    "a formula": (lambda: workbook(HEAD, *GOOD, ("Dee", "Fox", "=C2", "4 Maple", "")), ("Row 5", "formula", "values")),
    "formulas in every class": (
        lambda: workbook(HEAD, *[("A", f"B{at}", "4", '="4 "&"Maple"', "") for at in range(3)]),
        ("Rows 2, 3 and 4: There is a formula in column D",),
    ),
    "merged classes": (
        lambda: workbook(HEAD, ("Amy", "Zed", "4", "4 Maple", ""), ("Bo", "Ali", "4", "", ""), merge="D2:D3"),
        ("Row 3", "merged", "split them"),
    ),
    "merged years": (
        lambda: workbook(HEAD, ("Amy", "Zed", "4", "4 Maple", ""), ("Bo", "Ali", "", "4 Maple", ""), merge="C2:C3"),
        ("Row 3", "merged", "split them"),
    ),
    "maybe not to be invited": (
        lambda: csv_of((*HEAD, "Do not invite"), (*GOOD[0], "maybe")),
        ("Row 2", "“maybe”", "Write yes, or leave it empty"),
    ),
    "an edition that is not there": (
        lambda: csv_of((*HEAD, "Edition"), (*GOOD[0], "Klingon")),
        ("Row 2", "“Klingon”", "There are: standard"),
    ),
    "a class with an endless name": (
        lambda: listed(("Dee", "Fox", "4", "M" * 60, "")),
        ("Row 5", "too long", "shorten"),
    ),
    "an endless name": (lambda: listed(("D" * 200, "Fox", "4", "4 Maple", "")), ("Row 5", "204 letters", "shorten")),
    "nobody to invite": (
        lambda: csv_of((*HEAD, "Do not invite"), *[(*each, "yes") for each in GOOD]),
        ("Nobody on this list gets a slip", "choose the file again"),
    ),
    "nursery alone": (lambda: csv_of(HEAD, ("Amy", "Zed", "N2", "Ducks", "")), ("Nobody on this list", "choose")),
    "a surname that is an endless number": (
        lambda: listed(("Dee", "9" * 120, "4", "4 Maple", "")),
        ("Row 5", "letters"),
    ),
}  # fmt: skip
