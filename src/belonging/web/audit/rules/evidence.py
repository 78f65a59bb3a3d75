"""What evidence and remarks may be, decided without a database."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from urllib.parse import urlsplit

from belonging.web.base.errors import Refused

MOST_PIECES = 10
"""Beside one statement."""
MOST_BYTES = 60 * 1024 * 1024
"""Of all files that a school keeps as evidence."""
LONGEST_TITLE = 120
LONGEST_TEXT = 1000
LONGEST_LINK = 500
LONGEST_REMARK = 1000
SECOND_PRESS = timedelta(minutes=2)
"""The same person sending the very same within it has pressed twice, or gone back and sent the form again."""
SAY = "Say something to the others"
NAME_NO_PUPIL = "Please name no pupil."


class EvidenceRefused(Refused):
    """A piece of evidence, or a remark, that cannot be added or removed; the message says why and what to do."""


def cleaned_line(words: str) -> str:
    """On one line, without signs that cannot be seen: some turn the order of letters round."""
    seen = "".join(" " if sign.isspace() else sign for sign in words if sign.isspace() or not _unseen(sign))
    return " ".join(seen.split())


def cleaned_text(words: str) -> str:
    """Its lines as typed, without signs that cannot be seen."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign for sign in line if not _unseen(sign)).rstrip() for line in lines).strip()


def checked_link(link: str) -> str:
    """An address of the web that anybody may be led to. Raises EvidenceRefused."""
    address = link.strip()
    if not address:
        raise EvidenceRefused("Please give the link: copy it from the top of your browser.")
    if len(address) > LONGEST_LINK:
        raise EvidenceRefused(
            f"The link is longer than {LONGEST_LINK} letters. Please find a shorter one for the same page."
        )
    if any(sign.isspace() or _unseen(sign) for sign in address) or "\\" in address:
        raise EvidenceRefused("The link has a space or a sign in it that no link has. Please copy it again.")
    if "://" not in address and ":" not in address.split("/")[0]:
        address = f"https://{address}"
    host, locked = _parts(address)
    if "." not in host:
        raise EvidenceRefused(
            "This is no address of the web. Please copy it from the top of your browser: it begins with https://."
        )
    if locked:
        raise EvidenceRefused(
            "The link has a user name or password in it, which others would see. Please copy it without that."
        )
    return address


def host_of(link: str) -> str:
    """Shown beside a link, so that people see where it leads."""
    return _parts(link)[0]


def _parts(address: str) -> tuple[str, bool]:
    """The host, as the machines of the web write it, and whether somebody's name or password is in the address."""
    try:
        split = urlsplit(address)
        _ = split.port
        host = (split.hostname or "").encode("idna").decode()
    except ValueError:
        return "", False
    return (host if split.scheme in ("http", "https") else ""), "@" in split.netloc


def _unseen(sign: str) -> bool:
    """Control signs, and those that turn the direction of writing. The joiners of other scripts stay."""
    return (unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") and sign not in "\u200c\u200d\t") or sign == "\t"
