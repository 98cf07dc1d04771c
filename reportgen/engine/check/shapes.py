"""The tree of a finished part → what stands where it must not, is missing, or is out of order.

Knows the schema's models and nothing of ids, relationships or other parts.  Word refuses or repairs such files, and
exactly these faults are what a template engine makes and what the common validators miss: text outside of a run, a cell
without a paragraph, a row without a cell.  An element is judged by its name and its children's names alone, so that
each distinct combination is judged once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.engine.check.faults import fault
from reportgen.engine.check.schema import (
    CHANGES,
    FREE_ORDER,
    MODELLED,
    TEXT_ELEMENTS,
    TRANSPARENT,
    content_of,
    label,
    model_of,
    next_step,
)
from reportgen.message import Message, say
from reportgen.ooxml.names import MC, RANGE_MARKS, W
from reportgen.ooxml.xml_tree import compile_path, whole
from reportgen.problem import Code, Grade

if TYPE_CHECKING:
    from reportgen.engine.check.package_fault import PackageFault

P30 = Code("P30", "文字直接写在段落、表格行等结构里，不在文字片段里", "用程序改过的 .docx，文字不在文字片段里", "用 Word 打开模板，另存一份再填；还有就反馈给维护人员")
P31 = Code("P31", "一种内容放在了不能放它的地方（如段落里套段落）", "标签拆在两层里，填好以后段落里套了段落", "把开头和结尾的标签放到同一层")
P32 = Code("P32", "单元格里没有段落，或不以段落结尾", "{% if %} 把单元格里的段落全拿掉了", "在单元格里、标签外面留一个空段落")
P33 = Code("P33", "表格行里没有单元格", "{%tc for %} 一格也没有留下", "在行里、标签外面留一格")
P34 = Code("P34", "表格里没有行", "{%tr for %} 一行也没有留下", "在表格里、标签外面留一行")
P35 = Code("P35", "内容控件是空的", "内容控件里只有一个空的 {% if %}", "在控件里、标签外面留一个空段落")
P36 = Code("P36", "正文、页眉、脚注等缺少内容", "页眉里只有 {%p if %}，填好以后是空的", "在页眉里、标签外面留一个空段落")
P37 = Code("P37", "格式设置的次序不对或重复", "用别的程序改过格式的模板", "用 Word 打开模板，另存一份再填")
P50 = Code("P50", "某一行的格数与表格的列数不符（提醒）", "表格登记 4 列，这一行占 5 列", "检查按列循环的标签和合并的单元格")
P53 = Code("P53", "用了没有声明的扩展前缀", "用别的程序改过的模板", "用 Word 打开模板，另存一份再填")
P54 = Code("P54", "文字首尾的空格会丢失（提醒）", "用别的程序改过的模板，“ 标题 ”两头的空格", "用 Word 打开模板，另存一份再填")
P57 = Code("P57", "两个表格之间没有段落，Word 会接成一个（提醒）", "循环里只有一个表格", "在循环里、表格后面留一个空段落")
P56 = Code("P56", "正文以表格结尾，后面没有段落（提醒）", "模板末尾是表格", "在表格后面留一个空段落")



_LEVELS = say("请检查模板里此处的条件或循环：开始和结束标签应放在同一层（同一段、同一行或各占一段）")
_INTERNAL = say("这是程序写出的格式有误，请把模板和数据一并反馈给维护人员")
_STRAY = compile_path(
    "//text()[normalize-space()][parent::w:*[not(" + " or ".join(f"self::w:{name}" for name in TEXT_ELEMENTS) + ")]]", w=W[1:-1]
)
"""From the text and not from the elements: nearly all of these have none, and the names of each would be compared."""
_EDGES = compile_path("//w:t[not(@xml:space)][starts-with(.,' ') or substring(.,string-length(.))=' ']", w=W[1:-1])
_PREFIXED = compile_path("//@mc:* | //mc:Choice", mc=MC[1:-1])
_JUDGED = tuple(W + name for name in (*MODELLED, *TRANSPARENT))
_BLOCKS = frozenset(W + name for name in ("p", "tbl", "sdt", "customXml", "altChunk"))
_WRAPPERS = (W + "sdt", W + "customXml")
_UNTRACKED = frozenset(("hyperlink", "fldSimple", "subDoc"))
"""What a tracked change may not hold, though the paragraph around it may: it stands inside of these (§17.13.5.18)."""
_MUST_HOLD = frozenset(("hdr", "ftr", "footnote", "endnote", "txbxContent"))
_HOLLOW = {
    "tr": (W + "tc", P33, say("表格行里一个单元格也没有，Word 打不开这样的文件。")),
    "tbl": (W + "tr", P34, say("表格里一行也没有，Word 打不开这样的文件。")),
}

Fault = tuple[Code, str, Message, Message]
"""Code, detail, message, hint."""


def check_shapes(root: etree._Element, part: str) -> Iterator[PackageFault]:
    """Everything that is wrong with the form of one WordprocessingML part."""
    yield from _stray_text(root, part)
    yield from _undeclared(root, part)
    for element in root.iter(*_JUDGED):
        children = tuple([child.tag for child in element if isinstance(child.tag, str)])
        name = str(element.tag)[len(W) :]
        around = _context(element) if name in TRANSPARENT and children else name
        for code, detail, message, hint in _judge(name, around, children):
            grade = Grade.WARNING if code == P37 and name in FREE_ORDER else Grade.ERROR
            yield fault(code, part, detail, message, grade, hint, code != P37, element)
        if name == "tc" and children and children[-1] in _WRAPPERS:
            yield from _wrapped_end(element, part)
    yield from _grids(root, part)
    yield from _document_end(root, part)
    yield from _touching(root, part)


def _stray_text(root: etree._Element, part: str) -> Iterator[PackageFault]:
    for text in _STRAY(root):
        parent = text.getparent()
        element = parent.getparent() if text.is_tail else parent
        name = label(etree.QName(element).localname)
        message = say(
            "“{stray}”直接写在{element}里，不在文字片段里，Word 会说文件已损坏。", stray=text.strip()[:30], element=name
        )
        yield fault(P30, part, name, message, hint=_INTERNAL, element=element)
    for element in _EDGES(root):
        message = say("“{words}”首尾的空格在 Word 里会丢失。", words=(element.text or "")[:30])
        yield fault(P54, part, "space", message, Grade.WARNING, _INTERNAL, every=False, element=element)


def _undeclared(root: etree._Element, part: str) -> Iterator[PackageFault]:
    """Prefixes named in an attribute must be declared; a serialiser that drops unused namespaces breaks them."""
    for element in dict.fromkeys(found if isinstance(found, etree._Element) else found.getparent() for found in _PREFIXED(root)):
        named = " ".join(element.get(MC + name, "") for name in ("Ignorable", "MustUnderstand", "ProcessContents"))
        if element.tag == MC + "Choice":
            named += " " + element.get("Requires", "")
        for prefix in dict.fromkeys(word.split(":")[0] for word in named.split()):
            if prefix not in element.nsmap:
                message = say("用了扩展前缀“{prefix}”却没有声明它，Word 打不开这样的文件。", prefix=prefix)
                yield fault(P53, part, prefix, message, hint=_INTERNAL, element=element)


@lru_cache(maxsize=8192)
def _judge(name: str, around: str, children: tuple[str, ...]) -> tuple[Fault, ...]:
    """The faults of an element called ``name`` that stands in ``around`` and has these children."""
    return (*_hollow(name, children), *_misplaced(name, around, children))


def _hollow(name: str, children: tuple[str, ...]) -> Iterator[Fault]:
    """What must not be empty and is."""
    if name in _HOLLOW and not any(child in (_HOLLOW[name][0], *_WRAPPERS) for child in children):
        yield _HOLLOW[name][1], name, _HOLLOW[name][2], _LEVELS
    if name == "sdtContent" and not children:
        hint = say("请在模板的内容控件里至少留一个段落或一个空格")
        yield P35, name, say("内容控件里什么也没有，Word 会说文件已损坏。"), hint
    if name == "document" and W + "body" not in children:
        yield P36, name, say("文件没有正文，Word 打不开这样的文件。"), _INTERNAL
    if name in _MUST_HOLD and not any(child in _BLOCKS for child in children):
        yield P36, name, say("{element}里没有段落，Word 会说文件已损坏。", element=label(name)), _LEVELS
    if name == "tc":
        blocks = [child for child in children if child in _BLOCKS]
        if not blocks:
            yield P32, "empty", say("单元格里没有段落，Word 会说文件已损坏。"), _LEVELS
        elif blocks[-1] == W + "tbl":
            yield P32, "table", say("单元格以表格结尾，后面必须还有一个段落，否则 Word 会说文件已损坏。"), _LEVELS


def _misplaced(name: str, around: str, children: tuple[str, ...]) -> Iterator[Fault]:
    """Children that do not belong here, come too late, or come twice."""
    model = content_of(around) if name in TRANSPARENT else model_of(name)
    if model is None:
        return
    reached, seen = 0, set[int]()
    for tag in children:
        if not tag.startswith(W):
            continue
        child = tag[len(W) :]
        untracked = name in CHANGES and child in _UNTRACKED
        if child not in model or untracked:
            where = label(around if name in TRANSPARENT and not untracked else name)
            message = say("{element}不能直接放在{parent}里，Word 会说文件已损坏。", element=label(child), parent=where)
            yield P31, f"{child} in {name}", message, _LEVELS
            continue
        step, repeats = next_step(model, child, reached, seen)
        if step < reached:
            message = say("{parent}里的“{element}”排得太靠后，与规定的次序不符。", parent=label(name), element=child)
            yield P37, f"{child} late in {name}", message, _INTERNAL
        elif step in seen and not repeats:
            message = say("{parent}里的“{element}”出现了两次。", parent=label(name), element=child)
            yield P37, f"{child} twice in {name}", message, _INTERNAL
        reached = max(reached, step)
        seen.add(step)


def _context(element: etree._Element) -> str:
    """The name of the nearest element around that is not itself transparent."""
    for step in element.iterancestors():
        name = str(step.tag)[len(W) :] if str(step.tag).startswith(W) else ""
        if name != "sdt" and name not in TRANSPARENT:
            return name
    return ""


def _wrapped_end(cell: etree._Element, part: str) -> Iterator[PackageFault]:
    """A cell that ends in a content control must end in a paragraph inside of it."""
    last = cell
    while last is not None and last.tag != W + "p":
        blocks = [child for child in last if child.tag in _BLOCKS or child.tag == W + "sdtContent"]
        if not blocks or last.tag == W + "tbl":
            message = say("单元格以表格或空的内容控件结尾，后面必须还有一个段落，否则 Word 会说文件已损坏。")
            yield fault(P32, part, "control", message, hint=_LEVELS, element=cell)
            return
        last = blocks[-1]


def _grids(root: etree._Element, part: str) -> Iterator[PackageFault]:
    """Rows that are wider than their table, or narrower than the rows say."""
    for table in root.iter(W + "tbl"):
        grid = table.find(W + "tblGrid")
        columns = len(grid.findall(W + "gridCol")) if grid is not None else 0
        if not columns:
            continue
        for row in table.iterchildren(W + "tr"):
            width = _width(row)
            if width and width != columns:
                message = say(
                    "这一行占{width}列，表格登记的是{columns}列，Word 和 WPS 显示的列宽可能不同。", width=width, columns=columns
                )
                hint = say("请检查模板里按列循环的标签，或合并的单元格")
                yield fault(P50, part, f"{width}/{columns}", message, Grade.WARNING, hint, every=False, element=row)


def _width(row: etree._Element) -> int:
    """How many grid columns a row takes; 0 where controls around cells make counting pointless."""
    if row.find(W + "sdt") is not None or row.find(W + "customXml") is not None:
        return 0
    width = 0
    for path in (f"{W}trPr/{W}gridBefore", f"{W}trPr/{W}gridAfter"):
        width += _value(row.find(path), 0)
    for cell in row.iterchildren(W + "tc"):
        width += _value(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
    return width


def _value(element: etree._Element | None, default: int) -> int:
    text = element.get(W + "val", "") if element is not None else ""
    found = whole(text, default)
    return found if found >= 0 else default


def _touching(root: etree._Element, part: str) -> Iterator[PackageFault]:
    """A table right behind another: Word shows the two as one."""
    for table in root.iter(W + "tbl"):
        after = next((one for one in table.itersiblings(etree.Element) if one.tag not in RANGE_MARKS), None)
        if after is not None and after.tag == W + "tbl":
            message = say("两个表格之间没有段落，Word 会把它们接成一个。")
            hint = say("请在模板里这个表格的后面、循环的里面留一个空段落")
            yield fault(P57, part, "touching", message, Grade.WARNING, hint, element=after)


def _document_end(root: etree._Element, part: str) -> Iterator[PackageFault]:
    body = root.find(W + "body")
    if body is None:
        return
    blocks = [child for child in body if child.tag in _BLOCKS]
    if blocks and blocks[-1].tag == W + "tbl":
        message = say("正文以表格结尾，后面没有段落；Word 会自己补一个空段落。")
        hint = say("请在模板末尾的表格后面留一个空段落")
        yield fault(P56, part, "end", message, Grade.WARNING, hint, element=blocks[-1])
