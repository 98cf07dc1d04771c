"""What is to change in several files → all of it on the disk, or none of it, also where the run is killed in between; and what was
changed last, so that it can be taken back.

Knows no YAML and no command.  Several files are not one write on a disk.  So the whole change is first put down in one file,
``pending.json``; then the files are written one after another; then that file takes the name of a done change, which is the
moment from which the change counts.  A run that finds ``pending.json`` knows that another was killed in between: it puts the
files back, or, where all of them had been written, only finishes.  A file that somebody has saved since is never touched.

All is to be called where one run at a time writes (``Workspace.writing``).
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import partial, reduce
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.storage import place_faults, remove_file, write_file
from reportgen.storage.atomic_write import W12
from reportgen.workspace.meanwhile import saved_meanwhile
from reportgen.workspace.unfinished import NAME, is_cut_off, journal_folder

W34 = Code("W34", "上一次写输入文件，写到一半断了，已经退回或补完（说明）", "回收的时候断了电", "照说明，要做的再做一次")
W35 = Code(
    "W35", "上一次写到一半断了，后来又有人改过，没有动（提醒）", "断电以后先在记事本里改了 2024.yaml", "与存下的那份对照着定"
)

KEPT = 20
"""Changes by commands that can be taken back."""
KEPT_TYPED = 40
"""Changes typed in the page that can be taken back one by one; older ones in a row become one, so that they never push out what a
command wrote."""
_NAME = regex(r"(\d{1,9})\.(done|undone)\.json")
_NEAREST = 2
"""Parts of the name of a file that lies in ``inputs/`` itself; a folder below goes with its last file."""
_UNREADABLE = b"\0"
_ONE_TYPING = 10
"""Minutes within which what is typed again in the same place is one change."""
_ROOMS = (("inputs",), ("output",))
_TEMPLATES, _OF_TEMPLATE = "templates", frozenset(("template.docx", "fields.yaml"))
"""Where a change may lie: what a journal says is not believed further than that."""


class Direction(Enum):
    """What is done with a change; the value is what a clerk calls it."""

    WRITE = "写入"
    UNDO = "撤回"
    REDO = "重做"


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a file was and what it becomes, None where there is no such file; ``place`` is from the workspace, with ``/``.

    A ``note`` is a file of our own: where it is another by now, it is left, and nothing is made of it.
    """

    place: str
    before: bytes | None
    after: bytes | None
    note: bool = False


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One change of a year: the command that made it, when, and its files; ``undone`` where it has been taken back.

    ``typed`` names the places that somebody typed in the page, none for a command; ``holds`` the numbers of the changes that
    this one has taken in, which count no longer.
    """

    number: int
    command: str
    time: str
    changes: tuple[FileChange, ...]
    undone: bool = False
    typed: tuple[str, ...] = ()
    holds: tuple[int, ...] = ()

    def turned(self, direction: Direction) -> tuple[FileChange, ...]:
        """The files as they change in that direction."""
        if direction is not Direction.UNDO:
            return self.changes
        return tuple(replace(each, before=each.after, after=each.before) for each in self.changes)

    def follows(self, other: LoggedChange) -> bool:
        """Whether its files are what the other one left, so that both together are one change."""
        left = {each.place: each.after for each in other.changes}
        return left == {each.place: each.before for each in self.changes}

    def with_before(self, other: LoggedChange) -> LoggedChange:
        """This change and the one that it follows, as one."""
        began = {each.place: each.before for each in other.changes}
        files = tuple(replace(each, before=began[each.place]) for each in self.changes)
        held = (*other.holds, other.number, *self.holds)
        return replace(self, changes=files, typed=tuple(dict.fromkeys((*other.typed, *self.typed))), holds=held)

    @property
    def is_nothing(self) -> bool:
        return all(each.before == each.after for each in self.changes)


@dataclass(frozen=True, slots=True)
class Journal:
    """The changes of a workspace: ``folder`` is where they are kept."""

    root: Path
    folder: Path

    @property
    def is_pending(self) -> bool:
        """Whether a run is between two files, or was killed there."""
        return is_cut_off(self.root)

    def changes(self) -> tuple[LoggedChange, ...]:
        """Those kept, the oldest first; what cannot be read is left out."""
        return tuple(reversed(list(self._backwards())))

    def _backwards(self) -> Iterator[LoggedChange]:
        """Those kept, the latest first, each read when it is asked for."""
        held: set[int] = set()
        for number, undone, name in reversed(list(self._names())):
            found = None if number in held else self._read(self.folder / name, undone)
            if found:
                held.update(found[0].holds)
                yield found[0]

    def last_done(self) -> LoggedChange | None:
        """What can be taken back next."""
        return next((each for each in self._backwards() if not each.undone), None)

    def first_undone(self) -> LoggedChange | None:
        """What can be made again next: what was taken back, unless something else has been written since."""
        later = list(takewhile(lambda each: each.undone, self._backwards()))
        return later[-1] if later else None

    def next_number(self) -> int:
        return max((number for number, _, _ in self._names()), default=0) + 1

    def carry_out(self, change: LoggedChange, direction: Direction = Direction.WRITE) -> tuple[Problem, ...]:
        """All files or none; what hindered."""
        files = change.turned(direction)
        if faults := self.hindrances(change, direction):
            return faults
        if fault := write_file(self.folder / NAME, _as_json(change, direction)):
            return (fault,)
        for number, each in enumerate(files):
            if fault := self._moved(each):
                told = self._put_back(change, direction, files[:number])
                return (fault, *(each for each in told if each.grade is not Grade.NOTE))
        self._finish(change, direction)
        return ()

    def hindrances(self, change: LoggedChange, direction: Direction = Direction.WRITE) -> tuple[Problem, ...]:
        """What stands in the way before anything is written."""
        return tuple(fault for each in change.turned(direction) if not each.note and (fault := self._refusal(each)))

    def recover(self) -> tuple[Problem, ...]:
        """Puts back, or finishes, what a killed run has begun; what there is to say of it, errors where that is hindered."""
        if not self.is_pending:
            return ()
        read = self._read(self.folder / NAME, undone=False)
        if read is None:
            self._forget()
            hint = say("请看一眼今年的输入文件，是不是只写了一半")
            return (Problem(W35, say("上一次写输入文件的记录坏了，看不出写到了哪里"), Grade.WARNING, hint=hint),)
        change, direction = read
        files = [each for each in change.turned(direction) if not each.note]
        if all(self._content(each.place) == each.after for each in files):
            notes = (self._moved(each) for each in change.turned(direction) if each.note)
            if faults := tuple(fault for fault in notes if fault):
                return faults
            self._finish(change, direction)
            return (_finished(change, direction, files),)
        return self._put_back(change, direction, change.turned(direction))

    def _put_back(self, change: LoggedChange, direction: Direction, files: Sequence[FileChange]) -> tuple[Problem, ...]:
        """Each file as it was before, but one that somebody has saved since; the first that is hindered stops it."""
        told: list[Problem] = []
        back: list[str] = []
        for each in files:
            now = self._content(each.place)
            if now == each.before or (each.note and now != each.after):
                continue
            if now == _UNREADABLE:
                return (place_faults(self.root / each.place) or _closed(each.place),)
            if now not in (each.after, None):
                told.append(self._left(change, direction, each))
            elif fault := self._set(each, each.before, partial(self._saved_meanwhile, each.place, now)):
                return (fault,)
            elif not each.note:
                back.append(each.place)
        self._forget()
        return (*told, *([_undone(change, direction, back)] if back else []))

    def _left(self, change: LoggedChange, direction: Direction, file: FileChange) -> Problem:
        """A file that somebody has saved since the run was killed: it stays, and what it was before is kept beside."""
        kept = self.folder / f"{change.number}-{PurePosixPath(file.place).name}"
        fault = write_file(kept, file.before) if file.before is not None else None
        hint = say("请看一眼里面写得对不对")
        if file.before is not None and fault is None:
            hint = say("写以前的样子存在 {place}，请对照着定", place=kept.relative_to(self.root).as_posix())
        message = say(
            "上一次{direction}（{command}）写到一半断了，后来 {file} 又有人改过，没有动它",
            direction=direction.value,
            command=change.command,
            file=file.place,
        )
        return Problem(W35, message, Grade.WARNING, hint=hint)

    def _finish(self, change: LoggedChange, direction: Direction) -> None:
        """From here on the change counts.  Where the disk refuses, ``pending.json`` stays, and the next run finishes."""
        done, undone = (self.folder / f"{change.number}.{state}.json" for state in ("done", "undone"))
        with suppress(OSError):
            if direction is Direction.WRITE:
                self._drop_undone()
                (self.folder / NAME).replace(done)
                self._join(change)
            else:
                old, new = (done, undone) if direction is Direction.UNDO else (undone, done)
                if old.exists():
                    old.replace(new)
                self._forget()
            self._prune(change)

    def _join(self, change: LoggedChange) -> None:
        """Typing goes on where it left off: what is typed in the same place soon after is one change with what stood before."""
        before = next((each for each in self._backwards() if each.number != change.number), None)
        if not change.typed or before is None or before.undone or before.typed != change.typed or not change.follows(before):
            return
        if _minutes(change.time) - _minutes(before.time) <= _ONE_TYPING:
            self._make_one((before, change))

    def _make_one(self, changes: Sequence[LoggedChange]) -> None:
        """Changes of which each follows the one before.  First the file that holds all of them, then the others go: a run that is
        killed in between leaves some that do not count.  What is as it was at first is no change."""
        *others, last = changes
        both = reduce(lambda before, change: change.with_before(before), changes)
        if write_file(self._place(last), _as_json(both, Direction.WRITE), lasting=False) is not None:
            return
        for each in (*others, last) if both.is_nothing else others:
            self._place(each).unlink(missing_ok=True)

    def _place(self, change: LoggedChange) -> Path:
        return self.folder / f"{change.number}.{'undone' if change.undone else 'done'}.json"

    def _drop_undone(self) -> None:
        """What was taken back before something else was written is gone for good: before the other counts, so that a run that is
        killed in between leaves nothing that could be made again on top of it."""
        for _, undone, name in list(self._names()):
            if undone:
                (self.folder / name).unlink(missing_ok=True)

    def _prune(self, change: LoggedChange) -> None:
        """Only the last are kept.  A command's changes are counted, those that were typed only where they are very many."""
        names = list(self._names())
        if len(names) <= (KEPT + KEPT_TYPED if change.typed else KEPT):
            return
        changes = self.changes()
        counted = [each.number for each in changes if not each.typed]
        first = counted[-KEPT] if len(counted) > KEPT else 0
        kept = [each for each in changes if each.number >= first]
        alive = {each.number for each in kept}
        for number, _, name in self._names():
            if number not in alive:
                (self.folder / name).unlink(missing_ok=True)
        self._fold(kept)

    def _fold(self, changes: Sequence[LoggedChange]) -> None:
        """The oldest of very many that were typed, a row of them as one; where none are in a row, as after a hand's change, the
        oldest goes, with what no one could take back before it."""
        spare = sum(bool(each.typed) for each in changes) - KEPT_TYPED
        if spare <= 0:
            return
        row: list[LoggedChange] = []
        for each in changes:
            if row and (not each.typed or each.undone or not each.follows(row[-1])):
                if len(row) > 1:
                    break
                row = []
            if each.typed and not each.undone and len(row) <= spare:
                row.append(each)
        if len(row) > 1:
            self._make_one(row)
            return
        oldest = next(at for at, each in enumerate(changes) if each.typed)
        for each in changes[: oldest + 1]:
            self._place(each).unlink(missing_ok=True)

    def _forget(self) -> None:
        with suppress(OSError):
            (self.folder / NAME).unlink(missing_ok=True)

    def _refusal(self, change: FileChange) -> Problem | None:
        """What hinders a file from being changed: it may not be written, or is no longer what it was, which is looked at last."""
        fault = place_faults(self.root / change.place)
        return self._saved_meanwhile(change.place, change.before) or fault

    def _saved_meanwhile(self, place: str, content: bytes | None) -> Problem | None:
        return saved_meanwhile(place, self._content(place), content)

    def _moved(self, change: FileChange) -> Problem | None:
        if change.note:
            return self._set(change, change.after) if self._content(change.place) == change.before else None
        return self._set(change, change.after, partial(self._refusal, change))

    def _set(
        self, change: FileChange, content: bytes | None, refusal: Callable[[], Problem | None] = lambda: None
    ) -> Problem | None:
        """Writes a file or takes it away; ``refusal`` is asked directly before."""
        path = self.root / change.place
        if content is not None:
            return place_faults(path) or write_file(path, content, refusal=refusal)
        if fault := place_faults(path) or refusal() or remove_file(path):
            return fault
        if len(PurePosixPath(change.place).parts) > _NEAREST:
            with suppress(OSError):  # not empty, so it stays
                path.parent.rmdir()
        return None

    def _content(self, place: str) -> bytes | None:
        """A file as it is now; a folder of that name, or a file that may not be read, is like no content that we know."""
        try:
            return (self.root / place).read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            return _UNREADABLE

    def _names(self) -> Iterator[tuple[int, bool, str]]:
        """Number, whether it was taken back, and name of each file of a change, in the order of their numbers."""
        names = (path.name for path in self.folder.iterdir()) if self.folder.is_dir() else iter(())
        found = [match for name in names if (match := _NAME.fullmatch(name))]
        yield from sorted((int(match[1]), match[2] == "undone", match[0]) for match in found)

    def _read(self, path: Path, undone: bool) -> tuple[LoggedChange, Direction] | None:
        try:
            content: Any = json.loads(path.read_bytes())
            changes = tuple(map(_file_change, content["文件"]))
            typed, holds = tuple(map(str, content.get("处", ()))), tuple(map(int, content.get("含", ())))
            change = LoggedChange(int(content["序号"]), str(content["命令"]), str(content["时间"]), changes, undone, typed, holds)
            return change, Direction(content["做法"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None


def _minutes(time: str) -> float:
    """Of a time as it is written in a change; long ago where that cannot be read."""
    try:
        return datetime.fromisoformat(time).timestamp() / 60
    except ValueError:
        return 0


def _closed(place: str) -> Problem:
    hint = say("关掉正在用它的程序，或核对文件的权限，再试一次")
    return Problem(W12, say("上一次写到一半断了，要恢复 {file}，可是打不开", file=place), hint=hint)


def journal_of(root: Path) -> Journal:
    """The journal of a workspace."""
    return Journal(root, journal_folder(root))


def _finished(change: LoggedChange, direction: Direction, files: Sequence[FileChange]) -> Problem:
    places = tuple(each.place for each in files)
    message = say(
        "上一次{direction}（{command}）写完 {files} 以后断了，已经补完",
        direction=direction.value, command=change.command, files=places,
    )  # fmt: skip
    return Problem(W34, message, Grade.NOTE, hint=say("不用再做；要退回，运行 reportgen 撤回"))


def _undone(change: LoggedChange, direction: Direction, places: Sequence[str]) -> Problem:
    message = say(
        "上一次{direction}（{command}）写到一半断了，{files} 已经恢复原样",
        direction=direction.value, command=change.command, files=tuple(places),
    )  # fmt: skip
    return Problem(W34, message, Grade.NOTE, hint=say("那一次等于没有做；要做，再运行一次"))


def _as_json(change: LoggedChange, direction: Direction) -> bytes:
    files = [
        {"位置": each.place, "前": _text(each.before), "后": _text(each.after), "记录": each.note} for each in change.changes
    ]
    content: dict[str, Any] = {
        "序号": change.number, "做法": direction.value, "命令": change.command, "时间": change.time, "文件": files,
    }  # fmt: skip
    content |= {name: held for name, held in (("处", change.typed), ("含", change.holds)) if held}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _text(content: bytes | None) -> str | None:
    return None if content is None else b64encode(content).decode("ascii")


def _file_change(data: Any) -> FileChange:
    """Raises ``ValueError`` for a place outside of the rooms of a workspace."""
    place = PurePosixPath(str(data["位置"]))
    of_template = len(place.parts) == 3 and place.parts[0] == _TEMPLATES and place.name in _OF_TEMPLATE
    within = place.parts[:1] in _ROOMS or of_template
    if place.is_absolute() or ".." in place.parts or not within or "\\" in str(place):
        raise ValueError(place)
    before, after = (None if data[key] is None else b64decode(data[key], validate=True) for key in ("前", "后"))
    return FileChange(str(place), before, after, bool(data["记录"]))
