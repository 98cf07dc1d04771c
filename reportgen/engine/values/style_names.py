"""A package → its styles and numberings by the names people use, and what a numbering a style brings along.

Knows nothing of values.  Built-in styles are stored under English names whatever the language of the program
(ECMA-376 Part 1 §17.7.4.9); a clerk knows them by the Chinese ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.names import W
from reportgen.ooxml.package import Package
from reportgen.ooxml.xml_tree import parse_xml

_CHINESE = {
    "正文": "Normal", "网格型": "Table Grid", "普通表格": "Normal Table", "列表项目符号": "List Bullet", "列表编号": "List Number",
    "列表段落": "List Paragraph", "列出段落": "List Paragraph", "超链接": "Hyperlink", "要点": "Strong", "强调": "Emphasis",
    "标题": "Title", "副标题": "Subtitle", "题注": "caption", "引用": "Quote", "页眉": "header", "页脚": "footer",
}  # fmt: skip
_CHINESE |= {f"标题 {level}": f"heading {level}" for level in range(1, 10)}
_CHINESE |= {f"标题{level}": f"heading {level}" for level in range(1, 10)}


@dataclass(frozen=True, slots=True)
class StyleNames:
    """The style part of a package; ``root`` is missing when it has none."""

    root: etree._Element | None

    @classmethod
    def of(cls, package: Package) -> StyleNames:
        found = next((line.target for line in package.relationships(package.main) if line.kind == "styles"), "")
        return cls(parse_xml(package.read(found), found) if found in package else None)

    def find(self, name: str, kind: str) -> str:
        """The id of a style of a ``kind`` (paragraph, character, table) by id, name or Chinese name; empty for none."""
        wanted = {name.lower(), _CHINESE.get(name.strip(), name).lower()}
        for style, _ in self._all(kind):
            if style.get(W + "styleId") == name:
                return name
        for style, own in self._all(kind):
            if own.lower() in wanted:
                return style.get(W + "styleId", "")
        return ""

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of the styles of a kind, in the order of the file."""
        return tuple(own for _, own in self._all(kind))

    def line(self, identifier: str) -> Iterator[etree._Element]:
        """A paragraph style and those it is based on; the default style for an empty name."""
        known = {style.get(W + "styleId", ""): style for style, _ in self._all("paragraph")}
        default = next((name for name, style in known.items() if style.get(W + "default") in ("1", "true", "on")), "")
        identifier = identifier or default
        for _ in range(20):
            style = known.get(identifier)
            if style is None:
                return
            yield style
            based = style.find(W + "basedOn")
            identifier = based.get(W + "val", "") if based is not None else ""

    def numbering(self, identifier: str) -> tuple[str, str]:
        """The id and level of the numbering that a paragraph style brings along; empty for none."""
        for style in self.line(identifier):
            held = style.find(f"{W}pPr/{W}numPr")
            number = held.find(W + "numId") if held is not None else None
            if held is not None and number is not None:
                level = held.find(W + "ilvl")
                return number.get(W + "val", ""), level.get(W + "val", "0") if level is not None else "0"
        return "", "0"

    def _all(self, kind: str) -> Iterator[tuple[etree._Element, str]]:
        for style in self.root.iterchildren(W + "style") if self.root is not None else ():
            if style.get(W + "type", "paragraph") == kind:
                name = style.find(W + "name")
                yield style, name.get(W + "val", "") if name is not None else ""
