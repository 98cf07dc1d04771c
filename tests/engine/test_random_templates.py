"""Whatever is done to a template, the outcome is a sound file or problems with sentences: never an exception, never a damaged file."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx_samples import body_xml, cell, paragraph, run, table
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.engine.check.verify import verify
from reportgen.engine.template import Template
from reportgen.ooxml.package import Package
from reportgen.problem import Grade, ReportError

PIECES = st.sampled_from(
    [
        "{{ a }}", "{{ b.c }}", "{{ 没有 }}", "{% if a %}", "{% else %}", "{% elif b %}", "{% endif %}", "{% for x in xs %}", "{{ x }}", "{% endfor %}",
        "{%p if a %}", "{%p endif %}", "{%tr for x in xs %}", "{%tr endfor %}", "{%tc for x in xs %}", "{%tc endfor %}", "{% set y = 1 %}", "{# 注 #}",
        "{% raw %}", "{% endraw %}", "{% macro m(z) %}", "{% endmacro %}", "{{ m(1) }}", "{{", "}}", "{%", "%}", "文字", " ", "{_{", "｛｛ a ｝｝",
        "{%- if a -%}", "{%- endif -%}", "{%- for x in xs -%}", "{%- endfor %}", "{{- a -}}", "{% colspan 2 %}", "{% colspan xs|length %}", "{% vm %}",
        "{% hm %}", "{% cellbg 'FFEE00' %}", "{#p 注 #}", "{#tr 注 #}", "{{p a }}", "{%r if a %}", "{{%p if a %}}", "{% else if b %}", "{% tr endif %}", "{%tr if a %}", "{%tr endif %}",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=4).map("".join)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    blocks = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.integers(0, 5))
        if kind < 3:
            blocks.append(paragraph(draw(TEXTS)))
        elif kind == 3:
            blocks.append(draw(controls()))
        else:
            width = draw(st.integers(1, 3))
            blocks.append(table([[draw(TEXTS) for _ in range(width)] for _ in range(draw(st.integers(1, 3)))]))
    return "".join(blocks)


@st.composite
def controls(draw: st.DrawFn) -> str:
    """A content control around paragraphs, runs, rows or cells."""
    texts = [draw(TEXTS) for _ in range(3)]
    kind = draw(st.integers(0, 3))
    inside = [
        "".join(map(paragraph, texts)), "".join(run(text) for text in texts if text),
        "".join(f"<w:tr>{cell(text)}</w:tr>" for text in texts), "".join(map(cell, texts)),
    ][kind]  # fmt: skip
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    if kind == 0:
        return control
    if kind == 1:
        return f"<w:p>{run(draw(TEXTS) or '前')}{control if any(texts) else ''}</w:p>"
    rows = control if kind == 2 else f"<w:tr>{control}{cell(draw(TEXTS))}</w:tr>"
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>{rows}<w:tr>{cell("末")}</w:tr></w:tbl>'


PAIRS = st.sampled_from([("{% if a %}", "{% endif %}"), ("{% for x in xs %}", "{% endfor %}"), ("{% if not a %}", "{% else %}{{ b.c }}{% endif %}")])
WORDS = st.sampled_from(["", "甲", " 乙 ", "{{ b.c }}", "{{ a }}丙", "{# 注 #}", "{% set y = 1 %}{{ y }}", "{{- a -}}"])


@st.composite
def sentence(draw: st.DrawFn) -> str:
    """Text with blocks that close in it."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        opener, closer = draw(st.one_of(st.just(("", "")), PAIRS))
        parts.append(opener + draw(WORDS) + closer)
    return "".join(parts)


@st.composite
def sound(draw: st.DrawFn, depth: int = 0) -> str:
    """Paragraphs and tables, tags at every level, each block closed where it was opened."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 7 if depth < 3 else 1))
        opener, closer = draw(PAIRS)
        if kind <= 1:
            pieces.append(paragraph(draw(sentence())))
        elif kind == 2:
            pieces.append(paragraph(opener) + draw(sound(depth + 1)) + paragraph(closer))
        elif kind == 3:
            pieces.append(f"<w:sdt><w:sdtPr/><w:sdtContent>{draw(sound(depth + 1))}</w:sdtContent></w:sdt>")
        elif kind == 4:
            pieces.append(draw(grid(depth)))
        elif kind == 5:
            pieces.append(paragraph("前") + paragraph("{%- if a -%}") + paragraph(draw(sentence())) + paragraph("{%- endif %}"))
        elif kind == 6:
            pieces.append(box(draw(sound(3))))
        else:
            middle = draw(sound(depth + 1))
            pieces.append(paragraph("前" + opener + draw(sentence())) + middle + paragraph(draw(sentence()) + closer + "后"))
    return "".join(pieces)


@st.composite
def grid(draw: st.DrawFn, depth: int) -> str:
    """A table whose rows, cells and cells' contents repeat, are left out, merged and coloured."""
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 4))
        inner = f"<w:tc>{draw(sound(depth + 1))}{paragraph('')}</w:tc>"
        opener, closer = draw(PAIRS)
        line = {
            0: cell(draw(sentence())) + inner,
            1: cell("{% for x in xs %}{% vm %}甲") + inner + cell("{% endfor %}"),
            2: cell("头") + cell("{%tc for x in xs %}") + draw(st.sampled_from([inner, cell("{% hm %}乙")])) + cell("{%tc endfor %}"),
            3: cell("{% colspan 2 %}{% cellbg 'FFEE00' %}" + draw(sentence())) + inner,
            4: inner,
        }[kind]
        if draw(st.booleans()):
            line = f"{cell('{%tr' + opener[2:])}</w:tr><w:tr>{line}</w:tr><w:tr>{cell(closer.replace('{% end', '{%tr end'))}" if "else" not in closer else line
        rows.append(f"<w:tr>{line}</w:tr>")
    columns = '<w:gridCol w:w="2000"/>' * 3
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def box(inside: str) -> str:
    return f'<w:p><w:r><w:pict><v:shape id="s1"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'


@settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sound(), st.sampled_from([[], [1], [1, 2, 3]]), st.booleans(), st.booleans())
def test_any_sound_template_gives_a_sound_file(xml: str, items: list[int], flag: bool, trace: bool) -> None:
    package = body_xml(xml + paragraph("尾"))
    rendered = Template.open(package).render({"a": flag, "b": {"c": "值 & <x>"}, "xs": items}, trace=trace)
    grave = [str(problem) for problem in rendered.problems if problem.grade is Grade.ERROR]
    assert [told for told in grave if not told.startswith(("[T08]", "[T09]"))] == []
    if rendered.package:
        docx.Document(io.BytesIO(rendered.package))
        found = verify(Package.open(rendered.package), Package.open(package), ["word/document.xml"])
        assert [str(problem) for problem in found if problem.grade is Grade.ERROR] == []


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
