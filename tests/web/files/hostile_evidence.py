"""Files that somebody might send as evidence: those that are refused, and with which words. Built when asked for."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from tests.web.files import hostile
from tests.web.files import hostile_office as office
from tests.web.files import hostile_pdf as pdf
from tests.web.files.hostile_office import appended, document, field, leading, slides, text, typed, worded, workbook

Case = tuple[str, Callable[[], bytes], str]
"""The file's name, what makes it, and words of the refusal."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
RTF = rb"{\rtf1{\object\objocx{\*\objdata 0105}}}"
PICTURE = "word/media/image9.png"
SHEET = "xl/workbook.xml"
SLIDE = "ppt/slides/slide1.xml"
MACROS_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE_TYPE = f"{office.OOXML}wordprocessingml.template.main+xml"
HYPERLINK = '<text:a xlink:href="{}">here</text:a>'
EVENT = '<office:event-listeners><script:event-listener xlink:href="vnd.sun.star.script:a"/></office:event-listeners>'

NAMES_AND_PICTURES: dict[str, Case] = {
    "empty": ("a.pdf", lambda: b"", "is empty"),
    "too large": ("a.pdf", lambda: b"%PDF-1.7" + b"\0" * (5 * 1024 * 1024), "larger than 5 MB"),
    "svg called png": ("a.png", lambda: hostile.SVG, "an SVG drawing"),
    "page called png": ("a.png", lambda: hostile.HTML, "a web page"),
    "page called pdf": ("a.pdf", lambda: hostile.HTML, "a web page"),
    "page before a pdf": ("a.pdf", lambda: hostile.HTML + pdf.plain(), "a web page"),
    "program called docx": ("a.docx", lambda: b"MZ\x90\x00" + b"\0" * 200, "a program"),
    "program called txt": ("a.txt", lambda: b"\x7fELF" + b"a" * 200, "a program"),
    "old office called docx": ("a.docx", lambda: OLE, "old version of Office"),
    "rtf called docx": ("a.docx", lambda: RTF, "rich text"),
    "rtf called txt": ("a.txt", lambda: RTF, "rich text"),
    "gif": ("a.gif", lambda: hostile.picture("GIF", mode="P"), "a GIF"),
    "phone": ("a.jpg", lambda: b"\x00\x00\x00\x18ftypheic" + b"\0" * 40, "the phone’s own format"),
    "30,000 a side": ("a.png", lambda: hostile.huge_png(30_000, 30_000), "30,000 × 30,000 dots"),
    "a comment of 200 MB": ("a.png", hostile.wordy_png, "damaged"),
    "moving": ("a.png", lambda: hostile.moving("PNG"), "moves"),
    "picture breaks off": ("a.png", lambda: hostile.picture()[:-20], "damaged"),
    "jpeg called png": ("a.png", lambda: hostile.picture("JPEG"), "ends in “.png”"),
    "pdf called docx": ("a.docx", pdf.plain, "ends in “.docx”"),
    "two endings": ("a.pdf.exe", pdf.plain, "ends in “.exe”"),
    "no ending": ("evidence", pdf.plain, "has no ending"),
    "turned name": ("a\u202efdp.exe", pdf.plain, "ends in “.exe”"),
    "text with NUL": ("a.txt", lambda: b"words\0more", "no plain text"),
    "text of 300 kB": ("a.txt", lambda: b"word " * 60_000, "longer than 200 kB"),
    "text of blanks": ("a.txt", lambda: b" \n\t", "no words"),
    "page called txt": ("a.txt", lambda: b"  <html><script>alert(1)</script>", "a web page"),
    "program of a server": ("a.txt", lambda: b"<?php system('id');", "a program"),
}
PACKED: dict[str, Case] = {
    "zip called docx": ("a.docx", lambda: hostile.packed({"a.txt": b"a"}), "a zip file"),
    "macros": ("a.docx", lambda: document({"word/vbaProject.bin": b"a"}), "macros"),
    "macros under another name": ("a.docx", lambda: document(leading("vbaProject", "a.xml", "Internal")), "macros"),
    "macros by type": ("a.docx", lambda: document(typed(MACROS_TYPE)), "macros"),
    "template": ("a.docx", lambda: document(typed(TEMPLATE_TYPE)), "a template"),
    "activex": ("a.docx", lambda: document({"word/activeX/activeX1.xml": b"<a/>"}), "macros"),
    "upwards": ("a.docx", lambda: document({"../../etc/cron.d/a.xml": b"<a/>"}), "damaged"),
    "by drive": ("a.docx", lambda: document({"C:/a.xml": b"<a/>"}), "damaged"),
    "symlink": ("a.docx", lambda: appended(document(), "word/a.xml", b"/etc", attributes=0o120777 << 16), "damaged"),
    "twice": ("a.docx", lambda: appended(document(), "word/document.xml", b"<a/>"), "damaged"),
    "bomb": ("a.docx", lambda: document({PICTURE: b"\0" * 80_000_000}), "unpacks to far too much"),
    "many parts": ("a.docx", lambda: document({f"word/{n}.xml": b"" for n in range(2001)}), "far too much"),
    "sizes that lie": ("a.docx", lambda: office.lying_about_sizes(document()), "damaged"),
    "packed otherwise": ("a.docx", lambda: appended(document(), "a.xml", b"<a/>", how=zipfile.ZIP_LZMA), "damaged"),
    "document breaks off": ("a.docx", lambda: document()[:-40], "damaged"),
    "password": ("a.docx", lambda: office.marked_as_locked(document()), "password"),
    "file of the computer": ("a.docx", lambda: document(worded("&e;", office.XXE)), "damaged"),
    "billion laughs": ("a.docx", lambda: document(worded("&c;", office.LAUGHS)), "damaged"),
    "quadratic": (
        "a.docx",
        lambda: document(worded("&a;" * 20_000 + office.mixed(20_000), office.quadratic())),
        "damaged",
    ),
    "deep": ("a.docx", lambda: document(worded("<w:p>" * 300_000 + office.mixed(60_000))), "damaged"),
    "attached template": ("a.docx", lambda: document(leading("attachedTemplate", "https://evil.example/a")), "fetches"),
    "remote picture": ("a.docx", lambda: document(leading("image", "https://evil.example/a.png")), "fetches"),
    "remote drawing": ("a.docx", lambda: document(worded('<v:imagedata src="https://evil.example/a"/>')), "fetches"),
    "embedded": ("a.docx", lambda: document({"word/embeddings/oleObject1.bin": OLE}), "other files"),
    "web page inside": ("a.docx", lambda: document(leading("aFChunk", "a.xml", "Internal")), "other files"),
    "program as picture": ("a.docx", lambda: document({PICTURE: b"MZ\x90\x00"}), "other files"),
    "script in a drawing": ("a.docx", lambda: document({"word/media/a.svg": hostile.SVG}), "scripts"),
    "field that starts": ("a.docx", lambda: document(field(r"DDEAUTO c:\\windows\\cmd.exe")), "fetches"),
    "field in pieces": ("a.docx", lambda: document(field(" DD", "EAU", "TO cmd")), "fetches"),
    "field that fetches": ("a.docx", lambda: document(field("INCLUDEPICTURE https://evil.example/a")), "fetches"),
    "link to a program": ("a.docx", lambda: document(leading("hyperlink", "file:///c:/calc.exe")), "opens a program"),
    "two kinds at once": ("a.docx", lambda: document({SHEET: b"<a/>"}), "damaged"),
    "workbook called docx": ("a.docx", workbook, "ends in “.docx”"),
    "other files": ("a.xlsx", lambda: workbook({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "fetches"),
    "connections": ("a.xlsx", lambda: workbook({"xl/connections.xml": b"<a/>"}), "fetches"),
    "formula that fetches": ("a.xlsx", lambda: workbook(formula='=WEBSERVICE("https://a.example")'), "fetches"),
    "formula that starts": ("a.xlsx", lambda: workbook(formula="=cmd|' /C calc'!A0"), "fetches"),
    "old macros": ("a.xlsx", lambda: workbook({"xl/macrosheets/sheet1.xml": b"<a/>"}), "macros"),
    "slide that starts": ("a.pptx", lambda: slides(shape='<a:hlinkClick action="ppaction://program"/>'), "a program"),
    "slide that links": ("a.pptx", lambda: slides(leading("hyperlink", "file:///a.exe", main=SLIDE)), "a program"),
    "film": ("a.pptx", lambda: slides({"ppt/media/film1.mp4": b"\0" * 40}), "sound or film"),
    "odt basic": ("a.odt", lambda: text({"Basic/Standard/a.xml": b"<a/>"}), "macros"),
    "odt script": ("a.odt", lambda: text(body=EVENT), "macros"),
    "odt remote picture": ("a.odt", lambda: text(body='<draw:image xlink:href="https://a.example/a"/>'), "fetches"),
    "odt upward picture": ("a.odt", lambda: text(body='<draw:image xlink:href="../../a.png"/>'), "fetches"),
    "odt object": ("a.odt", lambda: text(body='<draw:object-ole xlink:href="./a"/>'), "other files"),
    "odt part": ("a.odt", lambda: text({"Object 1": OLE}), "other files"),
    "odt link": ("a.odt", lambda: text(body=HYPERLINK.format("vnd.sun.star.script:a")), "opens a program"),
    "odt password": ("a.odt", lambda: text(body="<manifest:encryption-data/>"), "password"),
    "odt file": ("a.odt", lambda: text({"styles.xml": office.XXE + b"<a>&e;</a>"}), "damaged"),
    "odt of a sheet": ("a.odt", lambda: text(kind=office.ODT_TYPE + b"-template"), "damaged"),
}
SCRIPT = "/S /JavaScript /JS (app.alert\\(1\\))"
PDFS: dict[str, Case] = {
    "script": ("a.pdf", lambda: pdf.with_root(f"/OpenAction << {SCRIPT} >>"), "script"),
    "named script": (
        "a.pdf",
        lambda: pdf.with_root(f"/Names << /JavaScript << /Names [(a) << {SCRIPT} >>] >> >>"),
        "script",
    ),
    "script further on": (
        "a.pdf",
        lambda: pdf.with_root("/OpenAction 4 0 R", o4="<< /Next 5 0 R >>", o5=f"<< {SCRIPT} >>"),
        "script",
    ),
    "script by escaped name": (
        "a.pdf",
        lambda: pdf.with_root("/OpenAction << /S /J#61vaScript /J#53 (a) >>"),
        "script",
    ),
    "script of a field": (
        "a.pdf",
        lambda: pdf.with_annotation(f"/Subtype /Widget /AA << /K << {SCRIPT} >> >>"),
        "script",
    ),
    "launch": ("a.pdf", lambda: pdf.with_root("/OpenAction << /S /Launch /F (cmd.exe) >>"), "starts a program"),
    "submit": (
        "a.pdf",
        lambda: pdf.with_annotation("/Subtype /Link /A << /S /SubmitForm /F (https://a) >>"),
        "program",
    ),
    "embedded": ("a.pdf", lambda: pdf.with_root("/Names << /EmbeddedFiles << /Names [] >> >>"), "other files"),
    "attached": ("a.pdf", lambda: pdf.with_annotation("/Subtype /FileAttachment /FS << /EF << >> >>"), "other files"),
    "rich": ("a.pdf", lambda: pdf.with_annotation("/Subtype /RichMedia"), "sound or film"),
    "form": ("a.pdf", lambda: pdf.with_root("/AcroForm << /XFA [] /Fields [] >>"), "a form of a kind"),
    "link to a script": (
        "a.pdf",
        lambda: pdf.with_annotation("/Subtype /Link /A << /S /URI /URI (javascript:1) >>"),
        "opens a program",
    ),
    "link to a file": (
        "a.pdf",
        lambda: pdf.with_annotation("/Subtype /Link /A << /S /GoToR /F (a.pdf) >>"),
        "opens a program",
    ),
    "from elsewhere": ("a.pdf", lambda: pdf.with_content(pdf.stream("/F (https://a.example)", b"")), "elsewhere"),
    "locked": ("a.pdf", pdf.locked, "password"),
    "301 pages": ("a.pdf", lambda: pdf.plain(301), "more than 300 pages"),
    "pages going round": ("a.pdf", pdf.going_round, "damaged"),
    "bomb": ("a.pdf", lambda: pdf.with_content(pdf.stream("/Filter /FlateDecode", pdf.bomb())), "far too much"),
    "bomb in a bomb": (
        "a.pdf",
        lambda: pdf.with_content(pdf.stream("/Filter [/FlateDecode /FlateDecode]", pdf.bomb(2))),
        "far too much",
    ),
    "huge picture": (
        "a.pdf",
        lambda: pdf.with_content(pdf.stream("/Subtype /Image /Width 30000 /Height 30000", b"")),
        "far too much",
    ),
    "deep": ("a.pdf", lambda: pdf.nested(100_000), "damaged"),
    "only a start": ("a.pdf", lambda: b"%PDF-1.7\n", "damaged"),
    "noise": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged"),
    "no pages": ("a.pdf", lambda: pdf.of({1: "<< /Type /Catalog >>"}), "damaged"),
}
REFUSED = {
    f"{group}: {name}": case
    for group, cases in (("names and pictures", NAMES_AND_PICTURES), ("packed", PACKED), ("pdf", PDFS))
    for name, case in cases.items()
}
