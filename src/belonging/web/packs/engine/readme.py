"""The page that is read first: what a pack is, how its rows were made, and what they cannot give."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from belonging.evaluation.coarsening import LEAST
from belonging.web.packs.engine.codebook import Study
from belonging.web.packs.models import Agreement

WIDTH = 92

FILES = (
    "AUDIENCE.parquet, .csv, .sav (SPSS), .dta (Stata): the same rows four times, one file for each audience.",
    "values.csv: what every code says, for programs that read the CSV. missing.do: Stata's missing values.",
    "codebook.html to read, codebook.xml (DDI-Codebook 2.5) for catalogues.",
    "cannot-reproduce.csv: every released figure that these rows do not give.",
    "sha256sums.txt: check with `sha256sum --check sha256sums.txt`.",
)
TWIN_FILES = FILES[:3] + FILES[4:]

HOW = (
    "Each row is one questionnaire that was sent and counted in the programme's released figures. There is no name, no "
    "date, no comment and no key, and nothing that joins rows of two waves. No matched file of the cohort is made: "
    "equal answers would join them.",
    "Schools have codes, the same in every research pack of the cohort and drawn by a secret key. They are not the "
    "letters of the report or of the reproduction pack. The two kinds of pack must not be joined: together they could "
    "point at fewer people than either, and the agreement forbids it.",
    f"Facts were withheld until every row was alike with {LEAST - 1} others of its school and wave in all that is "
    "stated of it. In this order, and only of rows that were still too few: language; help, screen or paper; edition; "
    "year group (the phase stays); SEN support or plan (SEND stays); sex or gender; role; SEND; phase. Where the rows "
    "that state nothing were fewer than ten, some of the largest group gave up their facts for them: the same rows in "
    "every pack, chosen by a secret key. All packs of a cohort have one detail, so that two tell no more than one. No "
    "answer had a part in it: a withheld fact says nothing about what somebody chose.",
    "Rows that stayed too few were destroyed: those of schools with fewer than ten questionnaires in that wave, or "
    "with fewer than ten whose statements had other choices. Of a wave none are destroyed, or ten and more: else "
    "the report and these rows together would tell of fewer than ten people.",
    "Ten people who are alike may all have answered alike. Then a row tells what they said, though not which of them "
    "it is: this is why the agreement asks you not to look for anybody.",
)
CANNOT = (
    "Any figure of fewer than ten people; a change of the same pupils, as waves are not joined; anything that needs a "
    "fact where it is withheld. Facts are withheld more often of few than of many: figures of small groups from these "
    "rows are not those of all their members. The reproduction pack gives the report's own figures. Below is how many "
    "of them these rows give, worked out by the report's plan and rules; cannot-reproduce.csv names the others.",
)
MATCHED = (
    "Each pupil here used the same slip at the baseline and at the endline, and has two rows with one mark. The mark "
    "was drawn for this file and stands in no other. A day after the file is first downloaded, the links in the "
    "database, the slips' fingerprints and the key that made the links are destroyed: it cannot be made again. No "
    "research pack of the cohort is made beside it, nor are pupils' answers archived: equal answers would join the "
    "rows, and point at fewer than ten.",
    "Facts are those of the baseline, in the coarse detail: SEND, sex or gender, school phase. They were withheld "
    f"until every pupil was alike with {LEAST - 1} others of the school who answered both times, and whose statements "
    "had the same choices both times. No answer had a part in it. Pupils who stayed too few were destroyed: none, or "
    "ten and more.",
    "Schools have codes of this file alone. It must not be joined to the reproduction pack of the cohort: both could "
    "point at fewer people than either, and the agreement forbids it.",
)
MATCHED_CANNOT = (
    "Anything of pupils who answered once: who left, joined, was away or lost the slip. Those who are here stayed, and "
    "often were better off to begin with. Read the change among everyone beside theirs.",
)
MATCHED_FILES = (
    "answers.csv: for `belonging evaluate answers.csv`, which shows the change of the same pupils.",
    "matched-QUESTIONNAIRE.parquet, .csv, .sav (SPSS), .dta (Stata): the same rows, coded.",
    *FILES[1:3],
    FILES[4],
)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and its paragraphs or (each beginning with "- ") its list."""

    heading: str
    lines: Sequence[str]


def research_readme(study: Study, agreement: Agreement, facts: Iterable[str], compared: Iterable[str]) -> str:
    return _text(
        study,
        (
            Part("How the rows were made", (*HOW, *_listed(facts))),
            Part("What these rows cannot reproduce", (*CANNOT, *_listed(compared))),
            Part("The files", _listed(FILES)),
            Part("How to cite it", (_citation(study),)),
            Part("What was agreed", _agreed(agreement)),
        ),
    )


def matched_readme(study: Study, agreement: Agreement, facts: Iterable[str]) -> str:
    return _text(
        study,
        (
            Part("How the rows were made", (*MATCHED, *_listed(facts))),
            Part("What these rows cannot tell", MATCHED_CANNOT),
            Part("The files", _listed(MATCHED_FILES)),
            Part("How to cite it", (_citation(study),)),
            Part("What was agreed", _agreed(agreement)),
        ),
    )


def twin_readme(study: Study, model: Sequence[str]) -> str:
    return _text(
        study,
        (
            Part("How the rows were made", model),
            Part(
                "What they are for",
                (
                    "Writing and trying programs before the real rows are there: the files, columns, codes and labels "
                    "are those of the research pack. No result of these rows says anything about a school or a child.",
                ),
            ),
            Part("The files", _listed(TWIN_FILES)),
        ),
    )


def _agreed(agreement: Agreement) -> list[str]:
    day, until = (date_format(each, "j F Y") for each in (agreement.accepted_at.date(), agreement.until))
    return [
        f"{agreement.name}, {agreement.organisation}, on {day}, until {until} (terms {agreement.version}).",
        f"Purpose: {agreement.purpose}",
        f"Detail: {agreement.get_detail_display()}.",
        *_listed(agreement.terms),
    ]


def _citation(study: Study) -> str:
    return f"{study.title}. Belonging Matters, {study.made_at:%Y}. Pack {study.number}."


def _listed(lines: Iterable[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def _text(study: Study, parts: Sequence[Part]) -> str:
    lines = [study.title.upper(), ""]
    if study.mark:
        lines += [_wrapped(study.mark), ""]
    lines += [line for sentence in study.about for line in (_wrapped(sentence), "")]
    for part in parts:
        lines += [part.heading, "=" * len(part.heading), ""]
        for line in part.lines:
            lines.append(_wrapped(line))
            if not line.startswith("- "):
                lines.append("")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _wrapped(line: str) -> str:
    after = "  " if line.startswith("- ") else ""
    return textwrap.fill(line, WIDTH, subsequent_indent=after, break_long_words=False, break_on_hyphens=False)
