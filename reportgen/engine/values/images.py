"""The bytes of a picture → what kind it is, its size, and the XML that shows it in a run.

Knows nothing of where the bytes came from.  python-docx reads the headers of the formats that Word shows, but for JPEG,
where it searches byte by byte and fails in a way that nobody should catch; a file whose content is none of them is
refused, whatever its name says.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from reportgen.engine.values.base import Unusable
from reportgen.engine.values.files import R06
from reportgen.engine.values.kinds import Picture
from reportgen.message import say
from reportgen.ooxml.names import PIC

_EMU_PER_INCH = 914_400
_JPEG = b"\xff\xd8"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segment that says how large a JPEG is."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Mirrored left to right or not, and then turned clockwise by quarters: a camera stores what its sensor saw, and how it
    was held."""

    mirrored: bool = False
    quarters: int = 0

    @property
    def lying(self) -> bool:
        """Whether what is stored as width is seen as height."""
        return self.quarters % 2 == 1

    def attributes(self) -> dict[str, str]:
        """Those of ``a:xfrm`` (§20.1.7.6): 60,000ths of a degree."""
        rotated = {"rot": str(self.quarters * 5_400_000)} if self.quarters else {}
        return rotated | ({"flipH": "1"} if self.mirrored else {})

    def stored(self, size: tuple[int, int]) -> tuple[int, int]:
        """The size of what is turned, by the size that is seen."""
        return (size[1], size[0]) if self.lying else size

    def edges(self, seen: dict[str, str]) -> dict[str, str]:
        """What is cut off or added at each edge of the stored picture, by the edges that are seen."""
        order = "ltrb"
        turned = {order[(order.index(edge) - self.quarters) % 4]: width for edge, width in seen.items()}
        return {{"l": "r", "r": "l"}.get(edge, edge) if self.mirrored else edge: width for edge, width in turned.items()}

    def margins(self, size: tuple[int, int]) -> dict[str, str]:
        """What a turned picture of a stored size reaches over its own frame: the edges of ``wp:effectExtent``."""
        over = (size[0] - size[1]) // 2 if self.lying else 0
        return {"l": str(max(-over, 0)), "t": str(max(over, 0)), "r": str(max(-over, 0)), "b": str(max(over, 0))}


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that was recognised; ``width`` and ``height`` in EMU, by its pixels and resolution, as it is to be seen.

    ``turn`` is how the stored pixels must be mirrored and then turned for that.
    """

    data: bytes
    content_type: str
    extension: str
    width: int
    height: int
    turn: Turn = Turn()


_TURNS = {
    1: Turn(), 2: Turn(True), 3: Turn(False, 2), 4: Turn(True, 2),
    5: Turn(True, 3), 6: Turn(False, 1), 7: Turn(True, 1), 8: Turn(False, 3),
}  # fmt: skip
"""EXIF's tag Orientation (CIPA DC-008 4.6.4): how the first row and column of the stored pixels are to be seen."""
_ORIENTATION = 0x0112


