"""Refusals of this app; each message is the sentence a person reads."""

from __future__ import annotations

from belonging.web.base.errors import Refused


class NotASession(Refused):
    """What was said cannot be stored as a session."""


class SessionChanged(Refused):
    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this session while you were writing. Nothing of yours is lost: look at what "
            "stands there now, and press the button again if yours is right."
        )


class SessionCancelled(Refused):
    def __init__(self) -> None:
        super().__init__("This session is cancelled. Please choose another one.")


class SignUpOver(Refused):
    def __init__(self) -> None:
        super().__init__("Sign-up for this session is over. Please choose another one, or ask the programme’s team.")


class NotForYourSchool(Refused):
    def __init__(self) -> None:
        super().__init__("This session is for other schools. Please choose another one.")


class ForLeaders(Refused):
    def __init__(self, names: str = "") -> None:
        who = f" Not marked as one: {names}." if names else ""
        super().__init__(
            f"This session is for senior leaders.{who} Please tick that they are, or choose a session for all staff."
        )


class LeadersAtTheDoor(Refused):
    def __init__(self) -> None:
        super().__init__(
            "This session is for senior leaders. If you are one, please ask the trainer to add you to the list."
        )


class NobodyNamed(Refused):
    def __init__(self) -> None:
        super().__init__("Please choose or name at least one person.")


class TooLate(Refused):
    def __init__(self) -> None:
        super().__init__("The session has begun, so this can no longer be changed. Please tell the programme’s team.")


class NothingToCancel(Refused):
    def __init__(self) -> None:
        super().__init__("This sign-up is cancelled already. There is nothing more to do.")


class DoorClosed(Refused):
    def __init__(self) -> None:
        super().__init__(
            "You can say that you are here from 30 minutes before the session until an hour after its end. If you have "
            "been, and that time is over, please tell the programme’s team."
        )


class NotOnTheList(Refused):
    """Said only to who came by the door's QR or typed a right code: nobody else learns whose address is on the list."""

    def __init__(self) -> None:
        super().__init__(
            "This address is not on the session’s list. Please use the one to which your details were sent; with an "
            "account, please sign in. Or ask the trainer to tick you on the list."
        )


class NoSuchCode(Refused):
    def __init__(self) -> None:
        super().__init__(
            "No session that is on now shows this code. Please compare it, letter by letter, with what is shown."
        )


class TriedTooOften(Refused):
    def __init__(self) -> None:
        super().__init__("That was tried too often. Please ask the trainer to tick you on the list.")


class NoPlaceLeft(Refused):
    def __init__(self) -> None:
        super().__init__("All places are taken. Please give the session more places first, or use another one.")


class TooEarly(Refused):
    def __init__(self) -> None:
        super().__init__("The session is not near yet. Who has been can be ticked from an hour before it.")


class MaterialRefused(Refused):
    """A material that cannot be added; the message says why."""
