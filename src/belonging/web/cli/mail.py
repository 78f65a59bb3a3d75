"""`belonging mail test ADDRESS`: does mail arrive?"""

from __future__ import annotations

import argparse
import getpass
import socket
import sys


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "mail",
        help="send a test message, to see that mail arrives",
        description="Sends one message at once, past the outbox, with the settings BELONGING_MAIL_URL, "
        "BELONGING_MAIL_FROM and BELONGING_MAIL_REPLY_TO.",
        epilog="Example: belonging mail test you@example.org",
    )
    parser.add_argument("act", choices=["test"], help="what to do")
    parser.add_argument("address", help="who gets it")


def run(arguments: argparse.Namespace) -> int:
    from belonging.web.notices.services import send_trial

    send_trial(to=arguments.address, sender=f"{getpass.getuser()} on {socket.gethostname()}")
    sys.stdout.write(f"The mail server took it. Now look whether it arrived at {arguments.address}.\n")
    return 0
