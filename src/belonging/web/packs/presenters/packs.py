"""What the pages of packs say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.packs.models import Agreement, Pack
from belonging.web.packs.queries.packs import counts_on, may_download, standing_of
from belonging.web.packs.rules.flow import KEPT, Standing
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.downloading import token_of
from belonging.web.ui.components import SummaryRow, Task

NAMES: Final = {
    PackKind.REPRODUCTION: "Reproduction pack",
    PackKind.RESEARCH: "Research pack",
    PackKind.MATCHED: "Matched file",
    PackKind.SYNTHETIC: "Synthetic twin",
}
HOLDS: Final = {
    PackKind.REPRODUCTION: (
        "How many people of each school and group answered, and how many positively; other answers of all schools "
        "together. Whole numbers, schools under letters.",
        "Numbers about single people can be had from it: many groups of a school are of fewer than 10, some of one. It "
        "is personal data, for the one person under whose agreement it is released. Its README counts them.",
        "The plans as they were fixed, the rules, the released figures, and programs that work them out again.",
    ),
    PackKind.RESEARCH: (
        "One row for each questionnaire that the report counted; schools under codes of these packs alone.",
        "Year group, sex, SEND and the rest only where ten or more of a school and wave are alike in all that is said.",
        "A codebook, the same rows in four formats, and a list of the figures that they do not give.",
    ),
    PackKind.MATCHED: (
        "Two rows for each pupil who used the same slip at baseline and endline: the answers of both.",
        "SEND, sex and school phase only where ten or more of a school are alike in all that is said; never the year "
        "group. Schools under codes of this file alone.",
        "Once it is asked for, no research pack of the cohort is made. A day after its first download this file, all "
        "links of the cohort and their key are destroyed here: it cannot be made again. Of pupils’ answers no archive "
        "is kept then.",
    ),
    PackKind.SYNTHETIC: (
        "Made-up rows in the shape of the research pack, drawn from released figures alone. SYNTHETIC stands in every "
        "file.",
    ),
}
HOLDS_NOT: Final = {
    PackKind.REPRODUCTION: (
        "No rows, no comments, no names of schools, nothing that joins two waves.",
        "It may not be joined to a research pack.",
    ),
    PackKind.RESEARCH: (
        "No names, dates, comments or keys; nothing that joins two waves.",
        "It may not be joined to a reproduction pack.",
        "Ten people who are alike may all have answered alike. The agreement forbids to look for anybody.",
    ),
    PackKind.MATCHED: (
        "No names, dates, comments, slips, codes or links; nobody who answered only once.",
        "It may not be joined to a reproduction pack: together they could point at fewer people than either.",
        "Ten people who are alike may all have answered alike. The agreement forbids to look for anybody.",
    ),
    PackKind.SYNTHETIC: ("Nobody’s answers. Nothing that it shows is a result.",),
}
_SAYS: Final = {
    Standing.WAITS_FOR_FIRST: ("Needs two releases", "yellow"),
    Standing.WAITS_FOR_SECOND: ("Released by one", "yellow"),
    Standing.REFUSED: ("Refused", "red"),
    Standing.BUILDING: ("Being built", "yellow"),
    Standing.FAILED: ("Could not be built", "red"),
    Standing.READY: ("Ready", "teal"),
    Standing.OVER: ("Over: destroyed", "grey"),
}
_WAITING: Final = (Standing.WAITS_FOR_FIRST, Standing.WAITS_FOR_SECOND)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the page. `account` is the id."""

    account: str
    asks: bool
    releases: bool


@dataclass(frozen=True, slots=True)
class PacksPage:
    """`agreement`: in a sentence; empty for who needs none. `may_ask`: the agreement counts today."""

    agreement: str
    agreed: bool
    may_ask: bool
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class PackPage:
    """`link`: where it is downloaded; empty for who may not, or while it is not there."""

    title: str
    status: str
    colour: str
    says: str
    rows: list[SummaryRow]
    holds: Sequence[str]
    holds_not: Sequence[str]
    sentences: Sequence[str]
    link: str
    may_decide: bool


def packs_page(packs: Sequence[Pack], agreement: Agreement | None, reader: Reader, now: datetime) -> PacksPage:
    counts = counts_on(agreement, timezone.localdate(now))
    return PacksPage(
        agreement=_agreement(agreement, counts) if reader.asks else "",
        agreed=agreement is not None and counts,
        may_ask=reader.asks and counts,
        tasks=[_task(pack, now) for pack in packs],
    )


def pack_page(pack: Pack, names: Mapping[str, str], reader: Reader, now: datetime) -> PackPage:
    kind, standing = PackKind(pack.kind), standing_of(pack, now)
    status, colour = _SAYS[standing]
    ready = standing is Standing.READY and may_download(pack, reader.account)
    own = reader.account in (pack.asked_by, pack.first_release_by)
    return PackPage(
        title=NAMES[kind],
        status=status,
        colour=colour,
        says=_says(pack, standing, ready=ready),
        rows=[*_request(pack, names), *_answers(pack, names), *_file(pack)],
        holds=HOLDS[kind],
        holds_not=HOLDS_NOT[kind],
        sentences=pack.sentences,
        link=reverse("packs:link", args=[pack.cohort.slug, pack.handle, token_of(pack)]) if ready else "",
        may_decide=reader.releases and standing in _WAITING and not own,
    )


