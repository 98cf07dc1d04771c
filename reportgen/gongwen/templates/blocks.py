"""The name of a flat list of blocks → the paragraphs, tables and pictures of a text, as tags in the order of a report's layout.

Knows what ``reportgen.report.blocks`` calls things (样式, 题, 正文 …), no figure.  Who opens the template in Word sees a paragraph, a
part's heading, the topics, the further levels on a line of their own and run in, a table and a picture, each once and each in its
style; the tags between them say which of them a block is.  What is opened costs by its tags, so a block has few.
"""

from __future__ import annotations

from reportgen.gongwen.templates.fragments import each, line, tag, when
from reportgen.gongwen.templates.styles import (
    BODY,
    CELL,
    CELL_FIGURE,
    CELL_HEAD,
    FIFTH,
    LEAD,
    NOTE,
    PICTURE,
    PICTURE_NAME,
    RUN_IN,
    RUN_IN_WORDS,
    TABLE_NAME,
    UNITS,
)
from reportgen.gongwen.wordml import line_xml, paragraph, run

_SENTENCES = "{{ 块.正文 }}"
_HEADING = "{{ 块.题 }}"
_TEXT = 8844
"""Twips: how wide the text is, and a table in it, whose columns share that width."""
_PADDING = 70
"""Twips left and right in a cell."""


def text_blocks(name: str) -> str:
    """The whole text of a list."""
    branches = (
        ("段", line(BODY, _SENTENCES)),
        ("标题1", line("1", _HEADING)),
        ("话题", paragraph(BODY, run(_HEADING, LEAD), run(_SENTENCES))),
        ("连排", _together()),
        *((f"标题{level}", line(str(level), _HEADING)) for level in (2, 3, 4)),
        ("标题5", line(FIFTH, _HEADING)),
        *((f"接排{level}", _run_in(level)) for level in (1, 2, 3, 4, 5)),
        ("表", _table()),
        ("图", _picture()),
    )
    return each(f"块 in {name}", _chosen(branches))


def _chosen(branches: tuple[tuple[str, str], ...]) -> str:
    """One of several, by its look."""
    made = "".join(
        tag(f'{{% {"elif" if number else "if"} 块.样式 == "{look}" %}}') + text for number, (look, text) in enumerate(branches)
    )
    return made + tag("{% endif %}")


def _together() -> str:
    """连排: what leads in, and all topics of a part, in one paragraph."""
    return paragraph(
        BODY, run(_SENTENCES + "{% for 节 in 块.各节 %}"), run("{{ 节.题 }}", LEAD), run("{{ 节.正文 }}{% endfor %}")
    )


def _run_in(level: int) -> str:
    return paragraph(RUN_IN[level - 1], run(_HEADING, RUN_IN_WORDS[level - 1]), run(_SENTENCES))


def _picture() -> str:
    shown = when("块.文件", line(PICTURE, "{{ 块.文件|图片(宽=块.宽, 说明=块.题注) }}"))
    return shown + when("块.题注", line(PICTURE_NAME, "{{ 块.题注 }}"))


def _table() -> str:
    """Its name above, its unit at the right, its note below; the head is repeated on each page, no row is broken."""
    above = when("块.标题", line(TABLE_NAME, "{{ 块.标题 }}")) + when("块.单位", line(UNITS, "单位：{{ 块.单位 }}"))
    borders = "".join(line_xml(side, "single", 4, 0) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    width = f"{{% cellwidth 格.列宽 * {_TEXT // 100} %}}"
    cell = "".join((
        tag(width),
        tag("{% if 格.数据 %}"), line(CELL_FIGURE, "{{ 格.字 }}"), tag("{% else %}"), line(CELL, "{{ 格.字 }}"), tag("{% endif %}"),
    ))  # fmt: skip
    head = _row("{%tc for 格 in 块.列 %}", line(CELL_HEAD, width + "{{ 格.字 }}"), "{%tc endfor %}", "<w:tblHeader/>")
    row = _row("{%tc for 格 in 排 %}", cell, "{%tc endfor %}")
    loop = _row("", line(CELL, "{%tr for 排 in 块.行 %}"), "") + row + _row("", line(CELL, "{%tr endfor %}"), "")
    return above + (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_PADDING}" w:type="dxa"/>'
        f'<w:right w:w="{_PADDING}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_TEXT}"/></w:tblGrid>{head}{loop}</w:tbl>'
    ) + when("块.注", line(NOTE, "注：{{ 块.注 }}"))


def _row(before: str, cell: str, after: str, properties: str = "") -> str:
    made = f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
    narrow = '<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'
    tags = [f"{narrow}{line(CELL, words)}</w:tc>" if words else "" for words in (before, after)]
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/>{properties}</w:trPr>'
        f"{tags[0]}{made}{tags[1]}</w:tr>"
    )
