"""Refusals around calls and comments. The message is the sentence that the person reads."""

from belonging.web.base.errors import Refused


class AlreadyTakenUp(Refused):
    """Somebody took the call up before."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has taken this up already. Please talk to them before you do anything.")


class NotTakenUp(Refused):
    """A call is closed by saying how it ended, which needs somebody who took it up."""

    def __init__(self) -> None:
        super().__init__("Please press “I have this” first. Then say how it ended.")


class AlreadyClosed(Refused):
    """The call was closed before."""

    def __init__(self) -> None:
        super().__init__("This is closed already. Nothing more needs to be done here.")


class CommentGone(Refused):
    """The comment was withdrawn, another reader has decided on it or holds it now, or the sitting has ended."""

    def __init__(self) -> None:
        super().__init__(
            "This comment is not yours to decide on any more: its writer has deleted it, another reader has it, or "
            "half an hour has passed. Nothing was changed. Please go on with the next one."
        )


class NothingLeftOfIt(Refused):
    """The edited words are empty."""

    def __init__(self) -> None:
        super().__init__("Nothing is left of the comment. Write what may be read, or press “Keep it back”.")


class NoSchoolToTell(Refused):
    """A comment of the programme's own occasion comes from no school, so no safeguarding lead can be told."""

    def __init__(self) -> None:
        super().__init__(
            "This form names no school, so there is no safeguarding lead to send it to. Tell the programme manager "
            "today what it says, and press “Keep it back”."
        )


class NoteUnread(Refused):
    """The reader has not confirmed the newest note on how to read comments."""

    def __init__(self) -> None:
        super().__init__("Please read how to read comments first, and confirm it at the end of the page. 3 minutes.")


class NoSuchComment(Refused):
    """No comment of an open round has this reference."""

    def __init__(self) -> None:
        super().__init__(
            "No comment of an open questionnaire has this reference. Please ask the reader to read it out once more. "
            "If the questionnaire is sealed, or its writer has deleted the comment, nothing can be found any more."
        )


class NoSlipsToFind(Refused):
    """The round is answered by one link for everyone, so that an answer leads to nobody."""

    def __init__(self) -> None:
        super().__init__(
            "This comment came by one link for everyone, without slips: nothing tells who wrote it. Pass it on as a "
            "concern, ring the school’s safeguarding lead, and call 999 if a life is in danger."
        )


class AlreadyProposed(Refused):
    """The same comment is looked for already."""

    def __init__(self) -> None:
        super().__init__("This has been proposed already. Please open it in the list below and confirm it there.")


class SecondPersonNeeded(Refused):
    """Who proposed cannot be the second person."""

    def __init__(self) -> None:
        super().__init__("You proposed this yourself. Another programme manager has to confirm it.")


class ThirdPersonNeeded(Refused):
    """Who proposed or confirmed tries no code, whatever else they are at the school."""

    def __init__(self) -> None:
        super().__init__(
            "You are one of the two who asked for this. Another person at the school has to try the codes."
        )


class NoTriesLeft(Refused):
    """As many codes as may be tried for one comment have been."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"{most} codes have been tried for this comment, and there are no more. Please ring the school’s "
            "safeguarding lead, and 999 if a life is in danger."
        )


class NotConfirmed(Refused):
    """Codes are tried after two people of the programme agreed, not before."""

    def __init__(self) -> None:
        super().__init__("A second person of the programme has not confirmed this yet. Please wait for our mail.")


class GlassMended(Refused):
    """The break-glass has ended: found, refused, lapsed, or the round is sealed."""

    def __init__(self) -> None:
        super().__init__("This has ended. Nothing can be looked for here any more.")


class AboutYou(Refused):
    """Whoever the comment is about does not look for its writer."""

    def __init__(self) -> None:
        super().__init__("This is not for you to do. Please ask the programme’s manager who is.")
