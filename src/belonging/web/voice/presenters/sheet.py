"""The form on paper, to take into the room: how to listen on one side, room for words on the other."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset
from belonging.web.voice.rules.listening import LOOK_FOR, SIZES, WAYS, constructs

BEFORE = (
    "Three pupils or more, whom no edition reaches. Fewer: use the pupil’s own review, not this form.",
    "An adult they know and trust, in a room they know, at a calm time. No one they are wary of.",
    "Their own way of talking: objects, photos, symbols, signs, an aid. Show it, wait, count to ten.",
    "Ask one thing at a time. Change the order and ask again: some always take the last one.",
)
STOP = (
    "Turning away, pushing away, leaving, going quiet or loud means no. Stop, and note it.",
    "Nobody has to take part. Staying near and watching is taking part too.",
    "Something that worries you goes to the safeguarding lead today. It does not go on this form.",
)
WRITE = (
    "What you saw and heard, and apart from it what you think it means.",
    "No names, no class, nothing that only one child does: “a pupil”, “two of them”.",
    "A second person who knows these pupils reads it and may see it otherwise.",
)


def sheet_pdf(school: str, *, now: datetime) -> Typeset:
    template = files("belonging.web.voice").joinpath("typst", "sheet.typ").read_text(encoding="utf-8")
    return typeset(template, printed(school), made_at=now)


def printed(school: str) -> dict[str, object]:
    return {
        "about": school,
        "label": environment_label(),
        "before": BEFORE,
        "stop": STOP,
        "write": WRITE,
        "look_for": [[title, LOOK_FOR[key]] for key, title in constructs().items()],
        "sizes": list(SIZES.values()),
        "ways": list(WAYS.values()),
    }
