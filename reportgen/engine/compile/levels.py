"""The tags of one block, where they stand in the tree → the boundaries at which the block begins, divides and ends.

Knows nothing of Jinja or data.  Where the place can be read in two ways, or not at all, it does not choose: it answers with a
``Problem`` that names both. docxtpl's prefixes (``{%p``, ``{%tr``, ``{%tc``) are the author's explicit wish and are
followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from reportgen.engine.compile.lexer import Tag, has_objects
from reportgen.message import Message, say
from reportgen.ooxml.names import CONTAINERS, RANGE_MARKS, W
from reportgen.problem import Code, Problem
from reportgen.value_object import ValueObject

T06 = Code(
    "T06", "只能写在表格里的标签不在表格里", "表格外面写 {%tr for 项 in 各项 %}", "{% for 项 in 各项 %}，或移到表格里"
)
T07 = Code("T07", "带前缀的标签会拿掉同段（行、格）的文字", "“合计：{%p if 有 %}”", "把 {%p if 有 %} 单独放一段")
T08 = Code(
    "T08",
    "看不出标签所在的段或行算不算在内",
    "一段里写“总起{% for 项 in 各项 %}”，隔了几段才是 {% endfor %}",
    "把 {% for 项 in 各项 %} 单独放一段",
)
T09 = Code(
    "T09",
    "看不出要重复整行还是各格",
    "同一行里，{% for %} 在第二格，{% endfor %} 在第三格",
    "重复整行：分别移到第一格最前、最后一格最后；重复各格：用 {%tc %} 单独放一格",
)
T10 = Code("T10", "一块的开头和结尾不在同一层", "{% for %} 在表格外，{% endfor %} 在表格里", "两个都放外面，或都放里面")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Boundary(ValueObject):
    """Where a marker goes: ``before`` or ``after`` an element, or in its place (``replace``)."""

    side: str
    element: etree._Element


class Flow:
    """A block that runs on in the text from one paragraph to a later one: its tags stay where they are among the runs; ``problem``
    is what is said where the tags around it make that impossible."""

    __slots__ = ("problem",)

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def boundaries(tags: Sequence[Tag]) -> tuple[Boundary, ...] | Flow | Problem:
    """One boundary a tag; none at all for a block that acts within one paragraph."""
    wished = [explicit(tag) for tag in tags]
    doubt = next((found for found in wished if isinstance(found, Problem)), None)
    if doubt is not None:
        return doubt
    if all(found is None for found in wished):
        if all(tag.host is tags[0].host for tag in tags):
            return _within_host(tags)
        return _inferred(tags)
    mixed = [
        found if isinstance(found, Boundary) else _nearest(tag, tags) for tag, found in zip(tags, wished, strict=True)
    ]
    return _together(tags, mixed)


def _within_host(tags: Sequence[Tag]) -> tuple[Boundary, ...]:
    opener, *between, closer = tags
    host = opener.host
    if opener.alone and host.tag == W + "p":
        return tuple(Boundary("replace", host) for _ in tags)
    if opener.keyword == "if" and not between and opener.leads and closer.trails and _may_vanish(host):
        return Boundary("before", host), Boundary("after", host)
    return ()


def _may_vanish(paragraph: etree._Element) -> bool:
    """Whether a paragraph whose whole text is under one condition may go with it, so that no blank line is left.

    Not one that holds marks or objects that may be paired with others, and not the one that a cell needs for its look.
    """
    marks = RANGE_MARKS - {W + "proofErr"}
    if paragraph.tag != W + "p" or has_objects(paragraph) or any(True for _ in paragraph.iter(*marks)):
        return False
    parent = paragraph.getparent()
    if parent is None or parent.tag != W + "tc":
        return parent is not None and parent.tag in CONTAINERS
    others = [other for other in parent.findall(W + "p") if other is not paragraph]
    return any(not any(True for _ in other.iter(etree.PI)) for other in others)


_WITHOUT_PREFIX = {
    "p": say("把标签移到单独的一段，或去掉前缀 p"),
    "tr": say("把标签移到单独的一行，或去掉前缀 tr"),
    "tc": say("把标签移到单独的一格，或去掉前缀 tc"),
}


def _takes_more(tag: Tag) -> Message:
    if tag.prefix == "p":
        return say("{tag} 会把整段拿掉，而这一段里还有别的文字", tag=_form(tag))
    if tag.prefix == "tr":
        return say("{tag} 会把整行拿掉，而这一行里还有别的文字", tag=_form(tag))
    return say("{tag} 会把整格拿掉，而这一格里还有别的文字", tag=_form(tag))


def explicit(tag: Tag) -> Boundary | Problem | None:
    """What docxtpl's prefix wishes, if the tag has one."""
    if tag.prefix not in ("p", "tr", "tc"):
        return None
    element = tag.host if tag.prefix == "p" else next(tag.host.iterancestors(W + tag.prefix), None)
    if element is None:
        return Problem(
            T06,
            say("{tag} 要写在表格里，这里没有表格", tag=_form(tag)),
            place=tag.place,
            hint=say("去掉前缀 {prefix}", prefix=tag.prefix),
        )
    if not (tag.alone if tag.prefix == "p" else _only_tags(element)):
        return Problem(T07, _takes_more(tag), place=tag.place, hint=_WITHOUT_PREFIX[tag.prefix])
    return Boundary("replace", element)


