"""What each has a test of its own, put together as a user of docxtpl would in one template: it still comes out right."""

from __future__ import annotations

import io

import docx
from docx_samples import body_xml, cell, document, field, paragraph, parts_of, run
from lxml import etree
from picture_samples import exif, jpeg

from reportgen.engine.template import Template
from reportgen.ooxml.names import WP, A, W
from reportgen.problem import Grade


def filled(package: bytes, **data: object) -> bytes:
    rendered = Template.open(package).render(data)
    assert [str(problem) for problem in rendered.problems if problem.grade is not Grade.NOTE] == []
    return rendered.package


def rows(package: bytes) -> list[list[str]]:
    (table,) = docx.Document(io.BytesIO(package)).tables
    return [[each.text for each in row.cells] for row in table.rows]


def test_a_row_with_a_bookmark_to_which_another_cell_of_it_refers_and_word_s_own_bookmark_in_the_row_of_the_tag() -> None:
    def mark(number: int, name: str, inside: str) -> str:
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'

    tag = f'<w:tc><w:p>{mark(1, "_GoBack", run("{%tr for x in 事 %}"))}</w:p></w:tc>'
    named = f'<w:tc><w:p>{mark(2, "事项", run("{{ x.名 }}"))}</w:p></w:tc>'
    refers = f'<w:tc><w:p>{run("见")}{field("REF 事项", "{{ x.名 }}")}</w:p></w:tc>'
    lines = (tag + cell(""), named + refers, cell("{%tr endfor %}") + cell(""), cell("{{ 事|sum(attribute='数') }}") + cell(""))
    table = "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"
    made = filled(body_xml(table + paragraph("尾")), 事=[{"名": "修路", "数": 3}, {"名": "改厕", "数": 5}])
    root = etree.fromstring(parts_of(made)["word/document.xml"])
    every = [each.get(W + "name", "") for each in root.iter(W + "bookmarkStart")]
    names = [name for name in every if not name.startswith("_GoBack")]
    codes = "".join(each.text or "" for each in root.iter(W + "instrText")).replace("REF", " ").split()
    assert (len(set(every)), len(names)) == (len(every), 2)
    assert codes == names, "each row refers to its own bookmark"
    assert [line[0] for line in rows(made)] == ["修路", "改厕", "8"]


def test_a_condition_from_the_middle_of_a_paragraph_over_a_table_with_tags_as_other_languages_write_them() -> None:
    lines = [["项", "数"], ["{{%tr for x in l %}}", ""], ["{{ x.n }}", "{{ x.v }}"], ["{% tr endfor %}", ""]]
    package = document("本年{% if 好 %}完成较好：", lines, "以上{% else if 中 %}完成一般{% else %}未完成{% end if %}，特此报告。", "{{%p if 好 %}}", "附件", "{%p endif %}")
    found = [{"n": "产值", "v": 12.5}, {"n": "投资", "v": 8}]
    said = {(True, False): ["本年完成较好：", "以上，特此报告。", "附件"], (False, True): ["本年完成一般，特此报告。"], (False, False): ["本年未完成，特此报告。"]}
    for (good, fair), texts in said.items():
        made = filled(package, 好=good, 中=fair, l=found)
        shown = docx.Document(io.BytesIO(made))
        assert [each.text for each in shown.paragraphs if each.text] == texts
        assert len(shown.tables) == good
    assert rows(filled(package, 好=True, 中=False, l=found))[1:] == [["产值", "12.5"], ["投资", "8"]]


def test_photos_that_lie_in_the_cells_of_a_loop_all_stand() -> None:
    package = document([["{%tc for x in 图 %}", "{{ x.f|图片(宽='4厘米') }}", "{%tc endfor %}"], ["{%tc for x in 图 %}", "{{ x.n }}", "{%tc endfor %}"]], "尾")
    photo = exif(jpeg(400, 200), 6)
    rendered = Template.open(package).render({"图": [{"f": photo, "n": str(n)} for n in range(3)]})
    assert [str(problem) for problem in rendered.problems] == []
    root = etree.fromstring(parts_of(rendered.package)["word/document.xml"])
    assert [each.get("rot") for each in root.iter(A + "xfrm")] == ["5400000"] * 3
    assert {(each.get("cx"), each.get("cy")) for each in root.iter(WP + "extent")} == {("2880000", "1440000")}, "4 cm wide as it stands"
    assert len({each.get("id") for each in root.iter(WP + "docPr")}) == 3
