"""A form as a questionnaire file of ours, and as the questionnaire part of a mapping file for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.rules.xlsform.reading import Choice, Form, Question, Words, is_number

PARTS = ("positive", "neither", "negative", "declined")
NOT_STATED = "Not stated in the form"


def text(value: str) -> str:
    """As TOML writes it: JSON's string is one of TOML's, but for one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def instrument_toml(form: Form) -> str:
    """Raises ImportRefused where a choice does not say what it counts as, or an item what it belongs to."""
    return "\n".join(_instrument(form, _complete(form))) + "\n"


def mapping_toml(form: Form) -> str:
    """`[questionnaire]` of a mapping file, which asks for no construct. Raises ImportRefused."""
    _refuse_partless(form)
    return "\n".join(_mapping(form)) + "\n"


def _instrument(form: Form, languages: tuple[str, ...]) -> Iterator[str]:
    said = form.settings
    title = said.get("form_title") or "Questionnaire"
    yield f"key = {text(said.get('key') or 'questionnaire')}"
    yield f"version = {_whole(said.get('version', ''), 1)}"
    yield f"audience = {text(said.get('audience') or 'pupil')}"
    yield 'framework = "framework_v1"'
    yield from _worded("title", dict.fromkeys(languages, title))
    yield from _worded("introduction", {each: form.introduction.get(each) or title for each in languages})
    yield f"minutes = {_whole(said.get('minutes', ''), 5)}"
    yield f"languages = [{', '.join(text(each) for each in languages)}]"
    yield 'editions = ["standard"]'
    yield "\n[rights]"
    for key, column in (("licence", "licence"), ("holder", "holder"), ("note", "rights_note")):
        yield f"{key} = {text(said.get(column) or NOT_STATED)}"
    yield "permission_needed = true"
    yield from _scales(form, languages)
    yield from _sections(form, languages)
    for question in _of(form, "about"):
        yield f"\n[[about_me]]\nkey = {text(question.name)}\nfact = {text(question.fact)}"
        yield from _worded("wording", _in(question.words, languages))
        yield from _options(form.lists[question.choices], languages, parts=False)
    for question in _of(form, "box"):
        yield f"\n[[comment_boxes]]\nkey = {text(question.name)}"
        yield from _worded("wording", _in(question.words, languages))
        yield from _worded("hint", _in(question.hint or question.words, languages))


def _scales(form: Form, languages: tuple[str, ...]) -> Iterator[str]:
    for name in dict.fromkeys(question.choices for question in _of(form, "item")):
        yield f"\n[scales.{text(name)}]"
        yield from _options(form.lists[name], languages, parts=True)


def _sections(form: Form, languages: tuple[str, ...]) -> Iterator[str]:
    title = form.settings.get("form_title") or "Questions"
    for key in dict.fromkeys(question.section for question in _of(form, "item")):
        yield f"\n[[sections]]\nkey = {text(key or 'questions')}"
        words = form.sections.get(key, {})
        yield from _worded("title", {each: words.get(each) or words.get("en") or title for each in languages})
        for question in _of(form, "item"):
            if question.section == key:
                yield from _item(question, languages)


def _item(question: Question, languages: tuple[str, ...]) -> Iterator[str]:
    yield f"\n[[sections.items]]\nkey = {text(question.name)}\nconstruct = {text(question.construct)}"
    yield f"scale = {text(question.choices)}"
    if question.reverse:
        yield "reverse = true"
    yield from _worded("wording.standard", _in(question.words, languages))
    if question.hint:
        yield from _worded("plainer", _in(question.hint, languages))


def _options(choices: Iterable[Choice], languages: tuple[str, ...], *, parts: bool) -> Iterator[str]:
    yield "options = ["
    for choice in choices:
        part = f", part = {text(choice.part)}" if parts else ""
        labels = ", ".join(f"label.{each} = {text(words)}" for each, words in _in(choice.words, languages).items())
        yield f"  {{ code = {choice.code}, value = {text(choice.name)}{part}, {labels} }},"
    yield "]"


def _mapping(form: Form) -> Iterator[str]:
    yield "[questionnaire]"
    yield f"key = {text(form.settings.get('key') or 'questionnaire')}"
    yield f"title = {text(form.settings.get('form_title') or 'Questionnaire')}"
    yield f"audience = {text(form.settings.get('audience') or 'pupil')}"
    for name in dict.fromkeys(question.choices for question in _of(form, "item")):
        yield f"\n[[questionnaire.scales]]\nkey = {text(name)}\noptions = ["
        for choice in form.lists[name]:
            yield f"  {{ code = {choice.code}, label = {text(choice.words['en'])}, part = {text(choice.part)} }},"
        yield "]"
    for question in _of(form, "item"):
        yield f"\n[[questionnaire.items]]\nkey = {text(question.name)}\nscale = {text(question.choices)}"
        yield f"wording = {text(question.words['en'])}"
        if question.reverse:
            yield "reverse = true"
    yield "\n[answers]  # a choice's name in the data that the form collects = our code"
    yield from dict.fromkeys(
        f"{text(choice.name)} = {choice.code}"
        for question in _of(form, "item")
        for choice in form.lists[question.choices]
        if not is_number(choice.name)
    )


def _complete(form: Form) -> tuple[str, ...]:
    """The languages in which every question is worded; English is always one. Raises ImportRefused."""
    _refuse_partless(form)
    lost = [question.name for question in _of(form, "item") if not question.construct]
    if lost:
        raise ImportRefused(
            f"Sheet “survey”: “{lost[0]}” does not say what it belongs to. Add a column “construct” with a key of the "
            "framework (inclusion, safety, peers …), or take the file for the terminal, which needs none."
        )
    worded = [question.words for question in form.questions]
    asked = {question.choices for question in form.questions if question.choices}
    worded += [choice.words for name in asked for choice in form.lists[name]]
    return tuple(each for each in form.languages if all(words.get(each) for words in worded))


def _refuse_partless(form: Form) -> None:
    for question in _of(form, "item"):
        for choice in form.lists[question.choices]:
            if choice.part not in PARTS:
                raise ImportRefused(
                    f"Sheet “choices”: “{choice.name}” of the list “{question.choices}” does not say what it counts "
                    f"as. Add a column “part” with one of {', '.join(PARTS)}."
                )


def _worded(key: str, words: Words) -> Iterator[str]:
    for language, said in words.items():
        yield f"{key}.{language} = {text(said)}"


def _in(words: Words, languages: tuple[str, ...]) -> Words:
    return {each: words.get(each) or words["en"] for each in languages}


def _of(form: Form, kind: str) -> list[Question]:
    return [question for question in form.questions if question.kind == kind]


def _whole(said: str, otherwise: int) -> int:
    return int(said) if is_number(said) and int(said) else otherwise
