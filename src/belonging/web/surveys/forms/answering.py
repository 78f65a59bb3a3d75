"""What may be sent: made from the instrument, the same for the page without JavaScript and for the script.

No Django form: thirty fields made anew for each Send cost ten times what recording it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from belonging.instruments.model import COMMENT_LIMIT, STANDARD
from belonging.instruments.words import LANGUAGES
from belonging.web.surveys.models import Sharing
from belonging.web.surveys.rules.asked import asked
from belonging.web.surveys.rules.choices_sent import Fields, fields_of
from belonging.web.surveys.rules.field_names import ANSWER, COMMENT, PRINTING, SHARING
from belonging.web.surveys.rules.helping import HELPS, Manner
from belonging.web.surveys.rules.words import Words, filled
from belonging.web.surveys.services.answering import Submission, Wishes

LONGEST: Final = {
    "code": 40, "checked": 64, "picked": 300, "submission_id": 32, "edition": 12, "language": 12, "help": 12,
}  # fmt: skip
"""The fields beside the answers, and their longest values."""
WISHES: Final = {SHARING: ("", *Sharing.values), PRINTING: ("", "yes", "no")}
SUBMISSION_ID: Final = re.compile(r"[0-9a-f]{32}")
UNREADABLE: Final = "answers_unreadable"
NOT_ASKED: Final = "answers_strange"
LETTER: Final = "comment_letter"
LONG: Final = "comment_long"
"""Under which key the words of the page say what is wrong."""


class AnsweringForm:
    """One completed questionnaire. Every choice may be left out; nothing that we do not ask is taken."""

    def __init__(
        self, sent: Mapping[str, str], *, instrument: str, comments_on: bool, known_facts: frozenset[str]
    ) -> None:
        whole = asked(instrument, comments_on=comments_on)
        self.data = sent
        self.code = sent.get("code", "").strip()
        self.checked = sent.get("checked", "").strip()
        self.picked = sent.get("picked", "").strip()
        self.problems: list[tuple[str, str]] = []
        self._lengths: dict[str, int] = {}
        self._answers: dict[str, int] = {}
        self._comments: dict[str, str] = {}
        edition = sent.get("edition") or STANDARD
        if edition not in whole.editions:
            self.problems.append((UNREADABLE, ""))
            edition = STANDARD
        language = sent.get("language") or "en"
        self.manner = Manner(edition, language, sent.get("help", ""))
        self._read(
            fields_of(instrument, comments_on=comments_on, edition=edition, known_facts=known_facts),
            wishes=bool(whole.comment_boxes),
        )

    def is_valid(self) -> bool:
        return not self.problems

    def sentences(self, words: Words) -> list[tuple[str, str]]:
        """What is wrong, in the words of the person's page, each with the name of its field ("" for none)."""
        return [
            (filled(words[key], typed=self._lengths.get(name, 0), length=COMMENT_LIMIT), name)
            for key, name in self.problems
        ]

    def holds_answers(self) -> bool:
        """Whether anything was chosen or written, right or wrong."""
        return any(value.strip() for name, value in self.data.items() if name.startswith((ANSWER, COMMENT)))

    @property
    def submission_id(self) -> str:
        """ "" from a page that could not make one."""
        return self.data.get("submission_id", "")

    def content(self) -> str:
        """All that was sent, the same text for the same form sent again."""
        return "\n".join(f"{name}\t{value}" for name, value in sorted(self.data.items()))

    def submission(self, submission_id: str) -> Submission:
        """What to record."""
        return Submission.of(
            answers=self._answers,
            comments=self._comments,
            wishes=self._wishes(),
            submission_id=submission_id,
            manner=self.manner,
        )

    def _read(self, fields: Fields, *, wishes: bool) -> None:
        for name, value in self.data.items():
            found = fields.answers.get(name)
            if found is not None:
                key, codes = found
                if value in codes:
                    self._answers[key] = codes[value]
                elif value:
                    self.problems.append((UNREADABLE, name))
            elif name in fields.boxes:
                self._comment(name, fields.boxes[name], value)
            elif not (name in LONGEST or (wishes and name in WISHES)):
                self.problems.append((NOT_ASKED, ""))
        self.problems += self._unfit()

    def _comment(self, name: str, box: str, value: str) -> None:
        """One line end is one character, whichever way the browser sent it."""
        text = value.strip().replace("\r\n", "\n")
        if "\0" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
            self.problems.append((LETTER, name))
        elif len(text) > COMMENT_LIMIT:
            self._lengths[name] = len(text)
            self.problems.append((LONG, name))
        elif text:
            self._comments[box] = text

    def _unfit(self) -> Iterator[tuple[str, str]]:
        """What is wrong beside the answers."""
        get = self.data.get
        for name, longest in LONGEST.items():
            value = get(name, "")
            if len(value) > longest or "\0" in value:
                yield UNREADABLE, name
        if self.submission_id and not SUBMISSION_ID.fullmatch(self.submission_id):
            yield UNREADABLE, ""
        if self.manner.language not in LANGUAGES or self.manner.help not in HELPS:
            yield UNREADABLE, ""
        for name, known in WISHES.items():
            if get(name, "") not in known:
                yield UNREADABLE, name

    def _wishes(self) -> Wishes:
        said = self.data.get(SHARING)
        return Wishes(
            sharing=Sharing(said) if said else Sharing.PROGRAMME,
            may_print=self.data.get(PRINTING) == "yes",
        )
