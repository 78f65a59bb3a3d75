"""The schools of the cohort that is under way, each at a stage of its own. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from belonging.web.cli.loading.interested import Wish
from belonging.web.programme.models import Arm


class Stage(IntEnum):
    """How far a school has come; each includes those before it."""

    INVITED = 0
    """The lead has not even opened the invitation."""
    JOINED = 1
    """The lead has an account."""
    AGREED = 2
    SETTING_UP = 3
    """People and dates are settled, letters are not out."""
    READY = 4
    ANSWERING = 5


@dataclass(frozen=True, slots=True)
class Newcomer:
    """`joined`: days ago of the selection. `roll` and `answers` of a school whose pupils are answering."""

    wish: Wish
    joined: int
    stage: Stage
    arm: Arm = Arm.INTERVENTION
    roll: int = 0
    answers: int = 0
    few_days_left: bool = False
    opt_outs: dict[str, int] = field(default_factory=dict)


QUIET = Newcomer(
    Wish(
        "St Mary's CofE Primary School", "Eastreach", "Edith Lowe", "Acting headteacher", 44,
        "We are small and the children know each other. The staff would like to know whether that is enough.", 205,
    ),
    36, Stage.INVITED,
)  # fmt: skip
UNSIGNED = Newcomer(
    Wish(
        "Dalesfoot Upper School", "Hollowdale", "Simon Garrick", "Assistant head", 44,
        "Four middle schools feed into us, and the pupils stay in four groups. We would like to see whether that "
        "changes over the year.", 655,
    ),
    34, Stage.JOINED,
)  # fmt: skip
SIGNED = Newcomer(
    Wish(
        "Riverbend All-through Academy", "Northmere", "Aoife Brady", "Vice principal", 43,
        "Pupils may stay with us for fourteen years. Who does not feel at home by then, and when did it begin?", 1412,
    ),
    34, Stage.AGREED,
)  # fmt: skip
SETTING_UP = Newcomer(
    Wish(
        "Al-Noor Primary School", "Eastreach", "Nadia Rahimi", "Deputy head", 40,
        "Our children belong to three mosques, two churches and one school. We want to know how the school does.", 301,
    ),
    20, Stage.SETTING_UP,
)  # fmt: skip
READY = Newcomer(
    Wish(
        "Willowmere Special School", "Northmere", "Bronwen Tate", "Headteacher", 42,
        "Belonging is what parents ask about first. We have never had a way to ask the pupils.", 121,
    ),
    33, Stage.READY, opt_outs={"X": 3},
)  # fmt: skip
FEW_ANSWERS = Newcomer(
    Wish(
        "Juniper Fields Primary School", "Brackenwater", "Callum Reid", "SENCO", 43,
        "Lunchtimes are hard for some. We would like to begin with what children say about them.", 402,
    ),
    33, Stage.ANSWERING, roll=130, answers=21, few_days_left=True, opt_outs={"4": 1, "5": 2, "6": 1},
)  # fmt: skip
COMPARISON = Newcomer(
    Wish(
        "Hollow Middle School", "Hollowdale", "Lena Fisk", "Headteacher", 42,
        "We would gladly answer and let others try things out first.", 289,
    ),
    32, Stage.ANSWERING, arm=Arm.COMPARISON, roll=72, answers=46, opt_outs={"": 2},
)  # fmt: skip
LATER = Newcomer(
    Wish(
        "Old Foundry Academy", "Eastreach", "Winston Hale", "Head of school", 41,
        "The building is new and so are most of the staff. Next year would suit us better than this one.", 263,
    ),
    31, Stage.AGREED, arm=Arm.WAITING,
)  # fmt: skip
OUTSIDE = Newcomer(
    Wish(
        "Ysgol Glan yr Afon", "Aberwen", "Mair Prydderch", "Pennaeth", 39,
        "We teach in Welsh and in English. Some pupils belong to one of them only.", 214,
        town="Aberwen", nation="wales", setting="primary",
    ),
    12, Stage.JOINED,
)  # fmt: skip
NEWCOMERS = (QUIET, UNSIGNED, SIGNED, SETTING_UP, READY, FEW_ANSWERS, COMPARISON, LATER, OUTSIDE)
