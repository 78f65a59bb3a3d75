"""The sheets of an XLSForm, read into what a questionnaire of ours can hold; all else is refused, by its row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.rules.xlsform.writing import INTRODUCTION, SECTION

Words = Mapping[str, str]
"""By language code."""
Row = Mapping[str, str]

ABOUT_PEOPLE = frozenset(
    ("start", "end", "today", "deviceid", "device_id", "username", "email", "phonenumber", "subscriberid", "simserial")
)
"""What a form gathers about its user unseen: passed over, and said so."""
_GROUPS = frozenset(("begin_group", "begin group", "end_group", "end group"))
_LOGIC = ("relevant", "calculation", "constraint", "choice_filter", "repeat_count", "trigger")
_MEDIA = ("media::", "image", "audio", "video", "big-image")
_WHY: Mapping[str, str] = {
    "calculate": "works something out",
    "begin_repeat": "repeats questions",
    "begin repeat": "repeats questions",
    "select_multiple": "takes several choices, and each statement here has one answer",
    "rank": "asks for an order",
    "select_one_from_file": "takes its choices from another file",
}
_LANGUAGE = re.compile(r"(?P<part>label|hint)(?:::?(?P<name>[^()]+?)\s*(?:\((?P<code>[a-z]{2,3})\))?)?", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    words: Words
    code: int
    part: str


@dataclass(frozen=True, slots=True)
class Question:
    """`kind`: "item", "about" or "box". `choices` is the name of its list."""

    kind: str
    name: str
    words: Words
    hint: Words
    choices: str = ""
    construct: str = ""
    reverse: bool = False
    fact: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    settings: Row
    languages: tuple[str, ...]
    introduction: Words
    sections: Mapping[str, Words]
    questions: tuple[Question, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    passed_over: tuple[str, ...]


def rows_of(cells: Sequence[Sequence[str]]) -> list[tuple[int, Row]]:
    """(Row number, cells by heading) of a sheet whose first row is its headings; empty rows are left out."""
    if not cells:
        return []
    headings = [" ".join(heading.split()) for heading in cells[0]]
    rows = list[tuple[int, Row]]()
    for number, row in enumerate(cells[1:], start=2):
        found = {heading: cell.strip() for heading, cell in zip(headings, row, strict=False) if heading and cell}
        if found:
            rows.append((number, found))
    return rows


def read_sheets(sheets: Mapping[str, Sequence[Sequence[str]]]) -> Form:
    """Raises ImportRefused with the sheet and the row."""
    survey, choices = rows_of(sheets["survey"]), rows_of(sheets["choices"])
    if not survey or not choices:
        raise ImportRefused("An XLSForm has a sheet “survey” and a sheet “choices”. This workbook lacks one of them.")
    lists = _lists(choices)
    settings = next((row for _number, row in rows_of(sheets["settings"])), {})
    questions, sections, passed = list[Question](), dict[str, Words](), list[str]()
    introduction: Words = {}
    for number, row in survey:
        kind, name = row.get("type", "").strip(), row.get("name", "")
        _refuse_logic(number, row)
        if kind in ABOUT_PEOPLE:
            passed.append(name or kind)
        elif kind == "note" and name == INTRODUCTION:
            introduction = _words(row, "label")
        elif kind == "note" and name.startswith(SECTION):
            sections[name.removeprefix(SECTION)] = _words(row, "label")
        elif kind == "note" or kind in _GROUPS:
            passed.append(name or kind)
        else:
            questions.append(_question(number, row, lists, next(reversed(sections), "")))
    languages = tuple(dict.fromkeys(code for question in questions for code in question.words))
    _refuse_empty(questions)
    return Form(settings, languages, introduction, sections, tuple(questions), lists, tuple(passed))


def _question(number: int, row: Row, lists: Mapping[str, Sequence[Choice]], section: str) -> Question:
    kind, _, chosen = " ".join(row.get("type", "").split()).partition(" ")
    where, name, words = f"Sheet “survey”, row {number}", row.get("name", ""), _words(row, "label")
    if not _NAME.fullmatch(name):
        raise ImportRefused(f"{where}: the name “{name}” needs small letters, digits and underscores, a letter first.")
    if not words.get("en"):
        raise ImportRefused(f"{where}: “{name}” has no English label. Fill the column label::English (en).")
    if kind == "text":
        return Question("box", name, words, _hint(where, name, row), section=section)
    if kind != "select_one" or "or_other" in chosen.split():
        why = (
            "has an “other” to write into"
            if kind == "select_one"
            else _WHY.get(row.get("type", ""), _WHY.get(kind, ""))
        )
        said = f"which {why}" if why else "which a questionnaire here does not have"
        raise ImportRefused(f"{where}: “{name}” is of the type “{row.get('type', '')}”, {said}. Take the row out.")
    if chosen not in lists:
        raise ImportRefused(f"{where}: the list “{chosen}” is not on the sheet “choices”.")
    if row.get("fact"):
        return Question("about", name, words, {}, choices=chosen, fact=row["fact"])
    return Question(
        "item", name, words, _hint(where, name, row), chosen, row.get("construct", ""),
        row.get("reverse", "").casefold() in ("yes", "true", "1"), section=section,
    )  # fmt: skip


def _hint(where: str, name: str, row: Row) -> Words:
    """None, or one in English at least, which stands in for languages that have none."""
    words = _words(row, "hint")
    if words and not words.get("en"):
        raise ImportRefused(
            f"{where}: the hint of “{name}” is not there in English. Fill the column hint::English (en), or take the "
            "hint out."
        )
    return words


def _refuse_logic(number: int, row: Row) -> None:
    for heading, cell in row.items():
        name = heading.casefold()
        if name in _LOGIC or name.startswith(_MEDIA):
            what = "media" if name.startswith(_MEDIA) else f"“{heading}”"
            raise ImportRefused(
                f"Sheet “survey”, row {number}: {what} ({cell[:40]}) is not taken. Questionnaires here ask every "
                "question of everybody, and their pictures are drawn by us. Take it out."
            )


def _lists(rows: Sequence[tuple[int, Row]]) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, list[Choice]] = {}
    for number, row in rows:
        where, name = f"Sheet “choices”, row {number}", row.get("name", "")
        listed = row.get("list_name", row.get("list name", ""))
        if not listed or not name:
            raise ImportRefused(f"{where}: a choice needs its list_name and its name.")
        if any(heading.casefold().startswith(_MEDIA) for heading in row):
            raise ImportRefused(f"{where}: pictures and sound of a choice are not taken. Take them out.")
        words = _words(row, "label")
        if not words.get("en"):
            raise ImportRefused(f"{where}: “{name}” has no English label. Fill the column label::English (en).")
        found = lists.setdefault(listed, [])
        found.append(Choice(name, words, _code(where, row, len(found) + 1), row.get("part", "")))
    return {key: tuple(found) for key, found in lists.items()}


def _code(where: str, row: Row, place: int) -> int:
    """Its column `code`, else its name where that is a number, else its place in the list."""
    said = row.get("code", row["name"] if is_number(row["name"]) else str(place))
    if not is_number(said) or not 1 <= int(said) <= 99:
        raise ImportRefused(f"{where}: the code “{said}” is no whole number from 1 to 99.")
    return int(said)


def is_number(said: str) -> bool:
    """Of few of the ten digits: “²” and “٣” are digits too, and int() refuses some of those, or very many."""
    return said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER


def _words(row: Row, part: str) -> Words:
    found: dict[str, str] = {}
    for heading, cell in row.items():
        match = _LANGUAGE.fullmatch(heading)
        if match and match["part"].casefold() == part:
            name = (match["name"] or "").strip().casefold()
            found[match["code"] or ("en" if name in ("", "english") else name)] = cell
    return found


def _refuse_empty(questions: Sequence[Question]) -> None:
    if not any(question.kind == "item" for question in questions):
        raise ImportRefused("The form has no question of the type select_one, so there is nothing to evaluate.")
    names = [question.name for question in questions]
    again = next((name for at, name in enumerate(names) if name in names[:at]), "")
    if again:
        raise ImportRefused(f"Sheet “survey”: the name “{again}” is there twice. Give one of them another.")
