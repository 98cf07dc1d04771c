"""Fields that show what the template was saved with, where filling changes what they are worked out from."""

from __future__ import annotations

from typing import Any

import pytest
from docx_samples import body_xml

from reportgen.engine.template import Template

DATA: dict[str, Any] = {"rows": [{"v": 1}, {"v": 2}], "x": "甲"}


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(each if each.startswith('<') else run(each) for each in inner)}</w:p>"


def field(code: str, result: str) -> str:
    signs = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{signs[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{signs[1]}{run(result)}{signs[2]}"


def simple(code: str, result: str) -> str:
    return f'<w:fldSimple w:instr="{code}">{run(result)}</w:fldSimple>'


def table(*rows: str) -> str:
    cells = "".join(f"<w:tr><w:tc><w:tcPr/>{row}</w:tc></w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>{cells}</w:tbl><w:p/>'


def bookmark(*inner: str) -> str:
    return f'<w:p><w:bookmarkStart w:id="1" w:name="B1"/>{"".join(inner)}<w:bookmarkEnd w:id="1"/></w:p>'


LOOP = (paragraph("{%tr for r in rows %}"), paragraph("{{ r.v }}"), paragraph("{%tr endfor %}"))
STALE: dict[str, str] = {
    "a total below a loop": table(*LOOP, paragraph(field("=SUM(ABOVE)", "99"))),
    "the same as a simple field": table(*LOOP, paragraph(simple("=SUM(ABOVE)", "99"))),
    "a total below a figure": table(paragraph("{{ rows[0].v }}"), paragraph(field(" = SUM(ABOVE) \\# 0.00", "99"))),
    "a calculation in the text": paragraph("{{ x }}") + paragraph(field("= B1 * 2", "99")),
    "a condition with a tag": paragraph(field('IF {{ rows[0].v }} &gt; 1 "多" "少"', "多")),
    "a number counted in a loop": paragraph("{% for r in rows %}") + paragraph("表", field("SEQ 表", "1")) + paragraph("{% endfor %}"),
    "what a bookmark says": bookmark(run("{{ x }}")) + paragraph(field("REF b1 \\h", "乙")),
    "the same without its word": bookmark(run("{{ x }}")) + paragraph(field("B1", "乙")),
}
FRESH: dict[str, str] = {
    "a total in a table without tags": paragraph("{{ x }}") + table(paragraph("1"), paragraph(field("=SUM(ABOVE)", "1"))),
    "a total that is a tag": table(*LOOP, paragraph(field("=SUM(ABOVE)", "{{ rows|sum(attribute='v') }}"))),
    "a number counted outside of loops": paragraph("{{ x }}") + paragraph("表", field("SEQ 表", "1")),
    "a condition without a tag": paragraph("{{ x }}") + paragraph(field('IF 1 &gt; 1 "多" "少"', "少")),
    "what a bookmark without tags says": paragraph("{{ x }}") + bookmark(run("乙")) + paragraph(field("REF B1", "乙")),
    "what a bookmark says, filled itself": bookmark(run("{{ x }}")) + paragraph(field("REF B1", "{{ x }}")),
    "a link with a tag": paragraph(field('HYPERLINK "http://a/{{ x }}"', "链")),
    "the page": paragraph("{{ x }}") + paragraph(field("PAGE", "1")),
    "a list of contents": paragraph("{{ x }}") + paragraph(field('TOC \\o "1-3" \\b B1', "第一章 1")),
    "the page of a bookmark": bookmark(run("{{ x }}")) + paragraph(field("PAGEREF B1", "3")),
}


def told(xml: str, **more: Any) -> list[str]:
    made = Template.open(body_xml(xml)).render(DATA, **more)
    assert made.package, [str(problem.message) for problem in made.problems]
    return [str(problem.message) for problem in made.problems if problem.code == "T26"]


@pytest.mark.parametrize("name", STALE)
def test_a_result_that_filling_makes_untrue_is_told(name: str) -> None:
    assert len(told(STALE[name])) == 1


@pytest.mark.parametrize("name", FRESH)
def test_any_other_result_is_not(name: str) -> None:
    assert told(FRESH[name]) == []


def test_who_has_word_work_fields_out_is_told_nothing() -> None:
    assert told(STALE["a total below a loop"], update_fields=True) == []


def test_the_place_and_what_is_shown_there_are_told() -> None:
    (problem,) = [each for each in Template.open(body_xml(STALE["a total below a loop"])).problems if each.code == "T26"]
    assert "=SUM(ABOVE)" in str(problem.message) and "99" in str(problem.message) and problem.place is not None
    assert "第1个表格第4行" in str(problem.place)
