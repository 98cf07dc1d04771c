"""A size in pixels → the bytes of a small picture of one colour, in the formats that Word shows."""

from __future__ import annotations

import struct
import zlib

EMU_PER_PIXEL = 9525
"""At 96 dots an inch."""


def png(width: int, height: int, dpi: int = 96) -> bytes:
    """A red PNG."""
    rows = b"".join(b"\0" + b"\xc0\x30\x20" * width for _ in range(height))
    per_metre = round(dpi / 0.0254)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def jpeg(width: int, height: int) -> bytes:
    """The headers of a JPEG, which are all that is looked at."""
    app = b"JFIF\0\x01\x01\x01" + struct.pack(">HH", 96, 96) + b"\0\0"
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    parts = ((0xE0, app), (0xC0, frame), (0xDA, b"\x01\x01\x00\x00\x3f\x00"))
    return (
        b"\xff\xd8"
        + b"".join(struct.pack(">BBH", 255, kind, len(data) + 2) + data for kind, data in parts)
        + b"\0\xff\xd9"
    )


def exif(data: bytes, orientation: int, order: str = "big") -> bytes:
    """A JPEG with a note of how the camera was held."""
    sign, mark = (">", b"MM\0*") if order == "big" else ("<", b"II*\0")
    entries = ((0x010F, 2, 1, 0), (0x0112, 3, 1, orientation))
    held = b"".join(struct.pack(f"{sign}HHIHH", tag, kind, count, value, 0) for tag, kind, count, value in entries)
    note = b"Exif\0\0" + mark + struct.pack(f"{sign}IH", 8, len(entries)) + held + b"\0\0\0\0"
    return data[:2] + struct.pack(">BBH", 255, 0xE1, len(note) + 2) + note + data[2:]


def gif(width: int, height: int) -> bytes:
    """The headers of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def bmp(width: int, height: int) -> bytes:
    """A BMP of one bit a pixel."""
    rows = b"\0" * ((width + 31) // 32 * 4 * height)
    size = 62 + len(rows)
    return (
        b"BM"
        + struct.pack("<IHHI", size, 0, 0, 62)
        + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 1, 0, len(rows), 3780, 3780, 0, 0)
        + b"\0\0\0\0\xff\xff\xff\0"
        + rows
    )
