"""`belonging invite`: how the very first programme manager gets in."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TypeVar

from django.utils import timezone

from belonging.web.base.errors import Refused

Place = TypeVar("Place")


class NoSuchPlace(Refused):
    """The school, trust or local authority is not on our books."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "invite",
        help="invite somebody to a role, and print the link",
        description="Mail somebody a link that works once, for 72 hours, and print it. An address that has an account "
        "gets the role at once. The first programme manager comes in this way; everybody else from the pages.",
        epilog='Example: belonging invite jo@example.org --name "Jo Field" --role manager',
    )
    parser.add_argument("email", help="where the invitation goes")
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument(
        "--role", required=True, metavar="ROLE", help="one of those in docs/roles.md: manager, lead ..."
    )
    parser.add_argument("--school", metavar="SLUG", help="the school, for a role that is held in one")
    parser.add_argument("--body", metavar="SLUG", help="the trust or local authority, for a role that is held in one")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.accounts.roles import Role
    from belonging.web.accounts.services import Invitee
    from belonging.web.accounts.services.invitations import invite_with_link
    from belonging.web.schools.models import Body, School

    if arguments.role not in set(Role):
        raise Refused(f"There is no role {arguments.role!r}. It is one of: {', '.join(Role)}.")
    school = _found(School.objects.filter(slug=arguments.school).first(), arguments.school, "school")
    body = _found(Body.objects.filter(slug=arguments.body).first(), arguments.body, "trust or local authority")
    invitee = Invitee(arguments.email, arguments.name, Role(arguments.role), school=school, body=body)
    actor = f"terminal:{getpass.getuser()}"[:64]
    made, link = invite_with_link(invitee=invitee, actor=actor, now=timezone.now())
    if made.used_at is not None:
        sys.stdout.write(f"{made.email} has an account, and has the role from now on.\n")
    else:
        sys.stdout.write(
            f"An invitation is in the outbox for {made.email}. For 72 hours this link works once:\n{link}\n"
        )
    return 0


def _found(found: Place | None, slug: str | None, what: str) -> Place | None:
    if slug and found is None:
        raise NoSuchPlace(f"No {what} has the address {slug!r}. It stands in the address of its page.")
    return found
