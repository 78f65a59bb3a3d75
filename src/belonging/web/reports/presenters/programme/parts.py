"""The parts of the report that the team may write in its own words, and what stands there until it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from belonging.web.audit.rules.across import Across
from belonging.web.reports.presenters.programme.content import Block, Points, Sentence, Slot, Words
from belonging.web.reports.presenters.programme.places import Place
from belonging.web.reports.queries.programme import Evidence
from belonging.web.reports.rules.figure_words import DEFAULT, PLACE, Passage, passages

WEAKEST: Final = 3
GONE: Final = "[not shown any more]"
UNCOMPARED: Final = (
    "Nobody was compared with schools outside the programme: a change tells what is different now, and not what made "
    "it so."
)
TRIED: Final = "This shows what was tried, and what people there noticed; it doesn’t show what works."


@dataclass(frozen=True, slots=True)
class Part:
    """`help` tells the team what the part is for. `default` may hold places. `slot`: said where it is empty.

    `caveat` stands after the words, whoever wrote them: it is no part of what may be rewritten.
    """

    name: str
    title: str
    help: str
    default: Callable[[Evidence, Mapping[str, Place]], str]
    slot: str = ""
    caveat: str = ""

    @property
    def always(self) -> tuple[Block, ...]:
        return (Words((Sentence(self.caveat),)),) if self.caveat else ()


def written(part: Part, evidence: Evidence, places: Mapping[str, Place]) -> tuple[Block, ...]:
    """The part's words with today's figures in their places; a slot where nobody has written any."""
    kept = evidence.words.get(part.name)
    text: str = part.default(evidence, places)
    then: Mapping[str, str] = {}
    if kept is not None and kept.text != DEFAULT:
        text, then = kept.text, kept.figures
    if not text.strip():
        return (Slot(part.slot),) if part.slot else part.always
    return (*rendered(text, places, then if not evidence.for_everyone else None), *part.always)


def rendered(text: str, places: Mapping[str, Place], then: Mapping[str, str] | None) -> list[Block]:
    """`then`: what stood in the places when the text was written; None where nothing is to be marked."""
    return [_block(passage, places, then) for passage in passages(text)]


def _block(passage: Passage, places: Mapping[str, Place], then: Mapping[str, str] | None) -> Block:
    sentences = tuple(_sentence(raw, places, then) for raw in passage.sentences)
    return Points("", sentences) if passage.kind == "list" else Words(sentences)


def _sentence(raw: str, places: Mapping[str, Place], then: Mapping[str, str] | None) -> Sentence:
    names = PLACE.findall(raw)
    text = PLACE.sub(lambda found: places[found[1]].text if found[1] in places else GONE, raw)
    rests = tuple(dict.fromkeys(one for name in names if name in places for one in places[name].findings))
    notes = [] if then is None else [_changed(name, places, then) for name in dict.fromkeys(names)]
    # A figure at the beginning of a sentence begins with a large letter, as any word there.
    return Sentence(text[:1].upper() + text[1:] if raw.startswith("{") else text, rests, " ".join(filter(None, notes)))


def _changed(name: str, places: Mapping[str, Place], then: Mapping[str, str]) -> str:
    if name not in places:
        return "A figure that stood here is not shown any more."
    before, now = then.get(name, places[name].text), places[name].text
    return "" if before == now else f"“{before}” stood here when this was written; now it is “{now}”."


def _nothing(_: Evidence, __: Mapping[str, Place]) -> str:
    return ""


def _opening(_: Evidence, places: Mapping[str, Place]) -> str:
    first, last = "pupil.answered.baseline", "pupil.answered.endline"
    if first in places and last in places:
        heard = f"{{{first}}} answered at the beginning and {{{last}}} at the end, in {{schools}} together."
    else:
        only = next((name for name in places if name.startswith("pupil.answered.")), "")
        heard = f"{{{only}}} answered, in {{schools}} together." if only else "{schools} took part."
    return f"This is what pupils, families and staff said about belonging at school. {heard[:1].upper()}{heard[1:]}"


def _programme(_: Evidence, __: Mapping[str, Place]) -> str:
    return """Belonging Matters is a programme for whole schools, with pupils with special educational needs and \
