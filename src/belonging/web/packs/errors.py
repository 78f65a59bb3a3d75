"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class CannotReproduce(Refused):
    """Released figures that do not come out again from the sealed answers, so that no pack is made of them."""


class NothingReleasedYet(Refused):
    """A research pack or a twin of a cohort of which nothing is released."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing of this cohort is released yet, so there is nothing to make a pack of. Ask again when the "
            "programme’s report is there."
        )


class RowsArchived(Refused):
    """The sealed rows are gone, so nothing can be made from them."""

    def __init__(self) -> None:
        super().__init__(
            "This cohort is archived: its sealed answers were destroyed, so no pack can be made from them. What is "
            "left of them is handed out by whoever runs the service: belonging export-answers."
        )


class NothingLinked(Refused):
    """A matched file without links, or with too few."""

    def __init__(self) -> None:
        super().__init__(
            "There are no linked answers of ten pupils or more. Either this cohort does not link its waves, or a "
            "linked questionnaire is not sealed yet, or its links are destroyed already: the matched file is handed "
            "out once."
        )


class OtherDetail(Refused):
    """Rows of a cohort in a second detail: beside the first, some could be told from the nine that are like them."""

    def __init__(self) -> None:
        super().__init__(
            "Rows of this cohort have been asked for or given out in another detail. Two details side by side would "
            "undo what makes rows alike, so all research packs of a cohort have the same. Choose the other detail in "
            "the agreement; if yours is signed already, end it and sign a new one."
        )


class OtherRows(Refused):
    """Research rows beside a matched file: joined by equal answers they would point at fewer than ten."""

    def __init__(self) -> None:
        super().__init__(
            "A cohort’s rows leave either in research packs or in one matched file, and the other kind has been made "
            "or asked for. Side by side they could be joined by equal answers, and point at fewer than ten. Ask for "
            "the kind that there is, or for the reproduction pack. If the other was only asked for, the programme’s "
            "team can refuse it; then ask again."
        )


class MatchedOnce(Refused):
    """A second matched file while there is one."""

    def __init__(self) -> None:
        super().__init__(
            "There is a matched file of this cohort already, and there is one at a time: once it is downloaded, no "
            "other is made. If nobody downloads it in time, ask again while links are kept."
        )


class RowsMatched(Refused):
    """Archived rows beside a matched file: joined by equal answers they would point at fewer than ten."""

    def __init__(self, name: str, slug: str) -> None:
        super().__init__(
            f"A matched file of {name} was made. Whoever has it could find archived rows of pupils in it by equal "
            "answers, and fewer than ten people for them. So none of pupils are kept: the sealed rows stay as they "
            "are, and no date ends them. When nobody needs them any more, "
            f"'belonging archive {slug} --none --yes' destroys pupils’ rows, and makes the others coarse."
        )


class NoneMatched(Refused):
    """Pupils' rows that nothing speaks against keeping, coarse."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"--none is for a cohort of which somebody has a matched file, and nobody has one of {name}. Leave it out: "
            "then coarse rows are kept."
        )


class PackUnread(Refused):
    """The end of a pack that somebody can download, and has not."""


class NotAllTicked(Refused):
    """An agreement without one of its terms."""

    def __init__(self) -> None:
        super().__init__("Tick every term. If you cannot agree to one of them, write to the programme’s team.")


class DayNotPossible(Refused):
    """An agreement that ends before it begins, or lasts too long."""

    def __init__(self) -> None:
        super().__init__("Choose a day from tomorrow on, and within three years. After that you are asked again.")


class AgreedAlready(Refused):
    """There is one agreement at a time."""

    def __init__(self) -> None:
        super().__init__("You have an agreement for this cohort. End it first, if another is to take its place.")


class AgreementFirst(Refused):
    """A pack without an agreement that counts today."""

    def __init__(self) -> None:
        super().__init__("Sign the agreement for this cohort first. If you had one, it has ended or its day is over.")


class AskedAlready(Refused):
    """The same kind of pack twice at once."""

    def __init__(self) -> None:
        super().__init__("You have asked for such a pack already, and it is not over. Its page says where it stands.")


class NotYoursToRelease(Refused):
    """Two people release a pack, and neither asked for it."""


class NotWaiting(Refused):
    """A pack that has been released or refused by somebody else."""

    def __init__(self) -> None:
        super().__init__("This pack does not wait for a release any more. Its page says what became of it.")


class AgreementOver(Refused):
    """The agreement ended while the pack waited."""

    def __init__(self) -> None:
        super().__init__(
            "The evaluator’s agreement has ended meanwhile, so this pack cannot be released. Refuse it, and say so."
        )


class LinkOver(Refused):
    """A pack whose bytes are gone."""

    def __init__(self) -> None:
        super().__init__(
            "This link has expired, and the pack has been destroyed. Its page says whether you can ask again."
        )


class TooLarge(Refused):
    """A pack that is larger than what the database should carry."""