def read_image(data: bytes, name: str) -> Image:
    """Raises ``Unusable`` (R06) for what is no picture that Word shows; ``name`` is what messages call it."""
    from docx.image.exceptions import (  # imported here: python-docx is slow to start, and few reports have pictures
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image as Header

    unreadable = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
    try:
        header = _Jpeg.read(data) if _like_jpeg(data) else Header.from_blob(data)
        width = header.px_width * _EMU_PER_INCH // max(header.horz_dpi, 1)
        height = header.px_height * _EMU_PER_INCH // max(header.vert_dpi, 1)
    except (*unreadable, ValueError, LookupError, TypeError, ArithmeticError, struct.error, AssertionError):
        raise _no_picture(name) from None
    if width <= 0 or height <= 0 or not _complete(data):
        raise _no_picture(name)
    turn = header.turn if isinstance(header, _Jpeg) else _turn(data)
    return Image(data, header.content_type, header.ext, *turn.stored((width, height)), turn)


def _like_jpeg(data: bytes) -> bool:
    """Whether python-docx would read it as JPEG, or anybody else."""
    return data.startswith(_JPEG) or data[6:10] in (b"JFIF", b"Exif")


def _no_picture(name: str) -> Unusable:
    hint = say("要 PNG、JPEG、GIF、BMP 或 TIFF 格式；在看图软件里另存一份再试")
    return Unusable(say("“{file}”不是能放进 Word 的图片，或文件已损坏", file=name), R06, hint)


@dataclass(frozen=True, slots=True)
class _Jpeg:
    """The size of a JPEG in dots, and its resolution in dots an inch."""

    px_width: int
    px_height: int
    horz_dpi: int
    vert_dpi: int
    turn: Turn = Turn()
    content_type: str = "image/jpeg"
    ext: str = "jpg"

    @classmethod
    def read(cls, data: bytes) -> _Jpeg:
        """From the segments before the first scan (ITU T.81 Annex B; JFIF 1.02); raises IndexError, ValueError."""
        density, turn, at = (72, 72), Turn(), 2
        while True:
            if data[at] != 0xFF or not data.startswith(_JPEG):
                raise ValueError("no marker")
            kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
            if kind == 0xFF:
                at += 1
                continue
            if kind == 0xE0 and data[at + 4 : at + 9] == b"JFIF\0":
                density = _density(data[at + 11], *struct.unpack_from(">HH", data, at + 12))
            if kind == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
                turn = _turn(data[at + 10 : at + 2 + size])
            if kind in _FRAMES:
                height, width = struct.unpack_from(">HH", data, at + 5)
                return cls(width, height, *density, turn)
            at += 2 + max(size, 2)


def _turn(exif: bytes) -> Turn:
    """From the first directory of a TIFF header (TIFF 6.0 §2); what is out of order says nothing."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    try:
        if order is None:
            return Turn()
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if tag == _ORIENTATION and kind == 3:
                return _TURNS.get(value, Turn())
    except struct.error:
        pass
    return Turn()


def _density(unit: int, across: int, down: int) -> tuple[int, int]:
    """Dots an inch by JFIF's unit: 1 an inch, 2 a centimetre, else only a ratio."""
    if unit not in (1, 2) or not across or not down:
        return 72, 72
    return (across, down) if unit == 1 else (round(across * 2.54), round(down * 2.54))


def _complete(data: bytes) -> bool:
    """Whether the file goes on to its end, as far as its format tells."""
    if data.startswith(b"\x89PNG"):
        return _whole_png(data)
    if data.startswith(_JPEG):
        return b"\xff\xd9" in data
    if data.startswith(b"GIF8"):
        return data.rstrip(b"\0").endswith(b";")
    return not data.startswith(b"BM") or len(data) >= int.from_bytes(data[2:6], "little")


def _whole_png(data: bytes) -> bool:
    """Every chunk is there and its checksum right (PNG specification §5.3)."""
    at = 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if zlib.crc32(memoryview(data)[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at = end + 4
    return False


def shown_size(image: Image, wish: Picture, room: tuple[int, int]) -> tuple[int, int]:
    """Width and height in EMU: as wished, one from the other where one is given; else its own, within ``room``."""
    width = wish.width if wish.width >= 0 else room[0] * -wish.width // 100
    height = wish.height
    if not width and not height:
        high = min(room) if image.turn.lying else room[1]  # its frame lies, and must fit into the line as well
        width = min(image.width, room[0], max(high * image.width // image.height, 1))
    if not height:
        height = max(image.height * width // image.width, 1)
    return width or max(image.width * height // image.height, 1), height


def cropped(image: Image, frame: tuple[int, int]) -> dict[str, str]:
    """How a picture fits into a frame of another shape without being stretched: the edges of ``a:srcRect``.

    Thousandths of a per cent, negative where the frame reaches beyond the picture (§20.1.8.55), as Word's own “fit”
    writes it; empty where the shapes agree within one per cent.
    """
    across, down = image.width * frame[1], image.height * frame[0]
    if abs(across - down) * 100 <= max(across, down):
        return {}
    names, small, large = (("l", "r"), across, down) if across < down else (("t", "b"), down, across)
    return dict.fromkeys(names, str(-(large - small) * 100_000 // small // 2))


def picture_xml(relationship: str, size: tuple[int, int], alt: str, link: str = "", turn: Turn = _TURNS[1]) -> str:
    """A ``w:drawing`` with the picture in line (§20.4.2.8); its number is made unique later, ``alt`` is escaped.

    ``link`` is the relationship of an address, empty for none; ``size`` is what is seen.
    """
    size = turn.stored(size)
    over = "".join(f' {edge}="{width}"' for edge, width in turn.margins(size).items())
    margins = f"<wp:effectExtent{over}/>" if turn.lying else ""
    turned = "".join(f' {name}="{value}"' for name, value in turn.attributes().items())
    clicked = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    named = 'id="1" name="图片"' + (f' descr="{alt}"' if alt else "")
    return (
        "<w:drawing>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>{margins}<wp:docPr {named}>{clicked}</wp:docPr>'
        '<wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{PIC[1:-1]}"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm{turned}><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
