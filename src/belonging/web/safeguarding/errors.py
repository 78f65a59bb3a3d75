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
    """The comment was withdrawn, or another reader has decided on it or holds it now."""

    def __init__(self) -> None:
        super().__init__(
            "This comment is not yours to decide on any more: its writer has deleted it, or another reader has it. "
            "Nothing was changed. Please go on with the next one."
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
