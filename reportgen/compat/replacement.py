"""A finished file and what is to be exchanged in it → the file with other pictures and embedded files.

Knows nothing of templates.  docxtpl tells the parts by name, by their content's checksum, or, for pictures, by the name,
title or description that Word shows; here the whole content is compared, and what is not found is told, not passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import IO

from lxml import etree

from reportgen.compat.refusal import refused
from reportgen.message import say
from reportgen.ooxml.names import PIC, A, R
from reportgen.ooxml.package import OWN, Package
from reportgen.ooxml.xml_tree import parse_xml

Source = str | PathLike[str] | IO[bytes]
_STARTS = {
    "png": (b"\x89PNG",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",), "gif": (b"GIF8",), "bmp": (b"BM",),
    "tif": (b"II*\x00", b"MM\x00*"), "tiff": (b"II*\x00", b"MM\x00*"),
}  # fmt: skip


def content_of(source: Source) -> bytes:
    """The bytes of a path or of a stream, read from its beginning; raises ``ValueError`` for what is neither."""
    if isinstance(source, (str, PathLike)):
        return Path(source).read_bytes()
    if not (hasattr(source, "seek") and hasattr(source, "read")):
        raise refused(say("文件要传路径或打开的二进制文件，这里传的是 {type}", type=type(source).__name__))
    source.seek(0)
    return source.read()


@dataclass(slots=True, eq=False)
class Replacements:
    """What becomes what: pictures by what Word calls them, parts by content within a folder, parts by name."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    contents: dict[tuple[str, bytes], bytes] = field(default_factory=dict)
    names: dict[str, bytes] = field(default_factory=dict)

    def exchange(self, folder: str, old: bytes, new: bytes) -> None:
        """Whatever part of a folder has the old content gets the new."""
        self.contents[folder, old] = new

    def applied(self, data: bytes, *, missing_allowed: bool) -> bytes:
        """The file with everything exchanged.  Raises ``ValueError`` for what is not found or of another format."""
        if not (self.pictures or self.contents or self.names):
            return data
        package = Package.open(data, OWN)
        changed = dict(self._named(package, missing_allowed))
        changed |= dict(self._alike(package, missing_allowed))
        changed |= dict(self._pictured(package, missing_allowed))
        for name, content in changed.items():
            _check_format(name, content)
        return package.write(changed)

    def _named(self, package: Package, missing_allowed: bool) -> Iterator[tuple[str, bytes]]:
        for name, content in self.names.items():
            if name in package:
                yield name, content
            elif not missing_allowed:
                raise refused(say("文件里没有“{part}”这一部分，不能替换", part=name))

    def _alike(self, package: Package, missing_allowed: bool) -> Iterator[tuple[str, bytes]]:
        for (folder, old), new in self.contents.items():
            found = [name for name in package.names if name.startswith(folder) and package.read(name) == old]
            if not found and not missing_allowed:
                raise refused(say("文件的 {folder} 里没有内容相同的文件，不能替换", folder=folder))
            yield from ((name, new) for name in found)

    def _pictured(self, package: Package, missing_allowed: bool) -> Iterator[tuple[str, bytes]]:
        called = list(_called(package)) if self.pictures else []
        for name, content in self.pictures.items():
            found = [part for names, part in called if name in names]
            if not found and not missing_allowed:
                raise refused(say("文件里没有名称、标题或说明为“{picture}”的图片，不能替换", picture=name))
            yield from ((part, content) for part in found)


def _called(package: Package) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each picture of the body, headers and footers: what it is called, and the part it shows."""
    kinds = ("header", "footer")
    parts = [line.target for line in package.relationships(package.main) if line.kind in kinds and line.target in package]
    for part in (package.main, *parts):
        targets = {line.id: line.target for line in package.relationships(part) if not line.external}
        for picture in parse_xml(package.read(part), part).iter(PIC + "pic"):
            target = targets.get(_embedded(picture))
            properties = picture.find(f"{PIC}nvPicPr/{PIC}cNvPr")
            if target is not None and properties is not None:
                yield tuple(str(properties.get(name, "")) for name in ("name", "title", "descr")), target


def _embedded(picture: etree._Element) -> str:
    blip = next(picture.iter(A + "blip"), None)
    return str(blip.get(R + "embed", "")) if blip is not None else ""


def _check_format(name: str, content: bytes) -> None:
    starts = _STARTS.get(name.rsplit(".", 1)[-1].lower(), ())
    if starts and not content.startswith(starts):
        raise refused(say("“{picture}”要换成同一种格式的图片", picture=name))
