"""Run a command with a throwaway PostgreSQL cluster: `python tests/postgres.py pytest tests/web`.

The cluster listens on a free port of 127.0.0.1, holds an owner that is no superuser (so that
row-level security binds it) and goes with the command. Exit code 77 says what is missing.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

MISSING = 77
ROLES = """
CREATE ROLE belonging_owner LOGIN CREATEDB CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD 'test';
CREATE DATABASE belonging OWNER belonging_owner;
"""


def server_programs() -> Path | None:
    """The folder that holds initdb and pg_ctl: on the path, or where Debian's packages put it."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server_user(command: list[str]) -> list[str]:
    """The server's programs refuse to run as root: step down to the user that Debian's package made."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def main(command: list[str]) -> int:
    programs = server_programs()
    if programs is None:
        print("PostgreSQL's server programs are missing (Debian: apt-get install postgresql).", file=sys.stderr)  # noqa: T201  # said to the person at the terminal
        return MISSING
    folder = Path(tempfile.mkdtemp(prefix="belonging-pg-"))
    if os.geteuid() == 0:
        postgres = pwd.getpwnam("postgres")
        os.chown(folder, postgres.pw_uid, postgres.pw_gid)
    port = free_port()
    control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w", "-s"]
    try:
        run(
            as_server_user(
                [
                    str(programs / "initdb"),
                    "-D",
                    str(folder / "data"),
                    "-A",
                    "trust",
                    "-U",
                    "postgres",
                    "-E",
                    "UTF8",
                    "--no-sync",
                ]
            )
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=60"
        run(as_server_user([*control, "-o", options, "-l", str(folder / "log"), "start"]))
        for statement in ROLES.strip().splitlines():
            run(["psql", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-c", statement])
        url = f"postgres://belonging_owner:test@127.0.0.1:{port}/belonging"
        return subprocess.run(command, env={**os.environ, "BELONGING_DATABASE_URL": url}, check=False).returncode
    finally:
        subprocess.run(as_server_user([*control, "-m", "immediate", "stop"]), check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
