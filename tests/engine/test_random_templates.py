"""Whatever is done to a template, the outcome is a sound file or problems with sentences: never an exception, never a damaged file."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx_samples import body_xml, paragraph, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.engine.checking.verify import verify
from reportgen.engine.template import Template
from reportgen.problem import Grade, ReportError
from reportgen.word.package import Package

PIECES = st.sampled_from(
    [
        "{{ a }}", "{{ b.c }}", "{{ 没有 }}", "{% if a %}", "{% else %}", "{% elif b %}", "{% endif %}", "{% for x in xs %}", "{{ x }}", "{% endfor %}",
        "{%p if a %}", "{%p endif %}", "{%tr for x in xs %}", "{%tr endfor %}", "{%tc for x in xs %}", "{%tc endfor %}", "{% set y = 1 %}", "{# 注 #}",
        "{% raw %}", "{% endraw %}", "{% macro m(z) %}", "{% endmacro %}", "{{ m(1) }}", "{{", "}}", "{%", "%}", "文字", " ", "{_{", "｛｛ a ｝｝",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=4).map("".join)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    blocks = []
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.integers(0, 3)):
            blocks.append(paragraph(draw(TEXTS)))
        else:
            width = draw(st.integers(1, 3))
            blocks.append(table([[draw(TEXTS) for _ in range(width)] for _ in range(draw(st.integers(1, 3)))]))
    return "".join(blocks)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies(), st.booleans(), st.booleans())
def test_any_template_gives_a_sound_file_or_problems(xml: str, flag: bool, trace: bool) -> None:
    package = body_xml(xml)
    data: dict[str, Any] = {"a": flag, "b": {"c": "值 & <x>"}, "xs": [1, 2] if flag else []}
    try:
        rendered = Template.open(package).render(data, trace=trace)
    except ReportError as refused:
        assert all(problem.message for problem in refused.problems)
        return
    assert all(problem.message and problem.code for problem in rendered.problems)
    if not rendered.package:
        assert any(problem.grade is Grade.ERROR for problem in rendered.problems)
        return
    docx.Document(io.BytesIO(rendered.package))
    signs = ("{{", "}}", "{%", "%}", "{#", "#}")
    found = verify(Package.open(rendered.package), Package.open(package), ["word/document.xml"], signs)
    assert [str(problem) for problem in found if problem.grade is Grade.ERROR] == []
