"""What a browser or a spreadsheet might run, and how to see that it would."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import openpyxl

MARK = "zqx"
"""In each tag, attribute and address that is planted, and in nothing of ours."""
MARKUP = (
    *("<{m} a=b>", '"><{m}>', "'><{m}>", "<script>{m}</script>", "</script><{m}>", "</textarea><{m}>", "</title><{m}>"),
    *(
        "<img src=x onerror={m}()>",
        '" onfocus={m}() autofocus="',
        "' onmouseover='{m}()",
        "` onload=`{m}()",
        "x onx={m}",
    ),
    *("<svg onload={m}()>", "<svg><style><img src=x onerror={m}()>", "<math><a xlink:href=javascript:{m}()>x</a>"),
    *(
        "javascript:{m}()",
        "JaVaScRiPt:{m}()",
        "java\tscript:{m}()",
        "data:text/html,<{m}>",
        "vbscript:{m}",
        "//{m}.example/",
    ),
    *("<a href=javascript:{m}()>x</a>", "[x](javascript:{m}())", "<https://{m}.example>", "<!--<{m}>-->", "--><{m}>"),
    *("<iframe srcdoc='<{m}>'>", "<base href=//{m}.example/>", "<meta http-equiv=refresh content=0;url=//{m}.example>"),
    *("&lt;{m}&gt;<{m}>", "\\u003c{m}\\u003e", "%3C{m}%3E", "{{{{{m}}}}}", "<{m}\x0c>", "\ufe64{m}\ufe65"),
    *("<{m}/>", '"><script>{m}()</script>', "<input onfocus={m}() autofocus>"),
)
ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
WORKED_OUT = ("1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://a.example","a")', "SUM(1+9)*cmd|' /C calc'!A0")
FORMULAS = (*(act + words for act in ACTS for words in WORKED_OUT), "-2+3")
ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "xlink:href", "srcset", "poster", "srcdoc"})


def markup_in(page: str) -> list[str]:
    """Tags, attributes and addresses of the page that were made of something planted."""
    reading = _Reading()
    reading.feed(page)
    return reading.found


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARK in tag:
            self.found.append(f"<{tag}> is a tag")
        for name, value in attrs:
            said = "".join((value or "").lower().split())
            leads = name in ADDRESSES and MARK in said and (":" in said.split(MARK)[0] or said.startswith(f"//{MARK}"))
            if MARK in name or (name.startswith("on") and MARK in said) or (leads and not said.startswith("mailto:")):
                self.found.append(f"{name}={value!r} of <{tag}>")

    def handle_data(self, data: str) -> None:
        if MARK in data and self.get_starttag_text() == "<script>" and self.cdata_elem == "script":
            self.found.append("a script holds what was planted")


def active_cells(content: bytes, kind: str) -> list[str]:
    """Cells that a spreadsheet would work out."""
    if "csv" in kind:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return [cell for row in rows for cell in row if cell.startswith(ACTS) and not _is_number(cell)]
    book = openpyxl.load_workbook(io.BytesIO(content))
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    return hidden + [str(cell.value) for cell in cells if cell.data_type == "f"] + list(book.defined_names)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
