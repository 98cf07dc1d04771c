"""What users of other engines complained of about places, names, fields, fonts, safety and speed, settled here.

Each test names the reports that it settles; those about loops, blank lines, signs of XML and damaged files are in
``cases/reported.txt`` and ``test_reported``.
"""

from __future__ import annotations

import gc
import time
from decimal import Decimal
from typing import Any

import pytest
from docx_samples import body_xml, document, paragraph, parts_of, run, table
from lxml import etree

from reportgen.engine.template import Rendered, Template
from reportgen.ooxml.archive import Limits
from reportgen.ooxml.names import W
from reportgen.problem import ReportError, WordPlace


def filled(source: bytes, data: dict[str, Any]) -> Rendered:
    return Template.open(source).render(data)


def body(rendered: Rendered) -> str:
    return parts_of(rendered.package)["word/document.xml"].decode()


FAULTS = {
    "a name that is missing": ("全年{{ 投人 }}亿元", "【{{ 投人 }}】", "R01"),
    "a filter that is unknown": ("全年{{ 投入|两位 }}亿元", "【{{ 投入|两位 }}】", "T13"),
    "a filter that fails": ("全年{{ 单位|round(1) }}亿元", "【{{ 单位|round(1) }}】", "R02"),
    "an operation that fails": ("全年{{ 单位 - 1 }}亿元", "【{{ 单位 - 1 }}】", "R02"),
    "a tag that cannot be read": ("全年{{ 投入 亿元 }}", "【{{ 投入 亿元 }}】", "T12"),
    "a tag that is not finished": ("全年{{ 投入 }亿元", "【{{ 投入 }亿元】", "T01"),
    "a block that is not closed": ("全年{% if 投入 %}亿元", "【{% if 投入 %}】", "T04"),
    "a block that was never opened": ("全年{% endif %}亿元", "【{% endif %}】", "T03"),
    "a tag that there is not": ("全年{% fi 投入 %}亿元", "【{% fi 投入 %}】", "T05"),
    "a test that there is not": ("全年{% if 投入 is big %}亿元{% endif %}", "【{% if 投入 is big %}】", "T13"),
}


