"""The VML of a sheet of an .xlsx, as a tree → the cells that its shapes lie over.

Knows no cells.  Programs draw so to this day what is filled in on a sheet (buttons, lists, boxes), embedded objects and remarks.
A remark is hidden until somebody points at its cell, so that it covers nothing, unless it is set to be always shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.tables.cells import Area
from reportgen.tables.xlsx_styles import is_on, whole

_EVERYWHERE = (1, 1, 1_048_576, 16_384)
_DATA, _ANCHOR, _REMARK = "{*}ClientData", "{*}Anchor", "Note"
_NO_SHAPES = ("shapetype", "shapelayout", "line", "polyline", "curve")
"""What stands beside shapes, and lines, which hide nothing."""
_MERE_SHAPES = (None, "Shape", "Rect", "Group")
_OFF = ("f", "false", "0")


def vml_mended(data: bytes) -> bytes:
    """As XML: line ends in remarks are written in HTML's way, which table programs themselves read and write."""
    return data.replace(b"<br>", b"<br/>").replace(b"<BR>", b"<br/>")


def vml_areas(root: Any) -> Iterator[Area]:
    """Where a shape that can be seen has an anchor of cells (ECMA-376-4:2016, 19.4.2.3); everywhere where none can be read."""
    for shape in root.iter("{urn:schemas-microsoft-com:vml}*"):
        said = next(shape.iterchildren(_DATA), None)
        if said is not None and _conceals(shape, said):
            yield _area(said.findtext(_ANCHOR))


def _conceals(shape: Any, said: Any) -> bool:
    if str(shape.tag).rpartition("}")[2] in _NO_SHAPES or _is_hidden(shape, said):
        return False
    hollow = (shape.get("filled") or "").lower() in _OFF and shape.find("{*}imagedata") is None
    words = (text for box in shape.iterchildren("{*}textbox") for text in box.itertext())
    return not hollow or said.get("ObjectType") not in _MERE_SHAPES or any(text.strip() for text in words)


def _is_hidden(shape: Any, said: Any) -> bool:
    style = "".join((shape.get("style") or "").split()).lower()
    shown = said.find("{*}Visible")
    if said.get("ObjectType") == _REMARK and shown is None:
        return True
    said_so = shown is not None and bool(shown.text) and not is_on(shown.text)
    return said_so or "visibility:hidden" in style or "display:none" in style


def _area(anchor: str | None) -> Area:
    """Column, distance, row, distance of the first corner and of the last, from 0."""
    numbers = [whole(each, -1) for each in (anchor or "").split(",")]
    if len(numbers) != 8 or min(numbers[::2]) < 0:
        return _EVERYWHERE
    left, top, right, bottom = numbers[::2]
    return top + 1, left + 1, bottom + 1, right + 1
