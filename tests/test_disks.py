"""A full disk, a read-only disk, a read-only folder, real ones: a sentence, the old file as it was, nothing left."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import typed
from docx_samples import document
from processes import ROOT, finished, remains, tree

from reportgen.ooxml.package import OWN, Package

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts small disks")
UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override") if os.getuid() == 0 else ()
"""What is forbidden is forbidden to root as well."""
GENERATE = pytest.param(("生成", "2024"), id="生成")
BATCH = pytest.param(("批量", "--年度", "2024", "--并行", "1"), id="批量", marks=pytest.mark.slow)
NAME = "澄屿街道2024年重点任务完成情况汇报材料.docx"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace on the way to its first report, without the pictures that a small disk has no room for."""
    shutil.copytree(ROOT / "inputs", tmp_path / "office/inputs")
    shutil.copytree(ROOT / "templates", tmp_path / "office/templates")
    return tmp_path / "office"


@pytest.fixture
def disk(office: Path) -> Iterator[Path]:
    """A disk of 512 kB for what the workspace writes; skipped where this user may mount none."""
    (office / "output").mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(office / "output")], capture_output=True)
    if done.returncode:
        pytest.skip("this user may mount no disk")
    yield office / "output"
    subprocess.run(["umount", "-l", str(office / "output")], check=True)


def change(office: Path) -> None:
    path = office / "inputs/2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("摆在突出位置", "摆在更加突出的位置"), encoding="utf-8")


def done_before(office: Path, *words: str) -> None:
    """A run on an ordinary day, in this process."""
    with contextlib.chdir(office):
        assert typed(*words).exit_code == 0


def fill(disk: Path) -> None:
    """Takes what is left of a disk."""
    with (disk / "占满").open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


@pytest.mark.parametrize("words", [GENERATE, BATCH])
def test_a_full_disk_leaves_the_old_files_and_is_told(office: Path, disk: Path, words: tuple[str, ...]) -> None:
    done_before(office, *words)
    change(office)
    fill(disk)
    before = tree(disk)
    status, said, _ = finished(office, *words)
    assert status == 1
    assert "磁盘满了，" in said
    assert "Traceback" not in said
    assert without_locks(tree(disk)) == without_locks(before)
    assert remains(office) == []
    (disk / "占满").unlink()
    done_before(office, *words)


def without_locks(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.endswith((".lock", ".batch"))}


def test_a_disk_that_fills_up_under_a_list_leaves_whole_files_counts_them_and_the_rest_is_made_later(office: Path, disk: Path) -> None:
    """Also where the ledger and the summary find no room: what they would tell is told at once."""
    (office / "t.docx").write_bytes(document("{{ a }}"))
    (office / "l.csv").write_text("a,输出\n" + "".join(f"{number},件{number}\n" for number in range(60)), encoding="utf-8")
    words = ("batch", "--list", "l.csv", "--template", "t.docx", "--jobs", "1")
    (disk / "占着").write_bytes(bytes(380 * 1024))
    with contextlib.chdir(office):
        full = typed(*words)
        made = {path.name for path in (disk / "l").iterdir()}
        assert 3 < len(made) < 57
        assert all(Package.open((disk / "l" / name).read_bytes(), OWN).names for name in made)
        assert full.exit_code == 1
        assert f"共 60 份：做成 {len(made)} 份，没有做成 {60 - len(made)} 份。\n" in full.stdout
        assert full.stdout.count("磁盘满了") == 60 - len(made), "the summary has no room, so each is told"
        assert "[J07]" in full.stderr
        assert "Traceback" not in full.output
        assert remains(office) == []
        (disk / "占着").unlink()
        again = typed(*words, "--resume")
    assert again.exit_code == 0, again.output
    assert {path.name for path in (disk / "l").iterdir()} == {f"件{number}.docx" for number in range(60)}
    assert len((disk / "summary.csv").read_text(encoding="utf-8-sig").splitlines()) == 61


@pytest.mark.parametrize("words", [GENERATE, BATCH])
def test_a_read_only_disk_leaves_the_old_files_and_is_told(office: Path, disk: Path, words: tuple[str, ...]) -> None:
    done_before(office, *words)
    change(office)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    before = tree(disk)
    status, said, _ = finished(office, *words)
    assert status == 1
    assert "没有权限，或文件正被打开" in said
    assert "Traceback" not in said
    assert tree(disk) == before


@pytest.mark.parametrize("words", [GENERATE, pytest.param(("新建", "2025"), id="新建"), BATCH])
@pytest.mark.skipif(bool(UNPRIVILEGED) and shutil.which("setpriv") is None, reason="nothing is forbidden to root")
def test_in_a_read_only_folder_everything_stays_and_that_is_told(office: Path, words: tuple[str, ...]) -> None:
    done_before(office, "生成", "2024")
    change(office)
    before = tree(office)
    folders = [path for path in office.rglob("*") if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    status, said, _ = finished(office, *words, before=UNPRIVILEGED)
    for path in folders:
        path.chmod(0o755)
    assert status == 1
    assert "没有权限，或文件正被打开" in said
    assert "Traceback" not in said
    assert without_locks(tree(office)) == without_locks(before)


def test_a_read_only_file_is_left_and_told(office: Path) -> None:
    done_before(office, "生成", "2024")
    change(office)
    (office / "output" / NAME).chmod(0o444)
    before = tree(office / "output")
    status, said, _ = finished(office, "生成", "2024")
    assert (status, f"“{NAME}”是只读的，没有覆盖" in said) == (1, True)
    assert without_locks(before).items() <= tree(office / "output").items(), "only the input was kept, for the copy that was to be"
    assert remains(office) == []
