"""A path → the bytes of the ordinary file there, no more than are wanted; and a refusal of the system → a sentence.

Knows nothing of what is in the file.  A pipe would be waited for, and a device would never end; both may lie behind a link.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader, FileIO
from pathlib import Path

from reportgen.message import Message, say
from reportgen.problem import Code, Problem

W18 = Code(
    "W18",
    "路径或文件用不了：名称太长、没有权限、链接绕成圈、不是普通文件，或输出写不出去",
    "-o 后面写了 300 个字的文件名；output/.reportgen 里有个链接",
    "换个短些的、有权限的普通文件",
)
_PIECE = 1 << 20
_REASONS = {
    errno.ENAMETOOLONG: say("名称太长"),
    errno.EACCES: say("没有权限"),
    errno.EPERM: say("没有权限"),
    errno.EROFS: say("磁盘是只读的"),
    errno.ELOOP: say("链接绕成了圈"),
    errno.ENOENT: say("没有这个文件或文件夹"),
    errno.ENOTDIR: say("路径里有一段不是文件夹"),
    errno.EISDIR: say("是文件夹，不是文件"),
    errno.ENOSPC: say("磁盘满了"),
    errno.EDQUOT: say("磁盘满了"),
    errno.EINVAL: say("不是普通文件，或名称里有不能用的符号"),
    errno.EBADF: say("输出已经关了"),
}


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file, ``most`` and one more at most, so that a longer one is known; raises ``OSError``."""
    try:
        with BufferedReader(FileIO(path, "rb", opener=_opened)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            return _up_to(file, most + 1)
    except ValueError:  # a name with a NUL, or that no file system can hold
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None


def _up_to(file: BufferedReader[FileIO], most: int) -> bytes:
    """Piece by piece: memory is taken for what there is, and not for what there may be at most."""
    data = bytearray()
    while piece := file.read(min(_PIECE, most - len(data))):
        data += piece
    return bytes(data)


def _opened(name: str, flags: int) -> int:
    """Opened without waiting for whoever writes into a pipe."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def unusable(error: OSError | ValueError) -> Problem:
    """What the system refused, as a sentence (W18)."""
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    named = error.filename if isinstance(error, OSError) else ""
    shown = os.fsdecode(named) if isinstance(named, (str, bytes)) else ""
    name = say("“{name}”：", name=_cut(Path(shown).name)) if shown else say("")
    hint = say("请核对写法，或换个短些的、有权限的普通文件")
    return Problem(W18, say("{name}{reason}", name=name, reason=_reason(number)), hint=hint)


def _reason(number: int | None) -> Message:
    return _REASONS.get(number or 0) or say("系统不让用（错误号 {number}）", number=number or 0)


def _cut(name: str) -> str:
    visible = name.encode("utf-8", "replace").decode()
    return visible if len(visible) <= 60 else visible[:60] + "…"
