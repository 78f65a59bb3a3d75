"""Loading by name and from a file, and the guard on what is published."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from belonging.instruments.errors import InvalidInstrument, UnknownInstrument
from belonging.instruments.load import (
    digest_of,
    load,
    load_file,
    load_framework,
    published,
    refuse_changed,
)
from belonging.instruments.model import PROFESSIONAL_AUDIENCES, Audience
from belonging.instruments.words import ANSWERING
from tests.instruments.whole_files import QUESTIONNAIRE, with_change

CATALOGUE = Path(str(files("belonging.instruments").joinpath("catalogue")))
EVERYBODY = published(tuple(Audience))


def test_each_published_questionnaire_loads_under_its_own_name() -> None:
    assert published() == ("parent_v1", "pupil_v1", "staff_v1")
    assert published(PROFESSIONAL_AUDIENCES) == ("leads_v1", "training_v1")
    assert [load(name).name for name in EVERYBODY] == list(EVERYBODY)


def test_a_questionnaire_is_read_once() -> None:
    assert load("pupil_v1") is load("pupil_v1")
    assert load_framework() is load_framework()


def test_a_name_that_is_not_published_is_answered_with_those_that_are() -> None:
    with pytest.raises(UnknownInstrument, match=r"'pupil_v7'; did you mean 'pupil_v1'\?"):
        load("pupil_v7")
    with pytest.raises(UnknownInstrument, match="use one of: leads_v1, parent_v1, pupil_v1, staff_v1, training_v1"):
        load("../secrets")
    with pytest.raises(UnknownInstrument, match="did you mean 'framework_v1'"):
        load_framework("framework_v2")


@pytest.mark.parametrize(
    "name",
    ["framework_v1", "programme_v1", "audit_360_v1", "practices_v1", "benchmarks_v1", *EVERYBODY, "pupil_v1.editions"],
)
def test_a_published_file_is_as_it_was_published(name: str) -> None:
    """Counted here anew, from the bytes. If this fails: put the file back, and make a new version."""
    recorded = (CATALOGUE / "published.toml").read_text("utf-8")
    digest = hashlib.sha256((CATALOGUE / f"{name}.toml").read_bytes()).hexdigest()

    kind = "[editions]\n" if name.endswith(".editions") else ""
    assert f'{kind}{name.removesuffix(".editions")} = "{digest}"' in recorded


def test_every_version_in_the_catalogue_is_published() -> None:
    versions = {path.stem for path in CATALOGUE.glob("*_v*.toml")}

    others = {"framework_v1", "programme_v1", "audit_360_v1", "practices_v1", "benchmarks_v1", "pupil_v1.editions"}
    assert versions - {ANSWERING} == others | set(EVERYBODY)


def test_a_published_file_that_changed_is_refused_with_the_remedy() -> None:
    source = (CATALOGUE / "pupil_v1.toml").read_text("utf-8")
    refuse_changed(source, "pupil_v1.toml", load("pupil_v1").digest)

    with pytest.raises(InvalidInstrument, match=r"pupil_v1.toml, line 1: .*make your change in pupil_v2.toml"):
        refuse_changed(source.replace("Rarely", "Seldom"), "pupil_v1.toml", load("pupil_v1").digest)
    with pytest.raises(InvalidInstrument, match=r"make your change in pupil_v2.editions.toml"):
        refuse_changed(source, "pupil_v1.editions.toml", "another")


@pytest.mark.parametrize("read", [lambda: load.__wrapped__("pupil_v1"), load_framework.__wrapped__])
def test_loading_reads_no_file_that_changed_since_it_was_published(
    read: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read past the cache: each call parses the file anew."""
    read()
    recorded = (CATALOGUE / "published.toml").read_text("utf-8")
    monkeypatch.setattr(
        "belonging.instruments.load.catalogue_text",
        lambda file: recorded if file == "published.toml" else QUESTIONNAIRE,
    )

    with pytest.raises(InvalidInstrument, match="this version is published"):
        read()


def test_the_digest_is_that_of_the_file_whatever_its_line_ends() -> None:
    path = CATALOGUE / "staff_v1.toml"
    source = path.read_text("utf-8")

    assert load("staff_v1").digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest_of(source.replace("\n", "\r\n")) == digest_of(source)


def test_a_draft_loads_from_any_file(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text(QUESTIONNAIRE, "utf-8", newline="\r\n")

    loaded = load_file(draft)

    assert loaded.name == "tiny_v3"
    assert loaded.digest == digest_of(QUESTIONNAIRE)
    assert loaded.name not in published()


def test_a_draft_may_only_name_constructs_of_its_framework(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text(with_change(QUESTIONNAIRE, '"peers"', '"pears"'), "utf-8")

    with pytest.raises(InvalidInstrument, match=r"draft.toml, line 40: .*'pears'; did you mean 'peers'\?"):
        load_file(draft)


def test_a_draft_of_an_unknown_framework_is_refused(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text(with_change(QUESTIONNAIRE, "framework_v1", "framework_v9"), "utf-8")

    with pytest.raises(InvalidInstrument, match=r"line 4: .*'framework_v9'.*did you mean 'framework_v1'\?"):
        load_file(draft)


def test_a_draft_that_is_not_utf8_is_refused_on_its_line(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_bytes(QUESTIONNAIRE.encode("cp1250"))

    with pytest.raises(InvalidInstrument, match=r"draft.toml, line 19: .*save the file as UTF-8"):
        load_file(draft)
