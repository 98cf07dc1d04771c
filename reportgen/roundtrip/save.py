"""The year's input with edits written into it → its files, and which of them were written.

Knows no edits.  A clerk may take a quarter of an hour to answer for each edit, and somebody may save the same input in
the meantime; what was typed then must not be written over by what was read before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.storage import place_faults, write_file
from reportgen.storage.given import Given

B05 = Code("B05", "输入文件在回收的时候又被改过", "一边回答要不要写入，一边在记事本里存了 2024.yaml", "再回收一次")


def store(
    before: Sequence[Given], after: Sequence[Given]
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files written, those whose content is another, and what hindered; to be called where nobody else writes.

    None is written when one of them is seen not to be writable, or is no longer what was read (B05).
    """
    changed = [(old.path, old.content, new.content) for old, new in zip(before, after, strict=True) if old != new and old.path]
    faults = tuple(fault for path, old, _ in changed if (fault := _refusal(path, old)))
    written: list[Path] = []
    for path, _, content in () if faults else changed:
        if fault := write_file(path, content):
            return tuple(written), (fault,)
        written.append(path)
    return tuple(written), faults


def _refusal(path: Path, content: bytes) -> Problem | None:
    try:
        same = path.read_bytes() == content
    except OSError:
        same = False
    if not same:
        return Problem(B05, say("{file} 刚才又被改过，没有写入", file=path.name), hint=say("再回收一次，就会与现在的样子合在一起"))
    return place_faults(path)