@pytest.mark.parametrize(("text", "marked", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_every_fault_has_its_place_in_words_and_its_sentence_with_the_fault_marked(text: str, marked: str, code: str) -> None:
    """docxtpl#378, docxtpl#319, docxtpl#161, docxtpl#641, carbone#127, docassemble#71."""
    source = body_xml(paragraph("# 一、经济") + paragraph("首段") + table([["甲", "乙"], ["丙", ["首", text]]]))
    problem = next(one for one in filled(source, {"投入": Decimal("7.05"), "单位": "亿"}).problems if one.code == code)
    place = problem.place
    assert isinstance(place, WordPlace)
    assert str(place) == "正文第1个表格第2行第2格第2段（“一、经济”之下）"
    assert marked in place.excerpt
    assert problem.hint, "how to mend it"


def test_all_faults_of_all_parts_come_at_once() -> None:
    """docxtemplater#494 (multi error), poi-tl#876 (how to check tags), docxtpl-lint's static half."""
    source = body_xml(
        paragraph("{{ a|没有 }}") + paragraph("{{ b }}"),
        header=paragraph("{{ c d }}"),
        footnotes={2: paragraph("{{ e")},
        core="<dc:title>{{ f }}</dc:title>",
    )
    found = {(problem.code, str(problem.place).partition("第")[0]) for problem in filled(source, {"a": 1}).problems}
    assert found == {("T13", "正文"), ("R01", "正文"), ("T12", "页眉（header1）"), ("T01", "脚注（footnotes）"), ("R01", "文档属性（core）")}


@pytest.mark.parametrize(
    ("tag", "likely"),
    [("{{ 研发投人 }}", "研发投入"), ("{{ 组.人数目 }}", "人数"), ("{{ 研发投入|defualt(1) }}", "default"), ("{% if 研发投入 is defind %}{% endif %}", "defined"), ("{% fro x in 组 %}", "for")],
)
def test_what_was_probably_meant_is_proposed(tag: str, likely: str) -> None:
    """docxtemplater#629 (did you mean, list of valid names)."""
    problem = filled(document(tag), {"研发投入": 1, "组": {"人数": 3}}).problems[0]
    assert problem.hint.startswith("是不是")
    assert likely in problem.hint


def test_an_unknown_name_prints_neither_undefined_nor_nothing() -> None:
    """docxtemplater#343, docxtemplater#207, docxtemplater#181, carbone PR 7, docx-templates#439."""
    rendered = filled(document("{{ 缺 }}", "{{ 有.缺 }}"), {"有": {}})
    assert not rendered.package
    assert [problem.code for problem in rendered.problems] == ["R01", "R01"]


def test_an_empty_value_prints_no_none() -> None:
    """docxtpl, docxtpl-ng (``None``), docxtemplater (``undefined``)."""
    rendered = filled(document("{{ 空 }}"), {"空": None})
    assert not rendered.package
    assert [problem.code for problem in rendered.problems] == ["R04"]
    assert "None" not in str(rendered.problems[0])


def test_names_are_listed_nested_in_all_parts_and_whatever_runs_they_are_split_over() -> None:
    """docxtpl#538, docxtpl#410, docxtpl#391, docxtpl#585, easy-template-x#31; docxtpl-ng's list on split tags."""
    loop = paragraph(("{% for 部", " in 部分 %}{{ 部.", "标题 }}{% end", "for %}"))
    template = Template.open(body_xml(loop, footnotes={2: paragraph("{{ 注.文 }}")}, custom=""))
    assert template.paths == ("部分[].标题", "注.文")


def test_missing_data_are_told_nested_and_all_in_one_run() -> None:
    """docxtpl#538; docx-templates' failFast: false."""
    template = "{{ a.b }}{% for x in xs %}{{ x.c }}{% endfor %}{{ d }}"
    found = [problem.message for problem in filled(document(template), {"a": {}, "xs": [{}]}).problems]
    assert found == ["这项数据没有下一级“b”", "这项数据没有下一级“c”（在“xs”第1项里）", "没有名为“d”的数据"]


def test_word_is_asked_to_bring_its_table_of_contents_up_to_date() -> None:
    """docxtpl#34, docxtpl#137, docxtpl#439, docxtemplater#66, docxtemplater#457, docx-templates#150, poi-tl#471."""
    template = Template.open(document("{{ a }}"))
    asked = parts_of(template.render({"a": 1}, update_fields=True).package)
    assert b'<w:updateFields w:val="true"/>' in asked["word/settings.xml"]
    assert "word/settings.xml" not in parts_of(template.render({"a": 1}).package)


def test_a_value_has_the_chinese_font_of_its_tag_in_the_order_that_the_schema_wants() -> None:
    """docxtpl#507, docxtpl PR 452, docxtpl#218, python-docx#1396."""
    look = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:b/><w:color w:val="FF0000"/><w:sz w:val="32"/>'
    rendered = filled(body_xml(f"<w:p>{run('前{{ a }}后', look)}</w:p>"), {"a": "中文\nABC"})
    runs = list(etree.fromstring(body(rendered).encode()).iter(W + "r"))
    for one in runs:
        properties = one.find(W + "rPr")
        assert properties is not None
        assert [str(child.tag).removeprefix(W) for child in properties] == ["rFonts", "b", "color", "sz"]
        assert properties[0].get(W + "eastAsia") == "仿宋_GB2312"


@pytest.mark.parametrize("where", ["header", "footer"])
def test_the_sandbox_holds_outside_of_the_body_too(where: str) -> None:
    """docxtpl#549, docxtpl#632, GHSA-v5gf-r78h-55q6, GHSA-7q83-228r-wfh5, Ghostwriter#266: four places without it."""
    attack = paragraph("{{ cycler.__init__.__globals__.os.popen('id').read() }}")
    rendered = filled(body_xml(paragraph("正文"), **{where: attack}), {})  # type: ignore[arg-type]
    assert not rendered.package
    rendered = filled(body_xml(paragraph("正文"), core="<dc:title>{{ lipsum.__globals__ }}</dc:title>"), {})
    assert not rendered.package


def test_entities_are_refused_and_not_dropped_in_silence() -> None:
    """docxtpl and docxtpl-ng on a file with a document type; CVE-2016-5851, CVE-2017-5992, CVE-2026-41066."""
    parts = parts_of(document("{{ a }}"))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document')
    from docx_samples import package_of

    with pytest.raises(ReportError) as caught:
        Template.open(package_of(parts))
    assert [problem.code for problem in caught.value.problems] == ["P22"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked_and_the_limit_can_be_raised() -> None:
    """docxtpl, docxtpl-ng, docxtemplater, docx-templates have no guard; Apache POI's ZipSecureFile has."""
    parts = parts_of(document("{{ a }}"))
    parts["word/media/x.bin"] = b"0" * 8_000_000
    types = parts["[Content_Types].xml"].replace(b"<Default", b'<Default Extension="bin" ContentType="application/octet-stream"/><Default', 1)
    from docx_samples import package_of

    source = package_of({**parts, "[Content_Types].xml": types})
    with pytest.raises(ReportError) as caught:
        Template.open(source)
    assert [problem.code for problem in caught.value.problems] == ["P13"]
    assert "max_ratio" in str(caught.value)
    assert Template.open(source, limits=Limits(max_ratio=2000)).render({"a": 1}).package


def test_the_same_data_give_the_same_bytes_whenever_they_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-docx#1042, python-docx#811, pandoc#7654."""
    first = filled(document("{{ a }}"), {"a": 1}).package
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert filled(document("{{ a }}"), {"a": 1}).package == first


@pytest.mark.slow
def test_thousands_of_names_are_filled_in_seconds() -> None:
    """docxtpl#490: 12,000 variables took 27 minutes."""
    source = document(*(" ".join(f"{{{{ v{line * 20 + n} }}}}" for n in range(20)) for line in range(600)))
    begun = time.process_time()
    rendered = filled(source, {f"v{number}": number for number in range(12_000)})
    assert rendered.package
    assert time.process_time() - begun < 60


@pytest.mark.slow
def test_cost_grows_with_the_rows_and_not_with_their_square() -> None:
    """docxtpl#187, docxtpl#188, docxtpl PR 630, PR 637 (2,164 rows in an hour), docx-templates#153, docxtemplater#550."""
    row = [["{% for r in 行 %}{{ r.名 }}", "{{ r.数 }}{% endfor %}"]]
    template = Template.open(body_xml(table(row) + paragraph("末")))

    def cost(rows: int) -> float:
        data = {"行": [{"名": f"指标{number}", "数": number} for number in range(rows)]}
        times = []
        for _ in range(5):
            begun = time.process_time()
            assert template.render(data).package
            times.append(time.process_time() - begun)
        return min(times)

    gc.collect()
    gc.disable()  # whatever other tests have left would be walked through in the longer of the two
    try:
        assert cost(2_400) < 16 * cost(300), "twice what eight times the rows should cost"
    finally:
        gc.enable()
