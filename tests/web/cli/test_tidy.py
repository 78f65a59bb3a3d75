"""The night's work at the terminal: what it could not do is said, and the code tells who watches timers."""

from __future__ import annotations

import pytest

from belonging.web.cli import main as entry_point
from belonging.web.cli.main import main
from belonging.web.surveys.services import upkeep


@pytest.mark.parametrize(("kept", "code"), [("", 0), ("permission denied", 1)], ids=["the log is ended", "it is not"])
def test_a_log_that_still_holds_rows_is_a_failure_with_its_remedy(
    kept: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    monkeypatch.setattr(upkeep, "rebuild_open_tables", lambda: kept)
    assert main(["tidy"]) == code
    said = capsys.readouterr()
    assert ("could not be ended: permission denied. " in said.err) is bool(kept)
    assert (said.out == "Rebuilt.\n") is not bool(kept)
