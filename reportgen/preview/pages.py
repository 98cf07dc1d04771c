"""A PDF's bytes → its pages, as lines of text with their places in millimetres, and as PNG pictures.

Knows no rule.  pdfium, the PDF library of Chromium, gives each character's box and draws the pages; it comes as one wheel for
Windows, macOS and Linux, so that a clerk's machine needs no other program.  PNG is written here, because eight lines do not
need a library of pictures.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.message import say
from reportgen.problem import Code, Problem, ReportError

L05 = Code("L05", "没有装出图片、量版面要用的程序库", "没有 pypdfium2", 'pip install "reportgen-gongwen[preview]"')

MM = 25.4 / 72
"""Millimetres in a point."""


Box = tuple[float, float, float, float, str]
"""Left, top, right, bottom in millimetres from the upper left corner, and the character."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text: its edges in millimetres from the left and upper edge of the sheet; blanks left out of the text."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size in millimetres and its lines from top to bottom; ``number`` is the line of the page number,
    ``dash`` the height of its dashes' middle; both as the sheet is held upright, also where the page lies on its side."""

    width: float
    height: float
    lines: tuple[PageLine, ...]
    number: PageLine | None = None
    dash: float = 0


def read_pages(pdf: bytes) -> tuple[Page, ...]:
    """All pages; raises ``ReportError`` (L05) where the library is missing."""
    document = open_pdf(pdf)
    try:
        return tuple(_page(page) for page in document)
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class BoxedPage:
    """A page: its size in millimetres, and its characters as they follow each other in the file."""

    width: float
    height: float
    boxes: tuple[Box, ...]


def read_boxes(pdf: bytes) -> tuple[BoxedPage, ...]:
    """All pages with their characters; raises ``ReportError`` (L05)."""
    document = open_pdf(pdf)
    try:
        sizes = [page.get_size() for page in document]
        pages = zip(document, sizes, strict=True)
        return tuple(BoxedPage(w * MM, h * MM, tuple(_boxes(page.get_textpage(), h))) for page, (w, h) in pages)
    finally:
        document.close()


def open_pdf(pdf: bytes) -> Any:
    """The document in pdfium; raises ``ReportError`` (L05)."""
    try:
        import pypdfium2  # imported here: an extra, and slow to start
    except ImportError:
        hint = say('请运行 pip install "reportgen-gongwen[preview]"，再试一次')
        raise ReportError([Problem(L05, say("没有装出图片、量版面要用的程序库 pypdfium2"), hint=hint)]) from None
    return pypdfium2.PdfDocument(pdf)


def _page(page: Any) -> Page:
    width, height = page.get_size()
    boxes = list(_boxes(page.get_textpage(), height))
    turned = _turned_number(boxes) if width > height else []
    lines = [_line(row) for row in _rows([box for box in boxes if box not in turned])]
    if turned:
        upright = [_turned(box, width * MM) for box in turned]
        dashes = [box for box in upright if box[4] == "—"]
        return Page(width * MM, height * MM, tuple(lines), _line(upright), _middle(dashes))
    number = next((line for line in reversed(lines) if _is_number(line.text)), None)
    body = tuple(line for line in lines if line is not number)
    dashes = [box for box in boxes if box[4] == "—" and number and number.top <= box[1] <= number.bottom]
    return Page(width * MM, height * MM, body, number, _middle(dashes) if dashes else 0)


def _boxes(text: Any, height: float) -> Iterator[Box]:
    """Left, top, right, bottom in millimetres from the upper left corner, and the character; blanks left out.

    Boxes are those of the font, but for dashes, whose ink is what cl. 7.5 measures.
    """
    everything = text.get_text_range()
    for number in range(text.count_chars()):
        char = everything[number] if number < len(everything) else ""
        if not char.strip():
            continue
        left, bottom, right, top = text.get_charbox(number, loose=char != "—")
        yield left * MM, (height - top) * MM, right * MM, (height - bottom) * MM, char


_STRIP = 33.0
"""Millimetres from the left edge of a page on its side within which its number stands, running downward."""


def _turned_number(boxes: Sequence[Box]) -> list[Box]:
    """The characters of a page number that stands at the foot of the sheet held upright; none where there is no such."""
    outer = (box for box in boxes if (box[0] + box[2]) / 2 < _STRIP and (box[4] == "—" or box[4].isdecimal()))
    strip = sorted(outer, key=lambda box: box[1])
    return strip if _is_number("".join(box[4] for box in strip)) else []


def _turned(box: Box, width: float) -> Box:
    """A character's place on the sheet held upright: what was at the top is at the left, what was at the left at the foot."""
    left, top, right, bottom, char = box
    return top, width - right, bottom, width - left, char


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Characters whose middles lie within 2 mm of each other stand on one line."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box[1] + box[3]):
        middle = (box[1] + box[3]) / 2
        if rows and middle - _middle(rows[-1]) < 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    return rows


def _middle(row: Sequence[Box]) -> float:
    return sum(box[1] + box[3] for box in row) / 2 / len(row)


def _line(row: Sequence[Box]) -> PageLine:
    ordered = sorted(row)
    text = "".join(box[4] for box in ordered)
    return PageLine(ordered[0][0], min(box[1] for box in row), ordered[-1][2], max(box[3] for box in row), text)


def _is_number(text: str) -> bool:
    """``—1—``."""
    return len(text) > 2 and text[0] == text[-1] == "—" and text[1:-1].isdecimal()


DPI = 100
"""Dots per inch: an A4 page becomes 827 × 1169."""


def pictures(pdf: bytes, dpi: int = DPI, *, quick: bool = False) -> Iterator[bytes]:
    """A PNG for each page; raises ``ReportError`` (L05) where the library is missing.

    ``quick`` is for a page that somebody waits for: a tenth of the time, files a little larger.
    """
    document = open_pdf(pdf)
    try:
        for page in document:
            yield _png(page.render(scale=dpi / 72, rev_byteorder=True), 1 if quick else 9)
    finally:
        document.close()


def _png(bitmap: Any, level: int = 9) -> bytes:
    """The bitmap as PNG (ISO/IEC 15948): eight bits a channel, rows unfiltered."""
    width, height, channels = bitmap.width, bitmap.height, bitmap.n_channels
    held = bytes(bitmap.buffer)
    rows = (held[at : at + width * channels] for at in range(0, bitmap.stride * height, bitmap.stride))
    kind = {1: 0, 3: 2, 4: 6}[channels]
    header = struct.pack(">2I5B", width, height, 8, kind, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), level)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
