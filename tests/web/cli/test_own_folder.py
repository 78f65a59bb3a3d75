"""A new version in a folder of its own: what runs stays with the old until it is replaced, then follows the link."""

from __future__ import annotations

import sysconfig
import venv
from pathlib import Path
from threading import Thread

from belonging.web.cli.processes import Child
from belonging.web.cli.supervisor import Supervisor
from tests.postgres import free_port
from tests.web.cli.test_replacing import ask
from tests.web.cli.test_supervisor import until

PAGE = """
from pathlib import Path
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [Path(__file__).with_name("template.txt").read_bytes()]  # read only now, as templates are
"""


def a_version(name: str, home: Path) -> Path:
    """A folder with a Python of its own, which loads what it serves from there."""
    venv.create(home / name, symlinks=True)
    (packages,) = (home / name).glob("lib/*/site-packages")
    (packages / "version_page.py").write_text(PAGE)
    (packages / "template.txt").write_text(name)
    # The libraries of the tests; the page alone differs from version to version.
    (packages / "all.pth").write_text(f"{Path('src').resolve()}\n{sysconfig.get_path('purelib')}\n")
    return home / name


def test_a_link_that_is_moved_takes_nothing_from_under_what_runs(tmp_path: Path) -> None:
    current, port = tmp_path / "current", free_port()
    current.symlink_to(a_version("old", tmp_path))
    a_version("new", tmp_path)
    words = ("-m", "belonging.web.cli.server", "--port", str(port), "version_page:application")
    command = (str(current / "bin" / "python"), *words)
    replaced: list[bool] = []
    server = Child("staff", command, {"PYTHONPATH": ""}, listens=("127.0.0.1", port))
    keeper = Supervisor([server], on_replaced=replaced.append)
    said: list[str] = []

    def upgrade() -> None:
        try:
            said.append(ask(port))
            current.unlink()
            current.symlink_to(tmp_path / "new")
            said.append(ask(port))
            keeper.replace()
            until(lambda: bool(replaced), 60)
            until(lambda: ask(port) == "new", 60)
        finally:
            keeper.stop()

    working = Thread(target=upgrade)
    assert keeper.run(working.start) == 0
    working.join()
    assert said == ["old", "old"]
    assert replaced == [True]
