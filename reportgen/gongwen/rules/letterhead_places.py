"""The 版头 of a 公文 → departures in the height of the mark and in the distance and width of the red rule.

Knows no words.  What the XML does not tell is passed over in silence; a 信函 has places of its own (cl. 10.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.gongwen.document.kinds import ORDER, is_letter
from reportgen.gongwen.document.model import DocParagraph, Role, WordDocument
from reportgen.gongwen.rules.letterhead import head_of
from reportgen.gongwen.rules.letterhead_geometry import DrawnLine, drawn_lines, top_of
from reportgen.gongwen.rules.measures import millimetres
from reportgen.gongwen.rules.rule import Finding, at, rule
from reportgen.gongwen.standard import MM, TOLERANCES, Strength
from reportgen.message import Message, say
from reportgen.problem import Grade

_EDGE, _BELOW, _ORDER_BELOW = 37, 35, 20
"""Millimetres: 天头 (cl. 5.2.1), and from there to the mark (cl. 7.2.4; 命令 cl. 10.2); the same under either margin set."""
_WIDTH, _GAP = 156, 4
"""Millimetres: 版心 (cl. 5.2.1), and the rule below 发文字号."""
_POINT = 20


@rule("G84", "GB/T 9704—2012 7.2.4", Strength.MUST, profile="公文")
def mark_height(document: WordDocument) -> Iterator[Finding]:
    """发文机关标志上边缘距版心上边缘 35 毫米，即距页上边 72 毫米（允差 5 毫米）。
    为什么：标准规定“上边缘至版心上边缘为35mm”；位置由图文框或固定行距定的才算得出，算不出的不判，只作提醒。
    例：红头写在版心第一行，上面没有留出三行。
    """
    marks = () if is_letter(document) else document.having(Role.MARK)
    tops = [(top, mark) for mark in marks if (top := top_of(document, mark)) is not None]
    below = _ORDER_BELOW if document.kind == ORDER else _BELOW
    if not tops or len(tops) < len(marks) or any(mark.words.endswith("发电") for mark in marks):
        return
    top, mark = min(tops, key=lambda pair: pair[0])
    if abs(top / MM - _EDGE - below) > TOLERANCES["mark"].value:
        yield Finding(
            say(
                "发文机关标志上边缘距页上边约 {height}，应为 {wanted} 毫米（版心上边缘之下 {below} 毫米）",
                height=millimetres(top), wanted=_EDGE + below, below=below,
            ),
            at(mark), say("在上面留出份号、密级、紧急程度三行，再调段前间距"), Grade.WARNING,
        )  # fmt: skip


@rule("G85", "GB/T 9704—2012 7.2.7", Strength.MUST, profile="公文")
def rule_place(document: WordDocument) -> Iterator[Finding]:
    """红色分隔线距发文字号 4 毫米，长 156 毫米（允差 1 毫米）。
    为什么：标准规定“发文字号之下4mm处居中印一条与版心等宽的红色分隔线”；字下面行距留的空，算与不算都认，只作提醒。
    例：段落的下框线“距正文”是软件默认的 1 磅；画的红线只有 120 毫米长。
    """
    numbers = document.having(Role.NUMBER)
    if not numbers or is_letter(document):
        return
    for paragraph in head_of(document):
        lines = tuple(drawn_lines(paragraph))
        if paragraph.layout.border_bottom and paragraph.role in (Role.NUMBER, Role.SIGNER):
            yield from _border(paragraph)
        elif paragraph.role is not Role.MARK and len(lines) == 1:
            yield from _drawn(paragraph, lines[0])


def _border(paragraph: DocParagraph) -> Iterator[Finding]:
    layout, size = paragraph.layout, paragraph.size
    aside = [round(layout.characters(side, size) * size * 10) for side in ("left", "right")]
    if any(abs(each) / MM > TOLERANCES["red rule"].value for each in aside):
        yield _wide(paragraph, round(_WIDTH * MM) - sum(aside), say("段落缩进设为 0，用制表位定左右位置"))
    yield from _distance(paragraph, layout.border_gap * _POINT, say("边框和底纹→选项→下：11 磅"))


def _drawn(paragraph: DocParagraph, line: DrawnLine) -> Iterator[Finding]:
    layout = paragraph.layout
    if line.width and abs(line.width / MM - _WIDTH) > TOLERANCES["red rule"].value:
        yield _wide(paragraph, line.width, say("线长设为 {length} 毫米", length=_WIDTH))
    if line.below is not None and paragraph.role is Role.NUMBER and layout.rule == "exact":
        yield from _distance(paragraph, line.below - layout.line, say("把线移到发文字号之下 4 毫米处"))


def _distance(paragraph: DocParagraph, below: int, hint: Message) -> Iterator[Finding]:
    """``below`` the line of text, in twips; below its characters it is more by half of what the line leaves over."""
    layout, allowed = paragraph.layout, TOLERANCES["red rule"].value
    leading = (layout.line - paragraph.size * 10) // 2 if layout.rule == "exact" else None
    far = below / MM > _GAP + allowed
    near = leading is not None and (below + leading) / MM < _GAP - allowed
    if far or near:
        shown = millimetres(below if far or leading is None else below + leading)
        yield Finding(
            say("红色分隔线在发文字号之下约 {distance}，应为 {wanted} 毫米", distance=shown, wanted=_GAP),
            at(paragraph),
            hint,
            Grade.WARNING,
        )


def _wide(paragraph: DocParagraph, width: int, hint: Message) -> Finding:
    message = say("红色分隔线长 {length}，应与版心等宽（{width} 毫米）", length=millimetres(width), width=_WIDTH)
    return Finding(message, at(paragraph), hint, Grade.WARNING)
