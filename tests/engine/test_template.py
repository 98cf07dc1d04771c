"""The door of the engine: all parts of a file, untouched parts as they were, the same bytes each time, any number of threads."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from docx_samples import body_xml, document, paragraph, parts_of, run, table
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.engine.render.printer import Bounds
from reportgen.engine.template import Template
from reportgen.problem import ReportError


def text_of(package: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(package)).paragraphs)


def test_headers_footers_footnotes_and_properties_are_filled() -> None:
    package = body_xml(
        paragraph("{{ a }}"),
        header=paragraph("页眉{{ a }}"),
        footer=paragraph("页脚{{ a }}"),
        footnotes={2: paragraph("脚注{{ a }}")},
        core="<dc:title>题{{ a }}</dc:title>",
    )
    rendered = Template.open(package).render({"a": "<甲&乙>"})
    assert rendered.problems == ()
    parts = {name: data.decode() for name, data in parts_of(rendered.package).items() if name.endswith(".xml")}
    found = [name for name, data in parts.items() if "&lt;甲&amp;乙&gt;" in data]
    assert len(found) == 5, found
    assert docx.Document(io.BytesIO(rendered.package)).core_properties.title == "题<甲&乙>"


def test_parts_without_tags_are_the_very_bytes_of_the_template() -> None:
    package = document("{{ a }}")
    before, after = parts_of(package), parts_of(Template.open(package).render({"a": "x"}).package)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]


def test_the_same_template_and_data_give_the_same_bytes_in_any_thread() -> None:
    template = Template.open(document("{% for x in xs %}", "{{ x }}", "{% endfor %}"))
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: (n % 3, template.render({"xs": list(range(n % 3))}).package), range(60)))
    assert len(set(results)) == 3


def test_rendering_changes_nothing_in_the_template() -> None:
    template = Template.open(document("{{ a }}", "{% if b %}", "{{ c }}", "{% endif %}"))
    first = template.render({"a": 1, "b": False})
    assert template.render({"a": 2, "b": True, "c": 3}).package
    assert template.render({"a": 1, "b": False}).package == first.package
    assert not template.render({"a": 1, "b": True}).package, "c is unknown now"


def test_a_file_that_cannot_be_made_is_not_written(tmp_path: Path) -> None:
    rendered = Template.open(document("{{ a }}")).render({})
    assert rendered.package == b""
    with pytest.raises(ReportError, match="没有名为“a”的数据"):
        rendered.save(tmp_path / "x.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_good_file_is_written(tmp_path: Path) -> None:
    Template.open(document("{{ a }}")).render({"a": 1}).save(tmp_path / "x.docx")
    assert text_of((tmp_path / "x.docx").read_bytes()) == "1"


def test_a_template_knows_the_names_it_asks_for() -> None:
    template = Template.open(document("{{ 甲 }}{% for x in 乙 %}{{ x.丙 }}{{ 丁 }}{% endfor %}{{ range(3) }}"))
    assert template.names == {"甲", "乙", "丁"}


def test_whether_a_template_mentions_a_name_is_read_off_its_tags_alone() -> None:
    template = Template.open(document("{% for x in 全文 %}", "{{ x.各附件 }}{{ '开头' }}{{ \"结尾\" }}", "{% endfor %}", "全文之外：署名", "{{ 总起|default(日期) }}"))
    assert [name for name in ("全文", "总起", "日期", "x", "各附件", "开头", "结尾", "署名", "全") if template.mentions(name)] == ["全文", "总起", "日期", "x"]


def test_a_bookmark_inside_a_tag_stays_beside_it() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="x"/>', '<w:bookmarkEnd w:id="1"/>'
    package = body_xml(f"<w:p>{run('甲{')}{start}{run('{ a')}{end}{run(' }}乙')}</w:p>")
    rendered = Template.open(package).render({"a": "中"})
    assert text_of(rendered.package) == "甲中乙"
    data = parts_of(rendered.package)["word/document.xml"].decode()
    assert data.count("<w:bookmarkStart") == data.count("<w:bookmarkEnd") == 1


def test_a_tag_takes_the_formatting_of_its_first_run_and_a_block_of_each_of_its_runs() -> None:
    bold, italic = "<w:b/>", "<w:i/>"
    package = body_xml(
        f"<w:p>{run('甲{{', bold)}{run(' a }}乙', italic)}</w:p>"
        f"<w:p>{run('{% for x in xs %}粗', bold)}{run('斜{{ x }}{% endfor %}尾', italic)}</w:p>"
    )
    found = docx.Document(io.BytesIO(Template.open(package).render({"a": "中", "xs": [1, 2]}).package))
    first = [(one.text, bool(one.bold), bool(one.italic)) for one in found.paragraphs[0].runs]
    assert first == [("甲中", True, False), ("乙", False, True)]
    second = [(one.text, bool(one.bold), bool(one.italic)) for one in found.paragraphs[1].runs]
    assert second == [("粗", True, False), ("斜1", False, True), ("粗", True, False), ("斜2", False, True), ("尾", False, True)]


def test_tags_in_a_tracked_deletion_are_left_and_in_an_insertion_are_filled() -> None:
    package = body_xml(
        '<w:p><w:del w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>{{ 旧 }}</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a" w:date="2024-01-01T00:00:00Z">{run("{{ 新 }}")}</w:ins></w:p>'
    )
    rendered = Template.open(package).render({"新": "好"})
    data = parts_of(rendered.package)["word/document.xml"].decode()
    assert "<w:delText>{{ 旧 }}</w:delText>" in data
    assert ">好</w:t></w:r></w:ins>" in data


def test_a_paragraph_with_a_section_break_is_never_lost() -> None:
    section = "<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\"/></w:sectPr></w:pPr>" + run("{# 说明 #}") + "</w:p>"
    rendered = Template.open(body_xml(section + paragraph("{{ a }}"))).render({"a": 1})
    assert len(docx.Document(io.BytesIO(rendered.package)).sections) == 2


def test_a_block_over_the_border_of_a_content_control_is_told() -> None:
    control = f"<w:sdt><w:sdtContent>{run('甲{% endif %}')}</w:sdtContent></w:sdt>"
    template = Template.open(body_xml(f"<w:p>{run('前{% if a %}乙')}{control}</w:p>"))
    assert [problem.code for problem in template.problems] == ["T11"]


def test_loops_and_output_have_bounds_that_a_caller_can_set() -> None:
    template = Template.open(document("{% for a in range(1000) %}{% for b in range(1000) %}{{ a }}{% endfor %}{% endfor %}"))
    short = Template.open(document("{% for a in range(300) %}{{ a }}{% endfor %}"))
    assert short.render({}, bounds=Bounds(steps=200)).package == b""
    assert short.render({}, bounds=Bounds(steps=2_000)).problems == ()
    steps = template.render({}, bounds=Bounds(steps=10_000))
    assert "循环和计算超过 10,000 步（steps），已停下" in str(steps.problems[0])
    output = template.render({}, bounds=Bounds(output=10_000))
    assert [problem.code for problem in output.problems] == ["R02"]
    assert "结果太大" in str(output.problems[0])


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=40))
def test_any_text_that_xml_allows_comes_out_as_it_went_in(value: str) -> None:
    rendered = Template.open(document("前{{ a }}后")).render({"a": value})
    if rendered.package:
        shown = text_of(rendered.package)
        expected = value.replace("\r\n", "\n").replace("\r", "\n").replace("\a", "\n").replace("\f", "\n\n")  # a page of its own
        assert shown == f"前{expected}后"
    else:
        assert [problem.code for problem in rendered.problems] == ["R03"]


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.integers(1, 3), min_size=0, max_size=12), st.randoms(use_true_random=False))
def test_however_a_paragraph_is_split_into_runs_the_result_is_the_same(sizes: list[int], random: object) -> None:
    text = "甲{{ a }}乙{% if b %}丙{{ c }}{% endif %}丁"
    cuts, at = [], 0
    for size in sizes:
        cuts.append(text[at : at + size])
        at += size
    cuts.append(text[at:])
    rendered = Template.open(document(tuple(cuts))).render({"a": 1, "b": True, "c": 2})
    assert text_of(rendered.package) == "甲1乙丙2丁"


def test_a_large_table_is_filled_row_by_row() -> None:
    rows = [{"a": n, "b": f"名称{n}"} for n in range(3000)]
    package = Template.open(body_xml(table([["序", "名"], ["{% for r in rows %}{{ r.a }}", "{{ r.b }}{% endfor %}"]]))).render({"rows": rows})
    found = docx.Document(io.BytesIO(package.package)).tables[0]
    assert len(found._tbl.tr_lst) == 3001
    assert found._tbl.tr_lst[-1].xpath("string(.)") == "2999名称2999"
