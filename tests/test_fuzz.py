"""The doors that are fuzzed: what was found stays mended; some random bytes each time; atheris under the mark ``fuzz``."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz.targets import TARGETS
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent / "fuzz"
FINDINGS = sorted(path for path in (HERE / "findings").rglob("*") if path.is_file() and path.suffix != ".md")


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: f"{path.parent.name}: {path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=examples(25), deadline=None, derandomize=True)
@given(data=st.binary(max_size=120))
def test_any_bytes_give_a_result_or_a_refusal(target: str, data: bytes) -> None:
    TARGETS[target](data)


def _inherited() -> int:
    """The peak memory of this process in MB: the fuzzer's own measure of itself begins there, since Linux hands it on."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.fixture(scope="module")
def fuzzer() -> Iterator[subprocess.Popen[str]]:
    """A process in which everything is instrumented, which takes longer than half of the fuzzing of a door."""
    pytest.importorskip("atheris")
    command = [sys.executable, str(HERE / "run.py"), "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True) as running:
        yield running
        os.killpg(running.pid, signal.SIGKILL)


@pytest.mark.fuzz
@pytest.mark.parametrize("target", TARGETS)
def test_bytes_led_by_the_branches_they_reach_find_nothing(target: str, fuzzer: subprocess.Popen[str], tmp_path: Path) -> None:
    options = ["-max_total_time=20", "-seed=1", "-len_control=0", "-max_len=300", "-timeout=10", f"-rss_limit_mb={_inherited() + 1024}"]
    assert fuzzer.stdin is not None and fuzzer.stdout is not None
    print(json.dumps([str(tmp_path), target, *options]), file=fuzzer.stdin, flush=True)
    assert select.select([fuzzer.stdout], [], [], 120)[0], "it takes no longer than two minutes"
    status, said = fuzzer.stdout.readline().strip(), (tmp_path / "said").read_bytes()
    assert status == "0", said.decode(errors="replace")[-1500:]
    assert b"DONE" in said or b"Done" in said
