"""`belonging pilot simulate`: a pretend pilot as files."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from belonging.instruments.load import load
from belonging.simulation import LABEL, Pilot, simulate

FILES = {"pupil": "pupils.csv", "parent": "parents.csv", "staff": "staff.csv"}
SCHOOLS_FILE = "schools.csv"
README_FILE = "README.txt"
FACTS = {"pupil": ("year_group", "gender", "sen"), "parent": ("phase", "sen"), "staff": ("role",)}

README = """{label}

Made by: belonging pilot simulate --seed {seed}
The same seed gives the same files.

These are not answers of real people, and no school here exists. The pupils' answers were fitted to the
percentages that the pilot's summary report prints for all pupils and for pupils with SEND; everything else
(which school, which gender, how answers go together) is made up. The parents' and staff's answers and
comments are made up altogether. Nothing can be learnt from them about the schools of the real pilot.

pupils.csv, parents.csv, staff.csv   one line for each questionnaire that was sent
schools.csv                          the schools; the one that dropped out has no answers

An empty field is a question that was skipped; 9 means "I don't want to say". Pupils answered 4 all of the
time, 3 most of the time, 2 rarely, 1 never. Parents and staff answered from 5 strongly agree to
1 strongly disagree. Of pupils, sen is N (none), K (SEN support) or E (education, health and care plan).

Try: belonging evaluate pupils.csv
"""

Line = Sequence[object]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hang `pilot simulate` under `belonging`; the parsed arguments carry `run`."""
    pilot = subparsers.add_parser("pilot", help="make pretend schools to try things on")
    actions = pilot.add_subparsers(title="actions", metavar="ACTION", required=True)
    parser = actions.add_parser(
        "simulate",
        help="write a simulated pilot as CSV files",
        description="Write a simulated pilot: ten invented schools, an eleventh that dropped out, and the "
        "answers of their pupils, parents and staff at baseline and endline. Counted together, the pupils' "
        "answers give back every percentage that the pilot's summary report prints. No one in it is real.",
        epilog="Example: belonging pilot simulate --seed 7 --out pretend-pilot",
    )
    parser.add_argument("--seed", type=_seed, required=True, metavar="N", help="a whole number, 0 or more")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder; made if missing")
    parser.add_argument("--replace", action="store_true", help="write over files of these names in DIR")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the files and say where they are. 2 when DIR can't take them."""
    folder: Path = arguments.out
    present = [name for name in (*FILES.values(), SCHOOLS_FILE, README_FILE) if (folder / name).exists()]
    if present and not arguments.replace:
        sys.stderr.write(f"{folder} already holds {', '.join(present)}. Choose another folder, or add --replace.\n")
        return 2
    try:
        write(simulate(arguments.seed), folder)
    except OSError as error:
        sys.stderr.write(f"The files cannot be written to {folder}: {error.strerror}. Choose another --out.\n")
        return 2
    sys.stdout.write(f"{LABEL}\nWritten to {folder}: {', '.join((*FILES.values(), SCHOOLS_FILE))}\n")
    return 0


def write(pilot: Pilot, folder: Path) -> None:
    """All files of one pilot, UTF-8, into `folder`. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / README_FILE).write_text(README.format(label=LABEL, seed=pilot.seed), encoding="utf-8")
    _write_lines(folder / SCHOOLS_FILE, _school_lines(pilot))
    for audience, name in FILES.items():
        _write_lines(folder / name, _answer_lines(pilot, audience))


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 0 or more")
    return int(text)


def _write_lines(path: Path, lines: Iterable[Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def _school_lines(pilot: Pilot) -> Iterator[Line]:
    yield "school", "name", "setting", "has_sixth_form", "roll", "local_authority", "dropped_out", "simulated"
    for school in pilot.schools:
        yield (
            school.key,
            school.name,
            school.setting,
            _yes_or_no(school.has_sixth_form),
            school.roll,
            school.local_authority,
            _yes_or_no(school.dropped_out),
            "yes",
        )


def _answer_lines(pilot: Pilot, audience: str) -> Iterator[Line]:
    instrument = load(f"{audience}_v1")
    items = [item.key for item in instrument.items]
    boxes = [box.key for box in instrument.comment_boxes]
    setting = {school.key: school.setting for school in pilot.schools}
    yield "school", "setting", "wave", *FACTS[audience], *items, *boxes
    for row in pilot.of(audience):
        yield (
            row.school,
            setting[row.school],
            row.wave,
            *(row.fact(fact) for fact in FACTS[audience]),
            *(row.answers.get(key) for key in items),
            *(row.comments.get(key) for key in boxes),
        )


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
