"""Ctrl-C at any moment ends a command with a sentence: no traceback, no process, nothing half-written left."""

from __future__ import annotations

import contextlib
import gc
import os
import pty
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from clerk import typed
from docx_samples import document
from manuscript import Manuscript
from processes import ROOT, alive, finished, remains, signalled, started, tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs groups of processes")
STATUS = (130, -signal.SIGINT)
"""Python itself ends by the signal where it was interrupted inside of ``exec``; a shell shows both as 130."""
FARMERS = ("batch", "--list", "农户.csv", "--template", "通知.docx", "--jobs", "2")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


@pytest.fixture
def farmers(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A list that is at work for a second or so after it has begun.  Where a batch is interrupted at many moments it is longer, so that most
    of them fall into the work; two moments, and those that wait for the first file, find it at work with fewer as well."""
    (tmp_path / "通知.docx").write_bytes(document("{{ 户主 }}：{{ 面积 }}亩"))
    count = 500 if request.node.get_closest_marker("slow") else 200
    rows = "".join(f"户{number},{number}.50,{number:04d}\n" for number in range(count))
    (tmp_path / "农户.csv").write_text(f"户主,面积,输出\n{rows}", encoding="utf-8")
    return tmp_path


def interrupt(folder: Path, words: Sequence[str], seconds: float) -> str:
    """What is said by a run that is interrupted; what always holds is checked.

    Python hears Ctrl-C before it has read a line of ours: what it says then is its own, and nothing has been done.
    """
    status, said = signalled(folder, words, seconds, signal.SIGINT)
    assert not remains(folder), f"interrupted after {seconds:.3f} s"
    if "reportgen" in said or "已" in said or status == 0:
        assert "Traceback" not in said and "KeyboardInterrupt" not in said, f"interrupted after {seconds:.3f} s: {said}"
        assert status == 0 or (status in STATUS and "已中断" in said), f"interrupted after {seconds:.3f} s: {status} {said}"
    else:
        assert seconds < 0.2, f"nothing was said after {seconds:.3f} s: {said}"
    return said


def moments(longest: float, count: int, seed: int) -> list[float]:
    """Evenly spread, each moved by chance."""
    chance = random.Random(seed)
    return [longest * (number + chance.random()) / count for number in range(count)]


def interrupt_batch(farmers: Path, count: int, seed: int) -> None:
    status, _, whole = finished(farmers, *FARMERS)
    assert status == 0
    undisturbed = tree(farmers / "output")
    shutil.rmtree(farmers / "output")
    said = [interrupt(farmers, (*FARMERS, "--resume"), seconds) for seconds in moments(whole, count, seed)]
    assert any("加 --继续 再运行，做好的不再做" in each for each in said)
    assert finished(farmers, *FARMERS, "--resume")[0] == 0
    assert tree(farmers / "output") == undisturbed


def test_an_interrupted_batch_says_what_was_done_and_resumes_to_the_same_folder(farmers: Path) -> None:
    interrupt_batch(farmers, 2, 5)


@pytest.mark.slow
def test_a_batch_interrupted_at_many_moments(farmers: Path) -> None:
    interrupt_batch(farmers, 30, 2)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_an_interrupted_or_killed_batch(farmers: Path, number: int) -> None:
    """Ctrl-C reaches them all, and they leave with the program; a kill hits the program alone, and they notice."""
    running = started(farmers, *FARMERS)
    while not (farmers / "output/农户").is_dir():
        time.sleep(0.01)
    assert len(alive(running.pid)) > 2
    os.killpg(running.pid, number) if number == signal.SIGINT else running.kill()
    running.communicate(timeout=30)
    end = time.monotonic() + 5
    while alive(running.pid) and time.monotonic() < end:
        time.sleep(0.01)
    assert alive(running.pid) == []


def test_a_second_ctrl_c_changes_nothing(farmers: Path) -> None:
    running = started(farmers, *FARMERS)
    while not (farmers / "output/农户").is_dir():
        time.sleep(0.01)
    for _ in range(3):
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGINT)
            time.sleep(0.004)
    _, err = running.communicate(timeout=30)
    assert running.returncode in STATUS
    assert "已中断" in err
    assert "Traceback" not in err
    assert remains(farmers) == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("generate", "2024"), id="generate"),
        pytest.param(("review", "2024"), id="review", marks=pytest.mark.slow),
        pytest.param(("new", "2025"), id="new", marks=pytest.mark.slow),
    ],
)
def test_an_interrupted_command_leaves_what_was_or_what_is_to_be(office: Path, words: tuple[str, ...]) -> None:
    before = tree(office)
    status, _, whole = finished(office, *words)
    assert status == 0
    after = outcome(office)
    shutil.rmtree(office / "output", ignore_errors=True)
    (office / "inputs/2025.yaml").unlink(missing_ok=True)
    for seconds in moments(whole, 3, 3):
        interrupt(office, words, seconds)
        assert outcome(office).items() <= after.items()
        assert before.items() <= tree(office).items()
        (office / "inputs/2025.yaml").unlink(missing_ok=True)
        shutil.rmtree(office / "output/.reportgen/history", ignore_errors=True)  # a 核稿稿 is compared with the last one
    assert finished(office, *words)[0] == 0
    assert outcome(office) == after


def outcome(office: Path) -> dict[str, bytes]:
    """The files of a run, without the record of when it was."""
    return {name: data for name, data in tree(office).items() if "/history/" not in name and "/undo/" not in name and not name.endswith(".lock")}


def test_ctrl_c_at_a_question_is_an_end_like_any_other(office: Path) -> None:
    """Nobody there to answer is another matter: that is no Ctrl-C."""
    with contextlib.chdir(office):
        assert typed("generate", "2024").exit_code == 0
    (edited,) = (office / "output").glob("*.docx")
    manuscript = Manuscript(edited.read_bytes())
    manuscript.rewrite([text.replace("摆在突出位置", "摆在更加突出的位置") for text in manuscript.paragraphs], tracked=False)
    edited.write_bytes(manuscript.package(random.Random(1)))
    before = tree(office)
    status, said, _ = finished(office, "pull", str(edited))
    assert (status, said.rstrip().endswith("已中断。")) == (1, True)
    parent, child = pty.openpty()
    running = started(office, "pull", str(edited), terminal=child)
    os.close(child)
    shown = b""
    while "写入？".encode() not in shown:
        shown += os.read(parent, 4096)
    time.sleep(0.3)  # until it listens, as anybody needs who reads the question
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(30) in STATUS
    shown = os.read(parent, 4096)
    os.close(parent)
    assert "已中断：写好的文件是完整的" in shown.decode()
    assert tree(office) == before


def test_a_ctrl_c_that_python_itself_would_lose_is_heard_all_the_same() -> None:
    """As when it comes while the lock of an import, or any object, is let go of."""
    program = (
        "import sys, time\n"
        "from reportgen.__main__ import _heard\n"
        "sys.unraisablehook = _heard\n"
        "class Going:\n"
        "    def __del__(self): raise KeyboardInterrupt\n"
        "try:\n"
        "    Going()\n"
        "    for _ in range(2000): time.sleep(0.01)\n"
        "except KeyboardInterrupt: print('heard')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, cwd=ROOT, check=True)
    assert (done.stdout, done.stderr) == ("heard\n", "")


@pytest.mark.parametrize("where", ["reportgen.cli.main._run", "reportgen.cli.main"])
def test_a_ctrl_c_that_python_wraps_while_it_makes_a_class_is_one_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    """As it reaches us in Python 3.11 from within a class that is being made; any other fault stays what it is."""
    import reportgen.__main__ as program

    def wrapped(*args: object, **more: object) -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    def faulty(*args: object, **more: object) -> None:
        raise RuntimeError("another") from ValueError()

    monkeypatch.setattr(sys, "argv", ["reportgen", "generate", "2024"])
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    heard = signal.getsignal(signal.SIGINT)
    try:
        monkeypatch.setattr(where, wrapped)
        with pytest.raises(SystemExit) as left:
            program.run()
        assert left.value.code == 130 and "已中断" in capsys.readouterr().err
        monkeypatch.setattr(where, faulty)
        with pytest.raises(RuntimeError, match="another"):
            program.run()
    finally:
        signal.signal(signal.SIGINT, heard)
        gc.unfreeze()
        gc.set_threshold(700)