def _form(tag: Tag) -> str:
    return f"{tag.kind}{tag.prefix} {'#' if tag.kind == '{#' else '%'}}}"


def _nearest(tag: Tag, tags: Sequence[Tag]) -> Boundary:
    """A tag without prefix in a block with prefixes: at the level of the others."""
    prefix = next(other.prefix for other in tags if other.prefix in ("p", "tr", "tc"))
    element = tag.host if prefix == "p" else next(tag.host.iterancestors(W + prefix), tag.host)
    if tag.alone and (prefix == "p" or _only_tags(element)):
        return Boundary("replace", element)
    return Boundary("before" if tag is tags[0] else "after", element)


def _inferred(tags: Sequence[Tag]) -> tuple[Boundary, ...] | Flow | Problem:
    common = _common(tag.host for tag in tags)
    anchors = [_child_towards(common, tag.host) for tag in tags]
    within = _holds(common)
    if within == W + "tc":
        return _row_or_cells(tags, common, anchors)
    if within == W + "tr":
        return _each(tags, [_row_boundary(tag, anchor, tags) for tag, anchor in zip(tags, anchors, strict=True)])
    if all(anchor is tag.host for tag, anchor in zip(tags, anchors, strict=True)):
        found = _each(tags, [_paragraph_boundary(tag, tags) for tag in tags])
        return Flow(found) if isinstance(found, Problem) and _runs_on(tags) else found
    return _crossing(tags)


def _runs_on(tags: Sequence[Tag]) -> bool:
    """Whether a block that begins or ends in the middle of a paragraph can only mean the text between its tags.

    A condition means that always.  A loop does where text stands before it and behind it; where it fills the one paragraph to
    its edge and not the other, each item may have been meant to be paragraphs of its own.  A section break must not be cut off
    its text.
    """
    first, last = tags[0], tags[-1]
    if any(tag.host.find(f"{W}pPr/{W}sectPr") is not None for tag in tags):
        return False
    return first.keyword in ("if", "with") or not (first.blank_before or last.blank_after)


def _each(tags: Sequence[Tag], found: list[Boundary | Problem]) -> tuple[Boundary, ...] | Problem:
    doubt = next((item for item in found if isinstance(item, Problem)), None)
    return doubt or _together(tags, [item for item in found if isinstance(item, Boundary)])


def _together(tags: Sequence[Tag], found: Sequence[Boundary]) -> tuple[Boundary, ...] | Problem:
    """All boundaries of a block must lie in one container, or its pieces would not be balanced."""
    if len({boundary.element.getparent() for boundary in found}) > 1:
        return _crossing(tags)
    return tuple(found)


def _paragraph_boundary(tag: Tag, tags: Sequence[Tag]) -> Boundary | Problem:
    if tag.alone:
        return Boundary("replace", tag.host)
    first, last = tag is tags[0], tag is tags[-1]
    if tag.blank_before and not (last and tag.blank_after):
        return Boundary("before", tag.host)
    if tag.blank_after:
        return Boundary("after", tag.host)
    hint = (
        say("要整段整段地处理，就把标签单独放一段；只管这一段后面的文字，就把整块写在同一段里")
        if first
        else say("要整段整段地处理，就把标签单独放一段；只管这一段前面的文字，就把整块写在同一段里")
    )
    return Problem(
        T08, say("{{% {tag} %}} 夹在一段文字中间，而这一块跨了几段，看不出这一段算不算在内", tag=tag.source),
        place=tag.place, also=tuple(other.place for other in tags if other is not tag), hint=hint,
    )  # fmt: skip


