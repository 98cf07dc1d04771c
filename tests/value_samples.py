"""Nothing → a template with every kind of value in every part, and data for it; for tests of the finished file."""

from __future__ import annotations

from typing import Any

from docx_samples import PNG, body_xml, paragraph, picture, table
from picture_samples import jpeg, png

LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
EXACT = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
FILES = {"图.png": png(400, 200), "大.png": png(1600, 900), "照.jpg": jpeg(300, 400)}
DATA: dict[str, Any] = {
    "句": "全年**增加值**达到^2^[说明](https://example.org)~~删~~",
    "文": "# 一级\n文**重**。\n\n- 甲\n  - 丙\n\n1. 一\n2. 二\n\n1. 又一\n\n| 指标 | 数 |\n|---|---|\n| 增加值 | **45.20** |\n\n结尾",
    "行": [{"指标": "增加值", "完成数": "45.20"}, {"指标": "税收", "完成数": "12"}],
    "组": [["a", "b"], ["c"]],
    "图": "大.png",
}


def template() -> bytes:
    """The template; its picture is a frame."""
    frame = picture("rId_p").replace('name="p1"', 'name="p1" descr="{{ 图|图片 }}"', 1)
    body = (
        paragraph("富文本：{{ 句|富文本 }}尾", EXACT), paragraph("{{ 文|富文本 }}", EXACT), paragraph("{{ '大.png'|图片 }}", EXACT),
        paragraph("{{ 行|表格(列宽=[8, 3]) }}"), paragraph("{% for 项 in 组 %}"), paragraph("{{ 重新编号 }}"),
        paragraph("{% for x in 项 %}"), paragraph("{{ x }}", LISTED), paragraph("{% endfor %}"), paragraph("{% endfor %}"),
        paragraph("{{ 分页 }}"), paragraph("新页"), table([["{{ '图.png'|图片 }}", "{{ 文|富文本 }}"]]), f"<w:p>{frame}</w:p>",
        paragraph("{{ 分节 }}"), paragraph("{{ '官网'|链接('https://www.example.org/中文?a=b c') }}{{ '照.jpg'|图片(宽='50%') }}"),
        '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    )  # fmt: skip
    return body_xml(
        "".join(body), header=paragraph("{{ '站'|链接('https://example.org') }}{{ '图.png'|图片(高='1厘米') }}"),
        footer=paragraph("{{ 句|富文本 }}"), footnotes={2: paragraph("{{ 句|富文本 }}")}, numbering=NUMBERING, media={"p.png": PNG},
    )  # fmt: skip
