"""Random walks over the changes of a year (written, taken back, made again, changed by hand, killed at any step), each held against
a list of what was before and after."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from reportgen.workspace import journal
from reportgen.workspace.changes import next_change, taken_back, write_all
from reportgen.workspace.journal import KEPT, Direction, FileChange
from reportgen.workspace.locate import Workspace

NAMES = ("inputs/2024/经济.yaml", "inputs/2024/农业.yaml", "inputs/2025/新.yaml", "inputs/2026.yaml")
Files = dict[str, bytes | None]


class Killed(BaseException):
    """The run is no more."""


@dataclass
class Entry:
    """A change as it should be remembered."""

    files: dict[str, tuple[bytes | None, bytes | None]]
    undone: bool = False


@dataclass
class Walk:
    place: Workspace
    rng: random.Random
    monkeypatch: pytest.MonkeyPatch
    log: list[Entry] = field(default_factory=list)
    count: int = 0

    def files(self) -> Files:
        paths = {name: self.place.root / name for name in NAMES}
        return {name: path.read_bytes() if path.exists() else None for name, path in paths.items()}

    def content(self) -> bytes:
        self.count += 1
        mark = self.rng.choice([b"", b"\xef\xbb\xbf"])
        return mark + f"年度: {self.count}\r\n".encode(self.rng.choice(["utf-8", "gbk"])) * self.rng.randrange(3)

    def write(self) -> None:
        now = self.files()
        chosen = self.rng.sample(NAMES, self.rng.randrange(1, len(NAMES) + 1))
        changes = {name: (now[name], None if now[name] is not None and self.rng.random() < 0.2 else self.content()) for name in chosen}
        changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        made = [FileChange(name, *pair) for name, pair in changes.items()]
        if not made:
            return
        if self.done(changes, lambda: write_all(self.place, "回收", made)[1]):
            self.log = [*(each for each in self.log if not each.undone), Entry(changes)][-KEPT:]

    def turn(self, direction: Direction) -> None:
        entry = self.next(direction)
        change = next_change(self.place, direction)
        assert (change is None) == (entry is None)
        if change is None or entry is None:
            return
        changes = {name: pair if direction is Direction.REDO else pair[::-1] for name, pair in entry.files.items()}
        now = self.files()
        if any(now[name] != pair[0] for name, pair in changes.items()):
            assert {fault.code for fault in taken_back(self.place, change, direction)} == {"W36"}
            assert self.files() == now, "nothing is taken back where anything was changed since"
            return
        if self.done(changes, lambda: taken_back(self.place, change, direction)):
            entry.undone = direction is Direction.UNDO

    def next(self, direction: Direction) -> Entry | None:
        if direction is Direction.UNDO:
            return next((each for each in reversed(self.log) if not each.undone), None)
        last = max((at for at, each in enumerate(self.log) if not each.undone), default=-1)
        return self.log[last + 1] if last + 1 < len(self.log) else None

    def by_hand(self) -> None:
        path = self.place.root / self.rng.choice(NAMES)
        if path.exists() and self.rng.random() < 0.3:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(self.content())

    def done(self, changes: dict[str, tuple[bytes | None, bytes | None]], run: Callable[[], tuple[Any, ...]]) -> bool:
        """Whether a change was made: all of it or nothing, whenever the run is killed, and whatever else is there untouched."""
        before = self.files()
        after = {**before, **{name: pair[1] for name, pair in changes.items()}}
        dies = self.rng.randrange(12) if self.rng.random() < 0.5 else -1
        with self.monkeypatch.context() as patched:
            left = [dies]
            for owner, name in ((journal, "write_file"), (journal, "remove_file"), (journal.Journal, "_finish"), (journal.Journal, "_forget"),
                                (journal.Journal, "_prune"), (Path, "replace"), (Path, "unlink")):
                patched.setattr(owner, name, _dying(getattr(owner, name), left))
            with suppress(Killed):
                assert run() == ()
        if left[0] >= 0 or dies < 0:
            assert self.files() == after
        self.place.recovered()
        assert not self.place.journal.is_pending
        now = self.files()
        assert now in (before, after), "half a change"
        return now == after


def _dying(call: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """A call before which, or behind which, the run may be killed."""

    def called(*given: Any, **named: Any) -> Any:
        if left[0] == 0:
            left[0] = -1
            raise Killed
        left[0] -= left[0] > 0
        return call(*given, **named)

    return called


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_of_changes_is_what_a_list_of_them_says(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inputs/2024").mkdir(parents=True)
    for name in NAMES[:2]:
        (tmp_path / name).write_bytes(b"a: 1\n")
    walk = Walk(Workspace(tmp_path), random.Random(seed), monkeypatch)
    deeds = [walk.write] * 4 + [lambda: walk.turn(Direction.UNDO)] * 5 + [lambda: walk.turn(Direction.REDO)] * 3 + [walk.by_hand]
    for _ in range(60):
        walk.rng.choice(deeds)()
        kept = [each.undone for each in walk.place.journal.changes()]
        assert kept == [each.undone for each in walk.log]


def test_all_that_is_kept_goes_back_to_the_bytes_of_before_and_comes_again(tmp_path: Path) -> None:
    (tmp_path / "inputs/2024").mkdir(parents=True)
    place, states = Workspace(tmp_path), []
    rng = random.Random(1)
    walk = Walk(place, rng, pytest.MonkeyPatch())
    for _ in range(KEPT):
        now = walk.files()
        states.append(now)
        made = [FileChange(name, now[name], walk.content()) for name in rng.sample(NAMES, 2)]
        assert write_all(place, "回收", made)[1] == ()
    states.append(walk.files())
    for direction, wanted in ((Direction.UNDO, states[-2::-1]), (Direction.REDO, states[1:]), (Direction.UNDO, states[-2::-1])):
        for state in wanted:
            change = next_change(place, direction)
            assert change is not None
            assert taken_back(place, change, direction) == ()
            assert walk.files() == state
        assert next_change(place, direction) is None
