"""Listening sockets: opened once by the keeper, and handed to each server that stands behind one."""

from __future__ import annotations

import socket
from contextlib import suppress

from belonging.web.base.errors import Refused

DOOR = "SERVED_DOOR"
READY = "SERVED_READY"
"""Names under which a server finds the numbers of its door and of the pipe for its word that it is there. The keeper
sets them; nobody else does."""
BACKLOG = 1024


def opened(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), family=_family(host), backlog=BACKLOG)


def is_open(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    with suppress(OSError), socket.create_connection((host, port), timeout=1.0):
        return True
    return False


def refuse_taken(host: str, port: int, option: str) -> None:
    """Raise Refused where the port cannot be had; `option` names what to change."""
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Port {port} of {host} cannot be used: {(error.strerror or str(error)).lower()}. "
                f"Stop what uses it, or choose another with {option}."
            ) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
