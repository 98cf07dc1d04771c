"""A year's files as they were read, and as they are to be → the files, all of them or none; and back again.

Knows nothing of what was changed.  This is the only door through which an input changes, for everybody who changes one.  A clerk
may take a quarter of an hour to confirm a list, and somebody may save the same input in the meantime: so a file is written only
where its bytes are still those that were read, and only where its encoding gives back every byte that nobody meant to change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Code, Problem, ReportError
from reportgen.storage.given import Given
from reportgen.workspace.journal import Direction, FileChange, LoggedChange
from reportgen.workspace.locate import Workspace
from reportgen.workspace.meanwhile import W33
from reportgen.yamltext import Document
from reportgen.yamltext.read import decoded

W36 = Code("W36", "要撤回的文件后来又改过，没有撤回", "回收以后又在记事本里改了 2024.yaml", "照列出的差别自己改；别的不用动")
W37 = Code("W37", "没有可以撤回、可以重做的", "还没有回收、导入过，就撤回", "不用改")


def rewritten(item: Given, document: Document, text: str) -> Given:
    """A file with another text, in the encoding that it had; raises ``ReportError`` (W33) where that cannot hold the text."""
    if text == document.text:
        return item
    try:
        return replace(item, content=text.encode(document.encoding))
    except UnicodeEncodeError:
        raise ReportError([_not_encodable(item)]) from None


def write_inputs(
    workspace: Workspace, command: str, before: Sequence[Given], after: Sequence[Given], notes: Iterable[FileChange] = (),
    typed: tuple[str, ...] = (),
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:  # fmt: skip
    """The files written, those whose content is another, and what hindered, in which case none is; ``typed`` are the places
    where somebody typed in the page, none for a command."""
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old.content != new.content and old.path]
    if faults := tuple(_not_encodable(old) for old, new in pairs if not _keeps_encoding(old, new)):
        return (), faults
    changes = [FileChange(workspace.shown(old.path), old.content, new.content) for old, new in pairs if old.path]
    return _written(workspace, command, [*changes, *notes], typed)


def write_new(
    workspace: Workspace, command: str, targets: Sequence[Path], contents: Sequence[bytes]
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The same for files that are not there yet."""
    changes = [FileChange(workspace.shown(path), None, each) for path, each in zip(targets, contents, strict=True)]
    return _written(workspace, command, changes)


def write_all(workspace: Workspace, command: str, changes: Sequence[FileChange]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The same for new files and changed ones together."""
    return _written(workspace, command, changes)


def taken_back(workspace: Workspace, change: LoggedChange, direction: Direction) -> tuple[Problem, ...]:
    """Takes a change back, or makes it again; refused where that would lose what somebody has written since (W36)."""
    with workspace.writing() as busy:
        if busy:
            return (busy,)
        if next_change(workspace, direction) != change:
            return (Problem(W37, say("刚才另一次运行写过输入文件，没有{direction}", direction=direction.value)),)
        faults = workspace.journal.carry_out(change, direction)
    return _told_of_undoing(faults, direction)


def hindrances(workspace: Workspace, change: LoggedChange, direction: Direction) -> tuple[Problem, ...]:
    """Why a change could not be taken back now, so that nobody is asked for nothing."""
    return _told_of_undoing(workspace.journal.hindrances(change, direction), direction)


def _told_of_undoing(faults: Sequence[Problem], direction: Direction) -> tuple[Problem, ...]:
    return tuple(_changed_since(fault, direction) if fault.code == W33 else fault for fault in faults)


def next_change(workspace: Workspace, direction: Direction) -> LoggedChange | None:
    """What would be taken back, or made again."""
    return workspace.journal.last_done() if direction is Direction.UNDO else workspace.journal.first_undone()


def none_to_take_back(direction: Direction) -> Problem:
    if direction is Direction.REDO:
        return Problem(W37, say("没有可以重做的"), hint=say("撤回以后又写过别的，就不能再重做了"))
    return Problem(W37, say("没有可以撤回的"), hint=say("可以撤回的是录入、回收、填报导入、新建写的输入文件，最近二十次"))


def _written(
    workspace: Workspace, command: str, changes: Sequence[FileChange], typed: tuple[str, ...] = ()
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    if not changes:
        return (), ()
    now = datetime.now().isoformat(timespec="minutes")
    with workspace.writing() as busy:
        if busy:
            return (), (busy,)
        number = workspace.journal.next_number()
        faults = workspace.journal.carry_out(LoggedChange(number, command, now, tuple(changes), typed=typed))
    paths = tuple(workspace.root / each.place for each in changes if not each.note)
    return (() if faults else paths), faults


def _keeps_encoding(old: Given, new: Given) -> bool:
    """Whether every byte that was read is given back by the encoding, and the new bytes are read by the same one."""
    text, encoding, _ = decoded(old.content, old.name)
    fresh, same, _ = decoded(new.content, new.name)
    try:
        return same == encoding and text.encode(encoding) == old.content and fresh.encode(encoding) == new.content
    except UnicodeEncodeError:
        return False


def _not_encodable(item: Given) -> Problem:
    hint = say("请用记事本另存为 UTF-8，再运行一次")
    return Problem(W33, say("{file} 的编码写不回去，没有写入", file=item.name), hint=hint)


def _changed_since(fault: Problem, direction: Direction) -> Problem:
    (file,) = (str(shown) for name, shown in fault.message.parameters if name == "file")
    message = say("{file} 后来又改过，没有{direction}", file=file, direction=direction.value)
    return Problem(W36, message, hint=say("照列出的差别在文件里自己改；后来改的才不会丢"))
