"""A questionnaire of ours as the three sheets of an XLSForm.

Beside the form's own columns stand a few that other tools pass over and that our reading takes back: `construct`,
`reverse` and `fact` of a question, `code` and `part` of a choice, `audience`, `edition` and the rights of the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from belonging.instruments.languages import LANGUAGES
from belonging.instruments.model import Instrument, Option, Text

Row = dict[str, str]
ENGLISH = "en"
SECTION = "section_"
"""Before a section's key, in the name of the note that begins it."""
INTRODUCTION = "introduction"


@dataclass(frozen=True, slots=True)
class Sheets:
    """Rows by column; a column that a row does not name is empty there."""

    survey: Sequence[Row]
    choices: Sequence[Row]
    settings: Row

    @property
    def named(self) -> dict[str, Sequence[Row]]:
        return {"survey": self.survey, "choices": self.choices, "settings": [self.settings]}


def form_of(instrument: Instrument, edition: str, language: str) -> Sheets:
    """In English and, where it is another, in `language`."""
    written = _Writing(instrument, edition, tuple(dict.fromkeys((ENGLISH, language))))
    return Sheets(list(written.survey()), list(written.choices()), written.settings())


def column_in(part: str, language: str) -> str:
    """ "label::Polish (pl)": English names, as the tools' own lists have them."""
    return f"{part}::{LANGUAGES[language].english} ({language})"


@dataclass(frozen=True, slots=True)
class _Writing:
    instrument: Instrument
    edition: str
    languages: tuple[str, ...]

    def survey(self) -> Iterator[Row]:
        said = self.instrument.edition(self.edition).introduction
        yield {"type": "note", "name": INTRODUCTION, **self._words("label", said)}
        for section in self.instrument.sections:
            yield {"type": "note", "name": f"{SECTION}{section.key}", **self._words("label", section.title)}
            for item in section.items:
                yield {
                    "type": f"select_one {item.scale_of(self.edition).key}",
                    "name": item.key,
                    **self._words("label", item.wording[self.edition]),
                    **self._words("hint", item.plainer_in(self.edition)),
                    "required": "no",
                    "construct": item.construct,
                    "reverse": "yes" if item.reverse else "no",
                }
        for question in self.instrument.about_me:
            yield {
                "type": f"select_one {question.key}_choices",
                "name": question.key,
                **self._words("label", question.wording_in(self.edition)),
                "required": "no",
                "fact": question.fact,
            }
        for box in self.instrument.comment_boxes:
            yield {
                "type": "text",
                "name": box.key,
                **self._words("label", box.wording),
                **self._words("hint", box.hint),
                "required": "no",
            }

    def choices(self) -> Iterator[Row]:
        scales = {item.scale_of(self.edition).key: item.scale_of(self.edition) for item in self.instrument.items}
        for scale in scales.values():
            for option in scale.options:
                yield {**self._choice(scale.key, option), "part": str(option.part or "")}
        for question in self.instrument.about_me:
            for option in question.options:
                yield self._choice(f"{question.key}_choices", option)

    def settings(self) -> Row:
        rights = self.instrument.rights
        return {
            "form_title": str(self.instrument.title),
            "form_id": f"{self.instrument.name}_{self.edition}",
            "version": str(self.instrument.version),
            "default_language": f"{LANGUAGES[ENGLISH].english} ({ENGLISH})",
            "key": self.instrument.key,
            "audience": self.instrument.audience.value,
            "edition": self.edition,
            "minutes": str(self.instrument.minutes),
            "licence": rights.licence,
            "holder": rights.holder,
            "rights_note": rights.note,
        }

    def _choice(self, name: str, option: Option) -> Row:
        return {
            "list_name": name,
            "name": option.value,
            **self._words("label", option.label),
            "code": str(option.code),
        }

    def _words(self, part: str, text: Text | None) -> Row:
        if text is None:
            return {}
        return {column_in(part, language): text.in_language(language) for language in self.languages}
