"""Many files are put down in one go where the system can be relied on for it, else each by itself; a refusal is told of its file."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from ctypes import Array, c_char
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from reportgen.storage import durability, write_files

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks a file's name up where Linux has it")
MANY = 40
EXT4, NFS = 0xEF53, 0x6969


class Library:
    """A C library whose file systems are of one kind, and put down what they hold or not."""

    def __init__(self, kind: int = EXT4, answer: int = 0) -> None:
        self.kind = kind
        self.answer = answer
        self.asked: list[int] = []

    def syncfs(self, handle: int) -> int:
        self.asked.append(handle)
        return self.answer

    def fstatfs(self, handle: int, told: Array[c_char]) -> int:
        if not self.kind:
            return -1
        told[:8] = self.kind.to_bytes(8, "little")
        return 0


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The handles that were put down each by itself; those of files named 5 are refused."""
    handles: list[int] = []

    def flush(handle: int) -> None:
        handles.append(handle)
        if Path(f"/proc/self/fd/{handle}").resolve().name == "5":
            raise OSError(errno.EIO, "refused")

    monkeypatch.setattr(os, "fsync", flush)
    yield handles


def opened(folder: Path, number: int = MANY) -> list[FileIO]:
    return [FileIO(folder / str(each), "xb") for each in range(number)]


def with_library(monkeypatch: pytest.MonkeyPatch, library: Any) -> Any:
    monkeypatch.setattr(durability, "_library", lambda: library)
    return library


def test_many_files_of_one_disk_take_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flushed: list[int]) -> None:
    library = with_library(monkeypatch, Library())
    files = opened(tmp_path)
    assert durability.put_down(files) == [None] * MANY
    assert len(library.asked) == 1 and flushed == [] and all(file.closed for file in files)


@pytest.mark.parametrize("library", [None, Library(kind=NFS), Library(kind=0), Library(answer=-1)])
def test_where_that_cannot_be_relied_on_each_is_asked_for_and_the_refusal_told_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flushed: list[int], library: Any
) -> None:
    with_library(monkeypatch, library)
    answers = durability.put_down(opened(tmp_path))
    assert len(flushed) == MANY
    assert [(place, answer.errno) for place, answer in enumerate(answers) if answer is not None] == [(5, errno.EIO)]


def test_few_files_are_asked_for_each_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flushed: list[int]) -> None:
    library = with_library(monkeypatch, Library())
    assert durability.put_down(opened(tmp_path, 3)) == [None] * 3 and durability.put_down([]) == []
    assert len(flushed) == 3 and library.asked == []


@pytest.mark.parametrize(
    ("platform", "release", "relied"),
    [
        ("linux", "6.1.0-18-amd64", True), ("linux", "5.8", True), ("linux", "5.7.19-generic", False),
        ("linux", "strange", False), ("darwin", "23.1.0", False),
    ],
)  # fmt: skip
def test_only_a_linux_that_tells_faults_is_relied_on(
    monkeypatch: pytest.MonkeyPatch, platform: str, release: str, relied: bool
) -> None:
    monkeypatch.setattr(durability.sys, "platform", platform)
    monkeypatch.setattr(os, "uname", lambda: os.uname_result((platform, "", release, "", "")), raising=False)
    monkeypatch.setattr("ctypes.CDLL", lambda _: Library())
    durability._library.cache_clear()
    try:
        assert (durability._library() is not None) is relied
    finally:
        durability._library.cache_clear()


def test_what_was_put_down_on_this_machine_is_there(tmp_path: Path) -> None:
    files = [(tmp_path / f"{number}.docx", str(number).encode()) for number in range(MANY)]
    assert write_files(files) == [None] * MANY
    assert [path.read_bytes() for path, _ in files] == [data for _, data in files]
    assert len(list(tmp_path.iterdir())) == MANY
