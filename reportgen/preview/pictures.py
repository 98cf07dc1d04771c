"""A PDF's bytes → its pages as PNG pictures.

Knows nothing of what is on them.  pdfium draws; PNG is written here, because eight lines do not need a library of
pictures.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

from reportgen.preview.pages import open_pdf

DPI = 100
"""Dots per inch: an A4 page becomes 827 × 1169."""


def pictures(pdf: bytes, dpi: int = DPI) -> Iterator[bytes]:
    """A PNG for each page; raises ``ReportError`` (L05) where the library is missing."""
    document = open_pdf(pdf)
    try:
        for page in document:
            yield _png(page.render(scale=dpi / 72, rev_byteorder=True))
    finally:
        document.close()


def _png(bitmap: Any) -> bytes:
    """The bitmap as PNG (ISO/IEC 15948): eight bits a channel, rows unfiltered."""
    width, height, channels = bitmap.width, bitmap.height, bitmap.n_channels
    held = bytes(bitmap.buffer)
    rows = (held[at : at + width * channels] for at in range(0, bitmap.stride * height, bitmap.stride))
    kind = {1: 0, 3: 2, 4: 6}[channels]
    header = struct.pack(">2I5B", width, height, 8, kind, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
