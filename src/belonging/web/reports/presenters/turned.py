"""How sentences name a statement to which agreeing is unfavourable: by what its positive answers say."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from belonging.evaluation.choices import item_told
from belonging.evaluation.released import Findings, ReleasedTable
from belonging.web.reports.presenters.wording import inside, opening, part_words

TURNED: Final = {"lonely": "hardly ever lonely"}
"""By item. Families and pupils are told it in the same words."""
_CHOICES: Final = r"(?: \(where [^()]* is positive\))?"
"""What the engine adds so that its sentence can be read the right way round."""


def turned(table: ReleasedTable) -> str:
    """ "hardly ever lonely"; empty where agreeing is favourable, and where no words are known."""
    return TURNED.get(table.item, "") if table.reverse else ""


def named(findings: Findings, table: ReleasedTable) -> str:
    """ "“I feel safe at school”", "Hardly ever lonely (“I feel lonely at my school”)"."""
    quoted = f"“{table.wording}”"
    if not table.reverse:
        return quoted
    if words := turned(table):
        return f"{opening(words)} ({quoted})"
    return f"{quoted} (positive: {inside(part_words(item_told(findings, table), findings.audience).positive)})"


def said_plainly(findings: Findings, text: str) -> str:
    """A headline as it is, but for the names of such statements: "More pupils are hardly ever lonely: …"."""
    names = {table.wording: words for table in findings.tables if (words := turned(table))}
    for wording, words in names.items():
        statement = f"“{re.escape(wording)}”"
        text = re.sub(rf"answered {statement} positively{_CHOICES}", f"are {words}", text)
        text = re.sub(
            rf"(positive answers): {statement}{_CHOICES}\. (\w)(.*) answered positively\.$",
            partial(_standing, words),
            text,
        )
        text = re.sub(rf"\bon {statement}{_CHOICES}", f"on being {words}", text)
        text = re.sub(f"{statement}{_CHOICES}", words, text)
    return text


def _standing(words: str, found: re.Match[str]) -> str:
    """ "Most positive answers: hardly ever lonely, between 90 and 95 in 100 pupils."."""
    return f"{found[1]}: {words}, {found[2].lower()}{found[3]}."
