"""Tags with markers in a tree → blocks, and each marker moved to the level at which its block acts.

Knows no data and no Jinja beyond which words open, divide and close a block.  The level is where the tags stand:
within one paragraph they act on its runs; in paragraphs of their own, on what lies between; in cells of one row or in
rows of their own, on rows.  After this step whatever lies between two markers of a block is a balanced piece of XML,
so it can be repeated or left out as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.engine.compile.levels import Boundary, Flow, boundaries, explicit
from reportgen.engine.compile.lexer import Tag, has_objects
from reportgen.engine.compile.run_splits import hoist, hoist_to_hosts, lift
from reportgen.message import joined, say
from reportgen.ooxml.names import CHANGES, CONTAINERS, MC, RANGE_MARKS, WP, W
from reportgen.ooxml.vml import IDENTIFIED, NAMING
from reportgen.ooxml.xml_tree import parent_of
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex

T03 = Code("T03", "结尾或分支没有对应的开头", "只有 {% endif %}", "补上 {% if … %}，或删去这一处")
T04 = Code("T04", "开头没有对应的结尾", "{% for 项 in 各项 %} 后面没有 {% endfor %}", "补上 {% endfor %}")
T05 = Code("T05", "不认识或不能用的标签", "{% fro 项 in 各项 %}", "{% for 项 in 各项 %}")
T24 = Code(
    "T24",
    "循环只重复一个编号段里的文字（说明）",
    "“1. {% for 项 in 各项 %}{{ 项 }}{% endfor %}”写在一个编号段里",
    "要每项一段，就把 {% for %} 和 {% endfor %} 各放单独一段",
)

_CLOSERS = {
    "for": "endfor", "if": "endif", "macro": "endmacro", "call": "endcall", "filter": "endfilter", "with": "endwith",
    "set": "endset", "raw": "endraw",
}  # fmt: skip
_DIVIDERS = {"else": ("if", "for"), "elif": ("if",)}
_NO_FILES, _NO_PARENTS = say("模板不能读别的文件"), say("模板之间不能继承")
_AS_TEXT = say("值总是按原样文字打印")
_REFUSED = {
    "include": _NO_FILES, "import": _NO_FILES, "from": _NO_FILES, "extends": _NO_FILES,
    "block": _NO_PARENTS, "endblock": _NO_PARENTS, "autoescape": _AS_TEXT, "endautoescape": _AS_TEXT,
    "do": say("模板只打印，不执行操作"),
}  # fmt: skip
KEYWORDS = (*_CLOSERS, *_CLOSERS.values(), *_DIVIDERS)


@dataclass(slots=True, eq=False, repr=False)
class Block:
    """An opening tag, the dividing ones, and the closing one, in reading order."""

    tags: list[Tag] = field(default_factory=list)

    @property
    def opener(self) -> Tag:
        return self.tags[0]


def arrange(tags: list[Tag]) -> list[Problem]:
    """Pairs the tags and moves their markers; tags that cannot be used lose theirs.  All faults are reported."""
    blocks, loose, problems = _pair(tags)
    placed: list[tuple[Tag, Boundary]] = []
    inline: list[Block] = []
    whole: list[Block] = []
    flowing: list[tuple[Block, Flow]] = []
    for block in blocks:
        found = boundaries(block.tags)
        if isinstance(found, Problem):
            problems.append(found)
            loose = [tag for tag in loose if tag not in block.tags]
            _forget(block.tags)
        elif isinstance(found, Flow):
            flowing.append((block, found))
        elif found:
            placed.extend(zip(block.tags, found, strict=True))
            whole.append(block)
        else:
            inline.append(block)
            problems.extend(_in_one_item(block))
    for tag in [tag for tag in loose if tag.prefix and not tag.prints]:
        wished = explicit(tag)
        if isinstance(wished, Problem):
            problems.append(wished)
            _forget([tag])
            loose.remove(tag)
        elif wished is not None:
            placed.append((tag, wished))
            loose.remove(tag)
    placed.extend(_vanishing(loose))
    placed.extend(_printing_blocks(loose, whole))
    _move(sorted(placed, key=lambda pair: pair[0].number))
    for block in inline:
        problems.extend(hoist(block.tags))
    return [*problems, *_run_on(flowing, tags)]


def _run_on(flowing: list[tuple[Block, Flow]], tags: list[Tag]) -> list[Problem]:
    """Brings the tags of blocks that run on to the top of their paragraphs; whatever lies between two of them then begins and
    ends there."""
    problems: list[Problem] = []
    for block, _ in flowing:
        _leave_no_blank(block)
        problems += hoist_to_hosts(block.tags)
    numbers = {tag.marker: tag.number for tag in tags if tag.keyword in KEYWORDS and tag.kind == "{%"} if flowing else {}
    root = next((block.opener.host.getroottree().getroot() for block, _ in flowing), None)
    if root is None or problems:
        return problems
    order = [numbers[node] for node in root.iter(etree.PI) if node in numbers]
    if order != sorted(order):  # a block of whole paragraphs would begin before one that runs on, and end within it
        problems += [flow.problem for _, flow in flowing]
    return problems


def _leave_no_blank(block: Block) -> None:
    """The first or last tag of a block that runs on, alone in its paragraph, moves to the text of the paragraph beside."""
    for tag, back in ((block.opener, False), (block.tags[-1], True)):
        beside = next((other for other in tag.host.itersiblings(preceding=back) if isinstance(other.tag, str)), None)
        if not tag.alone or beside is None or beside.tag != W + "p" or sum(1 for _ in tag.host.iter(etree.PI)) != 1:
            continue
        lift(tag.marker)
        if back:
            beside.append(tag.marker)
        else:
            beside.insert(0 if beside.find(W + "pPr") is None else 1, tag.marker)
        remove(tag.host)
        tag.host = beside


def _in_one_item(block: Block) -> Iterator[Problem]:
    """A loop that fills one item of a list may have been meant to make items; what it does is said."""
    opener, host = block.opener, block.opener.host
    if opener.keyword == "for" and opener.leads and block.tags[-1].trails and host.find(f"{W}pPr/{W}numPr") is not None:
        message = say("{{% {tag} %}} 只重复这一个编号段里的文字，各项连在一段里", tag=opener.source)
        hint = say("要每项一段、各有编号，就把 {{% for %}} 和 {{% endfor %}} 各放单独一段；就要连在一段里，不用改")
        yield Problem(T24, message, Grade.NOTE, opener.place, hint)


def is_block_set(tag: Tag) -> bool:
    """``{% set x %}…{% endset %}`` holds a block; ``{% set x = 1 %}`` does not."""
    return tag.keyword == "set" and "=" not in tag.source.split("|")[0]


def _pair(tags: list[Tag]) -> tuple[list[Block], list[Tag], list[Problem]]:
    """Blocks, tags that stand for themselves, and faults of nesting."""
    blocks: list[Block] = []
    loose: list[Tag] = []
    problems: list[Problem] = []
    open_blocks: list[Block] = []
    for tag in tags:
        word = tag.keyword
        if tag.kind != "{%":
            loose.append(tag)
        elif word in _CLOSERS and (word != "set" or is_block_set(tag)):
            open_blocks.append(Block([tag]))
        elif word == "set":
            loose.append(tag)
        elif word in _DIVIDERS:
            _divide(tag, open_blocks, problems)
        elif word in _CLOSERS.values():
            _close(tag, open_blocks, blocks, problems)
        else:
            problems.append(_unknown(tag))
            _forget([tag])
    for block in open_blocks:
        problems.append(_never_closed(block))
        _forget(block.tags)
    return blocks, loose, problems


def _divide(tag: Tag, open_blocks: list[Block], problems: list[Problem]) -> None:
    if open_blocks and open_blocks[-1].opener.keyword in _DIVIDERS[tag.keyword]:
        open_blocks[-1].tags.append(tag)
        return
    openers = joined([say("{{% {keyword} %}}", keyword=word) for word in _DIVIDERS[tag.keyword]], "或")
    problems.append(
        Problem(
            T03,
            say("{{% {keyword} %}} 前面没有还开着的 {openers}", keyword=tag.keyword, openers=openers),
            place=tag.place,
            hint=say("补上 {openers}，或删去这一处", openers=openers),
        )
    )
    _forget([tag])


def _close(tag: Tag, open_blocks: list[Block], blocks: list[Block], problems: list[Problem]) -> None:
    """Closes the innermost block that this tag can close; those inside it were never closed."""
    depth = next(
        (n for n, block in enumerate(reversed(open_blocks)) if _CLOSERS[block.opener.keyword] == tag.keyword), -1
    )
    if depth < 0:
        opener = tag.keyword.removeprefix("end")
        problems.append(
            Problem(
                T03,
                say("{{% {keyword} %}} 没有对应的开头", keyword=tag.keyword),
                place=tag.place,
                hint=say("补上 {{% {opener} … %}}，或删去这一处", opener=opener),
            )
        )
        _forget([tag])
        return
    for _ in range(depth):
        block = open_blocks.pop()
        problems.append(_never_closed(block, before=tag))
        _forget(block.tags)
    block = open_blocks.pop()
    block.tags.append(tag)
    blocks.append(block)


def _never_closed(block: Block, before: Tag | None = None) -> Problem:
    closer = _CLOSERS[block.opener.keyword]
    message = say("{{% {tag} %}} 没有结尾 {{% {closer} %}}", tag=block.opener.source, closer=closer)
    if before is None:
        return Problem(T04, message, place=block.opener.place, hint=say("在后面补上 {{% {closer} %}}", closer=closer))
    hint = say("在 {{% {keyword} %}} 之前补上 {{% {closer} %}}", keyword=before.keyword, closer=closer)
    return Problem(T04, message, place=block.opener.place, hint=hint, also=(before.place,))


def _unknown(tag: Tag) -> Problem:
    word = tag.keyword
    if word in _REFUSED:
        return Problem(
            T05,
            say("不能用 {{% {keyword} %}}：{reason}", keyword=word, reason=_REFUSED[word]),
            place=tag.place,
            hint=say("删去这个标签"),
        )
    from reportgen.text.suggest import near  # here: only of a tag at fault

    found = near(word, KEYWORDS, likely=0.6)
    hint = (
        say("是不是想写 {{% {keyword} %}}？", keyword=found[0])
        if found
        else say("能用的有 for、if、set、macro、call、filter、with、raw")
    )
    return Problem(T05, say("不认识的标签 {{% {tag} %}}", tag=tag.source), place=tag.place, hint=hint)


def _forget(tags: Iterable[Tag]) -> None:
    """Takes the markers of unusable tags out of the tree."""
    for tag in tags:
        lift(tag.marker)


def _vanishing(tags: list[Tag]) -> Iterator[tuple[Tag, Boundary]]:
    """Comments and plain ``set`` that fill a paragraph by themselves take it away with them."""
    for tag in tags:
        if tag.alone and tag.host.tag == W + "p":
            yield tag, Boundary("replace", tag.host)


_CALLED = regex(r"(\w+)\s*(\(.*\))?\s*(?:if\b.*)?", re.DOTALL)


def _printing_blocks(tags: list[Tag], whole: list[Block]) -> Iterator[tuple[Tag, Boundary]]:
    """Tags alone in their paragraph (or row, with ``tr``) that print what a block of whole paragraphs or rows holds: a call of
    a macro or of a recursive loop, a passage kept by ``set``.  What they print takes the place of the paragraph or row."""
    for tag in tags:
        called = _CALLED.fullmatch(tag.source) if tag.prints and whole else None
        if called is None or not any(_kept_as(block, tag) == (called[1], bool(called[2])) for block in whole):
            continue
        element = next(tag.host.iterancestors(W + "tr"), None) if tag.prefix == "tr" else tag.host
        if element is not None and element.tag in (W + "p", W + "tr") and _holds_only(element, tag):
            yield tag, Boundary("replace", element)


def _kept_as(block: Block, tag: Tag) -> tuple[str, bool]:
    """The name by which a tag prints what a block holds, and whether it must be called."""
    words = re.findall(r"\w+", block.opener.source)
    if block.opener.keyword in ("macro", "set"):
        return words[1] if len(words) > 1 else "", block.opener.keyword == "macro"
    within = block.opener.number < tag.number < block.tags[-1].number
    return ("loop" if words[-1] == "recursive" and within else "", True) if block.opener.keyword == "for" else ("caller", True)


def _holds_only(element: etree._Element, tag: Tag) -> bool:
    markers = list(element.iter(etree.PI))
    texts = [node.text or "" for node in element.iter(W + "t")] + [node.tail or "" for node in markers]
    return markers == [tag.marker] and not "".join(texts).strip() and not has_objects(element)


def _move(placed: list[tuple[Tag, Boundary]]) -> None:
    """Moves markers to their boundaries in reading order, then takes away what they replace."""
    ends: dict[etree._Element, etree._Element] = {}
    gone: dict[etree._Element, None] = {}
    for tag, boundary in placed:
        lift(tag.marker)
        element = boundary.element
        if boundary.side == "after":
            ends.get(element, element).addnext(tag.marker)
            ends[element] = tag.marker
        else:
            element.addprevious(tag.marker)
        if boundary.side == "replace":
            gone[element] = None
    for element in gone:
        remove(element)


def remove(element: etree._Element) -> None:
    """Takes an element away; range marks in it (bookmarks, comment anchors) stay at its place."""
    parent = element.getparent()
    if parent is None:
        return
    for mark in [
        node for node in element.iter(etree.Element) if node.tag in RANGE_MARKS and node.tag != W + "proofErr"
    ]:
        if parent.tag in CONTAINERS or parent.tag in (W + "tbl", W + "tr"):
            mark.tail = None
            element.addprevious(mark)
    for anchor in list(element.iter(W + "commentReference")):
        _hand_on(anchor, element)
    parent.remove(element)


def _hand_on(anchor: etree._Element, element: etree._Element) -> None:
    """Moves the run that shows a comment out of an element that goes, to the paragraph after or else before it, that of the
    next row or cell where a row or cell goes."""
    for back in (False, True):
        beside = next((other for other in element.itersiblings(preceding=back) if isinstance(other.tag, str)), None)
        within = list(beside.iter(W + "p")) if beside is not None else []
        if within and back:
            within[-1].append(parent_of(anchor))
            return
        if within:
            within[0].insert(0 if within[0].find(W + "pPr") is None else 1, parent_of(anchor))
            return


def is_fragile(root: etree._Element, roles: dict[str, int]) -> bool:
    """Whether a cell, table or container of the part could end up without what it must hold.

    ``roles`` maps marker texts to +1 (opens a block), -1 (closes one) or 0.
    """
    return any(not _always_filled(element, roles) for element in root.iter(*_MUST_HOLD))


_PAIRED = frozenset(
    (
        WP + "docPr", MC + "AlternateContent", W + "fldChar", W + "sectPr", *IDENTIFIED, *NAMING, *CHANGES,
        *(W + name for name in (
            "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference footnoteReference endnoteReference "
            "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd sdt permStart permEnd"
        ).split()),
    )
)  # fmt: skip
"""Elements with numbers that must be unique, or that come in pairs; harmless as long as no block repeats or leaves
them out."""


def is_delicate(root: etree._Element, roles: dict[str, int]) -> bool:
    """Whether a block of the part holds something that repeating or leaving out could make wrong (``roles`` as
    above)."""
    depth = 0
    for node in root.iter():
        if isinstance(node, etree._ProcessingInstruction):
            depth += roles.get(node.text or "", 0)
        elif depth and node.tag in _PAIRED:
            return True
        elif node.tag == W + "tbl" and isinstance(node.getnext(), etree._ProcessingInstruction):
            return True  # another table may come to stand right behind it
    return False


_MUST_HOLD = dict.fromkeys(CONTAINERS, W + "p") | {W + "tbl": W + "tr", W + "tr": W + "tc"}


def _always_filled(element: etree._Element, roles: dict[str, int]) -> bool:
    needed = _MUST_HOLD[element.tag]
    depth, filled, marked, ends_with_tag = 0, False, False, False
    last = ""
    for child in element:
        if isinstance(child, etree._ProcessingInstruction):
            depth += roles.get(child.text or "", 0)
            marked = ends_with_tag = True
        elif isinstance(child.tag, str) and child.tag not in RANGE_MARKS and child.tag != W + "sectPr":
            always = depth == 0 and child.tag in (needed, W + "sdt")
            filled = always or (filled and element.tag != W + "tc")
            last, ends_with_tag = child.tag, False
    if element.tag == W + "body" and last == W + "tbl" and ends_with_tag:
        return False
    return filled or not marked
