"""Bytes → whole files, where they overwrite nobody's work.

Knows nothing of what is in a file.  Bytes go to a new file in the same folder, are flushed to the disk, and only then take
the name, so that whoever looks sees the old file or the new one, and a full disk or a power cut leaves the old one as it was.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from io import FileIO
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.storage.durability import put_down, sync_folder
from reportgen.storage.regular import unusable

W06 = Code(
    "W06",
    "原来的文件有人改过，新稿另存（说明）",
    "出稿以后有人在 Word 里改过 output 里的文件",
    "用“回收”把改动写回输入，或以新稿为准",
)
W07 = Code("W07", "同名文件太多，没有可用的名字", "“……(99).docx”都有了", "移走不要的旧稿")
W10 = Code("W10", "同名的文件夹挡着", "output 里有名为“汇报材料.docx”的文件夹", "移走这个文件夹，或用 -o 换个名字")
W11 = Code("W11", "文件是只读的", "文件属性勾了“只读”", "去掉“只读”，或用 -o 换个名字")
W12 = Code("W12", "没有权限，或文件正被打开", "文件正在 Word 里开着", "关掉它再运行")
W13 = Code("W13", "磁盘满了", "U 盘满了", "腾出空间，或用 -o 写到别处")
W14 = Code("W14", "文件名太长", "标题有几百个字", "用 -o 指明短一些的名字")
W15 = Code("W15", "写文件时出了别的错", "网络盘断开了", "换一个文件夹再试")

_MOST_COPIES = 99
_TEMPORARY = ".reportgen-"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY)


def place_faults(path: Path) -> Problem | None:
    """What already lies at the place and must not be replaced: a folder, a file that somebody has made read-only."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None  # nothing there, or not to be reached: then the writing will tell
    if stat.S_ISDIR(mode):
        return Problem(
            W10,
            say("有个文件夹也叫“{name}”，文件存不进去", name=path.name),
            hint=say("请给文件夹改名，或用 -o 换个文件名"),
        )
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return Problem(
            W11,
            say("“{file}”是只读的，没有覆盖", file=path.name),
            hint=say("请在文件属性里去掉“只读”；出稿的，也可以用 -o 换个文件名"),
        )
    return None


def write_file(
    path: Path, data: bytes, *, lasting: bool = True, refusal: Callable[[], Problem | None] = lambda: None
) -> Problem | None:
    """Writes the whole file or nothing; makes the folder; keeps the permissions of a file that was there before.

    Not ``lasting`` are notes of our own, whose names are not waited for: that costs about as much as the file, and losing
    a note to a power cut costs a question, never a clerk's work.  ``refusal`` is asked last of all, when the bytes are on the disk
    and only the name is still to be taken: a disk may need seconds, in which somebody saves the same file.
    """
    return write_files([(path, data)], lasting=lasting, refusal=refusal)[0]


def replace_file(path: Path, data: bytes) -> None:
    """The same for callers that are programs: makes no folder, and raises the system's ``OSError`` where it refuses."""
    if fault := _special(path):
        raise fault
    temporary = _temporary(path)
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    finally:
        _forgotten(temporary)
    sync_folder(path.parent)


def write_files(
    files: Sequence[tuple[Path, bytes]], *, lasting: bool = True, refusal: Callable[[], Problem | None] = lambda: None
) -> list[Problem | None]:
    """The same for many files, each by itself whole or not there: all are written, then all are put on the disk, then they
    take their names."""
    with ExitStack() as left:
        begun = [_begun(path, data, left) for path, data in files]
        refusals = iter(put_down([each[1] for each in begun if not isinstance(each, Problem)]))
        faults = [
            each if isinstance(each, Problem) else _named(path, each[0], next(refusals), refusal)
            for (path, _), each in zip(files, begun, strict=True)
        ]
    written = [path.parent for (path, _), fault in zip(files, faults, strict=True) if fault is None]
    for folder in dict.fromkeys(written) if lasting else ():
        sync_folder(folder)
    return faults


def _begun(path: Path, data: bytes, left: ExitStack) -> tuple[Path, FileIO] | Problem:
    """The bytes in a temporary file beside ``path``, not yet on the disk; ``left`` takes away what does not get its name."""
    if special := _special(path):
        return unusable(special)
    temporary = _temporary(path)
    try:
        _make_folder(path.parent)
        left.callback(_forgotten, temporary)
        file = left.enter_context(FileIO(temporary, "xb"))
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
    except OSError as error:
        return _fault(path, error)
    return temporary, file


