"""The styles, numberings and relationships of a sub-document → for each its id in the finished file.

Knows no text.  A style that the template has by name is the template's; another is copied with all it leads to (based on, next,
linked, numbering).  Numberings are copied under new ids; each time the file is put in, its lists begin anew.  Bullets that are
pictures become the sign that stands in their place (``w:lvlText``).  Pictures, charts, diagrams and embedded objects are copied
with what they lead to, each once; what lies outside of the file, but for links to click, would be fetched by Word unasked, and
is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from posixpath import dirname, relpath, splitext

from lxml import etree

from reportgen.engine.values.base import R07, Unusable
from reportgen.message import say
from reportgen.ooxml.additions import Additions
from reportgen.ooxml.names import RELS, W
from reportgen.ooxml.package import Package, Relationship, rels_name
from reportgen.ooxml.xml_tree import drop, parse_xml, serialise_xml

USES = {W + "pStyle": "paragraph", W + "rStyle": "character", W + "tblStyle": "table"}
"""Elements that name a style, and its kind."""
_LEADS = tuple(W + name for name in "basedOn next link".split())


class StyleMap:
    """``root`` is the sub-document's style part, missing where it has none; ``number`` maps its numberings."""

    def __init__(self, root: etree._Element | None, additions: Additions, number: Callable[[str], str]) -> None:
        held = root.iterchildren(W + "style") if root is not None else iter(())
        self._held = {(_kind(style), style.get(W + "styleId", "")): style for style in held}
        self._additions = additions
        self._number = number
        self._known: dict[tuple[str, str], str] = {}
        self._there = {(_kind(style), _name(style)): style.get(W + "styleId", "") for style in additions.shared("styles")}
        self._ids = {style.get(W + "styleId", "").lower() for style in additions.shared("styles")}

    def of(self, kind: str, identifier: str) -> str:
        """The id in the finished file; empty for a style that the sub-document itself does not have."""
        key = (kind, identifier)
        if key not in self._known:
            style = self._held.get(key)
            if style is None:
                return ""
            there = self._there.get((kind, _name(style)))
            self._known[key] = there if there is not None else self._copied(style, kind)
        return self._known[key]

    def settle(self, element: etree._Element) -> None:
        """All names of styles within an element become those of the finished file."""
        for use in list(element.iter(*USES)):
            found = self.of(USES[str(use.tag)], use.get(W + "val", ""))
            if found:
                use.set(W + "val", found)
            else:
                drop(use)

    def _copied(self, style: etree._Element, kind: str) -> str:
        identifier = free = style.get(W + "styleId", "") or "style"
        count = 1
        while free.lower() in self._ids:
            count += 1
            free = f"{identifier}_{count}"
        self._ids.add(free.lower())
        self._known[kind, style.get(W + "styleId", "")] = free
        self._there[kind, _name(style)] = free
        copy = deepcopy(style)
        copy.set(W + "styleId", free)
        copy.attrib.pop(W + "default", "")
        for lead in [child for child in copy if child.tag in _LEADS]:
            other = {"paragraph": "character", "character": "paragraph"}.get(kind, kind) if lead.tag == W + "link" else kind
            found = self.of(other, lead.get(W + "val", ""))
            if found:
                lead.set(W + "val", found)
            else:
                copy.remove(lead)
        for use in list(copy.iter(W + "numId")):
            use.set(W + "val", self._number(use.get(W + "val", "0")))
        self._additions.append("styles", copy)
        return free


def _kind(style: etree._Element) -> str:
    return style.get(W + "type", "paragraph")


def _name(style: etree._Element) -> str:
    held = style.find(W + "name")
    return (held.get(W + "val", "") if held is not None else style.get(W + "styleId", "")).lower()


_IDENTITY = tuple(W + name for name in "nsid tmpl styleLink numStyleLink".split())
_WITHIN = tuple(W + name for name in "lvlPicBulletId pStyle".split())


class Lists:
    """``root`` is the sub-document's numbering part, missing where it has none."""

    def __init__(self, root: etree._Element | None, additions: Additions) -> None:
        held = list(root) if root is not None else []
        self._abstract = {one.get(W + "abstractNumId", ""): one for one in held if one.tag == W + "abstractNum"}
        self._nums = {one.get(W + "numId", ""): one for one in held if one.tag == W + "num"}
        self._additions = additions
        self._copies: dict[str, str] = {}
        self._styled: dict[str, str] = {}
        self._now: dict[str, str] = {}
        self._begun: set[str] = set()

    def begin(self) -> None:
        """The file is put in once more."""
        self._now = {}
        self._begun = set()

    def styled(self, number: str) -> str:
        """The numbering that a copied style brings along: the same for every time."""
        if number not in self._styled:
            self._styled[number] = self._made(number, restart=False)
        return self._styled[number]

    def of(self, number: str) -> str:
        """The numbering for a paragraph; ``0``, for none, stays."""
        if number not in self._now:
            self._now[number] = self._made(number, restart=True)
        return self._now[number]

    def _made(self, number: str, *, restart: bool) -> str:
        num = self._nums.get(number)
        held = num.find(W + "abstractNumId") if num is not None else None
        if num is None or held is None or held.get(W + "val", "") not in self._abstract:
            return "0"
        old = held.get(W + "val", "")
        copy = deepcopy(num)
        given = str(self._additions.number("numbering", W + "num", W + "numId"))
        copy.set(W + "numId", given)
        again = old in self._copies
        next(copy.iterchildren(W + "abstractNumId")).set(W + "val", self._abstract_copy(old))
        if restart and again and old not in self._begun and copy.find(W + "lvlOverride") is None:
            for level in self._abstract[old].iterchildren(W + "lvl"):
                _restart(copy, level)
        self._begun.add(old)
        self._additions.append("numbering", copy)
        return given

    def _abstract_copy(self, old: str) -> str:
        if old not in self._copies:
            copy = deepcopy(self._abstract[old])
            self._copies[old] = str(self._additions.number("numbering", W + "abstractNum", W + "abstractNumId"))
            copy.set(W + "abstractNumId", self._copies[old])
            for element in [*copy.iter(*_IDENTITY), *copy.iter(*_WITHIN)]:
                drop(element)
            self._additions.append("numbering", copy)
        return self._copies[old]


def _restart(num: etree._Element, level: etree._Element) -> None:
    start = level.find(W + "start")
    override = etree.SubElement(num, W + "lvlOverride", {W + "ilvl": level.get(W + "ilvl", "0")})
    etree.SubElement(override, W + "startOverride", {W + "val": start.get(W + "val", "1") if start is not None else "1"})


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
            raise Unusable(say("子文档里引用的图片或链接没有登记，文件可能已损坏"), R07, say("用 Word 打开它，另存一次"))
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
            hint = say("在 Word 里把它改成插入到文件里（文件→信息→编辑指向文件的链接→断开链接）")
            raise Unusable(say("子文档引用了文件外面的图片或对象“{address}”", address=line.target[:60]), R07, hint)
        if line.kind not in _COPIED or line.target not in self.package or deep > _MOST_DEEP:
            message = say("子文档里有不能带过来的内容（{kind}）", kind=line.kind)
            raise Unusable(message, R07, say("在子文档里把它改成文字、表格或图片"))
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
