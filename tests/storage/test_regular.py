"""Only ordinary files are read, no more of them than is wanted, and what the system refuses is a sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reportgen.storage import read_regular, replace_file, unusable


def test_no_more_is_read_than_is_wanted_and_one_sign_to_know_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_regular(tmp_path / "a", 5) == b"12345"
    assert read_regular(tmp_path / "a", 3) == b"1234"
    assert read_regular(tmp_path / "a", 1 << 60) == b"12345", "memory is asked for what there is, not for the bound"
    (tmp_path / "b").write_bytes(bytes(range(256)) * 16_000)
    assert read_regular(tmp_path / "b", 1 << 60) == (tmp_path / "b").read_bytes(), "more than one piece"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
def test_a_pipe_a_device_a_folder_a_circle_and_a_name_that_is_none_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    (tmp_path / "circle").symlink_to("circle")
    for name, number in (("pipe", errno.EINVAL), ("endless", errno.EINVAL), (".", errno.EISDIR), ("circle", errno.ELOOP), ("a\0b", errno.EINVAL), ("长" * 200, errno.ENAMETOOLONG)):
        with pytest.raises(OSError) as caught:
            read_regular(tmp_path / name, 10)
        assert caught.value.errno == number, name


def test_a_refusal_names_the_file_and_says_why() -> None:
    assert str(unusable(OSError(errno.ENAMETOOLONG, "", "x" * 300))).startswith(f"[W18] “{'x' * 60}…”：名称太长")
    assert str(unusable(OSError(errno.ENOSPC, ""))).startswith("[W18] 磁盘满了")
    assert str(unusable(OSError(9999, "", "a/甲"))).startswith("[W18] “甲”：系统不让用（错误号 9999）")
    assert str(unusable(UnicodeEncodeError("utf-8", "\ud800", 0, 1, ""))).startswith("[W18] 不是普通文件，或名称里有不能用的符号")


def test_a_file_is_replaced_whole_or_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    replace_file(path, b"1")
    replace_file(path, b"2")
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]
    assert path.read_bytes() == b"2"
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "没有" / "a.docx", b"3")
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError):
        replace_file(path, b"4")
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"], "no temporary file is left"
