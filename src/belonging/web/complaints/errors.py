"""Refusals of questions and complaints."""

from belonging.web.base.errors import Refused


class TooMany(Refused):
    """More was added to one message in an hour than a person could have meant to send."""

    def __init__(self) -> None:
        super().__init__(
            "You have added so much in the last hour that we cannot take more now. Your words are still here: "
            "please press Send again in an hour."
        )


class UnknownReference(Refused):
    """No enquiry has that reference."""

    def __init__(self) -> None:
        super().__init__(
            "We have no message with this reference. Please look for a mistyped letter: a reference has "
            "10 letters and numbers, and no A, E, I, O or U."
        )


class EnquiryClosed(Refused):
    """Nothing more can be said about it here."""

    def __init__(self) -> None:
        super().__init__("This message has been closed. If it is not settled, please send us a new one.")


class WrongOutcome(Refused):
    """A question cannot be upheld, and a complaint is not merely answered."""

    def __init__(self) -> None:
        super().__init__("This outcome does not fit. Choose one of those that the page offers.")


class AnswerFirst(Refused):
    """The writer has not had a word yet."""

    def __init__(self) -> None:
        super().__init__("Write to the person first what you found. Then close it.")