def _row_boundary(tag: Tag, row: etree._Element, tags: Sequence[Tag]) -> Boundary | Problem:
    if row.tag != W + "tr":
        return _crossing(tags)
    if _only_tags(row):
        return Boundary("replace", row)
    cell = _child_towards(row, tag.host)
    before, after = _blank_beside(row, cell, tag)
    if before and not (tag is tags[-1] and after):
        return Boundary("before", row)
    if after:
        return Boundary("after", row)
    return Problem(
        T08, say("{{% {tag} %}} 夹在一行的中间，而这一块跨了几行，看不出这一行算不算在内", tag=tag.source),
        place=tag.place, also=tuple(other.place for other in tags if other is not tag),
        hint=say("要重复整行，就把标签放在第一格最前或最后一格最后，或单独放一行；只重复一行，就把整块写在这一行里"),
    )  # fmt: skip


def _row_or_cells(
    tags: Sequence[Tag], row: etree._Element, cells: list[etree._Element]
) -> tuple[Boundary, ...] | Problem:
    """Cells of their own → the cells between repeat; first and last of a filled row → the row repeats."""
    edges = _blank_beside(row, cells[0], tags[0])[0] and _blank_beside(row, cells[-1], tags[-1])[1]
    alone = [_only_tags(cell) for cell in cells]
    every = [child for child in row if child.tag in (W + "tc", W + "sdt")]
    whole = row.tag == W + "tr" and cells[0] is every[0] and cells[-1] is every[-1]
    if all(alone) and not whole:
        return tuple(Boundary("replace", cell) for cell in cells)
    if edges and row.tag == W + "tr" and len(tags) == 2 and not all(alone):
        return Boundary("before", row), Boundary("after", row)
    first = tags[0].source
    return Problem(
        T09, say("{{% {tag} %}} 与它的结尾在同一行的不同格里，可以读作重复整行，也可以读作重复中间的各格", tag=first),
        place=tags[0].place, also=tuple(tag.place for tag in tags[1:]),
        hint=say("重复整行：开头放第一格最前、结尾放最后一格最后（或用 {{%tr %}} 单独放一行）；重复各格：用 {{%tc %}} 单独放一格"),
    )  # fmt: skip


def _holds(element: etree._Element) -> str:
    """What an element of a table holds, rows or cells, content controls around them looked through; empty for others."""
    if element.tag in (W + "tbl", W + "tr"):
        return W + "tr" if element.tag == W + "tbl" else W + "tc"
    control = element.getparent()
    around = control.getparent() if control is not None else None
    return _holds(around) if element.tag == W + "sdtContent" and around is not None else ""


def _crossing(tags: Sequence[Tag]) -> Problem:
    opener, closer = tags[0], tags[-1]
    message = say(
        "{{% {opener} %}} 与 {{% {closer} %}} 一个在表格（或文本框、内容控件）里面，一个在外面",
        opener=opener.source,
        closer=closer.source,
    )
    hint = say("把两个标签移到同一层：都在外面，或都在里面")
    return Problem(T10, message, place=opener.place, also=tuple(tag.place for tag in tags[1:]), hint=hint)


def _common(elements: Iterable[etree._Element]) -> etree._Element:
    """The innermost element that holds all of them."""
    chains = [[element, *element.iterancestors()][::-1] for element in elements]
    shared = chains[0][0]
    for level in zip(*chains, strict=False):
        if any(node is not level[0] for node in level):
            break
        shared = level[0]
    return shared


def _child_towards(parent: etree._Element, element: etree._Element) -> etree._Element:
    while (above := element.getparent()) is not None and above is not parent:
        element = above
    return element


def _only_tags(element: etree._Element) -> bool:
    """Whether a cell or row shows nothing but what tags print or do (markers of printing tags count as shown)."""
    return not _shows(element)


def _shows(element: etree._Element) -> bool:
    return bool("".join(node.text or "" for node in element.iter(W + "t")).strip() or _tails(element)) or any(
        True for _ in element.iter(W + "drawing", W + "pict", W + "object")
    )


def _tails(element: etree._Element) -> bool:
    """Text after a marker, or a printing tag's marker (which ``arrange`` leaves in its text)."""
    return any((node.tail or "").strip() or (node.text or "").endswith(" p") for node in element.iter(etree.PI))


def _blank_beside(row: etree._Element, cell: etree._Element, tag: Tag) -> tuple[bool, bool]:
    """Whether the row shows nothing before and after a tag."""
    cells = list(row)
    number = cells.index(cell)
    within = list(cell.iter(W + "p"))
    at = within.index(tag.host)
    before = tag.blank_before and not any(map(_shows, (*cells[:number], *within[:at])))
    after = tag.blank_after and not any(map(_shows, (*within[at + 1 :], *cells[number + 1 :])))
    return before, after
