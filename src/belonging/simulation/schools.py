"""The eleven invented schools and how many people answered in each: the one fixed part of every seed.

Ten schools answer; their totals are those of the published report. Names, places and sizes are made up.
"""

from __future__ import annotations

from dataclasses import dataclass

from belonging.simulation.model import WAVES, SimulatedSchool
from belonging.simulation.people import Asked


@dataclass(frozen=True, slots=True)
class Turnout:
    """Questionnaires sent at one school as (baseline, endline).

    Among `pupils`, `send` have SEND and `other` say neither boy nor girl. `other` is more than 20 over
    all schools, so that a programme can show gender, and none at two schools, so that these can.
    """

    pupils: tuple[int, int]
    send: tuple[int, int]
    other: tuple[int, int]
    parents: tuple[int, int]
    staff: tuple[int, int]

    def sent(self, audience: str, wave: str) -> int:
        by_audience = {"pupil": self.pupils, "parent": self.parents, "staff": self.staff}
        return by_audience[audience][WAVES.index(wave)]

    def asked(self, school: SimulatedSchool, wave: str) -> Asked:
        at = WAVES.index(wave)
        return Asked(school, self.pupils[at], self.send[at], self.other[at])


def _school(key: str, name: str, setting: str, roll: int, authority: str) -> SimulatedSchool:
    return SimulatedSchool(key, name, setting, False, roll, authority)


def _with_sixth_form(key: str, name: str, roll: int, authority: str) -> SimulatedSchool:
    return SimulatedSchool(key, name, "secondary", True, roll, authority)


TURNOUT: dict[SimulatedSchool, Turnout] = {
    _school("marigold-wharf", "Marigold Wharf Primary School", "primary", 436, "Eastreach"): Turnout(
        (118, 84), (18, 13), (3, 2), (62, 51), (26, 19)
    ),
    _school("saffron-lock", "Saffron Lock Primary School", "primary", 214, "Brackenwater"): Turnout(
        (96, 70), (18, 13), (0, 0), (48, 41), (18, 13)
    ),
    _school("kestrel-yard", "Kestrel Yard Primary School", "primary", 208, "Eastreach"): Turnout(
        (64, 47), (11, 8), (0, 0), (37, 30), (17, 12)
    ),
    _school("tamarind-row", "Tamarind Row Primary School", "primary", 622, "Northmere"): Turnout(
        (142, 96), (20, 14), (3, 2), (71, 58), (31, 23)
    ),
    _with_sixth_form("lanternbridge", "Lanternbridge School", 1184, "Northmere"): Turnout(
        (232, 158), (37, 25), (12, 9), (54, 47), (36, 27)
    ),
    _with_sixth_form("copperfinch", "Copperfinch High School", 1046, "Brackenwater"): Turnout(
        (188, 131), (34, 24), (9, 7), (43, 37), (31, 23)
    ),
    _with_sixth_form("quillmarsh", "Quillmarsh Community School", 893, "Southlea"): Turnout(
        (158, 112), (27, 19), (8, 6), (39, 33), (27, 20)
    ),
    _school("plumtree-basin", "Plumtree Basin School", "secondary", 748, "Southlea"): Turnout(
        (140, 96), (28, 19), (7, 5), (36, 29), (23, 17)
    ),
    _school("paper-kite", "Paper Kite School", "special", 104, "Eastreach"): Turnout(
        (50, 38), (50, 38), (2, 1), (28, 25), (26, 19)
    ),
    _school("thistledown-rooms", "The Thistledown Rooms", "alternative_provision", 46, "Northmere"): Turnout(
        (26, 20), (23, 18), (2, 1), (17, 15), (12, 9)
    ),
}

DROPPED_OUT = SimulatedSchool(
    "moonrake-hill", "Moonrake Hill Primary School", "primary", False, 327, "Brackenwater", dropped_out=True
)

SCHOOLS: tuple[SimulatedSchool, ...] = (*TURNOUT, DROPPED_OUT)
