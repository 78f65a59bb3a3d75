"""People on roll, as a mapping file says them: one number, or who moved beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from belonging.evaluation.groups import WAVES
from belonging.evaluation.movers import InvalidRoll, Roll
from belonging.evaluation.toml_parts import TomlFile, UnusableToml, use

MOST = 1_000_000
"""More than this on one school's roll is a slip of the keyboard."""

_NAMES = tuple(field.name for field in fields(Roll))


def read_rolls(file: TomlFile) -> dict[tuple[str, str], Roll]:
    """By (school, wave), from [rolls.baseline] and the like. Raises UnusableToml."""
    waves = file.table("rolls")
    for wave in waves:
        if wave not in WAVES:
            raise UnusableToml(f"{file.name}, [rolls.{wave}]: there is no wave {wave!r}. {use(wave, WAVES)}")
    return {
        (str(school), wave): _roll(file, roll, f"[rolls.{wave}]: {school}")
        for wave in waves
        for school, roll in file.inside(waves, wave, f"[rolls.{wave}]").items()
    }


def _roll(file: TomlFile, roll: object, where: str) -> Roll:
    if not isinstance(roll, Mapping):
        return Roll(_number(file, roll, where))
    unknown = [name for name in roll if name not in _NAMES]
    if unknown:
        raise UnusableToml(f"{file.name}, {where} has no {unknown[0]!r}. {use(unknown[0], _NAMES)}")
    if "on_roll" not in roll:
        raise UnusableToml(f"{file.name}, {where} needs on_roll: how many were on the roll on the day.")
    try:
        return Roll(**{name: _number(file, value, f"{where}, {name}") for name, value in roll.items()})
    except InvalidRoll as error:
        raise UnusableToml(f"{file.name}, {where}: {error}") from error


def _number(file: TomlFile, value: object, where: str) -> int:
    number = file.whole_number(value, where)
    if not 0 <= number <= MOST:
        raise UnusableToml(f"{file.name}, {where} is {number}. Give a number of people from 0 to {MOST}.")
    return number
