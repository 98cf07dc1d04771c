"""Plain descriptions of what a tag may print beyond text: no XML, no file, nothing read yet.

Knows neither documents nor templates.  Data from a stranger stay data: a value of these kinds is made by a filter of the
template, or by a caller in Python; what a picture names is read only when it is printed, and only from where the caller
allows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from reportgen.engine.values.base import Value
from reportgen.message import say
from reportgen.provenance import Stretch
from reportgen.regex import regex

EMU_PER_CM = 360_000
"""English metric units in a centimetre (ECMA-376 Part 1 §20.1.2.1)."""
_UNITS = {
    "厘米": 360_000, "cm": 360_000, "毫米": 36_000, "mm": 36_000, "英寸": 914_400, "in": 914_400, "磅": 12_700, "pt": 12_700,
}  # fmt: skip
_LENGTH = regex(r"\s*(\d{1,4}(?:\.\d{1,4})?)\s*(厘米|cm|毫米|mm|英寸|in|磅|pt|%|％)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run differs from the tag's own formatting; what is not said stays as it is.

    ``underline`` is an ST_Underline (§17.18.99), ``colour`` RRGGBB, ``size`` half-points, ``fonts`` pairs of region
    (ascii, hAnsi, eastAsia, cs) and font, ``vertical`` superscript or subscript, ``style`` the name or id of a
    character style.
    """

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    underline: str = ""
    colour: str = ""
    highlight: str = ""
    size: int = 0
    fonts: tuple[tuple[str, str], ...] = ()
    vertical: str = ""
    style: str = ""
    rtl: bool | None = None
    lang: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; ``link`` is an address, or ``#`` and the name of a bookmark.

    ``origins`` say where the text came from, as in ``reportgen.provenance``; ``mark`` asks for a visible mark, empty for none.
    """

    content: str
    look: Look = PLAIN
    link: str = ""
    origins: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Picture(Value):
    """A picture: its bytes, a path a caller in Python vouches for, or a name (``str``) within the caller's folder.

    ``width`` and ``height`` in EMU, or a negative width for a share of the text width (-50 is half of it); with
    neither, the picture's own size, no wider than the text.  ``link`` is an address that a click on it opens.
    """

    source: bytes | Path | str
    width: int = 0
    height: int = 0
    alt: str = ""
    link: str = ""

    @property
    def fills_frames(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Rich(Value):
    """Runs and pictures in one paragraph."""

    items: tuple[Run | Picture, ...]

    @property
    def has_picture(self) -> bool:
        """Whether there is anything in it but text."""
        return any(isinstance(item, Picture) for item in self.items)

    @property
    def text(self) -> str | None:
        texts = [item.content if isinstance(item, Run) else None for item in self.items]
        return None if None in texts else "".join(text or "" for text in texts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of its own: ``style`` by name or id, ``level`` of a heading (1–9) or of a list (0–8).

    ``kind`` is empty, ``heading``, ``bullet`` or ``number``; ``first`` says that a numbered list begins here.
    """

    content: Rich
    style: str = ""
    kind: str = ""
    level: int = 0
    first: bool = False


@dataclass(frozen=True, slots=True)
class Table(Value):
    """Rows of cells, the first ``head`` of them repeated on each page; ``widths`` in EMU, empty for equal ones."""

    rows: tuple[tuple[Rich, ...], ...]
    head: int = 1
    style: str = ""
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SubDocument(Value):
    """Another Word file, whose body takes the place of the tag's paragraph; ``source`` as for a picture."""

    source: bytes | Path | str


@dataclass(frozen=True, slots=True)
class Blocks(Value):
    """Paragraphs and tables that take the place of the tag's paragraph."""

    items: tuple[Paragraph | Table, ...]


def plain(text: str) -> Rich:
    """Text as rich text without any look."""
    return Rich((Run(text),) if text else ())


def merged_look(under: Look, over: Look) -> Look:
    """``under``, changed by all that ``over`` says."""
    said: dict[str, Any] = {
        each.name: value for each in fields(Look) if (value := getattr(over, each.name)) is False or value
    }
    return replace(under, **said)


def with_origins(value: Rich | Blocks, origins: tuple[str, ...]) -> Rich | Blocks:
    """The same value, its text coming from ``origins`` wherever it does not say otherwise."""
    return _with_runs(value, lambda run: (run if run.origins else replace(run, origins=origins),))


def with_marks(value: Rich | Blocks, marked: Iterable[Stretch]) -> Rich | Blocks:
    """The same value, its text marked wherever it is that of one of the ``marked`` stretches."""
    for stretch in marked:
        value = _with_runs(value, partial(_cut, stretch))
    return value


def _cut(stretch: Stretch, run: Run) -> tuple[Run, ...]:
    """The run in pieces, the text of the stretch in pieces of its own."""
    before, found, after = run.content.partition(stretch.text)
    if not found or run.mark:
        return (run,)
    mine = replace(run, content=found, origins=stretch.origins, mark=stretch.mark)
    pieces = (replace(run, content=before), mine, *_cut(stretch, replace(run, content=after)))
    return tuple(piece for piece in pieces if piece.content)


def _with_runs(value: Rich | Blocks, change: Callable[[Run], tuple[Run, ...]]) -> Rich | Blocks:
    if isinstance(value, Rich):
        return _rich_with(value, change)
    made: list[Paragraph | Table] = []
    for block in value.items:
        if isinstance(block, Paragraph):
            made.append(replace(block, content=_rich_with(block.content, change)))
        else:
            rows = tuple(tuple(_rich_with(cell, change) for cell in row) for row in block.rows)
            made.append(replace(block, rows=rows))
    return Blocks(tuple(made))


def _rich_with(rich: Rich, change: Callable[[Run], tuple[Run, ...]]) -> Rich:
    return Rich(tuple(each for item in rich.items for each in (change(item) if isinstance(item, Run) else (item,))))


def length(value: object) -> int:
    """A number of centimetres, ``"8cm"``, ``"80毫米"``, ``"3英寸"``, ``"200磅"`` → EMU; ``"50%"`` → -50.

    Raises ValueError, in Chinese, for anything else.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        raise ValueError(say("尺寸“{length}”读不懂，写法：8、“8厘米”、“80毫米”或“50%”", length=str(value)))
    found = _LENGTH.fullmatch(str(value))
    number = Decimal(found.group(1)) if found else Decimal(0)
    if not found or not number:
        raise ValueError(say("尺寸“{length}”读不懂，写法：8、“8厘米”、“80毫米”或“50%”", length=str(value)))
    unit = (found.group(2) or "厘米").lower()
    if unit in "%％":
        if number > 100:
            raise ValueError(say("尺寸“{length}”超过了版心的宽度", length=str(value)))
        return -int(number)
    emu = int(number * _UNITS[unit])
    if emu > 55 * EMU_PER_CM:
        raise ValueError(say("尺寸“{length}”太大，Word 的纸最大 55 厘米", length=str(value)))
    return max(emu, 1)
