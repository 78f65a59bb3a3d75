"""What people of the pretend sessions read before and take home: a page to print, made once for each text."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Final

from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import typeset

MADE_AT: Final = datetime(2026, 1, 5, tzinfo=UTC)
PAGE: Final = """#import "look.typ": *
#show: look.with(title: data.title, about: data.title, label: data.label)
#title-block(data.title)
#set text(14pt)
#set par(leading: 0.8em, spacing: 1.3em)
#for words in data.paragraphs { block(prose(words)) }
#if data.steps.len() > 0 { enum(spacing: 1.3em, ..data.steps.map(words => prose(words))) }
"""


@cache
def paper(title: str, paragraphs: tuple[str, ...], steps: tuple[str, ...]) -> bytes:
    said = {"title": title, "paragraphs": paragraphs, "steps": steps, "label": environment_label()}
    return typeset(PAGE, said, made_at=MADE_AT).pdf
