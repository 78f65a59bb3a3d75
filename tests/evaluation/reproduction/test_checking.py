"""A pack that is whole is found whole; each thing that was changed in it is told apart."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from belonging.evaluation.reproduction import archive
from belonging.evaluation.reproduction.archive import UnusablePack, altered, unzipped, zipped
from belonging.evaluation.reproduction.checking import checked
from belonging.evaluation.reproduction.figures import Figure
from tests.evaluation.reproduction.pretend import pack


def changed(name: str, old: bytes, new: bytes, *, sums_too: bool = True) -> Mapping[str, bytes]:
    """The pack with one file changed; `sums_too`: by somebody who wrote the sums anew."""
    files = dict(pack())
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    if sums_too:
        del files[archive.SUMS]
        files[archive.SUMS] = archive.sums(files)
    return files


def a_line(start: bytes) -> bytes:
    return next(line for line in pack()["pupils/cells.csv"].splitlines() if line.startswith(start))


def test_every_figure_of_a_whole_pack_is_equal() -> None:
    found = checked(pack())

    assert found.holds
    assert found.figures == found.equal > 500
    assert found.wrong == found.differences == []


def test_a_file_changed_by_hand_is_named_by_its_sum() -> None:
    line = a_line(b"four_choices,all,baseline,a,all,safe,positive")
    found = checked(changed("pupils/cells.csv", line, line + b"0", sums_too=False))

    assert found.wrong[0] == "pupils/cells.csv, the counts: changed after the pack was made."
    assert not found.holds


def test_changed_counts_give_other_figures_which_are_named() -> None:
    line = a_line(b"four_choices,all,baseline,,all,safe,negative")
    found = checked(changed("pupils/cells.csv", line, line + b"0"))

    assert "the counts as Parquet are not the counts as CSV" in found.wrong[0]
    assert any(said.startswith("pupils, safe-by-all:all:baseline, parts negative") for said in found.differences)
    assert found.equal < found.figures


def test_another_plan_is_not_the_one_that_was_registered() -> None:
    found = checked(changed("pupils/plan.json", b'"smallest_change":5.0', b'"smallest_change":1.0'))

    assert found.wrong[0].startswith("pupils: the plan is not the one that was registered.")


def test_another_threshold_is_not_the_engines_policy() -> None:
    found = checked(changed("pupils/policy.json", b'"smallest_group": 10', b'"smallest_group": 5'))

    assert found.wrong == ["pupils: the policy's thresholds are not those of 'release' in this engine."]
    assert found.differences == []


def test_changed_findings_differ_from_the_list_and_from_the_counts() -> None:
    found = checked(changed("pupils/findings.json", b"in 100", b"in 101"))

    assert found.wrong == ["pupils: the list of figures is not that of the released findings."]
    assert len(found.differences) == 1
    assert "in 101" in found.differences[0]


def test_findings_of_another_engine_are_said_to_be_so() -> None:
    found = checked(changed("pupils/findings.json", b'"engine_version":"', b'"engine_version":"0'))

    assert "Use the version of belonging that made them" in " ".join(found.wrong)


def test_counts_that_cannot_be_are_refused_in_words() -> None:
    found = checked(changed("pupils/cells.csv", b",safe,positive,", b",safe,pleased,"))

    assert any("nothing can be worked out from these counts" in said for said in found.wrong)


def test_the_same_files_give_the_same_bytes_and_are_read_again(tmp_path: Path) -> None:
    files = {name: content for name, content in pack().items() if name != archive.SUMS}
    (tmp_path / "pack.zip").write_bytes(zipped(files))

    assert zipped(dict(reversed(files.items()))) == zipped(files)
    assert unzipped(tmp_path / "pack.zip") == pack()
    assert altered(pack()) == {}


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/b/c", "a\\b", ""])
def test_a_file_with_names_that_no_pack_has_is_not_opened(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as odd:
        odd.writestr(name or "-", b"")

    with pytest.raises(UnusablePack, match="not opened"):
        unzipped(tmp_path / "odd.zip")


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    (tmp_path / "noise.zip").write_bytes(os.urandom(200))

    with pytest.raises(UnusablePack, match="damaged, or no pack"):
        unzipped(tmp_path / "noise.zip")
    with pytest.raises(UnusablePack, match="Check the name"):
        unzipped(tmp_path / "nowhere.zip")
    with pytest.raises(UnusablePack, match="no released figures"):
        checked({archive.SUMS: b""})
    with pytest.raises(UnusablePack, match="no pack, or not a whole one"):
        checked({"README.txt": b""})


def test_a_missing_file_and_one_too_many_are_named() -> None:
    files = {name: content for name, content in pack().items() if not name.endswith("rolls.csv")}
    found = checked({**files, "extra.txt": b""})

    assert "extra.txt: added after the pack was made." in found.wrong
    assert "pupils/rolls.csv, the numbers on roll: taken out after the pack was made." in found.wrong
    assert "pupils is not whole: pupils/rolls.csv is missing. Download the pack again." in found.wrong


def test_numbers_are_the_same_to_a_hair_and_words_to_the_letter() -> None:
    assert Figure("x", "n", 0.1 + 0.2).is_same(Figure("x", "n", 0.3))
    assert not Figure("x", "n", 1).is_same(Figure("x", "n", "1"))
    assert not Figure("x", "n", "more").is_same(Figure("x", "n", "fewer"))
