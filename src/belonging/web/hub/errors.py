"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class NotAResource(Refused):
    """Words that make no resource; `field` is the one to mend."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class ChangedMeanwhile(Refused):
    """Somebody else saved a version while this one was being written."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody saved another version while you were writing. Yours is kept below: read theirs in the history, "
            "put both together, and save again."
        )


class KeptElsewhere(Refused):
    """A case study is written and signed off by its school; the hub only shows it."""

    def __init__(self) -> None:
        super().__init__(
            "A case study is published, changed and taken down on its own page, as its school signed it off. "
            "Please look under “Case studies”."
        )


class NotSaid(Refused):
    """A note, a rating or a report that says too little, or too much."""


class NotACollection(Refused):
    """A collection that cannot be kept as it is."""
