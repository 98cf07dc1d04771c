"""docxtpl's objects for rich text, listings and pictures → the engine's values.

Knows neither templates nor files.  The look of a ``RichText`` is a difference from the tag's own look, so that a font or
size that the script does not name is the template's (in docxtpl it is the document's default).
"""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import IO, Any

from reportgen.compat.refusal import refused
from reportgen.compat.replacement import content_of
from reportgen.engine.values.kinds import Blocks, Look, Paragraph, Picture, Rich, Run
from reportgen.message import say

_UNDERLINES = frozenset("single double thick dotted dash dotDash dotDotDash wave".split())
_REGIONS = ("ascii", "hAnsi", "cs", "eastAsia")


class UrlId(str):
    """An address, as ``build_url_id`` gives it."""

    __slots__ = ()


class RichText:
    """Text of several looks within a paragraph."""

    def __init__(self, text: Any = None, **properties: Any) -> None:
        self._runs: list[Run] = []
        if text:
            self.add(text, **properties)

    def add(
        self, text: Any, style: str | None = None, color: str | None = None, highlight: str | None = None,
        size: int | str | None = None, subscript: bool | None = None, superscript: bool | None = None, bold: bool = False,
        italic: bool = False, underline: bool | str = False, strike: bool = False, font: str | None = None,
        url_id: str | None = None, rtl: bool = False, lang: str | None = None,
    ) -> None:  # fmt: skip
        """Another stretch; ``size`` in half-points, ``color`` and ``highlight`` as six digits with or without ``#``.

        Raises ``ValueError`` for a colour or size that is none, and for a ``url_id`` that ``build_url_id`` did not make.
        """
        if isinstance(text, RichText):
            self._runs += text._runs
            return
        look = Look(
            bold=True if bold else None, italic=True if italic else None, strike=True if strike else None,
            underline=_underline(underline), colour=_colour(color), highlight=_colour(highlight), size=_size(size),
            fonts=_fonts(font), vertical="subscript" if subscript else "superscript" if superscript else "",
            style=style or "", rtl=True if rtl else None, lang=lang or "",
        )  # fmt: skip
        self._runs.append(Run(_text(text), look, _address(url_id)))

    @property
    def value(self) -> Rich:
        """What the engine prints."""
        return Rich(tuple(self._runs))

    def __str__(self) -> str:
        return "".join(run.content for run in self._runs)


class RichTextParagraph:
    """Paragraphs of rich text, for ``{{p … }}``."""

    def __init__(self, text: Any = None, **properties: Any) -> None:
        self._paragraphs: list[Paragraph] = []
        if text:
            self.add(text, **properties)

    def add(self, text: Any, parastyle: str | None = None) -> None:
        """Another paragraph, of a style's name or id."""
        content = text if isinstance(text, RichText) else RichText(text)
        self._paragraphs.append(Paragraph(content.value, parastyle or ""))

    @property
    def value(self) -> Blocks:
        """What the engine prints."""
        return Blocks(tuple(self._paragraphs))


class Listing:
    r"""Text with ``\n``, ``\a``, ``\t`` and ``\f``; here every text has them, so this is the text."""

    def __init__(self, text: Any) -> None:
        self.value = _text(text)

    def __str__(self) -> str:
        return self.value


class InlineImage:
    """A picture in a line of text; ``width`` and ``height`` in English metric units, as ``docx.shared`` gives them.

    ``anchor`` is an address that a click on the picture opens.
    """

    def __init__(
        self, tpl: object, image_descriptor: str | PathLike[str] | IO[bytes], width: int | None = None,
        height: int | None = None, anchor: str | None = None,
    ) -> None:  # fmt: skip
        for name, length in (("width", width), ("height", height)):
            if length is not None and not isinstance(length, (int, float)):
                raise refused(say("图片的 {side} 要传长度，例如 Mm(30)，不能是“{written}”", side=name, written=str(length)))
        self.anchor = anchor
        self.image_descriptor = image_descriptor
        self.width = width
        self.height = height

    @property
    def value(self) -> Picture:
        """What the engine prints; a stream is read from its beginning."""
        source: bytes | Path
        if isinstance(self.image_descriptor, (str, PathLike)):
            source = Path(self.image_descriptor)
        else:
            source = content_of(self.image_descriptor)
        return Picture(source, int(self.width or 0), int(self.height or 0), link=self.anchor or "")


R = RichText
RP = RichTextParagraph


def _text(text: Any) -> str:
    return text.decode("utf-8", errors="ignore") if isinstance(text, bytes) else str(text)


def _underline(wanted: bool | str) -> str:
    if not wanted:
        return ""
    return str(wanted) if wanted in _UNDERLINES else "single"


def _colour(text: str | None) -> str:
    plain = str(text or "").removeprefix("#")
    if plain and not re.fullmatch("[0-9A-Fa-f]{6}", plain):
        raise refused(say("颜色要写成六位的“红绿蓝”代码，例如 FF0000，不能是“{written}”", written=plain))
    return plain.upper()


def _size(size: int | str | None) -> int:
    if size is None:
        return 0
    if not str(size).isdecimal() or not 2 <= int(size) <= 3276:
        raise refused(say("字号 size 的单位是半磅，要写 2 到 3276 的整数，不能是“{size}”", size=str(size)))
    return int(size)


def _fonts(font: str | None) -> tuple[tuple[str, str], ...]:
    """``eastAsia:仿宋`` names the font of one region, and as in docxtpl of Latin text too."""
    if not isinstance(font, (str, type(None))):
        raise refused(say("字体 font 要传字体的名称，不能是“{written}”", written=str(font)))
    region, _, name = (font or "").rpartition(":")
    if not name:
        return ()
    regions = (*_REGIONS[:3], region) if region in _REGIONS and region not in _REGIONS[:3] else _REGIONS[:3]
    return tuple((each, name) for each in regions)


def _address(url_id: str | None) -> str:
    if not url_id:
        return ""
    if not isinstance(url_id, UrlId):
        raise refused(say("url_id 要用模板的 build_url_id(地址) 得到"))
    return str(url_id)
