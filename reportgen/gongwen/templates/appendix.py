"""Rows and a chart's figures, as tags → the 附件 of a report: the table of main figures, the chart of two years.

Knows what ``reportgen.report`` calls them (附表 with 行 and 横排, 图表数据), no figure.  The table stands upright; where its columns need
more room it gets pages on their side (cl. 8), between two section breaks that are there only then.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.gongwen.standard import Margins
from reportgen.gongwen.templates.chart import EMU_PER_TWIP, drawing
from reportgen.gongwen.templates.fragments import blank, each, line, tag, when
from reportgen.gongwen.templates.shell import section_xml
from reportgen.gongwen.templates.styles import (
    ANCHOR,
    CELL,
    CELL_FIGURE,
    CELL_HEAD,
    CELL_NAME,
    CHART,
    ENCLOSURE,
    NOTE,
    TITLE,
    UNITS,
)
from reportgen.gongwen.wordml import line_xml, paragraph, run

_COLUMNS: tuple[tuple[str, str, str, int], ...] = (
    ("序号", "{{ 行.序号 }}", CELL, 6),
    ("指标", "{{ 行.指标 }}", CELL_NAME, 25),
    ("单位", "{{ 行.单位 }}", CELL, 10),
    ("年度目标", "{{ 行.目标 }}", CELL_FIGURE, 10),
    ("完成数", "{{ 行.完成 }}", CELL_FIGURE, 10),
    ("完成率（%）", "{{ 行.完成率 }}", CELL_FIGURE, 10),
    ("同比（%）", "{{ 行.同比 }}", CELL_FIGURE, 10),
    ("位次", "{{ 行.位次 }}", CELL, 7),
    ("备注", "{{ 行.备注 }}", CELL_NAME, 12),
)
"""Heads, contents, styles, widths in hundredths of the table: a tenth of an upright table holds three characters of 小四, so that
完成率（%） breaks before its bracket and not within the word."""
_FIFTIETHS = 50
"""A hundredth of a width in the unit of ``pct`` widths: fiftieths of a per cent (§17.18.90)."""
_PADDING = 70
"""Twips left and right in a cell."""


def enclosure_head(name: str) -> str:
    """What a 附件 begins with, on a page of its own: its number in a loop over all of them, and its name, an expression."""
    mark = line(ENCLOSURE, "附件{% if 各附件|length > 1 %}{{ loop.index }}{% endif %}")
    return "".join((mark, blank(), line(TITLE, f"{{{{ {name} }}}}"), blank()))


def enclosed_facts(page: Margins) -> str:
    """附件 pages of what the facts list (the table, the chart), behind the office's own, which are text."""
    wide = tag('{% if 附.类 == "附表" and 附表.横排 %}')
    here = wide + _break(page, landscape=False) + tag("{% endif %}")
    back = wide + _break(page, landscape=True) + tag("{% endif %}")
    content = "".join((
        tag('{% if 附.类 == "附表" %}'), _table(), line(NOTE, "注：{{ 附表.注 }}"),
        tag('{% elif 附.类 == "图表" %}'), line(UNITS, "单位：{{ 图表数据.单位 }}"), _chart(page),
        tag("{% endif %}"),
    ))  # fmt: skip
    facts = when('附.类 != "正文"', here, enclosure_head("附.名称"), content, back)
    return each("附 in 各附件", facts)


def _break(page: Margins, *, landscape: bool) -> str:
    """A paragraph of next to no height that ends a section."""
    return paragraph(ANCHOR, properties=section_xml(page, landscape=landscape))


def _table() -> str:
    """The table: its head is repeated on each page, no row is broken."""
    grid = "".join(f'<w:gridCol w:w="{88 * width}"/>' for *_, width in _COLUMNS)
    head = _row([(CELL_HEAD, title, width) for title, _, _, width in _COLUMNS], head=True)
    body = _row([(style, text, width) for _, text, style, width in _COLUMNS])
    loop = [_tag_row("{% for 行 in 附表.行 %}"), body, _tag_row("{% endfor %}")]
    borders = "".join(line_xml(side, "single", 4, 0) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_PADDING}" w:type="dxa"/>'
        f'<w:right w:w="{_PADDING}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{head}{''.join(loop)}</w:tbl>"
    )


def _row(cells: Sequence[tuple[str, str, int]], *, head: bool = False) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width * _FIFTIETHS}" w:type="pct"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(style, run(text))}</w:tc>"
        for style, text, width in cells
    )
    repeated = "<w:tblHeader/>" if head else ""
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/>{repeated}</w:trPr>{made}</w:tr>'


def _tag_row(words: str) -> str:
    """A row that vanishes."""
    return _row([(CELL, words if not place else "", width) for place, (*_, width) in enumerate(_COLUMNS)])


def _chart(page: Margins) -> str:
    """The chart, as wide as the text and half as high as the page."""
    return paragraph(CHART, drawing(page.text_width * EMU_PER_TWIP, page.text_height * EMU_PER_TWIP * 6 // 10))
