"""A file as it was when it was decided what becomes of it, and as it is now → that somebody has saved it since.

Knows nothing of changes and copies.  Whoever writes over a file asks this right before; it stands apart from the journal, so that
who only makes a report need not read that.
"""

from __future__ import annotations

from reportgen.message import say
from reportgen.problem import Code, Problem

W33 = Code(
    "W33",
    "输入文件读了以后又被改过，或编码写不回去，没有写",
    "一边回答要不要写入，一边在记事本里存了 2024.yaml",
    "存好并关掉记事本，再运行一次；说是编码的，先另存为 UTF-8",
)


def saved_meanwhile(shown: str, now: bytes | None, expected: bytes | None) -> Problem | None:
    """That somebody has written a file since it was decided what becomes of it."""
    if now == expected:
        return None
    hint = say("再运行一次，就会从现在的样子做起")
    return Problem(W33, say("{file} 刚才又被改过，没有写入", file=shown), hint=hint)
