"""A finished package, the template it came from and the parts that changed → the problems that are new.

Knows nothing of data.  No tool proves that Word will open a file, and every schema validator flags honest files by WPS;
so the findings of the template are taken away from those of the result.  The template is looked at only where there are
findings at all.  Leftover tags are never excused: in the template they are what they should be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.engine.check.faults import fault
from reportgen.engine.check.leftovers import P49, check_leftovers
from reportgen.engine.check.references import check_references, used_relationships
from reportgen.engine.check.shapes import check_shapes
from reportgen.message import say
from reportgen.ooxml.locations import Locator
from reportgen.ooxml.names import W
from reportgen.ooxml.package import TYPES_PART, Package, Relationship, parse_xml, rels_name
from reportgen.problem import Code, Grade, Problem, ReportError

if TYPE_CHECKING:
    from reportgen.engine.check.package_fault import PackageFault

P43 = Code("P43", "引用了不存在的脚注、尾注或批注", "从别的文件粘贴来的脚注号", "在模板里删去这个脚注号，重新插入")
P44 = Code(
    "P44",
    "有脚注、尾注或批注没有被引用（说明）",
    "正文里删去了脚注号，脚注还在",
    "不用改；也可以用 Word 打开，另存一份",
)
P45 = Code(
    "P45", "引用了没有登记的图片、链接等", "用别的程序改过的模板，图片没有登记", "在模板里删去这张图片，重新插入"
)
P46 = Code("P46", "登记的图片、图表等不在文件里", "打包时漏了图片的模板", "在模板里重新插入图片")
P47 = Code(
    "P47",
    "文件某一部分的类型没有写明或不对",
    "用别的程序打包的模板，图片没有写明类型",
    "用 Word 打开模板，另存一份再填",
)
P48 = Code("P48", "文件里的名称或登记重复", "同一个引用编号登记了两次", "用 Word 打开模板，另存一份再填")
P51 = Code("P51", "引用了不存在的编号（提醒）", "从别的文件粘贴来的自动编号", "在模板里重新设这一段的编号")
P52 = Code("P52", "引用了不存在的样式（提醒）", "从别的文件粘贴来的样式", "在模板里建立这个样式，或换一个有的")


_NEVER_EXCUSED = frozenset((P49,))
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WML_KINDS = ("styles", "numbering", "settings", "webSettings", "fontTable", "header", "footer")
_NOTE_KINDS = ("footnotes", "endnotes", "comments")
_KIND_TYPES = {kind: f"{_WML}{kind}+xml" for kind in (*_WML_KINDS, *_NOTE_KINDS)} | {"chart": _CHART, "image": "image/"}
_NOTES = (("footnote", say("脚注")), ("endnote", say("尾注")), ("comment", say("批注")))
_STYLES = {W + "pStyle": say("段落"), W + "rStyle": say("字符"), W + "tblStyle": say("表格")}
_INTERNAL = say("这是程序写出的文件有误，请把模板和数据一并反馈给维护人员")
_WHOLE = say("文件")
_NOTE_HINT = say("请检查模板：条件或循环不要只包住脚注、批注的一半")


class _Opened:
    """A package with what the checks need of it: the trees of the ``changed`` parts, and the relationships by source part, the
    empty name being the package."""

    def __init__(self, package: Package, changed: Collection[str]) -> None:
        wanted = [name for name in package.names if name in changed and name.endswith((".xml", ".rels"))]
        sources = [source for source in ("", *package.names) if rels_name(source) in package]
        self.package = package
        self.relationships = {source: package.relationships(source) for source in sources}
        self.trees = {name: _tree(package, name) for name in wanted}

    def main(self) -> etree._Element | None:
        """The tree of the main document, if it is among those that changed."""
        return self.trees.get(self.package.main)

    def related(self, kind: str) -> tuple[str, etree._Element] | None:
        """The name and tree of the part that the main document names by a kind of relationship."""
        for line in self.relationships.get(self.package.main, ()):
            if line.kind == kind and line.target in self.package:
                tree = self.trees.get(line.target)
                return line.target, _tree(self.package, line.target) if tree is None else tree
        return None


def verify(
    finished: Package, template: Package, changed: Collection[str], literals: Collection[str] = ()
) -> tuple[Problem, ...]:
    """What is wrong with ``finished`` and was not with ``template``; only the ``changed`` parts are read.

    ``literals`` are printed texts that hold ``{{`` and the like on purpose.  A part that is no XML is a problem (P21).
    """
    return looked_over(finished, template, changed, literals)[0]


def looked_over(
    finished: Package, template: Package, changed: Collection[str], literals: Collection[str] = ()
) -> tuple[tuple[Problem, ...], bool]:
    """The same, and whether there was nothing at all to be found, nor excused by the template."""
    try:
        opened = _Opened(finished, changed)
        found = _findings(opened, literals)
    except ReportError as refusal:
        return refusal.problems, False
    sound = not found
    if any(finding.code not in _NEVER_EXCUSED for finding in found):
        found = _news(found, _findings(_Opened(template, changed)))
    parts = {finding.part for finding in found}
    locators = {name: Locator(root, name) for name, root in opened.trees.items() if name in parts}
    return tuple(finding.problem(locators.get(finding.part)) for finding in found), sound


def is_sound(finished: Package, changed: Collection[str], literals: Collection[str] = ()) -> bool:
    """Whether there is nothing to be found in the ``changed`` parts, the template aside."""
    try:
        return not _findings(_Opened(finished, changed), literals)
    except ReportError:
        return False


def _tree(package: Package, name: str) -> etree._Element:
    return parse_xml(package.read(name), name)


def _findings(opened: _Opened, literals: Collection[str] = ()) -> tuple[PackageFault, ...]:
    """Everything that is wrong with a package, of its parts those that were opened."""
    found: list[PackageFault] = [*_registered(opened.package), *_targets(opened)]
    for part, root in opened.trees.items():
        if str(root.tag).startswith(W):
            found += check_shapes(root, part)
            found += check_references(root, part)
        found += check_leftovers(root, part, literals)
        found += _links(root, part, opened.relationships.get(part, ()))
    return (*found, *_notes(opened), *_styles(opened), *_numbers(opened))


def _news(found: tuple[PackageFault, ...], before: tuple[PackageFault, ...]) -> tuple[PackageFault, ...]:
    """Findings the template did not have: of those that count each time, the ones beyond its number."""
    excused = Counter(finding.key for finding in before)
    new = []
    for finding in found:
        if finding.code not in _NEVER_EXCUSED and excused[finding.key] > 0:
            if finding.every:
                excused[finding.key] -= 1
            continue
        new.append(finding)
    return tuple(new)


def _registered(package: Package) -> Iterator[PackageFault]:
    """Names used twice and parts without a type.  (A line of the type list for an absent part does no harm.)"""
    for name in package.names:
        if name != TYPES_PART and not package.content_type(name):
            message = say("文件里的“{part}”没有写明类型，Word 会说文件已损坏。", part=name)
            yield fault(P47, name, "missing", message, hint=_INTERNAL)
    keys = Counter(
        (element.get("PartName") or element.get("Extension") or "").lower()
        for element in _tree(package, TYPES_PART).iter(etree.Element)
    )
    for key, times in keys.items():
        if key and times > 1:
            message = say("内容清单里“{entry}”登记了{times}次，Word 会说文件已损坏。", entry=key, times=times)
            yield fault(P48, TYPES_PART, key, message, hint=_INTERNAL)


def _targets(opened: _Opened) -> Iterator[PackageFault]:
    """What relationships lead to must be there and be of the right type; their ids must be unique."""
    names = {name.lower() for name in opened.package.names}
    for source, lines in opened.relationships.items():
        part = rels_name(source)
        for number, times in Counter(line.id for line in lines).items():
            if times > 1:
                message = say(
                    "“{part}”的引用编号“{id}”登记了{times}次，Word 会说文件已损坏。",
                    part=source or _WHOLE,
                    id=number,
                    times=times,
                )
                yield fault(P48, part, number, message, hint=_INTERNAL)
        for line in lines:
            kind = opened.package.content_type(line.target)
            if not line.external and line.target.lower() not in names:
                message = say(
                    "“{part}”登记的“{target}”不在文件里，Word 会说文件已损坏。",
                    part=source or _WHOLE,
                    target=line.target,
                )
                yield fault(P46, part, line.target, message, hint=_INTERNAL)
            elif not line.external and not kind.startswith(_KIND_TYPES.get(line.kind, "")):
                message = say(
                    "“{part}”的类型（{type}）与用途（{use}）不符。",
                    part=line.target,
                    type=kind,
                    use=line.kind,
                )
                yield fault(P47, line.target, line.kind, message, hint=_INTERNAL)


def _links(root: etree._Element, part: str, lines: tuple[Relationship, ...]) -> Iterator[PackageFault]:
    known = {line.id for line in lines}
    for number, element in used_relationships(root).items():
        if number not in known:
            message = say("这里引用的图片或链接（{id}）没有登记，Word 会说文件已损坏。", id=number)
            yield fault(P45, part, number, message, hint=_INTERNAL, element=element)


def _notes(opened: _Opened) -> Iterator[PackageFault]:
    """References to notes and comments against the notes and comments there are, both ways."""
    root = opened.main()
    if root is None:
        return
    for name, word in _NOTES:
        part, held = opened.related(f"{name}s") or ("", etree.Element("none"))
        notes = {note.get(W + "id", ""): note for note in held.iterchildren(W + name)}
        uses = {element.get(W + "id", ""): element for element in root.iter(W + f"{name}Reference")}
        for number in [number for number in uses if number not in notes]:
            message = say("这里引用的{note}“{id}”不存在，Word 会说文件已损坏。", note=word, id=number)
            yield fault(
                P43, opened.package.main, f"{name} {number}", message, hint=_INTERNAL, element=uses[number]
            )
        for number in [number for number in notes if number not in uses]:
            if notes[number].get(W + "type", "normal") == "normal":
                text = "".join(leaf.text or "" for leaf in notes[number].iter(W + "t"))[:20]
                message = say("{note}“{words}”没有被正文引用，不会显示。", note=word, words=text)
                yield fault(P44, part, f"{name} {number}", message, Grade.NOTE, _NOTE_HINT)


def _styles(opened: _Opened) -> Iterator[PackageFault]:
    """Styles that text names and the style sheet does not have: Word falls back to the default one."""
    uses = _first_uses(opened, tuple(_STYLES))
    held = opened.related("styles") if uses else None
    known = set() if held is None else {style.get(W + "styleId") for style in held[1].iterchildren(W + "style")}
    for (part, tag, name), element in uses.items():
        if name not in known:
            message = say("用到的{kind}样式“{style}”在文件里不存在，会按默认样式显示。", kind=_STYLES[tag], style=name)
            hint = say("请在模板里建立这个样式")
            yield fault(P52, part, name, message, Grade.WARNING, hint, every=False, element=element)


def _numbers(opened: _Opened) -> Iterator[PackageFault]:
    """Numberings that paragraphs name and the file does not have: the number is not shown (0 means none)."""
    uses = _first_uses(opened, (W + "numId",))
    held = opened.related("numbering") if uses else None
    known = {"0"} if held is None else {"0", *(num.get(W + "numId", "") for num in held[1].iterchildren(W + "num"))}
    for (part, _, number), element in uses.items():
        if number not in known:
            message = say("用到的自动编号“{numbering}”在文件里不存在，编号不会显示。", numbering=number)
            yield fault(P51, part, number, message, Grade.WARNING, _INTERNAL, every=False, element=element)


def _first_uses(opened: _Opened, tags: tuple[str, ...]) -> dict[tuple[str, str, str], etree._Element]:
    """(part, tag, value) of references in stories → the first element; styles and numbering define, they do not use."""
    uses: dict[tuple[str, str, str], etree._Element] = {}
    for part, root in opened.trees.items():
        if root.tag not in (W + "styles", W + "numbering"):
            for element in root.iter(*tags):
                uses.setdefault((part, str(element.tag), element.get(W + "val", "")), element)
    return uses
