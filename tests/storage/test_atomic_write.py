"""A file is written whole or not at all, and a refusal of the system becomes a sentence."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import storage
from reportgen.storage import atomic_write, place_faults, safe_stem, write_file

ROOT = Path(__file__).parents[2]


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    assert write_file(tmp_path / "新" / "a.docx", b"x") is None
    assert [path.name for path in (tmp_path / "新").iterdir()] == ["a.docx"]


def test_permissions_of_an_old_file_are_kept(tmp_path: Path) -> None:
    old = tmp_path / "a.docx"
    old.write_bytes(b"old")
    old.chmod(0o640)
    assert write_file(old, b"new") is None
    assert (old.read_bytes(), old.stat().st_mode & 0o777) == (b"new", 0o640)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have a name")
def test_a_pipe_or_a_device_keeps_its_name_also_behind_a_link(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for name in ("pipe", "link"):
        fault = write_file(tmp_path / name, b"x")
        assert fault is not None and fault.code == "W18" and "不是普通文件" in str(fault.message)
        with pytest.raises(OSError, match="Invalid argument"):
            atomic_write.replace_file(tmp_path / name, b"x")
    assert (tmp_path / "pipe").is_fifo() and sorted(each.name for each in tmp_path.iterdir()) == ["link", "pipe"]


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "W13"), (errno.EDQUOT, "W13"), (errno.EACCES, "W12"), (errno.EROFS, "W12"), (errno.EIO, "W15")],
)
def test_when_the_system_refuses_the_old_file_is_untouched_and_a_sentence_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    old = tmp_path / "a.docx"
    old.write_bytes(b"old")

    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic_write.os, "fsync", refuse)
    problem = write_file(old, b"new")
    assert problem is not None
    assert problem.code == code
    assert "a.docx" in problem.message
    assert old.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"], "no temporary file is left"


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    problem = write_file(tmp_path / ("长" * 100 + ".docx"), b"x")
    assert problem is not None
    assert problem.code == "W14"


def test_a_folder_in_the_way_and_a_file_in_the_way_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    (tmp_path / "b").write_bytes(b"")
    assert (place_faults(tmp_path / "a.docx") or pytest.fail()).code == "W10"
    assert (write_file(tmp_path / "b" / "c.docx", b"x") or pytest.fail()).code == "W10"
    assert place_faults(tmp_path / "nothing.docx") is None


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    locked = tmp_path / "a.docx"
    locked.write_bytes(b"old")
    locked.chmod(0o444)
    assert (place_faults(locked) or pytest.fail()).code == "W11"


@given(st.text(max_size=200), st.sampled_from(["", "（草稿）"]))
def test_any_title_gives_a_name_that_stays_in_its_folder(text: str, label: str) -> None:
    stem = safe_stem(text, label)
    name = f"{stem}（99）.docx"
    assert Path("folder", name).name == name
    assert not set(stem) & set('\\/:*?"<>|\n\x00')
    assert len(name.encode()) <= 255
    assert stem.endswith((label, f"{label}_"))


def test_names_that_windows_keeps_for_itself_are_changed() -> None:
    assert safe_stem("con") == "con_"
    assert safe_stem("LPT1.x") == "LPT1.x_"
    assert safe_stem("") == "未命名"


def test_two_runs_write_one_after_the_other_and_one_that_waits_too_long_is_told(tmp_path: Path) -> None:
    with storage.locked(tmp_path / "新") as first:
        assert first is None
        with storage.locked(tmp_path / "新", wait=0.05) as second:
            assert second is not None
            assert second.code == "W16"
    with storage.locked(tmp_path / "新", wait=0) as third:
        assert third is None


def test_a_killed_run_gives_its_lock_back_and_its_remains_are_swept(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from reportgen.storage import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "    (Path(sys.argv[1]) / '.reportgen-0123.tmp').write_bytes(b'half'); print('held', flush=True); time.sleep(60)\n"
    )
    running = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert running.stdout is not None
    assert running.stdout.readline().strip() == b"held"
    running.kill()
    running.wait()
    running.stdout.close()
    with storage.locked(tmp_path, wait=5) as busy:
        assert busy is None
        storage.sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_where_a_folder_knows_no_locks_the_writing_goes_on(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"")
    with storage.locked(tmp_path / "b" / "c") as busy:
        assert busy is None


def test_a_name_of_signs_that_take_four_bytes_is_cut_by_bytes() -> None:
    stem = safe_stem("😀" * 100)
    assert set(stem) == {"😀"} and len(f"{stem}（99）.docx".encode()) <= 255


def test_half_a_folder_that_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".reportgen-0123.tmp").mkdir()
    (tmp_path / ".reportgen-0123.tmp" / "a.yaml").write_bytes(b"half")
    storage.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
