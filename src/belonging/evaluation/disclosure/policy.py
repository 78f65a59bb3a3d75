"""Who may see what. These policies are for everybody who does not hold the rows: printed values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from belonging.instruments.model import PROFESSIONAL_AUDIENCES, Instrument

Kind = Literal["release", "professional"]

SMALLEST: Final[dict[Kind, int]] = {"release": 10, "professional": 5}

SMALLEST_PROGRAMME: Final = 10
"""Schools in a wave of a programme that is shown. Of fewer, schools' own pages beside the programme's, or what a lead
knows of the own school, give somebody's answer away too often (docs/decisions/0011)."""


class PolicyNotAllowed(ValueError):
    """A policy that is not for this questionnaire or scope; the message says which is."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Suppression and precision by respondent counts alone, and the audit of what is left.

    Settings may be stricter than the defaults, never looser: looser ones are refused.
    """

    version: int = 2
    smallest_group: int = 10
    smallest_schools: int = 3
    largest_school: float = 0.8
    smallest_programme: int = 10
    kind: Kind = "release"

    def __post_init__(self) -> None:
        least = SMALLEST[self.kind]
        if self.smallest_group < least or self.smallest_schools < 3 or self.largest_school > 0.8:
            raise ValueError(f"A policy can be stricter than {least} people, 3 schools and 80 per cent, never looser.")
        if self.smallest_programme < (SMALLEST_PROGRAMME if self.kind == "release" else 3):
            raise ValueError(
                f"A policy can ask for more schools in a programme than {SMALLEST_PROGRAMME}, never fewer."
            )

    @classmethod
    def release(cls) -> Policy:
        """For pupils, parents and carers, and staff: 10 people and more, audited together."""
        return Policy()

    @classmethod
    def professional(cls) -> Policy:
        """For answers given in a professional role: programme level, 5 forms and more, not audited, nothing by school.

        What it shows, and how finely: `disclosure.professional`.
        """
        return Policy(smallest_group=SMALLEST["professional"], smallest_programme=3, kind="professional")

    @property
    def name(self) -> str:
        return self.kind

    @property
    def exact(self) -> bool:
        """Whether figures come out as they are. Only `own_data.OwnData` says yes."""
        return False

    @property
    def audits(self) -> bool:
        """Whether a school's tables are searched together for answers that could be certain."""
        return self.kind == "release" and not self.exact

    def check(self, instrument: Instrument, scope: str) -> None:
        """Raise PolicyNotAllowed unless answers to the questionnaire may be shown under this policy."""
        if self.kind != "professional":
            return
        if instrument.audience.value not in PROFESSIONAL_AUDIENCES:
            raise PolicyNotAllowed(
                f"{instrument.name} is answered by people who were not asked in a professional role, so the policy "
                "professional is not for it. Use release."
            )
        if scope != "programme":
            raise PolicyNotAllowed(
                "Answers in a professional role are shown for the whole programme only. Use its plan."
            )
