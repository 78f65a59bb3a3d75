"""Pretend schools for the demo and the tests. Nothing here describes a real school, pupil or parent.

`simulate(seed)` gives the pilot in a box; `simulate_school(…)` the answers of one more school, `in_editions(…)` as its
pupils would give them in the editions that are for them.
Method and limits: docs/methods/simulated-pilot.md.
"""

from belonging.simulation.editions import in_editions
from belonging.simulation.model import LABEL, AnswerRow, Pilot, SimulatedSchool
from belonging.simulation.pilot import simulate, simulate_school

__all__ = ["LABEL", "AnswerRow", "Pilot", "SimulatedSchool", "in_editions", "simulate", "simulate_school"]
