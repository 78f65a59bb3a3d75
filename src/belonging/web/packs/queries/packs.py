"""Agreements and packs. Call in a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.queries import roles_with
from belonging.web.accounts.roles import Permission
from belonging.web.findings.models import Release
from belonging.web.packs.models import Agreement, Detail, Pack
from belonging.web.packs.rules.flow import Dates, Standing, standing
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.programme.models import Cohort

MOST_LISTED = 200
AUDIENCES = ("pupil", "parent", "staff")
OTHER_ROWS = {PackKind.RESEARCH: PackKind.MATCHED, PackKind.MATCHED: PackKind.RESEARCH}
SHOWS_NOTHING = '"waves":[]}'
"""How the JSON of findings without a single released wave ends: its keys stand in the order of the alphabet."""


def agreement_of(cohort: Cohort, evaluator: str) -> Agreement | None:
    """The one that has not been ended, though its day may be over."""
    return Agreement.objects.filter(cohort=cohort, evaluator=evaluator, ended_at__isnull=True).first()


def counts_on(agreement: Agreement | None, day: date) -> bool:
    return agreement is not None and agreement.ended_at is None and day <= agreement.until


def packs_of(cohort: Cohort, account: str, *, every: bool) -> list[Pack]:
    """What this account may see, the latest first: its own and synthetic ones, or (who releases packs) every one."""
    found = Pack.objects.filter(cohort=cohort).select_related("cohort", "agreement")
    return list((found if every else found.filter(_seen_by(account)))[:MOST_LISTED])


def pack_by_handle(cohort: Cohort, handle: str, account: str, *, every: bool) -> Pack | None:
    """Where this account may see it, as `packs_of` has it."""
    found = Pack.objects.filter(cohort=cohort, handle=handle).select_related("cohort", "agreement")
    return (found if every else found.filter(_seen_by(account))).first()


def _seen_by(account: str) -> Q:
    return Q(asked_by=account) | Q(kind=PackKind.SYNTHETIC)


def standing_of(pack: Pack, now: datetime) -> Standing:
    dates = Dates(
        kind=PackKind(pack.kind),
        first=pack.first_release_at is not None,
        second=pack.second_release_at is not None,
        refused=pack.refused_at is not None,
        failed=bool(pack.failed_because),
        built=pack.built_at is not None,
        expires_at=pack.expires_at,
        destroyed=pack.destroyed_at is not None,
    )
    return standing(dates, now)


def may_download(pack: Pack, account: str) -> bool:
    """A synthetic pack is whoever's reads the page; any other is for the one who asked."""
    return pack.kind == PackKind.SYNTHETIC or pack.asked_by == account


def unfinished(cohort: Cohort, account: str, kind: PackKind, now: datetime) -> bool:
    """Whether such a pack waits, is being built or is there: for this account, or (synthetic, or "") for anybody."""
    done = Q(refused_at__isnull=False) | ~Q(failed_because="") | Q(expires_at__lte=now) | Q(destroyed_at__isnull=False)
    asked = Pack.objects.filter(cohort=cohort, kind=kind).exclude(done)
    return (asked if kind is PackKind.SYNTHETIC or not account else asked.filter(asked_by=account)).exists()


def other_detail(cohort: Cohort, detail: Detail, *, built: bool = False) -> bool:
    """Whether rows of the cohort are out in another detail, or (unless `built`) are asked for in one."""
    found = Pack.objects.filter(cohort=cohort, kind=PackKind.RESEARCH).exclude(detail=detail)
    if built:
        return found.filter(built_at__isnull=False).exists()
    return found.filter(refused_at__isnull=True, failed_because="").exists()


def other_rows(cohort: Cohort, kind: PackKind, *, built: bool = False) -> bool:
    """Whether the cohort's rows were made the other way, research for matched, or (unless `built`) are asked for so.

    One that was destroyed before anybody had it does not count.
    """
    found = Pack.objects.filter(cohort=cohort, kind=OTHER_ROWS[kind]).exclude(destroyed_at__isnull=False, downloads=0)
    if built:
        return found.filter(built_at__isnull=False).exists()
    return found.filter(refused_at__isnull=True, failed_because="").exists()


def matched_was_made(cohort: Cohort) -> bool:
    """Whether somebody has a matched file, or still can: nothing here can tell what was kept of it elsewhere."""
    return other_rows(cohort, PackKind.RESEARCH, built=True)


def unread(cohort: Cohort, now: datetime) -> list[Pack]:
    """Packs of sealed answers that somebody can download, and nobody has."""
    found = Pack.objects.filter(cohort=cohort, downloads=0, expires_at__gt=now, destroyed_at__isnull=True)
    found = found.exclude(kind=PackKind.SYNTHETIC).select_related("agreement").order_by("pk")
    return [pack for pack in found if counts_on(pack.agreement, timezone.localdate(now))]


def matched_is_there(pack: Pack, now: datetime) -> bool:
    """Whether another matched file of the cohort can be downloaded."""
    found = Pack.objects.filter(cohort_id=pack.cohort_id, kind=PackKind.MATCHED, expires_at__gt=now)
    return found.filter(destroyed_at__isnull=True).exclude(pk=pack.pk).exists()


def waiting_for(account: str) -> list[Pack]:
    """Packs that this person may release or refuse: not their own, and not those that they released already."""
    waiting = Pack.objects.filter(second_release_at__isnull=True, refused_at__isnull=True)
    waiting = waiting.exclude(kind=PackKind.SYNTHETIC).exclude(asked_by=account).exclude(first_release_by=account)
    return list(waiting.select_related("cohort").order_by("asked_at", "pk"))


def to_build() -> list[Pack]:
    """What two people have released, or needs no release, and is not there yet."""
    released = Q(second_release_at__isnull=False) | Q(kind=PackKind.SYNTHETIC)
    return list(Pack.objects.filter(released, built_at__isnull=True, failed_because="").order_by("asked_at", "pk"))


def releasers() -> list[User]:
    """Everybody who may release a pack, once."""
    held = Membership.objects.filter(role__in=roles_with(Permission.RELEASE_PACKS), school__isnull=True)
    found = User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("email")
    return list(found.only("name", "email"))


def account_of(account: str) -> User | None:
    return User.objects.filter(pk=account).only("name", "email").first() if len(account) == 36 else None


def names_of(accounts: Iterable[str]) -> dict[str, str]:
    """Names by account id, for those that are ids."""
    wanted = {each for each in accounts if len(each) == 36}
    named = User.objects.filter(pk__in=wanted).values_list("pk", "name") if wanted else ()
    return {str(pk): name for pk, name in named}


def releases_of(cohort: Cohort) -> list[Release]:
    """The programme's latest release of each audience that is asked about schools, where it shows anything."""
    found = Release.objects.filter(school__isnull=True, cohort=cohort, audience__in=AUDIENCES).select_related("plan")
    shown = found.exclude(findings__endswith=SHOWS_NOTHING).order_by("released_at", "pk")
    latest = {release.audience: release for release in shown}
    return [latest[audience] for audience in AUDIENCES if audience in latest]


def anything_released(cohort: Cohort) -> bool:
    found = Release.objects.filter(school__isnull=True, cohort=cohort, audience__in=AUDIENCES)
    return found.exclude(findings__endswith=SHOWS_NOTHING).exists()
