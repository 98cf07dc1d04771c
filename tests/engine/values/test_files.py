"""Only what the caller allows is read, however the name is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.engine.values import files
from reportgen.engine.values.base import Unusable
from reportgen.engine.values.files import read_allowed, read_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "数据"
    (home / "图").mkdir(parents=True)
    (home / "图" / "章.png").write_bytes(b"inside")
    (tmp_path / "密.png").write_bytes(b"outside")
    (home / "出.png").symlink_to(tmp_path / "密.png")
    (home / "内.png").symlink_to(home / "图" / "章.png")
    (home / "外").symlink_to(tmp_path)
    return home


@pytest.mark.parametrize("name", ["图/章.png", "./图/章.png", "图\\章.png", "内.png"])
def test_what_lies_in_the_folder_is_read(folder: Path, name: str) -> None:
    assert read_allowed(name, folder) == b"inside"


@pytest.mark.parametrize(
    "name",
    [
        "../密.png",
        "图/../../密.png",
        "出.png",
        "外/密.png",
        "/etc/passwd",
        "C:\\密.png",
        "没有.png",
        "图",
        "",
        ".",
        "a\0b",
        "\\\\server\\x.png",
    ],
)
def test_what_leads_elsewhere_is_not_there(folder: Path, name: str) -> None:
    with pytest.raises(Unusable, match="“数据”文件夹里没有") as told:
        read_allowed(name, folder)
    assert told.value.code == "R06"


def test_a_whole_path_is_refused_even_if_it_leads_inside(folder: Path) -> None:
    with pytest.raises(Unusable):
        read_allowed(str(folder / "图" / "章.png"), folder)


def test_without_a_folder_nothing_is_read() -> None:
    with pytest.raises(Unusable, match="没有说明图片放在哪个文件夹"):
        read_allowed("章.png", None)


def test_a_set_of_names_gives_bytes_or_files(folder: Path) -> None:
    allowed = {"章": b"bytes", "图": folder / "图" / "章.png"}
    assert read_allowed("章", allowed) == b"bytes"
    assert read_allowed("图", allowed) == b"inside"
    with pytest.raises(Unusable, match="准备好的文件里没有“图"):
        read_allowed("图/章.png", allowed)


def test_what_is_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 5)
    for allowed in (folder, {"图/章.png": b"123456"}):
        with pytest.raises(Unusable, match="超过了上限"):
            read_allowed("图/章.png", allowed)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
def test_a_pipe_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "管.png")
    with pytest.raises(Unusable):
        read_allowed("管.png", folder)


def test_a_path_that_the_caller_names_is_told_when_it_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="打不开"):
        read_path(tmp_path / "没有.png")
