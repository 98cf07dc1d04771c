"""A name and bytes → a whole file under a safe name, or the sentence that says why not.

Knows nothing of what is in the file.  Bytes go to a new file in the same folder, are flushed to the disk, and only
then take the name, so that whoever looks sees the old file or the new one, and a full disk or a power cut leaves the
old one as it was.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from reportgen.problem import Problem

CODES: Mapping[str, str] = {
    "W10": "同名的文件夹挡着",
    "W11": "文件是只读的",
    "W12": "没有权限，或文件正被打开",
    "W13": "磁盘满了",
    "W14": "文件名太长",
    "W15": "写文件时出了别的错",
}

LONGEST = 80
"""Most characters of a file name, suffix and number included; more than any title needs, fewer than any system
refuses."""
_SPARE = len("（99）.docx")
_MOST_BYTES = 255 - len("（99）-12345678.docx".encode())
"""File systems count bytes of a name: 255, less what may still be added to a stem."""
_STAND_INS = str.maketrans('\\/:*?"<>|', "＼／：＊？”＜＞｜")
"""What Windows refuses in names → the full-width sign that reads the same."""
_RESERVED = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"))
)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY)


def safe_stem(text: str, label: str = "") -> str:
    """A file name (without suffix) that every system takes and that can leave no folder; ``label`` is never cut off."""
    stem = _cut(_clean(text), LONGEST - _SPARE - len(label), _MOST_BYTES - len(label.encode()))
    stem = f"{stem}{label}" or "未命名"
    return f"{stem}_" if stem.partition(".")[0].rstrip().upper() in _RESERVED else stem


def _clean(text: str) -> str:
    """One line of visible characters: no control, direction or zero-width signs, no lone surrogates, no dots or
    blanks at the ends."""
    visible = "".join(" " if char.isspace() else char for char in text.translate(_STAND_INS))
    kept = "".join(char for char in visible if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(unicodedata.normalize("NFC", kept).split()).strip(". ")


def _cut(text: str, most: int, most_bytes: int) -> str:
    text = text[: max(most, 0)]
    while len(text.encode()) > most_bytes:
        text = text[:-1]
    return text.rstrip(". ")


def place_faults(path: Path) -> Problem | None:
    """What already lies at the place and must not be replaced: a folder, a file that somebody has made read-only."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return None  # nothing there, or not to be reached: then the writing will tell
    if stat.S_ISDIR(mode):
        return Problem("W10", f"有个文件夹也叫“{path.name}”，文件存不进去", hint="请给文件夹改名，或用 -o 换个文件名")
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return Problem("W11", f"“{path.name}”是只读的，没有覆盖", hint="请在文件属性里去掉“只读”，或用 -o 换个文件名")
    return None


def write_file(path: Path, data: bytes) -> Problem | None:
    """Writes the whole file or nothing; makes the folder; keeps the permissions of a file that was there before."""
    temporary = path.with_name(f".reportgen-{secrets.token_hex(6)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(temporary, data)
            if path.exists():
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        return _fault(path, error)
    return None


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _fault(path: Path, error: OSError) -> Problem:
    """The system's refusal as a sentence."""
    name = f"“{path.name}”"
    if error.errno in _FULL:
        return Problem("W13", f"磁盘满了，{name}没有写成，原来的文件没有动", hint="请清理磁盘，再运行一次")
    if error.errno in _DENIED:
        return Problem(
            "W12",
            f"写不进{name}：没有权限，或文件正被打开",
            hint="请在 Word、WPS 里关掉这个文件，或换个文件夹，再试一次",
        )
    if error.errno == errno.ENAMETOOLONG:
        return Problem("W14", f"文件名太长：{name}", hint="请用 -o 换个短些的文件名")
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return Problem(
            "W10",
            f"“{path.parent.name}”应当是文件夹，却有个同名的文件挡着；或{name}是个文件夹",
            hint="请改名或移走，再试一次",
        )
    return Problem(
        "W15",
        f"{name}没有写成（系统错误号 {error.errno}），原来的文件没有动",
        hint="请换个文件夹再试；仍不行，请把这句话告诉维护人员",
    )
