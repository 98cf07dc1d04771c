"""A margin set and a font culture → the template of a 公文 in 信函 format (cl. 10.1).

Knows its own first page; the rest is as in any 公文.  The mark and the two red double rules stand at fixed places of the
sheet, so they are frames: two that the text begins below, and one in the first page's footer, which has no page number.
"""

from __future__ import annotations

from reportgen.gongwen.standard import FONTS, LATIN, MARGINS, MM
from reportgen.gongwen.templates.fragments import when
from reportgen.gongwen.templates.official import ABOUT, imprint, main_part
from reportgen.gongwen.templates.shell import Edges, document_package
from reportgen.gongwen.templates.styles import COPY, FOOTER, MARK, MARK_SIZE, RED, SECRECY
from reportgen.gongwen.wordml import fonts_xml, line_xml, paragraph, run, tab

_WIDTH = 8844
_FROM_TOP, _FROM_BOTTOM, _RULE_WIDTH, _GAP = 30, 20, 170, 4
"""Millimetres: the mark's upper edge from the page's, the lower rule from the lower edge, the rules' length, the first
rule below the mark."""
_RISE = 0.85
"""How much higher than its characters the mark's line begins, in millimetres (measured with stand-in fonts)."""
_BELOW = 315
"""Space above the first line in twips, which brings it 7/8 of a 三号 character below the rule (measured likewise)."""


def letter(margins: str = "A", fonts: str = "GB2312") -> bytes:
    """A 函: mark and rules on the first page, 发文字号 at the right edge, 版记 without 印发 and without rules."""
    body = _head() + _first_lines(fonts) + main_part() + imprint(rules=False, issued=False)
    return document_package(body, MARGINS[margins], fonts, ABOUT, Edges(paragraph(FOOTER), _footer()))


def _first_lines(fonts: str) -> str:
    """份号, 密级 and 紧急程度 below each other at the left edge; 发文字号 at the right one, beside the first of them."""
    black = fonts_xml(FONTS["黑体"].written(fonts), LATIN)
    properties = (
        f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>'
        f'<w:spacing w:before="{_BELOW}"/><w:jc w:val="left"/>'
    )
    first = paragraph(
        COPY, run("{% if 份号 %}{{ 份号 }}"), run("{% elif 密级 %}{{ 密级 }}", properties=black),
        run("{% elif 紧急程度 %}{{ 紧急程度 }}{% endif %}", properties=black), tab(), run("{{ 发文字号 }}"),
        properties=properties,
    )  # fmt: skip
    second = when("份号 and 密级", paragraph(SECRECY, run("{{ 密级 }}")))
    third = when("紧急程度 and (份号 or 密级)", paragraph(SECRECY, run("{{ 紧急程度 }}")))
    return first + second + third


def _head() -> str:
    """The mark, and below it a double rule, thick above thin."""
    mark = f'{_frame(_FROM_TOP - _RISE)}<w:spacing w:before="0"/>'
    top = _FROM_TOP + MARK_SIZE / 2 / 72 * 25.4 + _GAP
    return paragraph(MARK, run("{{ 发文机关标志 }}"), properties=mark) + _rule(top, "thickThinSmallGap")


def _footer() -> str:
    """A double rule, thin above thick, and no page number."""
    return _rule(297 - _FROM_BOTTOM, "thinThickSmallGap") + paragraph(FOOTER)


def _rule(top: float, kind: str) -> str:
    """A double rule as the lower border of a line of next to no height; of upper borders programs disagree which line
    is the outer one."""
    rule = line_xml("bottom", kind, 24, 0, RED)
    spacing = '<w:spacing w:line="20" w:lineRule="exact"/>'
    return paragraph(FOOTER, properties=f"{_frame(top - 20 / MM)}<w:pBdr>{rule}</w:pBdr>{spacing}")


def _frame(top: float) -> str:
    """A frame of the rules' length in the middle of the sheet, so many millimetres from its top (§17.3.1.11)."""
    left = round((210 - _RULE_WIDTH) / 2 * MM)
    return (
        f'<w:framePr w:w="{round(_RULE_WIDTH * MM)}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" '
        f'w:x="{left}" w:y="{round(top * MM)}"/>'
    )