def _special(path: Path) -> OSError | None:
    """What lies at the place and is no ordinary file: a new file would take the name of a device or of a pipe, and with enough
    rights put the device out of use for everybody."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None  # nothing there, or not to be reached: then the writing will tell
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    return OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def _named(path: Path, temporary: Path, full: OSError | None, refusal: Callable[[], Problem | None]) -> Problem | None:
    if full is not None:
        return _fault(path, full)
    try:
        if path.exists():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        if fault := refusal():
            return fault
        temporary.replace(path)
    except OSError as error:
        return _fault(path, error)
    return None


def _forgotten(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()


def remove_file(path: Path) -> Problem | None:
    """Takes a file away; nothing to say where there is none."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        return _fault(path, error)
    sync_folder(path.parent)
    return None


def _temporary(path: Path) -> Path:
    return path.with_name(f"{_TEMPORARY}{os.urandom(6).hex()}.tmp")


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def place_beside(
    target: Path, package: bytes, written: Callable[[Path], str]
) -> tuple[Path | None, tuple[Problem, ...]]:
    """Where a file may be written: ``target``, or the next free number beside it; nowhere where something is in the way."""
    try:
        path = next((each for each in _numbered(target) if _is_free(each, package, written)), None)
        held = path is not None and _holds(path, package)
    except OSError as error:  # it cannot be read, so nobody knows whether it is somebody's
        return None, (_fault(target, error),)
    if path is None:
        return None, (
            Problem(
                W07,
                say("“{file}”已有 {count} 份，都改过", file=target.name, count=_MOST_COPIES),
                hint=say("请移走不用的，再运行一次"),
            ),
        )
    if not held and (fault := place_faults(path)):
        return None, (fault,)
    return path, (_kept_beside(target, path),) if path != target else ()


def _is_free(path: Path, package: bytes, written: Callable[[Path], str]) -> bool:
    """Whether writing here loses nothing; what is no file is left to the writing to complain of.  Raises ``OSError`` for a
    file that cannot be read."""
    there = _there(path)
    return there is None or there == package or written(path) == digest(there)


def _holds(path: Path, package: bytes) -> bool:
    """Whether these very bytes stand there already, so that nothing need be written."""
    return _there(path) == package


def _there(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except FileNotFoundError:
        return None


def _numbered(target: Path) -> Iterator[Path]:
    """材料.docx, 材料（2）.docx, …"""
    yield target
    for number in range(2, _MOST_COPIES + 1):
        yield target.with_name(f"{target.stem}（{number}）{target.suffix}")


def _kept_beside(target: Path, path: Path) -> Problem:
    hint = say("原来那份留着没动；两份的取舍请自己定")
    return Problem(
        W06,
        say("“{file}”有人改过，没有覆盖；新稿存为“{new_file}”", file=target.name, new_file=path.name),
        Grade.NOTE,
        hint=hint,
    )


def digest(data: bytes) -> str:
    """By which a file is known again."""
    return hashlib.sha256(data).hexdigest()


def sweep(folder: Path) -> None:
    """Removes what killed runs left behind; to be called under the folder's lock."""
    for path in folder.rglob(f"{_TEMPORARY}*.tmp") if folder.is_dir() else ():
        with suppress(OSError):
            _remove(path)


def _remove(path: Path) -> None:
    """Takes away a temporary file, or a temporary folder with its files; nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        for each in path.iterdir():
            each.unlink()
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def _fault(path: Path, error: OSError) -> Problem:
    """The system's refusal as a sentence."""
    name = path.name
    if error.errno in _FULL:
        return Problem(
            W13, say("磁盘满了，“{file}”没有写成，原来的文件没有动", file=name), hint=say("请清理磁盘，再运行一次")
        )
    if error.errno in _DENIED:
        return Problem(
            W12,
            say("写不进“{file}”：没有权限，或文件正被打开", file=name),
            hint=say("请在 Word、WPS 里关掉这个文件，或换个文件夹，再试一次"),
        )
    if error.errno == errno.ENAMETOOLONG:
        return Problem(W14, say("文件名太长：“{file}”", file=name), hint=say("请用 -o 换个短些的文件名"))
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return Problem(
            W10,
            say(
                "“{folder}”应当是文件夹，却有个同名的文件挡着；或“{file}”是个文件夹", folder=path.parent.name, file=name
            ),
            hint=say("请改名或移走，再试一次"),
        )
    return Problem(
        W15,
        say("“{file}”没有写成（系统错误号 {errno}），原来的文件没有动", file=name, errno=error.errno or 0),
        hint=say("请换个文件夹再试；仍不行，请把这句话告诉维护人员"),
    )
