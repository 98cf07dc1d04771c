"""The bytes of a zip → its entries, still compressed; entries → the bytes of a zip that are always the same.

Knows nothing of Word or of what the entries mean.  The standard library reads the central directory; the rest is done
here, because an entry that nobody changed can then be carried over as its compressed bytes (inflating and deflating it
again is what makes other tools slow), and because every hostile trick is refused before anything is inflated.  Times,
attributes and order are fixed, so the same parts give the same bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from reportgen.message import Message, say
from reportgen.problem import Code, Problem, ReportError, WordPlace
from reportgen.value_object import ValueObject

P07 = Code("P07", "文件不完整（没有下载完或没有复制完）", "下载到一半的 .docx", "重新下载或复制")
P08 = Code("P08", "文件已损坏", "存盘时断了电的 .docx", "用 Word 打开并修复，另存为 .docx")
P09 = Code("P09", "文件里的条目太多", "十万个条目的 .docx", "用 Word 另存一份；来路不明的不要用")
P10 = Code("P10", "文件里有两个同名的条目", "两个 word/document.xml", "用 Word 另存一份；来路不明的不要用")
P11 = Code("P11", "文件里有名称不正常的条目", "名为 ../别处 的条目", "来路不明的不要用；自己的文件用 Word 另存一份")
P12 = Code("P12", "文件解开后太大", "1 MB 的 .docx 解开有几个 GB", "来路不明的不要用；自己的文件压缩图片")
P13 = Code(
    "P13",
    "文件里有压缩得反常的条目（可能是“压缩炸弹”）",
    "几 KB 的条目解开有几百 MB",
    "来路不明的不要用；自己的文件用 Word 另存一份",
)
P14 = Code("P14", "文件用了 Word 不用的压缩方法", "用别的压缩软件重新打包的 .docx", "用 Word 打开，另存为 .docx")
P24 = Code("P24", "文件里的条目加了密码", "用压缩软件加了密码的 .docx", "去掉密码，重新打包")


MIB = 1024 * 1024
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_SAVE_AGAIN = say("请用 Word 或 WPS 打开原文件，另存为新的 .docx 再试")
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DATE = (1 << 5) | 1  # 1980-01-01, the first day a zip can name
_ATTRIBUTES = 0o600 << 16  # attributes of 0 make Word for Mac warn
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Limits(ValueObject):
    """What a file may cost at most; a caller with larger honest files raises the number that the message names.

    ``max_bytes`` the file itself; ``max_entries`` entries in it; ``max_part`` one entry, inflated; ``max_total`` all of
    them, inflated; ``max_ratio`` how many times larger an entry may become, looked at only above ``grace`` bytes
    (100 has had false alarms with long honest tables; deflate itself ends at about 1032).
    """

    max_bytes: int = 64 * MIB
    max_entries: int = 2000
    max_part: int = 128 * MIB
    max_total: int = 256 * MIB
    max_ratio: int = 200
    grace: int = MIB


OWN = Limits(max_ratio=1100)
"""For a file that this program has just made: of equal rows it may be as much smaller as deflate can make it.  When it comes back
from outside it is a stranger's like any other, and is refused above ``Limits.max_ratio``."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ZipEntry(ValueObject):
    """One entry as it lies in the zip: ``packed`` is compressed, ``size`` and ``crc`` are those of the content."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes

    def inflate(self) -> bytes:
        """The content; raises ``ReportError`` (P08) where it is not what the directory says."""
        if self.method == STORED:
            data = self.packed
        else:
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                data = unpacker.decompress(self.packed, self.size + 1)
            except zlib.error:
                raise ReportError([self._damaged()]) from None
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise ReportError([self._damaged()])
        return data

    def head(self, length: int = 512) -> bytes:
        """The first bytes of the content; empty where it cannot be inflated, which is told when it is read."""
        if self.method == STORED:
            return self.packed[:length]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.packed, length)
        except zlib.error:
            return b""

    def _damaged(self) -> Problem:
        message = say("文件里的“{part}”已损坏：内容与登记的长度或校验值不符。", part=self.name)
        return Problem(P08, message, place=WordPlace(self.name), hint=_SAVE_AGAIN)


def deflate(name: str, data: bytes, level: int = 4) -> ZipEntry:
    """``data`` as an entry; stored where compressing gains nothing."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    if len(packed) >= len(data):
        return ZipEntry(name, STORED, zlib.crc32(data), len(data), data)
    return ZipEntry(name, DEFLATED, zlib.crc32(data), len(data), packed)


def read_entries(data: bytes, label: Message, limits: Limits) -> tuple[ZipEntry, ...]:
    """All entries in the order of the directory, folders left out; ``label`` is what messages call the file.

    Raises ``ReportError`` with everything that is wrong with the directory (P07 to P14, P24); nothing is inflated.
    """
    if data.count(b"PK\x01\x02") > 20 * limits.max_entries:  # a cheap upper bound, before the slow reading
        raise ReportError([_too_many(label, limits)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error, EOFError):
        raise ReportError([_unreadable(data, label)]) from None
    if len(found) < _registered(data):
        raise ReportError([_unreadable(data, label)])
    listed = [info for info in found if not _is_folder(info)]
    problems = [*_directory_problems(listed, label, limits), *_size_problems(listed, label, limits)]
    if problems:
        raise ReportError(problems)
    return _cut_out(data, label, listed)


def _registered(data: bytes) -> int:
    """How many entries the end of the directory counts (APPNOTE.TXT 4.3.16), 0 where it leaves that to Zip64.

    ``zipfile`` reads on by the lengths that each entry states, and takes the directory for finished when one of them is damaged and
    leads beyond its end: the parts behind would be missing without a word.
    """
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65557))
    count = int.from_bytes(data[at + 10 : at + 12], "little") if at >= 0 else 0
    return 0 if count == 0xFFFF else count


def write_entries(entries: Iterable[ZipEntry]) -> bytes:
    """The entries as a zip, in their order, with fixed times and attributes."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    position = 0
    for entry in entries:
        name = entry.name.encode()
        flags = 0 if entry.name.isascii() else _UTF8_NAME
        common = (20, flags, entry.method, 0, _DATE, entry.crc, len(entry.packed), entry.size, len(name), 0)
        pieces += (_LOCAL.pack(b"PK\x03\x04", *common), name, entry.packed)
        made_by = (3 << 8) | 20
        directory += (_CENTRAL.pack(b"PK\x01\x02", made_by, *common, 0, 0, 0, _ATTRIBUTES, position), name)
        position += _LOCAL.size + len(name) + len(entry.packed)
    listing = b"".join(directory)
    count = len(directory) // 2
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), position, 0)
    return b"".join((*pieces, listing, end))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """Some tools list folders; they are no parts and are not written again."""
    # not is_dir(): that fails for an entry without a name
    return info.filename.endswith("/") and info.file_size == 0 and not _is_hostile(info.orig_filename.rstrip("/"))


def _directory_problems(listed: list[zipfile.ZipInfo], label: Message, limits: Limits) -> Iterator[Problem]:
    if len(listed) > limits.max_entries:
        yield _too_many(label, limits)
    spelling = {info.orig_filename.lower(): info.orig_filename for info in listed}
    for folded, times in Counter(info.orig_filename.lower() for info in listed).items():
        if times > 1:
            message = say(
                "{file}里有{times}个名为“{entry}”的条目，分不清以哪个为准。", file=label, times=times, entry=spelling[folded]
            )
            yield Problem(P10, message, hint=_SAVE_AGAIN)
    for info in listed:
        name = info.orig_filename
        if _is_hostile(name):
            shown = "".join(char if char.isprintable() else "?" for char in name)
            message = say(
                "{file}里的条目“{entry}”名称不正常（可能想写到别的文件夹），不予读取。", file=label, entry=shown
            )
            yield Problem(P11, message, hint=say("这不像是 Word 存的文件，请向提供者要原件"))
        if info.flag_bits & 0x41:
            message = say("{file}里的“{entry}”加了密码，不能读取。", file=label, entry=name)
            yield Problem(P24, message, hint=say("请先去掉密码再试"))
        elif info.compress_type not in (STORED, DEFLATED):
            message = say("{file}里的“{entry}”用了 Word 不用的压缩方法，不能读取。", file=label, entry=name)
            yield Problem(P14, message, hint=_SAVE_AGAIN)


def _size_problems(listed: list[zipfile.ZipInfo], label: Message, limits: Limits) -> Iterator[Problem]:
    """By the declared sizes alone: inflating stops at the declared size, so they are a sound ceiling."""
    for info in listed:
        if info.file_size > limits.max_part:
            message = say(
                "{file}里的“{entry}”解开后有{size}，超过了上限{limit}（max_part）。",
                file=label,
                entry=info.filename,
                size=_megabytes(info.file_size),
                limit=_megabytes(limits.max_part),
            )
            yield Problem(P12, message, hint=say("请先压缩或删去文件里过大的图片"))
        elif info.file_size > limits.grace and info.file_size > limits.max_ratio * max(info.compress_size, 1):
            times = info.file_size // max(info.compress_size, 1)
            message = say(
                "{file}里的“{entry}”解开后是原来的{times}倍，超过了上限{limit}倍（max_ratio）。",
                file=label,
                entry=info.filename,
                times=times,
                limit=limits.max_ratio,
            )
            yield Problem(P13, message, hint=say("可能是“压缩炸弹”；这不像是 Word 存的文件，请向提供者要原件"))
    total = sum(info.file_size for info in listed)
    if total > limits.max_total:
        message = say(
            "{file}全部解开后有{size}，超过了上限{limit}（max_total）。",
            file=label,
            size=_megabytes(total),
            limit=_megabytes(limits.max_total),
        )
        yield Problem(P12, message, hint=say("请先压缩或删去文件里过大的图片"))


def _cut_out(data: bytes, label: Message, listed: list[zipfile.ZipInfo]) -> tuple[ZipEntry, ...]:
    """The compressed bytes of each entry; local and central directory must agree and entries must not overlap."""
    entries = []
    spans = []
    for info in listed:
        start = info.header_offset
        head = data[start : start + _LOCAL.size]
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise ReportError([_broken(label, info.filename)])
        name_length, extra_length = struct.unpack_from("<2H", head, 26)
        first = start + _LOCAL.size + name_length + extra_length
        last = first + info.compress_size
        written = data[start + _LOCAL.size : start + _LOCAL.size + name_length]
        sizes_agree = info.compress_type == DEFLATED or info.compress_size == info.file_size
        if last > len(data) or not sizes_agree or written != _name_bytes(info):
            raise ReportError([_broken(label, info.filename)])
        spans.append((start, last, info.filename))
        entries.append(ZipEntry(info.filename, info.compress_type, info.CRC, info.file_size, data[first:last]))
    spans.sort()
    for (_, end, _), (begin, _, name) in pairwise(spans):
        if begin < end:
            raise ReportError([_broken(label, name)])
    return tuple(entries)


def _name_bytes(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")


def _is_hostile(name: str) -> bool:
    """Absolute, with a drive, with a backslash, control characters, or steps out of the package."""
    if not name.isprintable() or "\\" in name or ":" in name:
        return True
    return any(step in ("", ".", "..") for step in name.split("/"))


def _unreadable(data: bytes, label: Message) -> Problem:
    """A zip without its end was cut off on the way; one with an end is damaged inside."""
    if b"PK\x05\x06" in data[-65557:]:
        return Problem(P08, say("{file}已损坏：里面的目录读不出来。", file=label), hint=_SAVE_AGAIN)
    return Problem(
        P07, say("{file}不完整：后半截丢了。", file=label), hint=say("可能没有下载完或没有复制完，请重新取一份")
    )


def _broken(label: Message, name: str) -> Problem:
    return Problem(
        P08,
        say("{file}已损坏：里面的“{entry}”与目录不符。", file=label, entry=name),
        place=WordPlace(name),
        hint=_SAVE_AGAIN,
    )


def _too_many(label: Message, limits: Limits) -> Problem:
    message = say(
        "{file}里的条目太多，超过了上限{limit}个（max_entries）。", file=label, limit=limits.max_entries
    )
    return Problem(P09, message, hint=say("这不像是 Word 存的文件，请向提供者要原件"))


def _megabytes(size: int) -> str:
    return f"{size / MIB:.1f}MB" if size < 10 * MIB else f"{size // MIB}MB"


def by_name(entries: Iterable[ZipEntry]) -> Mapping[str, ZipEntry]:
    """The entries by name, in their order."""
    return {entry.name: entry for entry in entries}
