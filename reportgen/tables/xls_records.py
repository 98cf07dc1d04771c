"""The records of a sheet of an .xls that its reader passes over → where conditions may change a look, and what lies over cells.

Knows no cells.  Records are read one after the other from the sheet's beginning to its end, each no more than once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from reportgen.tables.cells import Area
from reportgen.tables.visibility import LookChange

_BEGIN, _END = 0x0809, 0x000A
_AREAS, _CONDITION, _DRAWING, _OBJECT = 0x01B0, 0x01B1, 0x00EC, 0x005D
_NEWER_AREAS, _NEWER_CONDITION = 0x0879, 0x087A
"""Of programs since 2007 (MS-XLS 2.4.43, 2.4.57): the same behind a head of their own."""
_WANTED = frozenset((_AREAS, _CONDITION, _DRAWING, _OBJECT, _NEWER_AREAS, _NEWER_CONDITION))
_NEWER_HEAD = 12
_HEAD = struct.Struct("<HH")
_NUMBERS, _FONT, _PAPER = 1 << 25, 1 << 26, 1 << 29
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"
_REMARK, _LINE = 0x19, 0x01
"""Kinds of objects that hide nothing: remarks, which stand aside, and lines."""
_FONT_LENGTH = 118
_COMPARED = (1, 2, 5)
"""Kinds of newer conditions that change a look and nothing else: a comparison, an expression, a place in the order; the others draw
bars, scales and signs, which may stand in place of the number."""


def records(stream: bytes, begin: int) -> Iterator[tuple[int, bytes]]:
    """The records that are wanted, from a sheet's beginning to its end, those of charts within it left out."""
    depth, at = 0, begin
    while at + 4 <= len(stream):
        kind, length = _HEAD.unpack_from(stream, at)
        if kind in (_BEGIN, _END):
            depth += 1 if kind == _BEGIN else -1
            if depth <= 0:
                return
        elif kind in _WANTED and depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def over_cells(stream: bytes, begin: int, colours: Sequence[str]) -> tuple[list[tuple[Area, LookChange]], list[Area]]:
    """Areas with what a condition may change there, and the areas that something drawn lies over."""
    areas: list[Area] = []
    changes: list[tuple[Area, LookChange]] = []
    drawn: list[Area] = []
    waiting: list[Area] = []
    for kind, body in records(stream, begin):
        if kind == _AREAS:
            areas = list(_areas(body))
        elif kind == _CONDITION:
            change = _change(body, colours)
            changes += [(area, change) for area in areas]
        elif kind == _NEWER_AREAS:
            areas = list(_areas(body[_NEWER_HEAD:]))
        elif kind == _NEWER_CONDITION:
            change = _newer_change(body, colours)
            changes += [(area, change) for area in areas]
        elif kind == _DRAWING:
            waiting = list(_anchors(body))
        elif kind == _OBJECT:
            drawn += waiting if len(body) >= 6 and struct.unpack_from("<H", body, 4)[0] not in (_REMARK, _LINE) else []
            waiting = []
    return changes, drawn


def _areas(body: bytes) -> Iterator[Area]:
    count = struct.unpack_from("<H", body, 12)[0] if len(body) >= 14 else 0
    for at in range(14, min(14 + 8 * count, len(body) - 7), 8):
        top, bottom, left, right = struct.unpack_from("<4H", body, at)
        yield top + 1, left + 1, bottom + 1, right + 1


def _anchors(body: bytes) -> Iterator[Area]:
    at = body.find(_ANCHOR)
    while at >= 0 and at + 24 <= len(body):
        _, left, _, top, _, right, _, bottom, _ = struct.unpack_from("<9H", body, at + 6)
        yield top + 1, left + 1, bottom + 1, right + 1
        at = body.find(_ANCHOR, at + 24)


def _change(body: bytes, colours: Sequence[str]) -> LookChange:
    """What a condition does: another format of numbers, a stroke, an ink, a paper; a plain paper has its colour where others
    have the second."""
    flags = struct.unpack_from("<I", body, 6)[0] if len(body) >= 12 else 0
    if flags & _NUMBERS:
        return LookChange(alters=True)
    at, ink, struck = 12, "", False
    if flags & _FONT and len(body) >= at + _FONT_LENGTH:
        struck = bool(body[at + 68] & 0x80) and not body[at + 88] & 0x80
        ink = _colour(struct.unpack_from("<I", body, at + 80)[0], colours)
        at += _FONT_LENGTH
    at += 8 * (bool(flags & 1 << 27) + bool(flags & 1 << 28))
    papers: tuple[str, ...] = ()
    if flags & _PAPER and len(body) >= at + 4:
        pattern, both = struct.unpack_from("<HH", body, at)
        first, second = _colour(both & 0x7F, colours), _colour(both >> 7 & 0x7F, colours)
        papers = tuple(filter(None, (second or first,) if pattern >> 10 in (0, 1) else (first, second)))
    return LookChange(struck, ink, papers)


def _newer_change(body: bytes, colours: Sequence[str]) -> LookChange:
    """The same of a condition of newer programs: its look has a length before it, and none where it changes nothing."""
    if len(body) < _NEWER_HEAD + 10 or body[_NEWER_HEAD] not in _COMPARED:
        return LookChange(alters=True)
    (length,) = struct.unpack_from("<I", body, _NEWER_HEAD + 6)
    look = body[_NEWER_HEAD + 10 :][:length]
    return _change(bytes(6) + look, colours) if length else LookChange()


def _colour(number: int, colours: Sequence[str]) -> str:
    return colours[number] if number < len(colours) else ""
