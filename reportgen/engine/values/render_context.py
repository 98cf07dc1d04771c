"""The template's package and what the caller allows → what is looked up and made while one rendering prints its values.

Knows no tags.  One context lives as long as one call of ``Template.render``; everything in it is read when first asked for,
so a rendering that prints text alone reads nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from reportgen.engine.values.available_space import room_in, section_of
from reportgen.engine.values.base import Unusable
from reportgen.engine.values.chart_parts import Figures
from reportgen.engine.values.files import R06, Files, bounded, read_allowed, read_path
from reportgen.engine.values.images import Image, read_image
from reportgen.engine.values.kinds import Picture
from reportgen.engine.values.style_names import StyleNames
from reportgen.engine.values.subdocument.body import Carrier
from reportgen.message import say
from reportgen.ooxml.additions import Additions
from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import parse_xml
from reportgen.problem import Code

R08 = Code("R08", "模板里没有要用的样式", "用“表格样式甲”，模板里没有", "在模板里建立这个样式，或换一个有的")

MAX_PICTURES = 256 * 1024 * 1024
"""Most bytes of pictures that one rendering may put into a file, equal ones counted once."""
_KINDS = {"paragraph": say("段落"), "character": say("字符"), "table": say("表格")}


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """A chart to be filled: the template's part, the part it becomes (another one for a copy), the figures."""

    source: str
    part: str
    figures: Figures


@dataclass(slots=True, eq=False)
class RenderContext:
    """``additions`` collects what the package gets; the rest are caches."""

    package: Package
    files: Files
    additions: Additions
    images: dict[str | Path | bytes, Image] = field(default_factory=dict)
    charts: list[ChartRequest] = field(default_factory=list)
    used: int = 0
    bullets: str = ""
    looks: dict[tuple[object, ...], str] = field(default_factory=dict)
    named: dict[tuple[str, str], str] = field(default_factory=dict)
    carriers: dict[object, Carrier] = field(default_factory=dict)
    carried: int = 0
    _numberings: dict[str, tuple[str, str]] = field(default_factory=dict)
    _styles: StyleNames | None = None
    _section: tuple[etree._Element | None] | None = None

    @property
    def styles(self) -> StyleNames:
        """The template's styles."""
        if self._styles is None:
            self._styles = StyleNames.of(self.package)
        return self._styles

    def style(self, name: str, kind: str) -> str:
        """The id of a style; raises ``Unusable`` (R08) that names the ones there are."""
        found = self.find_style(name, kind)
        if not found:
            known = [each for each in self.styles.names(kind) if each]
            hint = (
                say("能用的有：{styles}", styles=tuple(known[:12]))
                if known
                else say("模板里一个{kind}样式也没有，请先在模板里建立", kind=_KINDS[kind])
            )
            raise Unusable(say("模板里没有名为“{style}”的{kind}样式", style=name, kind=_KINDS[kind]), R08, hint)
        return found

    def find_style(self, name: str, kind: str) -> str:
        """The id of a style, empty for none."""
        if (name, kind) not in self.named:
            self.named[name, kind] = self.styles.find(name, kind)
        return self.named[name, kind]

    def numbering_of(self, style: str) -> tuple[str, str]:
        """The numbering and level that a paragraph style (an id; empty for the default one) brings along."""
        if style not in self._numberings:
            self._numberings[style] = self.styles.numbering(style)
        return self._numberings[style]

    def image(self, picture: Picture) -> Image:
        """What a picture shows; raises ``Unusable`` (R06)."""
        source = picture.source
        key = hashlib.sha256(source).digest() if isinstance(source, bytes) else source
        if key not in self.images:
            name = source.name if isinstance(source, Path) else source if isinstance(source, str) else say("图片")
            if isinstance(source, bytes):
                data = bounded(source, name)
            else:
                data = read_path(source) if isinstance(source, Path) else read_allowed(source, self.files)
            self.used += len(data)
            if self.used > MAX_PICTURES:
                message = say("图片合起来超过了 {limit_mb}MB", limit_mb=MAX_PICTURES // 1024 // 1024)
                raise Unusable(message, R06, say("请先把图片压缩"))
            self.images[key] = read_image(data, name)
        return self.images[key]

    def relate_image(self, part: str, image: Image) -> str:
        """The id of a relationship from a part to a picture in the package."""
        name = self.additions.media(image.data, image.extension, image.content_type)
        return self.additions.relate(part, "image", name)

    def room(self, paragraph: etree._Element, *, indented: bool = True) -> tuple[int, int]:
        """Width and height, in EMU, that a picture can take in a paragraph, or (not ``indented``) a table in its
        place."""
        section = section_of(paragraph)
        return room_in(
            paragraph,
            section if section is not None else self._last_section(),
            self._indents(paragraph) if indented else (),
        )

    def spacing(self, paragraph: etree._Element) -> etree._Element | None:
        """The ``w:spacing`` with a line height that rules a paragraph: its own, else that of its style."""
        return next((held for held in self._ruling(paragraph, "spacing") if held.get(W + "line")), None)

    def _indents(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        yield from list(self._ruling(paragraph, "ind"))[:1]

    def _ruling(self, paragraph: etree._Element, name: str) -> Iterator[etree._Element]:
        """Properties of a name, from the paragraph's own to those of the style farthest up its line."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        holders = (paragraph, *self.styles.line(style.get(W + "val", "") if style is not None else ""))
        for holder in holders:
            found = holder.find(f"{W}pPr/{W}{name}")
            if found is not None:
                yield found

    def _last_section(self) -> etree._Element | None:
        """The last section of the main document, as a measure for headers, footers and notes."""
        if self._section is None:
            body = parse_xml(self.package.read(self.package.main), self.package.main).find(W + "body")
            self._section = (body.find(W + "sectPr") if body is not None else None,)
        return self._section[0]
