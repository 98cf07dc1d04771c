"""The memory of a worker stays where it is, however many documents there are."""

from __future__ import annotations

import importlib.util
import multiprocessing
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from every_finished import Watched

from reportgen import batch
from reportgen.workspace.locate import Workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads the marks of highest water from /proc")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    ours = sys.modules.pop("engine", None)  # tests/engine, if another test has been looking into it
    try:
        spec = importlib.util.spec_from_file_location("benchmark_batch", ROOT / "benchmarks/batch.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
        sys.modules.pop("engine", None)
        if ours is not None:
            sys.modules["engine"] = ours
    return module


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of files that differ in a name or two are not each looked at, which takes many times as long as making them."""
    monkeypatch.setattr(Watched, "look", lambda *_: None)


@pytest.mark.slow
def test_a_worker_needs_no_more_memory_for_two_thousand_documents_than_for_a_hundred(benchmark: ModuleType) -> None:
    few, many = (benchmark.peak_of_workers(benchmark.template(), documents, 2) for documents in (100, 2000))
    assert 10_000 < few < 150_000, "kB: what is measured is a worker"
    assert many <= few * benchmark.MOST_GROWTH


@pytest.mark.slow
def test_what_is_measured_is_the_peak_of_a_worker(benchmark: ModuleType) -> None:
    """Not what the process that started it had at its largest, which Linux hands on to ``getrusage``."""
    ballast = bytearray(300_000_000)
    ballast[::4096] = b"x" * len(ballast[::4096])
    assert 10_000 < benchmark.peak_of_workers(benchmark.template(), 40, 1) < 150_000
    assert benchmark.highest("self") > 300_000
    assert benchmark.highest(2**22 + 1) == 0


@pytest.mark.slow
def test_nor_for_a_hundred_reports_of_units_than_for_ten(tmp_path: Path, benchmark: ModuleType) -> None:
    few, many = (peak_of_reports(tmp_path / str(units), units, benchmark) for units in (10, 100))
    assert 10_000 < few < 250_000
    assert many <= few * benchmark.MOST_GROWTH


def peak_of_reports(folder: Path, units: int, benchmark: ModuleType) -> int:
    """The peak, in kB, of the worker that had most while the reports of so many units were made."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    for number in range(units):
        (folder / f"inputs/第{number}街道").mkdir(parents=True)
        for year in (2023, 2024):
            shutil.copy(ROOT / f"inputs/{year}.yaml", folder / f"inputs/第{number}街道/{year}.yaml")
    workspace = Workspace.open(folder)
    tasks, failed = batch.plan(workspace, 2024, "*", draft=False)
    peak = 0

    def watched(results: Iterable[Any], _: int) -> Iterator[Any]:
        nonlocal peak
        for result in results:
            peak = max(peak, *(benchmark.highest(child.pid) for child in multiprocessing.active_children()))
            yield result

    lines, _ = batch.do(workspace, tasks, failed, batch.local(2), "", resume=False, shown=watched)
    assert [line.result for line in lines] == [batch.MADE] * units
    return peak
