"""A relationship of a sub-document → the id of one that says the same from a part of the finished file.

Knows no XML of text.  Pictures, charts, diagrams and embedded objects are copied with what they lead to, each once; what
lies outside of the file, but for links to click, would be fetched by Word unasked, and is refused.
"""

from __future__ import annotations

from posixpath import dirname, relpath, splitext

from lxml import etree

from reportgen.engine.values.base import Unusable
from reportgen.word.additions import Additions
from reportgen.word.names import RELS
from reportgen.word.package import Package, Relationship, rels_name
from reportgen.word.strictxml import parse_xml, serialise_xml

_COPIED = frozenset(
    (
        "image chart chartEx chartColorStyle chartStyle themeOverride chartUserShapes package oleObject "
        "diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing"
    ).split()
)
_DRAWING = "{http://schemas.microsoft.com/office/drawing/2008/diagram}dataModelExt"
_MOST_DEEP = 8


class Parts:
    """What one sub-document has brought into one package."""

    def __init__(self, package: Package, additions: Additions) -> None:
        self.package = package
        self.additions = additions
        self._copies: dict[str, str] = {}
        self._held: dict[str, dict[str, Relationship]] = {}

    def related(self, source: str, number: str, part: str) -> str:
        """The id, for ``part``, of what ``number`` is in the sub-document's ``source``; raises ``Unusable`` (R07)."""
        line = self._lines(source).get(number)
        if line is None:
            raise Unusable("子文档里引用的图片或链接没有登记，文件可能已损坏", "R07", "用 Word 打开它，另存一次")
        if line.kind == "hyperlink":
            target = line.target if line.external else f"#{line.target}"
            return self.additions.relate(part, line.type, target, external=True)
        if line.kind == "diagramData" and not line.external:
            return self.additions.relate(part, line.type, self._diagram(line.target, source, part))
        return self.additions.relate(part, line.type, self._copied(line, 0))

    def _lines(self, source: str) -> dict[str, Relationship]:
        if source not in self._held:
            self._held[source] = {line.id: line for line in self.package.relationships(source)}
        return self._held[source]

    def _copied(self, line: Relationship, deep: int) -> str:
        if line.external:
            hint = "在 Word 里把它改成插入到文件里（文件→信息→编辑指向文件的链接→断开链接）"
            raise Unusable(f"子文档引用了文件外面的图片或对象“{line.target[:60]}”", "R07", hint)
        if line.kind not in _COPIED or line.target not in self.package or deep > _MOST_DEEP:
            raise Unusable(f"子文档里有不能带过来的内容（{line.kind}）", "R07", "在子文档里把它改成文字、表格或图片")
        if line.target not in self._copies:
            self._copies[line.target] = self._copy(line, deep)
        return self._copies[line.target]

    def _copy(self, line: Relationship, deep: int) -> str:
        data = self.package.read(line.target)
        kind = self.package.content_type(line.target)
        if line.kind == "image":
            return self.additions.media(data, splitext(line.target)[1].lstrip(".").lower(), kind)
        name = self.additions.add(line.target, data, kind)
        self._relate_all(line.target, name, deep)
        return name

    def _relate_all(self, source: str, name: str, deep: int) -> None:
        """The copy of a part leads to copies, under the ids that the part itself uses."""
        lines = self.package.relationships(source)
        if not lines:
            return
        root = parse_xml(f'<Relationships xmlns="{RELS[1:-1]}"/>'.encode(), name)
        for line in lines:
            target = line.target if line.kind == "hyperlink" else relpath(self._copied(line, deep + 1), dirname(name))
            made = etree.SubElement(root, RELS + "Relationship", {"Id": line.id, "Type": line.type, "Target": target})
            if line.kind == "hyperlink":
                made.set("TargetMode", "External")
        self.additions.parts[rels_name(name)] = serialise_xml(root)

    def _diagram(self, target: str, source: str, part: str) -> str:
        """The data of a diagram name the drawing of it by a relationship of the part the diagram stands in."""
        key = f"{target} {part}"
        if key not in self._copies:
            root = parse_xml(self.package.read(target), target)
            for element in root.iter(_DRAWING):
                if element.get("relId"):
                    element.set("relId", self.related(source, element.get("relId", ""), part))
            name = self.additions.add(target, serialise_xml(root), self.package.content_type(target))
            self._relate_all(target, name, 0)
            self._copies[key] = name
        return self._copies[key]
