"""Wherever values are printed, the outcome is a sound file or problems with sentences, and traces tell the text."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx_samples import body_xml, paragraph, run, table
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from picture_samples import png

from reportgen.engine.check.verify import verify
from reportgen.engine.template import Template
from reportgen.ooxml.package import Package
from reportgen.problem import Grade

PIECES = st.sampled_from(
    [
        "{{ 文|富文本 }}", "{{ 句|富文本 }}", "{{ 行|表格 }}", "{{ '图'|图片 }}", "{{ 句|链接('https://e.org') }}", "{{ 分页 }}", "{{ 分节 }}",
        "{{ 重新编号 }}", "{{ 空 }}", "{% for x in xs %}", "{% endfor %}", "{% if a %}", "{% endif %}", "字", " ", "{{ 句|字样(加粗=true) }}",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=3).map("".join)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
ENDED = "<w:sectPr/>"
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
DATA: dict[str, Any] = {
    "文": "# 题\n文**粗**\n\n1. 一\n2. 二\n- 点\n| a |\n|--|\n| b |", "句": "甲**乙**&<丙>", "行": [["a", "b"], [1, 2]], "空": "",
}  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn) -> str:
    blocks = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.integers(0, 5))
        if kind < 3:
            blocks.append(paragraph(draw(TEXTS), draw(st.sampled_from(["", "", LISTED, ENDED]))))
        elif kind == 3:
            blocks.append(table([[draw(TEXTS) for _ in range(2)] for _ in range(draw(st.integers(1, 2)))]))
        elif kind == 4:
            blocks.append(
                f'<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{paragraph(draw(TEXTS))}</w:sdtContent></w:sdt>'
            )
        else:
            inner = run(draw(TEXTS))
            blocks.append(
                f'<w:p><w:bookmarkStart w:id="1" w:name="b"/><w:ins w:id="9" w:author="甲">{inner}</w:ins><w:bookmarkEnd w:id="1"/></w:p>'
            )
    return "".join(blocks)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies(), st.booleans(), st.booleans())
def test_any_place_of_a_value_gives_a_sound_file_or_problems(xml: str, flag: bool, trace: bool) -> None:
    package = body_xml(xml, header=paragraph("{{ 句|富文本 }}"), numbering=NUMBERING)
    rendered = Template.open(package).render(
        {**DATA, "a": flag, "xs": [1, 2] if flag else []}, trace=trace, files={"图": png(9, 9)}
    )
    assert all(problem.message and problem.code for problem in rendered.problems)
    if not rendered.package:
        assert any(problem.grade is Grade.ERROR for problem in rendered.problems)
        return
    docx.Document(io.BytesIO(rendered.package))
    finished = Package.open(rendered.package)
    found = verify(finished, Package.open(package), [name for name in finished.names if name.endswith(".xml")])
    assert [str(problem) for problem in found if problem.grade is Grade.ERROR] == []
    for one in rendered.trace:
        for span in one.spans:
            assert one.text[span.start : span.end] == span.printed.text
