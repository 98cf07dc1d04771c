"""Where files are written: folders, links, read-only places, long and strange names; and names made from data."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reportgen.storage import atomic_write, write_file
from reportgen.workspace.locate import Workspace


def kept(root: Path, title: str, data: bytes = b"new", wish: Path | None = None) -> tuple[Path | None, list[str]]:
    workspace = Workspace(root)
    path, told = workspace.keep(workspace.target(2024, title, wish=wish), data, {})
    return path, [problem.code for problem in told]


@pytest.mark.parametrize("title", ["../../外面", "/etc/外面", "C:\\外面", "..", "a/../../b", "\0外面", "~/外面", "外面\n2", "aux", "🎉 汇报 🎉", "长" * 260, "e" * 260, " . "])
def test_whatever_a_title_is_the_file_lies_in_the_output_folder(tmp_path: Path, title: str) -> None:
    root = tmp_path / "office"
    root.mkdir()
    path, told = kept(root, title)
    assert told == []
    assert path is not None
    assert path.parent == root / "output"
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["office"]


def test_a_folder_of_the_files_name_is_told_and_left_alone(tmp_path: Path) -> None:
    target = Workspace(tmp_path).target(2024, "甲")
    target.mkdir(parents=True)
    assert kept(tmp_path, "甲") == (None, ["W10"])
    assert target.is_dir()


def test_a_link_to_somebodys_file_is_not_written_through(tmp_path: Path) -> None:
    other = tmp_path / "别人的.docx"
    other.write_bytes(b"theirs")
    target = Workspace(tmp_path).target(2024, "甲")
    target.parent.mkdir()
    target.symlink_to(other)
    path, told = kept(tmp_path, "甲")
    assert told == ["W06"]
    assert path == target.with_name("2024年甲（2）.docx")
    assert other.read_bytes() == b"theirs"
    assert target.is_symlink()


def test_a_link_to_nothing_is_replaced_by_the_file_and_nothing_is_made_at_its_end(tmp_path: Path) -> None:
    target = Workspace(tmp_path).target(2024, "甲")
    target.parent.mkdir()
    target.symlink_to(tmp_path / "没有.docx")
    path, told = kept(tmp_path, "甲")
    assert (path, told) == (target, [])
    assert not (tmp_path / "没有.docx").exists()


@pytest.mark.parametrize(("number", "code"), [(errno.EACCES, "W12"), (errno.EPERM, "W12"), (errno.EROFS, "W12"), (errno.ENOSPC, "W13")])
def test_a_file_that_is_open_in_word_or_a_read_only_place_is_told_and_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    """Windows refuses the last step, the renaming, while Word has the file open."""
    path, _ = kept(tmp_path, "甲", b"old")
    assert path is not None

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(number, os.strerror(number), str(target))

    monkeypatch.setattr(atomic_write.Path, "replace", refuse)
    assert kept(tmp_path, "甲", b"new") == (None, [code])
    assert path.read_bytes() == b"old"
    assert not list(tmp_path.rglob("*.tmp"))


def test_the_content_is_on_the_disk_before_the_name_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    fsync, rename = os.fsync, Path.replace
    monkeypatch.setattr(atomic_write.os, "fsync", lambda handle: (order.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(atomic_write.Path, "replace", lambda self, target: (order.append("rename"), rename(self, target))[1])
    assert write_file(tmp_path / "a.docx", b"x") is None
    assert order[:2] == ["fsync", "rename"]
    assert order[2:] in ([], ["fsync"]), "then, where the system has it, the folder with the new name"