disabilities (SEND) in view from the start. It asks everyone who makes up a school how far they belong there, and \
helps the school to act on the answers.

- Pupils, parents and carers, and staff answer a short questionnaire at the beginning and at the end.
- Each school looks at its own practice with the 360° audit, statement by statement, and says how it knows.
- From both it makes a plan of a few actions, each with somebody who answers for it.
- Staff are trained, and leads meet other leads in action learning sets.
- An adviser stays at the school's side all year, and a hub holds what others have tried."""


def _practice(_: Evidence, __: Mapping[str, Place]) -> str:
    return (
        "No two schools did the same. What follows is what schools wrote about their own work, signed off by them and "
        "without their names."
    )


def _next(evidence: Evidence, places: Mapping[str, Place]) -> str:
    """From rules: where fewest pupils answer positively, what schools rate least, and who was not heard."""
    weakest = _least_positive(evidence)
    lines = []
    if weakest and f"pupil.{weakest}.all.now" in places:
        wording = evidence.voices.findings["pupil"].table(weakest)
        said = wording.wording if wording else ""
        lines.append(f"Begin where fewest pupils answer positively: “{said}”, {{pupil.{weakest}.all.now}}.")
    if evidence.across is not None:
        told = "; ".join(f"“{words}”" for words in still_to_do(evidence.across))
        lines.append(f"Help schools with the statements of the audit that fewest have fully met: {told}.")
    lines.append("Listen to pupils with SEND, and ask enough of them that a change can be told when there is one.")
    lines.append("Reach the pupils who did not answer. They may feel differently from those who did.")
    lines.append("Take more schools into the next round, and some that only answer, so that changes can be compared.")
    return "Every school in this report has more to do, and each has a plan.\n\n" + "\n".join(f"- {x}" for x in lines)


def still_to_do(across: Across) -> list[str]:
    return [str(one.statement.wording) for one in across.weakest[:WEAKEST]]


def _least_positive(evidence: Evidence) -> str:
    findings = evidence.voices.findings.get("pupil")
    if findings is None or not findings.waves:
        return ""
    wave = findings.waves[-1]
    cells = [(table.item, table.cell("all", wave)) for table in findings.tables if table.by == "all"]
    shares = [(cell.parts["positive"].high, item) for item, cell in cells if cell and cell.parts]
    return min(shares)[1] if shares else ""


def _take_part(_: Evidence, __: Mapping[str, Place]) -> str:
    return (
        "Would your school like to find out whether every child there feels they belong? Any school may ask to join: "
        "primary, secondary, special or alternative provision. Tell us a little about yours, and we will write back."
    )


def _about(evidence: Evidence, _: Mapping[str, Place]) -> str:
    parties = evidence.parties
    if parties is None:
        return "Belonging Matters is a programme for whole schools."
    return f"This programme is run by {parties.programme}. Its evaluation is in the hands of {parties.evaluator}."


PARTS: Final = (
    Part(
        "foreword",
        "Foreword",
        "A page by whoever leads the organisation. Put their name and office in the last line.",
        _nothing,
        slot="A foreword by whoever leads your organisation stands here. Until it is written, the print leaves it out.",
    ),
    Part(
        "opening",
        "Before the key findings",
        "Who was heard, and how to read what follows.",
        _opening,
        caveat=UNCOMPARED,
    ),
    Part("programme", "What the programme is", "What schools do in a year.", _programme),
    Part(
        "practice",
        "Before the schools’ own practice",
        "What the case studies are, and what they are not.",
        _practice,
        caveat=TRIED,
    ),
    Part("next", "What next", "What is still to be done. Until you write your own, rules write it.", _next),
    Part("take-part", "Take part", "The link to the form follows by itself.", _take_part),
    Part("about", "Who we are", "The organisations that run, support and evaluate the programme.", _about),
)
BY_NAME: Final = {part.name: part for part in PARTS}
