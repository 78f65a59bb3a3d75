"""`python -m belonging.web.packs.engine KIND --pack HANDLE --now MOMENT`: build one pack and store it."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

import django

django.setup()

from belonging.web.base.errors import Refused  # noqa: E402  # models need the set-up above
from belonging.web.packs.engine.making import make  # noqa: E402  # as above
from belonging.web.packs.rules.kinds import PackKind  # noqa: E402  # as above


def main() -> int:
    """0 done, or nothing to do; 2 where a rule of ours stopped it, with its sentence as the last line."""
    parser = argparse.ArgumentParser(prog="belonging.web.packs.engine")
    parser.add_argument("kind", choices=[kind.value for kind in PackKind])
    parser.add_argument("--pack", required=True, metavar="HANDLE", help="the pack that was asked for and released")
    parser.add_argument("--now", type=datetime.fromisoformat, required=True, help="the moment, ISO 8601")
    arguments = parser.parse_args()
    try:
        make(arguments.pack, now=arguments.now)
    except Refused as refusal:
        sys.stdout.write(f"{refusal}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
