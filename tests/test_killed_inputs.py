"""A command that is killed at any moment leaves each file old or new, and whole; run again, it does the rest."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clerk import typed
from manuscript import Manuscript
from openpyxl import load_workbook
from processes import ROOT, finished, killed_before_step, remains, signalled, tree
from pulled_office import upright

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a kill that nobody can prevent")
PARTS = ("1综合.yaml", "2社会.yaml")
Case = tuple[Path, tuple[str, ...]]


@pytest.fixture
def parted(folder: Path) -> Path:
    """A workspace whose year 2024 is two files, with its report in output/."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "inputs/2024").mkdir(parents=True)
    (folder / "inputs/2023.yaml").write_text(upright((ROOT / "inputs/2023.yaml").read_text(encoding="utf-8")), encoding="utf-8")
    text = upright((ROOT / "inputs/2024.yaml").read_text(encoding="utf-8"))
    middle = text.index("\n  城乡建设:") + 1
    for name, part in zip(PARTS, (text[:middle], "数据:\n" + text[middle:]), strict=True):
        (folder / "inputs/2024" / name).write_text(part, encoding="utf-8")
    assert typed("生成", "2024").exit_code == 0
    return folder


def generating(parted: Path) -> tuple[str, ...]:
    """The report is made anew after a change: file, record, history, inputs."""
    path = parted / "inputs/2024" / PARTS[0]
    path.write_text(path.read_text(encoding="utf-8").replace("摆在突出位置", "摆在更加突出的位置"), encoding="utf-8")
    return ("生成", "2024")


def reviewing(_: Path) -> tuple[str, ...]:
    return ("核稿", "2024")


def rolling(_: Path) -> tuple[str, ...]:
    """A year of two files is made."""
    return ("新建", "2025")


def pulling(parted: Path) -> tuple[str, ...]:
    """Two figures, one in each file, and the record of the edited copy."""
    (copy,) = (parted / "output").glob("*.docx")
    manuscript = Manuscript(copy.read_bytes())
    text = "\n".join(manuscript.paragraphs)
    for old, new in (("固定资产投资44.10", "固定资产投资46.10"), ("办结上级交办涉河问题29", "办结上级交办涉河问题31")):
        assert old in text
        text = text.replace(old, new)
    manuscript.rewrite(text.split("\n"), tracked=False)
    copy.write_bytes(manuscript.package(random.Random(2)))
    return ("回收", f"output/{copy.name}", "--是")


def importing(parted: Path) -> tuple[str, ...]:
    """Two forms that change one figure each, one in each file."""
    assert typed("填报", "导出", "2024").exit_code == 0
    folder = parted / "output/填报表/2024年"
    for name, number in ((".固定资产投资", "46.10"), (".上级涉河问题", "31")):
        _fill(folder, name, number)
    return ("填报", "导入", "output/填报表/2024年", "--是", "--覆盖")


def _fill(folder: Path, name: str, number: str) -> None:
    for path in folder.glob("*.xlsx"):
        book = load_workbook(path)
        for row in range(4, book.active.max_row + 1):
            if str(book.active.cell(row, 11).value).endswith(name):
                book.active.cell(row, 4).value = float(number)
                book.save(path)
                return
    raise AssertionError(f"no form asks for {name}")


def undoing(parted: Path) -> tuple[str, ...]:
    """What was taken over from an edited copy goes back out of both files and the record."""
    assert typed(*pulling(parted)).exit_code == 0
    return ("撤回", "--是")


CASES: tuple[Callable[[Path], tuple[str, ...]], ...] = (generating, reviewing, rolling, pulling, importing, undoing)


def timeless(folder: Path) -> dict[str, bytes]:
    """Every file but locks and the log of changes; those that say when a copy was made, without that."""
    found = {}
    for name, data in tree(folder).items():
        if name.endswith((".lock", ".tmp")) or "/.reportgen-" in f"/{name}" or "/undo/" in name:
            continue
        if "/history/" in name:
            data = json.dumps({key: value for key, value in json.loads(data).items() if key != "时间"}).encode()
        found[name] = data
    return found


class Killed:
    """A command that is killed again and again, each time in a fresh copy of the same office."""

    def __init__(self, parted: Path, case: Callable[[Path], tuple[str, ...]]) -> None:
        self.words = case(parted)
        self.office = parted
        self.before = timeless(parted)
        self.copy = parted.parent / "copy"
        self._renew()
        status, said, self.usual = finished(self.copy, *self.words)
        assert status == 0, said
        self.after = timeless(self.copy)
        assert self.after != self.before
        self._renew()

    def _renew(self) -> None:
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.office, self.copy)

    def before_steps(self, first: int, every: int) -> Iterator[int]:
        """Kills before each change of the disk, or every few of them, until a run comes to its end."""
        step = first
        while killed_before_step(self.copy, self.words, step):
            self._check(f"before step {step}")
            yield step
            step += every

    def at_moments(self, count: int) -> None:
        chance = random.Random(count)
        for _ in range(count):
            seconds = chance.uniform(0.2, 1.05) * self.usual
            signalled(self.copy, self.words, seconds, signal.SIGKILL)
            self._check(f"after {seconds:.3f} s")

    def _check(self, when: str) -> None:
        """Each file is old or new; the next run makes all of them new and leaves nothing else.

        Where the killed run had done everything, the next one is a second: 新建 makes nothing, 核稿 compares with the first,
        撤回 has nothing left.
        """
        done = timeless(self.copy) == self.after
        for name, data in timeless(self.copy).items():
            assert data in (self.before.get(name), self.after.get(name)), f"killed {when}: {name}"
        assert self.before.keys() <= timeless(self.copy).keys(), f"killed {when}"
        status, said, _ = finished(self.copy, *self.words)
        all_was_written = done or "已经补完" in said
        assert status == 0 or (all_was_written and ("[W32]" in said or "[W37]" in said)), f"killed {when}: {said}"
        assert done or timeless(self.copy) == self.after, f"killed {when}"
        assert not remains(self.copy), f"killed {when}"
        self._renew()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_command_killed_before_some_step_is_done_by_running_it_again(parted: Path, case: Callable[[Path], tuple[str, ...]]) -> None:
    assert len(list(Killed(parted, case).before_steps(4, 7))) > 0


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_command_killed_before_any_step_is_done_by_running_it_again(parted: Path, case: Callable[[Path], tuple[str, ...]]) -> None:
    assert len(list(Killed(parted, case).before_steps(1, 1))) > 5


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_command_killed_at_forty_random_moments_is_done_by_running_it_again(parted: Path, case: Callable[[Path], tuple[str, ...]]) -> None:
    Killed(parted, case).at_moments(40)
