"""A margin set, a font culture, and where 署名 and 成文日期 stand → the template of a 汇报材料.

Knows the shape that ``reportgen.report`` gives a report (标题, the flat lists of 各文, 附件), not its figures.  汇报材料 is no 公文
in the sense of the standard: page, fonts, levels and page numbers are borrowed, 版头 and 版记 are not.
"""

from __future__ import annotations

from reportgen.gongwen.signature import CLOSING, CLOSING_DATE
from reportgen.gongwen.standard import MARGINS
from reportgen.gongwen.templates.appendix import enclosed_facts, enclosure_head
from reportgen.gongwen.templates.blocks import text_blocks
from reportgen.gongwen.templates.chart import chart_parts
from reportgen.gongwen.templates.fragments import blank, each, enclosure_list, line, tag, when
from reportgen.gongwen.templates.shell import About, document_package, landscape_numbers
from reportgen.gongwen.templates.styles import DATED, GREETING, SIGNED, SPEAKER, SUBTITLE, TITLE, TO

_ABOUT = About("{{ 标题 }}", "{{ 署名 }}", "{{ 生成时间 }}")


_BELOW_TITLE, _AT_END = '版式.署名 != "文末"', '版式.署名 == "文末"'
_SIGNED_BELOW, _SIGNED_AT_END = '版式.署名 == "题下"', '版式.署名 != "题下"'
"""Where 署名 and 日期 stand, in a template that has them below the title of itself, and in one that has them at the end."""


def annual_report(margins: str = "A", fonts: str = "GB2312") -> bytes:
    """A yearly 汇报材料: title, unit and date, opening, numbered parts with topics; ``margins`` A or B, ``fonts`` GB2312
    or GBK."""
    return _document(_text(_BELOW_TITLE, _AT_END), margins, fonts)


def signed_report(margins: str = "A", fonts: str = "GB2312") -> bytes:
    """The same with 署名 and 成文日期 at the end (cl. 7.3.5.2), as a written report to a superior has them."""
    return _document(_text(_SIGNED_BELOW, _SIGNED_AT_END), margins, fonts)


def _document(text: str, margins: str, fonts: str) -> bytes:
    """The text, and the 附件 after it."""
    page = MARGINS[margins]
    return document_package(
        text + enclosed_facts(page), page, fonts, _ABOUT, more=(*landscape_numbers(page), *chart_parts(fonts))
    )


def _text(below: str, at_end: str) -> str:
    """Head, text, 附件说明, end, and the office's own 附件; the two conditions say where 署名 and 日期 stand.

    The blocks stand once, in a loop over the report and its own 附件, each step of which ends with what comes between it and the
    next: of the report 附件说明 and 署名, then the head of the next 附件.  So who reads the template in Word reads it in the order of
    the report, and it is opened in half the time that the blocks would take twice.
    """
    head = "".join((
        line(TITLE, "{{ 标题 }}"),
        when("副标题", line(SUBTITLE, "{{ 副标题 }}")),
        when("报告人", line(SPEAKER, "{{ 报告人 }}")),
        tag(f"{{% if {below} %}}"), each("名 in 各署名", line(SIGNED, "{{ 名 }}")),
        when("日期", line(DATED, "（{{ 日期 }}）")), tag("{% endif %}"),
        blank(),
        when("主送机关", line(TO, "{{ 主送机关 }}")), when("称谓", line(GREETING, "{{ 称谓 }}")),
    ))  # fmt: skip
    signed = when("日期", line(CLOSING_DATE, "{{ 日期 }}"))
    end = when(f"各署名 and {at_end}", blank(), each("名 in 各署名", line(CLOSING, "{{ 名 }}")), signed)
    following = enclosure_head("loop.nextitem.名称")
    between = when("loop.first", enclosure_list("各附件"), end) + when("not loop.last", following)
    return head + each("文 in 各文", text_blocks("文.全文"), between)
