"""The tree of a finished part → ids that are used twice, pairs that are not closed, fields that do not balance.

Knows no other part: what a relationship or a note id leads to is looked up by ``verify``.  A loop copies whatever is in
it, ids included, and a condition may drop one half of a pair; Word repairs the one and drops text over the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.engine.check.faults import fault
from reportgen.message import Message, say
from reportgen.ooxml.names import WP, R, V, W
from reportgen.ooxml.vml import IDENTIFIED
from reportgen.ooxml.xml_tree import compile_path
from reportgen.problem import Code, Grade

if TYPE_CHECKING:
    from reportgen.engine.check.package_fault import PackageFault

P40 = Code("P40", "编号重复（图形、书签、批注等）", "两个图形用了同一个编号", "用 Word 打开模板，另存一份再填；还有就反馈给维护人员")
P41 = Code("P41", "书签、批注等的开头与结尾不成对", "循环里只有书签的开头", "把书签的两头放在标签的同一边")
P42 = Code("P42", "域代码（页码、目录等）的开头与结尾不成对", "循环里只有域的开头", "把整个域放在标签的同一边")

_PAIRS = {
    "bookmark": ("bookmarkStart", "bookmarkEnd", say("书签")),
    "comment": ("commentRangeStart", "commentRangeEnd", say("批注范围")),
    "moveFrom": ("moveFromRangeStart", "moveFromRangeEnd", say("移动标记")),
    "moveTo": ("moveToRangeStart", "moveToRangeEnd", say("移动标记")),
    "permission": ("permStart", "permEnd", say("编辑权限范围")),
}
_UNIQUE = (
    (WP + "docPr", "id", say("图形")),
    *((tag, "id", say("图形")) for tag in sorted(IDENTIFIED)),
    (W + "bookmarkStart", W + "id", say("书签")),
    (W + "permStart", W + "id", say("编辑权限范围")),
    (W + "moveFromRangeStart", W + "id", say("移动标记")),
    (W + "moveToRangeStart", W + "id", say("移动标记")),
    (W + "commentReference", W + "id", say("批注")),
    (W + "comment", W + "id", say("批注")),
    (W + "footnote", W + "id", say("脚注")),
    (W + "endnote", W + "id", say("尾注")),
    (W + "footnoteReference", W + "id", say("脚注")),
    (W + "endnoteReference", W + "id", say("尾注")),
    (W + "abstractNum", W + "abstractNumId", say("编号格式")),
    (W + "num", W + "numId", say("编号")),
    (W + "style", W + "styleId", say("样式")),
)
_INTERNAL = say("这是程序写出的编号有误，请把模板和数据一并反馈给维护人员")
_HALVES = say("请检查模板里此处的条件或循环：它只包住了一半，请把开头和结尾都放在里面，或都放在外面")
_LINKS = compile_path("//@r:*", r=R[1:-1])


def check_references(root: etree._Element, part: str) -> Iterator[PackageFault]:
    """Everything that is wrong with ids, pairs and fields inside one part."""
    yield from _doubled(root, part)
    yield from _bookmark_names(root, part)
    for start, end, marked in _PAIRS.values():
        yield from _unpaired(root, part, start, end, marked)
    yield from _fields(root, part)


def used_relationships(root: etree._Element) -> dict[str, etree._Element]:
    """The relationship ids a part uses, each with the first element that does; an empty id means none."""
    used: dict[str, etree._Element] = {}
    for value in _LINKS(root):
        if value:
            used.setdefault(str(value), value.getparent())
    return used


def _doubled(root: etree._Element, part: str) -> Iterator[PackageFault]:
    seen: set[tuple[str, str]] = set()
    attributes = {tag: (attribute, word) for tag, attribute, word in _UNIQUE}
    for element in root.iter(*attributes):
        tag = str(element.tag)
        attribute, word = attributes[tag]
        number = element.get(attribute)
        if number is None:
            continue
        family = V if tag in IDENTIFIED else tag
        if (family, number) in seen:
            name = etree.QName(element).localname
            message = say("{kind}的编号“{id}”用了不止一次，Word 会说文件已损坏。", kind=word, id=number)
            grade = Grade.WARNING if name in ("footnoteReference", "endnoteReference") else Grade.ERROR
            yield fault(P40, part, f"{name} {number}", message, grade, _INTERNAL, every=False, element=element)
        seen.add((family, number))


def _bookmark_names(root: etree._Element, part: str) -> Iterator[PackageFault]:
    """Of two bookmarks with one name Word keeps the first, and cross references lead there."""
    seen: set[str] = set()
    for element in root.iter(W + "bookmarkStart"):
        name = element.get(W + "name", "")
        if name.lower() in seen:
            message = say("书签“{bookmark}”出现了不止一次，Word 只留第一个。", bookmark=name)
            hint = say("请把书签移到模板的循环之外")
            yield fault(P40, part, f"name {name}", message, Grade.WARNING, hint, every=False, element=element)
        seen.add(name.lower())


def _unpaired(root: etree._Element, part: str, start: str, end: str, marked: Message) -> Iterator[PackageFault]:
    open_ones: dict[str, etree._Element] = {}
    for element in root.iter(W + start, W + end):
        number = element.get(W + "id", "")
        if element.tag == W + start:
            open_ones[number] = element
        elif open_ones.pop(number, None) is None:
            message = say("{kind}“{id}”只有结尾，没有开头。", kind=marked, id=number)
            yield fault(P41, part, f"{end} {number}", message, hint=_HALVES, every=False, element=element)
    for number, element in open_ones.items():
        message = say("{kind}“{name}”只有开头，没有结尾。", kind=marked, name=element.get(W + "name") or number)
        yield fault(P41, part, f"{start} {number}", message, hint=_HALVES, every=False, element=element)


def _fields(root: etree._Element, part: str) -> Iterator[PackageFault]:
    """Complex fields: begin, perhaps separate, end; they may nest and may reach over paragraphs."""
    open_ones: list[tuple[etree._Element, bool]] = []
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            open_ones.append((mark, False))
        elif kind == "separate" and open_ones and not open_ones[-1][1]:
            open_ones[-1] = (open_ones[-1][0], True)
        elif kind == "end" and open_ones:
            open_ones.pop()
        else:
            message = say("域代码（页码、目录、链接等）有多余的分隔或结尾标记。")
            yield fault(P42, part, f"extra {kind}", message, hint=_HALVES, element=mark)
    for mark, _ in open_ones:
        message = say("域代码（页码、目录、链接等）只有开头，没有结尾。")
        yield fault(P42, part, "open", message, hint=_HALVES, element=mark)
