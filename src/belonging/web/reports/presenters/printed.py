"""A report as what the printed template reads: plain words, rows, and pictures by file name."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from belonging.web.reports.presenters.further import HEAD, FurtherCheck
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.items import GroupBlock, ItemSection
from belonging.web.reports.presenters.minutes import HeadlineLine
from belonging.web.reports.presenters.pictures import Picture
from belonging.web.reports.presenters.printed_school import Extras, printed_extras
from belonging.web.reports.presenters.report import Report, Turnout, Voice

Printed = dict[str, object]
FRONT = "front.typ"


def template() -> str:
    return files("belonging.web.reports").joinpath("typst", "report.typ").read_text(encoding="utf-8")


def printed(report: Report, extras: Extras | None = None) -> tuple[Printed, Mapping[str, bytes]]:
    """The template's data and its files by name. `extras`: what a school's report has; without them it has a cover."""
    front = files("belonging.web.reports").joinpath("typst", FRONT)
    pictures: dict[str, bytes] = {FRONT: front.read_bytes()}
    voices = [voice for voice in (report.pupils, *report.others) if voice]
    data: Printed = {
        "title": report.title,
        "about": report.about,
        "lead": report.lead,
        "simulated": report.simulated,
        "released": report.released,
        "key": _picture(report.key, pictures),
        "turnout": [_turnout(who) for who in report.turnout],
        "voices": [_voice(voice, pictures) for voice in voices],
        "whose": report.whose,
        "together_title": report.together_title,
        "together": [
            {"title": side.title, "description": side.description, "head": side.head, "rows": side.rows}
            for side in report.together
        ],
        "not_shown": [{"title": held.title, "sentence": held.sentence} for held in report.not_shown],
        "method": [{"title": part.title, "notes": part.notes} for part in report.method],
        "definition": report.definition,
        "definition_source": report.definition_source,
        "references": report.references,
        "heard": _heard(report.heard),
        **(printed_extras(extras, pictures) if extras else {"front": {}, "groups": [], "audit": {}, "outcomes": {}}),
    }
    return data, pictures


def _heard(heard: Heard) -> Printed:
    return {
        "lead": heard.lead,
        "cards": [
            {
                "title": f"{card.title} ({card.wave.lower()})",
                "facts": card.facts,
                "texts": [
                    *card.texts,
                    *([("Seen otherwise by the second person", card.second)] if card.second else []),
                ],
                "who": card.who,
            }
            for card in heard.cards
        ],
        "taken_lead": heard.taken_lead,
        "taken": heard.taken,
    }


def _turnout(who: Turnout) -> Printed:
    said = [*who.mix, *filter(None, [who.drafts])]
    return {"title": who.title, "waves": who.waves, "caution": who.caution, "mix": said}


def _voice(voice: Voice, pictures: dict[str, bytes]) -> Printed:
    return {
        "audience": voice.audience,
        "title": voice.title,
        "minutes": [{"title": block.title, "lines": [_line(line) for line in block.lines]} for block in voice.minutes],
        "small": [voice.small.title, *voice.small.sentences] if voice.small else [],
        "alone": bool(voice.small and voice.small.alone),
        "glances": [
            {"title": glance.title, "sentence": glance.sentence, "picture": _picture(glance.picture, pictures)}
            for glance in voice.glances
        ],
        "items": [_item(item, pictures) for item in voice.items],
        "checks": [_check(check, pictures) for check in voice.checks],
    }


def _line(line: HeadlineLine) -> Printed:
    return {"tone": line.tone, "text": line.text, "finding": line.findings}


def _check(check: FurtherCheck, pictures: dict[str, bytes]) -> Printed:
    return {
        "title": check.title,
        "says": check.says,
        "method": check.method,
        "sentences": [{"text": said.text, "finding": said.finding} for said in check.sentences],
        "head": HEAD,
        "rows": check.rows,
        "notes": check.notes,
        "picture": _picture(check.picture, pictures),
    }


def _item(item: ItemSection, pictures: dict[str, bytes]) -> Printed:
    return {
        "wording": item.wording,
        "reading": item.reading,
        "sentence": item.sentence,
        "surety": item.surety,
        "finding": item.finding,
        "reverse": item.reverse,
        "picture": _picture(item.picture, pictures),
        "groups": [_group(group, pictures) for group in item.groups],
        "why": item.why,
        "sources": item.sources,
        "why_not": item.why_not,
        "beside": [
            {
                "word": one.word,
                "text": one.text,
                "terms": " ".join(filter(None, (one.of_whom, one.reason, one.caution))),
            }
            for one in item.beside
        ],
    }


def _group(group: GroupBlock, pictures: dict[str, bytes]) -> Printed:
    return {
        "title": group.title,
        "said": group.said,
        "picture": _picture(group.picture, pictures),
        "sentences": [
            {"who": one.who, "text": one.text, "finding": one.findings} for one in (*group.gaps, *group.sentences)
        ],
        "apart": group.apart,
        "opened": group.opened,
        "why_not": group.why_not,
    }


def _picture(picture: Picture | None, pictures: dict[str, bytes]) -> Printed | None:
    if picture is None:
        return None
    name = f"{picture.name}.svg"
    pictures[name] = str(picture.wide).encode()
    return {"name": name, "text": picture.text, "head": picture.data.head, "rows": picture.data.rows}
