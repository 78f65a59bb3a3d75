"""Training: what is offered, who is signed up and has been, and what comes with it."""

from belonging.web.training.models.bookings import Attended, Booking, BookingState
from belonging.web.training.models.certificates import Certificate
from belonging.web.training.models.materials import Material, MaterialFile, MaterialKind, MaterialWhen
from belonging.web.training.models.sessions import Audience, Session, SessionKind, SessionSchool, TrainingProgramme

__all__ = [
    "Attended",
    "Audience",
    "Booking",
    "BookingState",
    "Certificate",
    "Material",
    "MaterialFile",
    "MaterialKind",
    "MaterialWhen",
    "Session",
    "SessionKind",
    "SessionSchool",
    "TrainingProgramme",
]
