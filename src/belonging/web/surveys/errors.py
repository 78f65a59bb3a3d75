"""Refusals of rounds, slips and answers. The message is the sentence that the person reads."""

from belonging.web.base.errors import Refused


class RoundClosed(Refused):
    """The round takes no answers now: not open yet, closed, or sealed."""

    def __init__(self, sentence: str = "This questionnaire is closed, so no more answers can be sent.") -> None:
        super().__init__(sentence)


class CodeUnknown(Refused):
    """No slip of this round has that code."""

    def __init__(self) -> None:
        super().__init__("We don't know this code. Please look at your ticket again, or ask for another one.")


class CodeUsed(Refused):
    """Other answers came with this code (or this submission id) before."""

    def __init__(self) -> None:
        super().__init__("This ticket has been used. Please ask for another one.")


class CodesPaused(Refused):
    """Too many unknown codes were tried; `seconds` until codes are looked at again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Too many codes were wrong, so we are having a short rest. "
            "Please show this to the adult who gave you your ticket."
        )
        self.seconds = seconds


class ReceiptTaken(Refused):
    """Another answer set has this submission id: the sender makes a new one and sends again."""

    def __init__(self) -> None:
        super().__init__("These answers need a new number. Please press Send once more.")


class ReceiptMistyped(Refused):
    """What was typed is too short or too long for a receipt."""

    def __init__(self) -> None:
        super().__init__("Type the 10 letters and numbers of your receipt.")


class ReceiptUnknown(Refused):
    """No answers of this round have that receipt."""

    def __init__(self) -> None:
        super().__init__("We can't find answers with this receipt. Please check each letter and number.")


class ResponseWithdrawn(Refused):
    """The answers that came with this code were deleted by the person who sent them."""

    def __init__(self) -> None:
        super().__init__("The answers sent with this ticket were deleted. The ticket can't be used again.")


class AnswersDeleted(Refused):
    """These very answers came before, and their person deleted them: with no ticket do they come back."""

    def __init__(self) -> None:
        super().__init__("These answers were deleted, as you asked.")


class CannotPlan(Refused):
    """The round cannot be planned like this."""


class NobodyToAsk(Refused):
    """No school of the cohort has a lead who could be asked."""


class RoundNotOpen(Refused):
    """The round has not been opened yet, or not any more."""


class RoundAlreadyOpened(Refused):
    """The round was opened before: what it asks and how is fixed."""


class RoundSealed(Refused):
    """The round is sealed: its answers are shuffled, and nothing can be added or changed."""


class RoundStillOpen(Refused):
    """The round has to close first."""


class TooEarlyToSeal(Refused):
    """Answers sent before the close may still be on their way."""


class BadClosingTime(Refused):
    """The closing time is past, or too far ahead."""


class PermissionMissing(Refused):
    """A live cohort needs the wording's owner to have said yes, and nobody has recorded it."""


class WordingChanged(Refused):
    """The questionnaire is not the one that was planned."""


class PackAlreadyPrinted(Refused):
    """Slips under this name were printed before; their codes were not kept."""


class SlipsRefused(Refused):
    """These slips do not fit the round."""


class PackRevoked(Refused):
    """The pack was marked as lost before."""


class ReasonMissing(Refused):
    """A lost pack needs its reason, for the journal."""

    def __init__(self) -> None:
        super().__init__("Please say what happened to the slips, in a few words and without any child's name.")


class RollRefused(Refused):
    """No school has so many pupils, or so few."""


class PicturesUnknown(Refused):
    """No slip of the class session's pack has these pictures."""

    def __init__(self) -> None:
        super().__init__("These are not the pictures on a ticket of this class. Please look again and try once more.")


class WaitingPicturesUnknown(PicturesUnknown):
    """Pictures in an envelope: its service has counted them for their class, and whoever sends it has tried nothing."""


class SessionOver(Refused):
    """The device has no class session, or it has ended."""

    def __init__(self) -> None:
        super().__init__("Pictures don't work just now. Please ask the adult with you to open the class again.")


class NotTheOwner(Refused):
    """PostgreSQL lets nobody but their owner rebuild tables."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was rebuilt: only the owner of the tables may do that. Run it with BELONGING_DATABASE_URL "
            "naming the role that ran 'belonging migrate'."
        )


class CannotExtend(Refused):
    """The round cannot have more time, or not until that day."""


class SittingDayRefused(Refused):
    """A class cannot sit on that day."""


class PictureRefused(Refused):
    """A school's own picture cannot be taken, confirmed or removed like this."""


class NotLinked(Refused):
    """A key for a cohort that links nothing."""


class KeyMissing(Refused):
    """A linked round without the cohort's key, or a key whose file is not here."""

    def __init__(
        self,
        sentence: str = "This cohort links its waves, and the key for that has not been made yet. Please ask whoever "
        "runs the service to make it, and open the questionnaire then. The programme’s team can see on the cohort’s "
        "page whether it is there.",
    ) -> None:
        super().__init__(sentence)


class KeyFileExposed(Refused):
    """A folder into which others may write is no place for a key."""

    def __init__(self) -> None:
        super().__init__(
            "No key was made: others than this user may write into the folder of link keys. Give it to the user of "
            "the answering process alone, for instance with chmod 700, and try again."
        )


class FirstWaveNotSealed(Refused):
    """The slips of the baseline still belong to it."""

    def __init__(self) -> None:
        super().__init__(
            "Pupils use the same slips as the first time, and the first questionnaire is not sealed yet. Please seal "
            "it, and then open this one."
        )


class LinkingNotOver(Refused):
    """A key that is still needed."""


class NotToArchive(Refused):
    """The evaluation is not over, or what would stay is not coarse enough."""