def deciding_rows(pack: Pack, names: Mapping[str, str]) -> list[SummaryRow]:
    return [*_request(pack, names), *_answers(pack, names)]


def size_of(pack: Pack) -> str:
    return f"{pack.size / 1_000_000:.1f} MB" if pack.size >= 100_000 else f"{max(1, round(pack.size / 1000))} kB"


def link_rows(pack: Pack) -> list[SummaryRow]:
    """What is at the end of a link."""
    once = (
        "For a day after the first download you can repeat it. Then the file, all links and their key are destroyed "
        "here, and no other is made. Check the SHA-256 at once."
    )
    return [
        *([SummaryRow("Handed out once", once)] if pack.kind == PackKind.MATCHED else []),
        SummaryRow("Size", f"{size_of(pack)}, one zip file. Begin with its README.txt."),
        SummaryRow("Here until", last_moment(pack)),
        SummaryRow("SHA-256", pack.digest),
    ]


def last_moment(pack: Pack) -> str:
    return _moment(pack.expires_at) if pack.expires_at else ""


def _agreement(agreement: Agreement | None, counts: bool) -> str:
    if agreement is None:
        return "You have no agreement for this cohort yet. It comes before the first pack."
    until = date_format(agreement.until, "j F Y")
    if not counts:
        return f"The day of your agreement was {until}. Sign it again before you ask for another pack."
    return f"Your agreement counts until {until}. By then you destroy every copy."


def _task(pack: Pack, now: datetime) -> Task:
    status, colour = _SAYS[standing_of(pack, now)]
    return Task(
        title=NAMES[PackKind(pack.kind)],
        status=status,
        colour=colour,
        href=reverse("packs:pack", args=[pack.cohort.slug, pack.handle]),
        hint=f"Asked for on {_day(pack.asked_at)}",
    )


def _says(pack: Pack, standing: Standing, *, ready: bool) -> str:
    if standing in _WAITING:
        return "Two people of the programme release it, or one says why not. Whoever asked is told by mail."
    if standing is Standing.BUILDING:
        return "It is made in the background, in a minute or two. Look at this page again."
    if standing is Standing.FAILED:
        return f"{pack.failed_because} Nothing was handed out. Ask again when that is mended."
    if standing is Standing.READY:
        until = last_moment(pack)
        return f"It can be downloaded until {until}." if ready else f"Whoever asked can download it until {until}."
    return _gone(pack) if standing is Standing.OVER else ""


def _gone(pack: Pack) -> str:
    if pack.kind == PackKind.MATCHED and pack.downloads:
        return "It has been handed out. File and links are destroyed here, and no other is made."
    if pack.kind == PackKind.MATCHED:
        return "Nobody downloaded it in time. Ask again while the links are kept: without them no other can be made."
    return f"A pack is kept for {KEPT.days} days at most. Its bytes are gone; ask again if it is needed again."


def _request(pack: Pack, names: Mapping[str, str]) -> list[SummaryRow]:
    rows = [SummaryRow("Asked for by", f"{_name(pack.asked_by, names)}, {_day(pack.asked_at)}")]
    agreement = pack.agreement
    if agreement is None:
        return rows
    return [
        *rows,
        SummaryRow("Organisation", agreement.organisation),
        SummaryRow("Needed for", pack.why),
        SummaryRow("Purpose in the agreement", agreement.purpose),
        *([SummaryRow("Detail of the rows", agreement.get_detail_display())] if pack.detail else []),
        SummaryRow("Agreement", f"Signed {_day(agreement.accepted_at)}, until {date_format(agreement.until, 'j F Y')}"),
    ]


def _answers(pack: Pack, names: Mapping[str, str]) -> list[SummaryRow]:
    rows = []
    if pack.first_release_at:
        rows.append(
            SummaryRow("First release", f"{_name(pack.first_release_by, names)}, {_day(pack.first_release_at)}")
        )
    if pack.second_release_at:
        rows.append(
            SummaryRow("Second release", f"{_name(pack.second_release_by, names)}, {_day(pack.second_release_at)}")
        )
    if pack.refused_at:
        who = f"{_name(pack.refused_by, names)}, {_day(pack.refused_at)}"
        rows.append(SummaryRow("Refused", f"{who}: {pack.refused_because}"))
    return rows


def _file(pack: Pack) -> list[SummaryRow]:
    if pack.built_at is None:
        return []
    times = "Not yet" if not pack.downloads else "Once" if pack.downloads == 1 else f"{pack.downloads} times"
    rows = [
        SummaryRow("Built", _moment(pack.built_at)),
        SummaryRow("Size", size_of(pack)),
        SummaryRow("SHA-256", pack.digest),
        SummaryRow("Downloaded", times),
    ]
    return [*rows, *([SummaryRow("Destroyed", _moment(pack.destroyed_at))] if pack.destroyed_at else [])]


def _name(account: str, names: Mapping[str, str]) -> str:
    return names.get(account, "Somebody whose account is gone")


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
