"""Word, Excel, PowerPoint and OpenDocument files, as they should be and as somebody might send them. All made here."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Mapping

import docx
import openpyxl

from tests.web.files import hostile

XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
ROLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
OOXML = "application/vnd.openxmlformats-officedocument."
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
XXE = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


def document(extra: Mapping[str, bytes] | None = None, *, picture: bytes = b"") -> bytes:
    """A document as python-docx writes it, with parts put in or in others' place."""
    made, kept = docx.Document(), io.BytesIO()
    made.add_heading("Walk round the playground")
    made.add_paragraph("Nine of ten benches were in use.")
    if picture:
        made.add_picture(io.BytesIO(picture))
    made.core_properties.author = "Robin Green"
    made.core_properties.last_modified_by = "Robin Green"
    made.save(kept)
    return put_in(kept.getvalue(), extra or {})


def workbook(extra: Mapping[str, bytes] | None = None, *, formula: str = "=1+1") -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = formula
    book.properties.creator = "Robin Green"
    book.save(kept)
    return put_in(kept.getvalue(), extra or {})


def slides(extra: Mapping[str, bytes] | None = None, *, shape: str = "") -> bytes:
    """One slide, the least that a presentation can be."""
    types = [("/ppt/presentation.xml", "presentation.main+xml"), ("/ppt/slides/slide1.xml", "slide+xml")]
    over = "".join(f'<Override PartName="{name}" ContentType="{OOXML}presentationml.{end}"/>' for name, end in types)
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{defaults}{over}</Types>'.encode(),
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml", "")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{SLIDES}"/>'.encode(),
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml", "")),
        "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWN}">{shape}</p:sld>'.encode(),
    }
    return hostile.packed(parts | dict(extra or {}))


def text(extra: Mapping[str, bytes] | None = None, *, body: str = "", kind: bytes = ODT_TYPE) -> bytes:
    """An OpenDocument text: `body` stands in its content."""
    spaces = " ".join(f'xmlns:{name}="{OPEN}{name}:1.0"' for name in ("office", "text", "draw", "script", "manifest"))
    content = f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
    parts = {
        "content.xml": f"{content}<office:text>{body}</office:text></office:body></office:document-content>".encode(),
        "meta.xml": b"<office:meta xmlns:office='urn:o'><a>Robin Green</a></office:meta>",
        "META-INF/manifest.xml": f"<manifest:manifest {spaces}/>".encode(),
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("mimetype"), kind, zipfile.ZIP_STORED)
        for name, part in (parts | dict(extra or {})).items():
            made.writestr(name, part)
    return kept.getvalue()


def relations(*each: tuple[str, str, str]) -> bytes:
    """Of role, target and mode."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{ROLE}/{role}" Target="{target}" TargetMode="{mode or "Internal"}"/>'
        for number, (role, target, mode) in enumerate(each)
    )
    return f'<Relationships xmlns="{RELS}">{rows}</Relationships>'.encode()


def leading(role: str, target: str, mode: str = "External", main: str = "word/document.xml") -> dict[str, bytes]:
    """The relations of the main part, with one that leads elsewhere."""
    folder, _, name = main.rpartition("/")
    return {f"{folder}/_rels/{name}.rels": relations((role, target, mode))}


def worded(inner: str, before: bytes = b"") -> dict[str, bytes]:
    """A document's main part with this in its body; `before` stands before its first element."""
    body = f'<w:document xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{inner}</w:body></w:document>'
    return {"word/document.xml": XML + before + body.encode()}


def field(*runs: str) -> dict[str, bytes]:
    """A field whose words are broken over these runs."""
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    words = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return worded(f"<w:p>{begin}{words}{end}</w:p>")


def typed(main_type: str) -> dict[str, bytes]:
    """A document whose list of types calls the main part this."""
    over = f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>'
    return {"[Content_Types].xml": f'<Types xmlns="{TYPES}">{over}</Types>'.encode()}


def put_in(content: bytes, extra: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    return hostile.packed(parts | dict(extra))


def appended(content: bytes, name: str, part: bytes, *, attributes: int = 0, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """With one more part, which may have a name that is there already."""
    kept, one = io.BytesIO(content), zipfile.ZipInfo(name)
    one.external_attr, one.compress_type = attributes, how
    with warnings.catch_warnings(), zipfile.ZipFile(kept, "a") as made:
        warnings.simplefilter("ignore")
        made.writestr(one, part)
    return kept.getvalue()


def marked_as_locked(content: bytes) -> bytes:
    """Every part says that it is encrypted."""
    changed, at = bytearray(content), content.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


def lying_about_sizes(content: bytes) -> bytes:
    """Every part says that it unpacks to one byte."""
    changed, at = bytearray(content), content.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", 1)
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


def mixed(size: int) -> str:
    """Words that don't become much shorter when packed."""
    return random.Random(5).randbytes(size).hex()


def quadratic() -> bytes:
    """A long entity, in a document that will name it very often."""
    return b'<!DOCTYPE a [<!ENTITY a "' + b"a" * 20_000 + b'">]>'
