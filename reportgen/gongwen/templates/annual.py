"""A margin set, a font culture, and where 署名 and 成文日期 stand → the template of a 汇报材料.

Knows the shape that ``reportgen.report`` gives a report (标题, 开头, 部分 with 小节), not its figures.  汇报材料 is no 公文 in the sense
of the standard: page, fonts, levels and page numbers are borrowed, 版头 and 版记 are not.
"""

from __future__ import annotations

from reportgen.gongwen.signature import CLOSING, CLOSING_DATE
from reportgen.gongwen.standard import MARGINS
from reportgen.gongwen.templates.appendix import enclosures
from reportgen.gongwen.templates.chart import chart_parts
from reportgen.gongwen.templates.fragments import blank, enclosure_list, line, tag, when
from reportgen.gongwen.templates.shell import About, document_package, landscape_numbers
from reportgen.gongwen.templates.styles import BODY, DATED, LEAD, SIGNED, TITLE
from reportgen.gongwen.wordml import paragraph, run

_ABOUT = About("{{ 标题 }}", "{{ 署名 }}", "{{ 生成时间 }}")


_LEAD_WORDS = "{% if 节.话题 %}{{ 节.话题 }}。{% endif %}"
"""A topic without 话题 is a paragraph without a lead, so that a paragraph which somebody divided can be written down."""


def annual_report(margins: str = "A", fonts: str = "GB2312") -> bytes:
    """A yearly 汇报材料: title, unit and date, opening, numbered parts with topics; ``margins`` A or B, ``fonts`` GB2312
    or GBK."""
    above = when("署名", line(SIGNED, "{{ 署名 }}")) + when("日期", line(DATED, "（{{ 日期 }}）"))
    return _document(line(TITLE, "{{ 标题 }}") + above + blank() + _parts() + enclosure_list(), margins, fonts)


def signed_report(margins: str = "A", fonts: str = "GB2312") -> bytes:
    """The same with 署名 and 成文日期 at the end (cl. 7.3.5.2), as a written report to a superior has them."""
    end = when("署名", blank(), line(CLOSING, "{{ 署名 }}"), when("日期", line(CLOSING_DATE, "{{ 日期 }}")))
    return _document(line(TITLE, "{{ 标题 }}") + blank() + _parts() + enclosure_list() + end, margins, fonts)


def _document(text: str, margins: str, fonts: str) -> bytes:
    """The text, and the 附件 that the facts list after it."""
    page = MARGINS[margins]
    return document_package(text + enclosures(page), page, fonts, _ABOUT, more=(*landscape_numbers(page), *chart_parts(fonts)))


def _parts() -> str:
    """The report's text: 话题 each in a paragraph of its own (分段), or all of a part in one (连排)."""
    run_in = paragraph(
        BODY, run("{{ 部.总起|连接 }}{% for 节 in 部.小节 %}"), run(_LEAD_WORDS, LEAD),
        run("{{ 节.正文|连接 }}{% endfor %}"),
    )  # fmt: skip
    return "".join((
        line(BODY, "{{ 开头|连接 }}"),
        tag("{% for 部 in 部分 %}"),
        line("1", "{{ loop.index|中文数字 }}、{{ 部.标题 }}"),
        tag('{% if 版式.话题 == "连排" %}'),
        run_in,
        tag("{% else %}"),
        when("部.总起", line(BODY, "{{ 部.总起|连接 }}")),
        tag("{% for 节 in 部.小节 %}"),
        paragraph(BODY, run(_LEAD_WORDS, LEAD), run("{{ 节.正文|连接 }}")),
        tag("{% endfor %}"), tag("{% endif %}"), tag("{% endfor %}"),
    ))  # fmt: skip
