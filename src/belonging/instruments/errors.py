"""What goes wrong with questionnaire files, said so that their author can put it right."""

from __future__ import annotations


class UnknownInstrument(LookupError):
    """No published file has that name; the message lists those that there are."""


class InvalidInstrument(ValueError):
    """A catalogue file that cannot be used; the message names the file, the line and the remedy.

    Line 0 is that of data that came from no file: `problem` then says where in them it is.
    """

    def __init__(self, *, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}; {remedy}" if line else f"{file}: {problem}; {remedy}")
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy
