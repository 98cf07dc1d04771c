"""A workbook of the old kind (.xls), made of records → its bytes, for sheets that no program would write.

Knows the container (512-byte sectors, one table of sectors, one directory) and the few records that a reader needs: a book
with its sheets, formats, texts and numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NUMBER_FORMAT, _FONT, _XF, _SHEET, _EOF, _BOF = 0x041E, 0x0031, 0x00E0, 0x0085, 0x000A, 0x0809


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def number(row: int, column: int, value: float, style: int = 15) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def joined(areas: Sequence[tuple[int, int, int, int]]) -> bytes:
    """First row, last row, first column, last column of each."""
    return record(0x00E5, struct.pack("<H", len(areas)) + b"".join(struct.pack("<HHHH", *each) for each in areas))


def shared_formula(row: int, column: int, style: int = 15) -> bytes:
    """A cell that says that its formula stands in another one, and a formula that is said to be every cell's."""
    cell = struct.pack("<HHHdHI", row, column, style, 1.0, 8, 0) + struct.pack("<HBHH", 5, 1, 0, 0)
    return record(0x0006, cell) + record(0x04BC, struct.pack("<HHBBBB", 0, 0xFFFF, 0, 0xFF, 0, 1) + struct.pack("<HB", 3, 0x1E) + b"\x01\x00")


def looks(*wanted: tuple[int, int, int, int, int]) -> tuple[bytes, bytes]:
    """Fonts (the sixth and on) and styles (the seventeenth and on, number 16 first): height in points, colour, whether it is
    struck out, the colour of a plain paper (0: none), the way of aligning."""
    fonts = b"".join(record(_FONT, struct.pack("<HHHHHBBBB", height * 20, 8 * bool(struck), ink, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial") for height, ink, struck, _, _ in wanted)
    styles = (struct.pack("<HHHBBBBIIH", 6 + at, 164, 0, align, 0, 0, 0, 0, bool(paper) << 26, paper) for at, (_, _, _, paper, align) in enumerate(wanted))
    return fonts, b"".join(record(_XF, style) for style in styles)


def book(sheet: bytes, *, sheets: int = 1, format_code: str = "General", more: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """A workbook of some sheets that all begin at the same place, with one number format."""
    code = format_code.encode("utf-16-le")
    styles = record(_FONT, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial") * 5
    styles += more[0] + record(_NUMBER_FORMAT, struct.pack("<HHB", 164, len(format_code), 1) + code)
    styles += record(_XF, struct.pack("<HHHBBBBIIH", 0, 164, 0, 0x20, 0, 0, 0, 0, 0, 0)) * 16 + more[1]
    begin = record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)) + record(0x0042, struct.pack("<H", 1200))
    names = [f"s{each}".encode() for each in range(sheets)]
    length = len(begin) + len(styles) + sum(4 + 8 + len(name) for name in names) + 4
    listed = b"".join(record(_SHEET, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name) for name in names)
    one = record(_BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)) + sheet + record(_EOF, b"")
    return container(begin + styles + listed + record(_EOF, b"") + one)


def container(stream: bytes, name: str = "Workbook") -> bytes:
    """A stream as the only one of a compound file."""
    stream += bytes(max(4096 - len(stream), 0))
    count = -(-len(stream) // 512)
    tables = -(-(count + 1 + count // 127 + 2) // 128)
    assert tables <= 109, "more than the header lists"
    chain = [*range(1, count), _END, _END, *[_TABLE] * tables]
    chain += [_FREE] * (tables * 128 - len(chain))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, count, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *(count + 1 + each if each < tables else _FREE for each in range(109)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, 0, len(stream)) + bytes(256)
    return head + stream.ljust(count * 512, b"\0") + directory + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, _FREE, _FREE, child) + bytes(36) + struct.pack("<III", start, size, 0)
