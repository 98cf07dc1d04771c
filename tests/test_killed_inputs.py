"""A command that is killed at any moment leaves each file old or new, and whole; run again, it does the rest."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from clerk import typed
from operations import quick_folder, states
from parted_office import CASES, Case, parted, pulling, timeless
from processes import finished, killed_before_step, remains, signalled

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a kill that nobody can prevent")


class Killed:
    """A command that is killed again and again, each time in the same office as it was before."""

    def __init__(self, folder: Path, case: Case) -> None:
        self.folder = folder
        self.office = folder / "office"
        self.office.mkdir()
        os.chdir(self.office)
        self.words = case(parted(self.office))
        self.before = timeless(self.office)
        shutil.copytree(self.office, folder / "before")
        self.states = states(self.office, folder / "states", self._run)
        self.after = timeless(self.office)
        assert self.after != self.before

    def _run(self) -> None:
        done = typed(*self.words)
        assert done.exit_code == 0, done.output

    def put(self, state: Path) -> None:
        """The office as it is there, and we are in it."""
        os.chdir(self.folder)
        shutil.rmtree(self.office)
        shutil.copytree(state, self.office)
        os.chdir(self.office)

    def left_whole(self, when: str, state: Path) -> bool:
        """Whether a run had done everything when it was killed; each file is old or new."""
        left = timeless(state)
        for name, data in left.items():
            assert data in (self.before.get(name), self.after.get(name)), f"killed {when}: {name}"
        assert self.before.keys() <= left.keys(), f"killed {when}"
        return left == self.after

    def goes_on(self, when: str, done: bool) -> None:
        """The next run makes all files new and leaves nothing else.

        Where the killed run had done everything, the next one is a second: 新建 makes nothing, 核稿 compares with the first,
        撤回 has nothing left.
        """
        again = typed(*self.words)
        all_was_written = done or "已经补完" in again.output
        assert again.exit_code == 0 or (all_was_written and ("[W32]" in again.output or "[W37]" in again.output)), f"killed {when}: {again.output}"
        assert done or timeless(self.office) == self.after, f"killed {when}"
        assert not remains(self.office), f"killed {when}"

    def in_states(self, those: Sequence[Path]) -> None:
        for state in those:
            self.put(state)
            self.goes_on(f"in state {state.name}", self.left_whole(f"in state {state.name}", state))

    def really(self, steps: Sequence[int], moments: Sequence[float]) -> None:
        """Processes of their own, killed by the system: before a step, or after some time."""
        self.put(self.folder / "before")
        status, said, usual = finished(self.office, *self.words)
        assert status == 0, said
        for step in steps:
            self.put(self.folder / "before")
            assert killed_before_step(self.office, self.words, step)
            self.goes_on(f"before step {step}", self.left_whole(f"before step {step}", self.office))
        for moment in moments:
            self.put(self.folder / "before")
            signalled(self.office, self.words, moment * usual, signal.SIGKILL)
            self.goes_on(f"after {moment * usual:.3f} s", self.left_whole(f"after {moment * usual:.3f} s", self.office))


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    with quick_folder(tmp_path) as folder:
        yield folder
        os.chdir(tmp_path)


def test_a_command_killed_before_some_operation_is_done_by_running_it_again(memory: Path) -> None:
    """Of every state it is seen that each file is old or new; some are gone on from."""
    killed = Killed(memory, pulling)
    done = [killed.left_whole(f"in state {state.name}", state) for state in killed.states]
    assert done == sorted(done) and done.count(True) < 5
    written = [sum(timeless(state)[f"inputs/2024/{name}"] != killed.before[f"inputs/2024/{name}"] for name in ("1综合.yaml", "2社会.yaml")) for state in killed.states]
    assert {0, 1, 2} == set(written), "also between the two files"
    killed.in_states([killed.states[written.index(number)] for number in (1, 2)])


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_command_killed_before_any_operation_is_done_by_running_it_again(memory: Path, case: Case) -> None:
    killed = Killed(memory, case)
    assert len(killed.states) >= 9
    killed.in_states(killed.states)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_process_killed_by_the_system_leaves_what_the_states_say(memory: Path, case: Case) -> None:
    chance = random.Random(case.__name__)
    Killed(memory, case).really([chance.randint(2, 12)], [chance.uniform(0.5, 1.0)])
