"""The codebook of a pack: one HTML file that asks for nothing, and DDI-Codebook 2.5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from xml.etree import ElementTree as ET

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.packs.engine.variables import Dataset, Variable

DDI = "ddi:codebook:2_5"
SCHEMA = f"{DDI} https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MAKER = "Belonging Matters"


@dataclass(frozen=True, slots=True)
class Study:
    """What the whole pack is. `mark` stands first on every page, where it has to be seen; `number` names the pack."""

    title: str
    number: str
    about: Sequence[str]
    access: Sequence[str]
    made_at: datetime
    mark: str = ""


def codebook_html(study: Study, datasets: Sequence[Dataset]) -> str:
    page = ET.Element("html", lang="en")
    head = _under(page, "head")
    _under(head, "meta", charset="utf-8")
    _under(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _under(head, "title", f"Codebook: {study.title}")
    _under(head, "style", files(__package__).joinpath("codebook.css").read_text(encoding="utf-8"))
    main = _under(_under(page, "body"), "main")
    _under(main, "h1", f"Codebook: {study.title}")
    if study.mark:
        _under(main, "p", study.mark, **{"class": "mark"})
    for sentence in study.about:
        _under(main, "p", sentence)
    _contents(main, datasets)
    for dataset in datasets:
        _html_dataset(main, dataset)
    return "<!doctype html>\n" + ET.tostring(page, encoding="unicode", method="html") + "\n"


def codebook_ddi(study: Study, datasets: Sequence[Dataset]) -> bytes:
    ET.register_namespace("", DDI)
    ET.register_namespace("xsi", XSI)
    book = ET.Element(
        _ddi("codeBook"), {"version": "2.5", "ID": f"pack-{study.number}", f"{{{XSI}}}schemaLocation": SCHEMA}
    )
    document = _ddi_under(_ddi_under(book, "docDscr"), "citation")
    _citation(document, f"Codebook: {study.title}", study)
    described = _ddi_under(book, "stdyDscr")
    _citation(_ddi_under(described, "citation"), study.title, study)
    info = _ddi_under(described, "stdyInfo")
    _ddi_under(info, "abstract", " ".join(study.about))
    _ddi_under(_ddi_under(info, "sumDscr"), "dataKind", "survey data")
    access = _ddi_under(_ddi_under(described, "dataAccs"), "useStmt")
    _ddi_under(access, "restrctn", " ".join(study.access))
    for dataset in datasets:
        text = _ddi_under(_ddi_under(book, "fileDscr", ID=f"F_{_id(dataset.name)}"), "fileTxt")
        _ddi_under(text, "fileName", f"{dataset.name}.csv")
        _ddi_under(text, "fileCont", dataset.title)
        sizes = _ddi_under(text, "dimensns")
        _ddi_under(sizes, "caseQnty", str(dataset.frame.height))
        _ddi_under(sizes, "varQnty", str(len(dataset.variables)))
    data = _ddi_under(book, "dataDscr")
    for dataset in datasets:
        for variable in dataset.variables:
            _ddi_variable(data, dataset, variable)
    ET.indent(book)
    written = ET.tostring(book, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'.encode()


def _contents(main: ET.Element, datasets: Sequence[Dataset]) -> None:
    nav = _under(main, "nav", **{"aria-label": "Files"})
    listed = _under(nav, "ul")
    for dataset in datasets:
        words = f"{dataset.name}: {dataset.title}, {dataset.frame.height:,} rows"
        _under(_under(listed, "li"), "a", words, href=f"#{_id(dataset.name)}")


def _html_dataset(main: ET.Element, dataset: Dataset) -> None:
    part = _under(main, "section", **{"aria-labelledby": _id(dataset.name)})
    _under(part, "h2", f"{dataset.name}: {dataset.title}", id=_id(dataset.name))
    counts = {each.name: _counts(dataset, each) for each in dataset.variables}
    for variable in dataset.variables:
        heading = _under(part, "h3")
        _under(heading, "code", variable.name).tail = f" {variable.label}"
        if variable.question and variable.question != variable.label:
            _under(part, "p", f"Asked: “{variable.question}”")
        if variable.says:
            _under(part, "p", variable.says)
        if variable.values:
            _html_values(part, variable, counts[variable.name])


def _html_values(part: ET.Element, variable: Variable, counts: dict[int, int]) -> None:
    box = _under(
        part, "div", tabindex="0", role="region", **{"class": "scroll", "aria-label": f"Codes of {variable.name}"}
    )
    table = _under(box, "table")
    _under(table, "caption", f"Codes of {variable.name}")
    top = _under(_under(table, "thead"), "tr")
    for words in ("Code", "Says", "Rows"):
        _under(top, "th", words, scope="col")
    body = _under(table, "tbody")
    for code, words in variable.values.items():
        row = _under(body, "tr")
        _under(row, "th", str(code), scope="row")
        _under(row, "td", f"{words} (no answer)" if code in variable.missing else words)
        _under(row, "td", f"{counts.get(code, 0):,}")


def _counts(dataset: Dataset, variable: Variable) -> dict[int, int]:
    return dict(dataset.frame.get_column(variable.name).value_counts().iter_rows()) if variable.values else {}


def _ddi_variable(data: ET.Element, dataset: Dataset, variable: Variable) -> None:
    """Its parts in the order that the schema has them."""
    file = _id(dataset.name)
    var = _ddi_under(
        data, "var", ID=f"V_{file}_{_id(variable.name)}", name=variable.name, files=f"F_{file}", intrvl="discrete"
    )
    _ddi_under(var, "labl", variable.label)
    if variable.question:
        _ddi_under(_ddi_under(var, "qstn"), "qstnLit", variable.question)
    if variable.says:
        _ddi_under(var, "txt", variable.says)
    counts = _counts(dataset, variable)
    for code, words in variable.values.items():
        category = _ddi_under(var, "catgry", missing="Y") if code in variable.missing else _ddi_under(var, "catgry")
        _ddi_under(category, "catValu", str(code))
        _ddi_under(category, "labl", words)
        _ddi_under(category, "catStat", str(counts.get(code, 0)), type="freq")
    _ddi_under(var, "varFormat", type="numeric" if variable.values else "character")


def _citation(parent: ET.Element, title: str, study: Study) -> None:
    titles = _ddi_under(parent, "titlStmt")
    _ddi_under(titles, "titl", title)
    _ddi_under(titles, "IDNo", study.number)
    made = _ddi_under(parent, "prodStmt")
    _ddi_under(made, "producer", MAKER)
    day = timezone.localdate(study.made_at)
    _ddi_under(made, "prodDate", date_format(day, "j F Y"), date=day.isoformat())


def _under(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, tag, attributes)
    made.text = text or None
    return made


def _ddi(tag: str) -> str:
    return f"{{{DDI}}}{tag}"


def _ddi_under(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    return _under(parent, _ddi(tag), text, **attributes)


def _id(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)
