"""The night's work at the terminal: what it could not do is said, and the code tells who watches timers."""

from __future__ import annotations

import pytest

from belonging.web.cli import main as entry_point
from belonging.web.cli.main import main
from belonging.web.surveys.services import upkeep


@pytest.mark.parametrize(("ended", "code"), [(True, 0), (False, 1)], ids=["the log is ended", "it may not be"])
def test_a_log_that_still_holds_rows_is_a_failure_with_its_remedy(
    ended: bool, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(entry_point, "start_django", lambda *_settings: None)
    monkeypatch.setattr(upkeep, "rebuild_open_tables", lambda: ended)
    assert main(["tidy"]) == code
    said = capsys.readouterr()
    assert ("GRANT pg_checkpoint TO belonging_owner" in said.err) is not ended
    assert (said.out == "Rebuilt.\n") is ended
