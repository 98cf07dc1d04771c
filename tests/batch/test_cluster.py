"""A real scheduler and two workers of Dask on the loopback address, one of which is killed in the middle."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx_samples import document

from reportgen.batch import Fill, cluster, run
from reportgen.cli import main
from reportgen.problem import ReportError

pytestmark = pytest.mark.cluster
ROOT = Path(__file__).parents[2]
TEMPLATE = document("第{{ 号 }}份", "{% for x in 各项 %}", "{{ x }}", "{% endfor %}")


def need_dask() -> None:
    """Skips where Dask is missing; in CI its absence is a failure."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        if os.environ.get("REPORTGEN_CI"):
            pytest.fail("missing in CI: distributed")
        pytest.skip("needs distributed (pip install “.[cluster]”)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's address and the processes of two workers, each in an empty folder of its own."""
    need_dask()
    address = f"tcp://127.0.0.1:{free_port()}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(*words: str) -> subprocess.Popen[bytes]:
        folder = tmp_path / f"machine-{words[0]}-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
            cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    scheduler = start("scheduler", "--host", address, "--no-dashboard")
    workers = [start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1") for _ in range(2)]
    try:
        _wait_for(address, 2)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _wait_for(address: str, count: int) -> None:
    from distributed import Client

    end = time.monotonic() + 60
    while True:
        try:
            with Client(address, timeout="5s", set_as_default=False) as client:
                client.wait_for_workers(count, timeout=30)
                return
        except OSError:
            assert time.monotonic() < end, "the scheduler did not start"
            time.sleep(0.2)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.filterwarnings("ignore")
def test_a_killed_machine_loses_nothing_and_doubles_nothing(dask: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    address, workers = dask
    many = ", ".join(f'"第{number}项"' for number in range(300))
    tasks = [Fill(number, f"{number}", TEMPLATE, f'{{"号": {number}, "各项": [{many}]}}') for number in range(600)]
    timer = threading.Timer(1.0, workers[0].kill)
    timer.start()
    executors = cluster(address)
    done = [(task.number, bool(outcome.package)) for task, outcome in run(tasks, executors)]
    executors.finish()
    timer.join()
    assert workers[0].wait(10) == -9, "it was killed while the batch was running"
    assert sorted(done) == [(number, True) for number in range(600)]


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_folder_as_this_machine(
    dask: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, _ = dask
    here = []
    for name, more in (("local", ["--jobs", "2"]), ("cluster", ["--scheduler", address])):
        folder = tmp_path / name
        shutil.copytree(ROOT / "inputs", folder / "inputs")
        shutil.copytree(ROOT / "templates", folder / "templates")
        monkeypatch.chdir(folder)
        done = CliRunner().invoke(main, ["batch", *more])
        assert done.exit_code == 0, done.output
        here.append(tree(folder / "output"))
    assert here[0] == here[1]
    assert len([name for name in here[0] if name.endswith(".docx") and not name.startswith(".reportgen")]) == 3


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_told() -> None:
    need_dask()
    with pytest.raises(ReportError) as caught:
        cluster(f"tcp://127.0.0.1:{free_port()}")
    assert [problem.code for problem in caught.value.problems] == ["J05"]
