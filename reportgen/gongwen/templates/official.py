"""A margin set, a font culture, and whether the document goes upward → the template of a 公文 with 版头 and 版记.

Knows the elements of cl. 7 and their places, no 文种: what 请示, 报告 and 通知 say differs, how they look does not, but for
签发人, which only what goes upward has.  Optional elements vanish where the data leave them empty.
"""

from __future__ import annotations

from reportgen.gongwen.signature import ONE
from reportgen.gongwen.standard import MARGINS, Margins
from reportgen.gongwen.templates.fragments import (
    blank,
    closing,
    each,
    enclosure_list,
    enclosures,
    line,
    tag,
    text_body,
    when,
)
from reportgen.gongwen.templates.shell import About, document_package, section_xml
from reportgen.gongwen.templates.styles import (
    ANCHOR,
    COPIED,
    COPY,
    ISSUED,
    MARK,
    NUMBER,
    REMARK,
    RULE,
    SECRECY,
    SIGNER,
    SIGNERS,
    TITLE,
    TO,
)
from reportgen.gongwen.wordml import line_xml, paragraph, run, tab, tabs_xml

ABOUT = About('{{ 标题|replace("\\n", "") }}', "{{ 署名 }}")
"""A title may be broken where the sense allows it (cl. 7.3.1); as a property of the file it is one line."""
_WIDTH = 8844
"""版心 in twips: 156 mm (cl. 5.2.1)."""
_LEFT = 1588
"""订口: the 版记 is placed from the sheet's edge, because LibreOffice lets a table as wide as the text float only so."""
_APART = '版记另面|default("") == "是"'
_THICK, _THIN = 8, 6
"""0.35 mm and 0.25 mm in eighths of a point (cl. 7.4.1, 推荐)."""


def official_document(margins: str = "A", fonts: str = "GB2312", *, upward: bool = False) -> bytes:
    """A 公文: 版头, 主体, 版记; ``upward`` for 请示 and 报告, with 签发人 beside 发文字号."""
    page = MARGINS[margins]
    body = head(upward) + main_part() + _on_even_page(imprint(), page)
    return document_package(body, page, fonts, ABOUT)


def _on_even_page(last: str, page: Margins) -> str:
    """版记 on the next even page where the data ask for it (GB/T 33476.2 7.3.1): between two section breaks, of which the one
    behind it goes with the section that nothing fills.  How many pages there are, only a program that sets them knows."""
    apart, back = (paragraph(ANCHOR, properties=section_xml(page, even=even)) for even in (False, True))
    first = line(ANCHOR, "")  # LibreOffice hangs a table that begins a section on the page before
    return when(_APART, apart, first) + last + when(_APART, back)


def head(upward: bool) -> str:
    """版头 (cl. 7.2): three lines for 份号, 密级 and 紧急程度, filled from above; the mark; two lines; 发文字号 and rule."""
    items = labels(fill=True)
    number = _signed_number() if upward else line(NUMBER, "{{ 发文字号 }}")
    return items + line(MARK, "{{ 发文机关标志 }}") + blank() + blank() + number


def labels(*, fill: bool) -> str:
    """份号, 密级和保密期限, 紧急程度, each on a line of its own where it is given (cl. 7.2.1 to 7.2.3); with ``fill``, what
    is not given leaves its line below them, so that the mark keeps its place."""
    shown = ((COPY, "份号"), (SECRECY, "密级"), (SECRECY, "紧急程度"))
    given = "".join(when(name, line(style, f"{{{{ {name} }}}}")) for style, name in shown)
    left = "".join(when(f"not {name}", blank()) for _, name in shown) if fill else ""
    return given + left


def _signed_number() -> str:
    """发文字号 left and 签发人 right, one character in from either side; of several 签发人, two stand on a line and 发文字号
    beside the last (cl. 7.2.5, 7.2.6)."""
    right = _WIDTH - ONE
    label, name = right - 11 * ONE, right - 7 * ONE
    several = tabs_xml((("left", ONE), ("left", label), ("left", name)))
    single = tabs_xml((("left", ONE), ("right", right)))
    rule, snap = f"<w:pBdr>{RULE}</w:pBdr>", '<w:jc w:val="left"/>'
    left = (tab(), run("{{ 发文字号 }}"), tab())
    names = run('{{ 行|join("　") }}', SIGNER)
    lead = (run("{% if loop.first %}签发人：{% else %}"), tab(), run("{% endif %}"), names)
    upper = paragraph(SIGNERS, tab(), tab(), *lead, properties=several)
    last = paragraph(NUMBER, *left, *lead, properties=rule + several + snap)
    alone = paragraph(NUMBER, *left, run("签发人："), run("{{ 签发人[0] }}", SIGNER), properties=rule + single + snap)
    rows = each("行 in 签发人|batch(2)", tag("{% if loop.last %}"), last, tag("{% else %}"), upper, tag("{% endif %}"))
    return "".join((tag("{% if 签发人|length == 1 %}"), alone, tag("{% else %}"), rows, tag("{% endif %}")))


def main_part() -> str:
    """主体 (cl. 7.3): title two lines below the rule, 主送机关 one line below the title, text, 附件说明, 署名, 附注, 附件."""
    return "".join((
        blank(), blank(), line(TITLE, "{{ 标题 }}"), blank(),
        when("主送机关", line(TO, "{{ 主送机关 }}：")),
        text_body(), enclosure_list(), closing("署名", "成文日期"),
        when("附注", line(REMARK, "（{{ 附注 }}）")), enclosures(),
    ))  # fmt: skip


def imprint(*, rules: bool = True, issued: bool = True) -> str:
    """版记 (cl. 7.4): a table that stands at the lower edge of the last page's text area; a 信函 has neither rules nor 印发
    (cl. 10.1)."""
    copied = _row(paragraph(COPIED, run("抄送：{{ 抄送 }}。")))
    rows = _row(tag("{% if 抄送 %}")) + copied + _row(tag("{% endif %}"))
    if issued:
        rows += _row(paragraph(ISSUED, run("{{ 印发机关 }}"), tab(), run("{{ 印发日期 }}印发")))
    return when("印发机关" if issued else "抄送", _table(rows, rules), line(ANCHOR, ""))


def _row(content: str) -> str:
    properties = f'<w:tcPr><w:tcW w:w="{_WIDTH}" w:type="dxa"/></w:tcPr>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{properties}{content}</w:tc></w:tr>"


def _table(rows: str, rules: bool) -> str:
    sides = (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    borders = "".join(line_xml(side, "single", size, 0) for side, size in sides)
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
        f'w:tblpX="{_LEFT}" w:tblpYSpec="bottom"/><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        f'{f"<w:tblBorders>{borders}</w:tblBorders>" if rules else ""}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_WIDTH}"/></w:tblGrid>{rows}</w:tbl>'
    )
