"""What the pilot's report prints of its pupils, as whole per cents. A test compares it with the transcript."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.instruments.load import load
from belonging.web.ui.components import Table

NOT_PRINTED = "Not printed"
Pair = tuple[int | None, int]

FAVOURABLE: dict[str, tuple[Pair, Pair | None]] = {
    "belong": ((65, 71), (50, 57)),
    "teachers_interested": ((49, 59), (50, 59)),
    "support_in_work": ((56, 67), None),
    "safe": ((71, 80), (63, 69)),
    "lonely": ((None, 89), (77, 86)),
    "friendly": ((75, 80), (69, 73)),
    "adult_to_talk_to": ((72, 79), None),
    "included": ((74, 79), (65, 75)),
    "liked_as_i_am": ((67, 71), (50, 65)),
    "respected_as_i_am": ((78, 83), (65, 75)),
    "fair": ((69, 75), None),
    "happy": ((74, 78), None),
}
"""By item: all pupils, and pupils with SEND, each before and after. Of "lonely" the favourable answer is not to be."""

SENTENCES = {
    "belong": "pupils feel that they belong at their school",
    "safe": "pupils feel safe at their school",
    "adult_to_talk_to": "pupils have an adult at school to talk to",
}


@dataclass(frozen=True, slots=True)
class Found:
    before: int
    after: int
    sentence: str


def found() -> list[Found]:
    """The few figures to begin with."""
    shown = []
    for key, sentence in SENTENCES.items():
        before, after = FAVOURABLE[key][0]
        if before is not None:
            shown.append(Found(before, after, sentence))
    return shown


def pilot_table() -> Table:
    asked = load("pupil_v1")
    words = {item.key: str(item.wording[asked.editions[0]]) for item in asked.items}
    return Table(
        caption="Pupils in 100 who answered favourably",
        head=("Statement", "All, before", "All, after", "SEND, before", "SEND, after"),
        rows=[(_statement(key, words[key]), *_cells(*pairs)) for key, pairs in FAVOURABLE.items()],
        numeric=frozenset({1, 2, 3, 4}),
    )


def _statement(key: str, words: str) -> str:
    return f"{words} (no)" if key == "lonely" else words


def _cells(everyone: Pair, send: Pair | None) -> list[str]:
    numbers = [*everyone, *(send or (None, None))]
    return [NOT_PRINTED if number is None else str(number) for number in numbers]
