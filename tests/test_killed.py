"""A run that is killed at any moment leaves the old file or the new one, whole; two runs at once do not mix.

Kills before each operation that a command does with files: ``test_killed_inputs.py``."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from clerk import typed

from reportgen.ooxml.package import Package

ROOT = Path(__file__).parents[1]
NAMES = {2023: "澄屿街道2023年重点任务完成情况汇报材料.docx", 2024: "澄屿街道2024年重点任务完成情况汇报材料.docx"}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


def started(office: Path, year: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "reportgen", "generate", str(year)]
    return subprocess.Popen(command, cwd=office, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def file_of(office: Path, year: int) -> Path:
    (found,) = (path for path in (office / "output").glob("*.docx") if str(year) in path.name)
    return found


def versions(office: Path) -> tuple[str, str, bytes, bytes]:
    """Two inputs of 2024 and the files that are made of them."""
    path = office / "inputs/2024.yaml"
    first = path.read_text(encoding="utf-8")
    second = first.replace("\n开头:\n  - ", "\n开头:\n  - 又是一年。", 1)
    assert first != second
    made = []
    for text in (first, second):
        path.write_text(text, encoding="utf-8")
        with contextlib.chdir(office):
            assert typed("生成", "2024").exit_code == 0
        made.append(file_of(office, 2024).read_bytes())
    assert made[0] != made[1]
    return first, second, made[0], made[1]


def kill_often(office: Path, times: int, seed: int) -> None:
    """Kills runs at random moments, each of which would replace one version with the other."""
    first, second, old, new = versions(office)
    chance = random.Random(seed)
    begun = time.perf_counter()
    assert started(office, 2024).wait() == 0
    usual = time.perf_counter() - begun
    for number in range(times):
        (office / "inputs/2024.yaml").write_text((first, second)[number % 2], encoding="utf-8")
        running = started(office, 2024)
        time.sleep(chance.uniform(0.3, 1.05) * usual)
        running.kill()
        running.wait()
        for path in (office / "output").glob("*.docx"):
            assert path.read_bytes() in (old, new), f"killed run {number} left {path.name} neither old nor new"
            Package.open(path)
    assert started(office, 2024).wait() == 0
    assert any(path.read_bytes() == (first and old, new)[(times - 1) % 2] for path in (office / "output").glob("*.docx"))


def test_a_run_killed_at_a_random_moment_leaves_the_old_file_or_the_new_one(office: Path) -> None:
    kill_often(office, 1, 1)


@pytest.mark.slow
def test_many_killed_runs_leave_whole_files(office: Path) -> None:
    kill_often(office, 20, 2)


def test_two_runs_at_once_do_not_mix(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    for year in (2023, 2024):
        assert typed("生成", str(year)).exit_code == 0
    alone = {year: file_of(office, year).read_bytes() for year in (2023, 2024)}
    shutil.rmtree(office / "output")
    together = [started(office, year) for year in (2024, 2024, 2023)]
    assert [running.wait() for running in together] == [0, 0, 0]
    assert {year: file_of(office, year).read_bytes() for year in (2023, 2024)} == alone
    assert not list((office / "output").rglob("*.tmp"))
