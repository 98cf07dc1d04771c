"""Mending: hostile files come out keeping the standard as far as no person is needed, and say what they said, to the character."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx_mutants import MUTANTS, build
from docx_samples import body_xml, package_of, parts_of, replaced, run
from gongwen_samples import MATERIAL, OFFICIAL, boxed_number, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official_samples import package

from reportgen.engine.check.verify import verify
from reportgen.gongwen.document.model import BLANKS
from reportgen.gongwen.document.open import open_document
from reportgen.gongwen.document.roles import with_roles
from reportgen.gongwen.fix import mend
from reportgen.gongwen.fix.words import turned
from reportgen.gongwen.lint import lint
from reportgen.gongwen.templates import KINDS
from reportgen.ooxml.package import Package
from reportgen.problem import ReportError


def says(data: bytes) -> list[str]:
    """What each paragraph of the body says, cells included, apart from the blanks around; empty ones say nothing."""
    found = (paragraph.text.strip(BLANKS) for paragraph in open_document(Package.open(data)).everything)
    return [text for text in found if text]


def left(data: bytes) -> list[str]:
    return sorted({problem.code for problem in lint(data).problems})


HOSTILE = """页面{上=1440 下=1440 左=1440 右=1440 页脚=992 网格=lines:312}|
默认{主题=1 语言=en-US}|
设置{不分}|
单页{对齐=center 西文=Times&New&Roman 字号=18}| #
标题{字体=宋体 字号=36 加粗=1 对齐=left 首行=0 行距=1倍 提示=无}| 　　　　　　　　关于上半年工作情况的汇报
题下{主题=1 对齐=right}| 澄屿街道办事处
正文{主题=1 字号=28 首行=0 行距=1.5倍 对网格=1 孤行=1 字距=0}| 　　今年以来，坚持“一网统管”，增长6.7%。各项工作有序推进。
空
一级{字体=宋体 加粗=1 对齐=center 首行=0 大纲=无 行距=1.5倍}| 一、主要工作情况
二级{字体=宋体 首行=0 大纲=无 行距=1.5倍 对齐=left}|     （一）加强领导。成立工作专班，压实责任。
正文{字体=微软雅黑 西文=Calibri 缩进=w:firstLine="420" 段后=160 行距=1.5倍 颜色=2F5496}| 完成投资12.3亿元。
三级{字体=宋体 字号=24 首行=0 行距=1倍}| 　1.强化保障
表格{宽=8000}|
+ 格{主题=1 首行=200}| 指标;完成数
+ 产值;12.3
一级{字体=黑体 首行=0 行距=1.5倍 大纲=无}| 二、下一步打算
正文{字体=方正仿宋_GBK 左=200 首行=0 行距=600}| 　　抓好落实。
署名{对齐=both 字体=宋体}| 　　　　　　　　　　　　　澄屿街道办事处
日期{对齐=both 字体=宋体}| 　　　　　　　　　　　　　　2025年7月10日　　"""


def test_a_hostile_file_of_normal_paragraphs_keeps_the_standard_but_for_what_needs_a_person() -> None:
    data = written(HOSTILE)
    assert len(left(data)) > 25
    made = mend(Package.open(data))
    assert left(made.data) == ["G53"], "whether the unit stands under the title or at the end, a person must say"
    assert says(made.data) == says(data)


def test_what_was_done_is_told_with_counts() -> None:
    made = mend(Package.open(written(HOSTILE)))
    assert made.done["纸张和页边距改成标准的"] == 1
    assert made.done["页码改成四号宋体，单页居右、双页居左，两侧加一字线"] == 1
    assert made.done["段首的空格改成真正的缩进"] == 7
    assert made.done["删去正文中间的空行"] == 1
    assert {problem.code for problem in made.left.problems} == {"G53"}


def test_a_default_document_of_python_docx_is_mended_though_its_styles_come_from_a_theme() -> None:
    opened = docx.Document()
    opened.add_heading("关于上半年工作情况的汇报", 0)
    opened.add_paragraph("今年以来，坚持“一网统管”，各项工作有序推进。")
    opened.add_heading("一、主要工作", 1)
    opened.add_paragraph("（一）加强领导。成立工作专班。")
    opened.core_properties.author = ""
    stream = io.BytesIO()
    opened.save(stream)
    made = mend(Package.open(stream.getvalue()))
    assert left(made.data) == []
    assert says(made.data) == says(stream.getvalue())
    assert docx.Document(io.BytesIO(made.data)).settings.odd_and_even_pages_header_footer


def test_a_run_in_heading_in_one_run_gets_two_fonts() -> None:
    text = "标题| 工作情况汇报\n空\n正文| 推进。\n二级{字体=仿宋_GB2312}| （一）加强领导。成立专班。"
    (paragraph,) = open_document(Package.open(mend(Package.open(written(text))).data)).paragraphs[3:]
    assert [(run.text, run.look.chinese) for run in paragraph.runs] == [("（一）加强领导。", "楷体_GB2312"), ("成立专班。", "仿宋_GB2312")]


@pytest.mark.parametrize("text", [MATERIAL, OFFICIAL], ids=["汇报材料", "公文"])
@pytest.mark.parametrize("margins", ["A", "B"])
def test_a_conforming_file_is_left_as_it_is(text: str, margins: str) -> None:
    made = mend(Package.open(written(text, margins)))
    assert made.done == {}
    assert open_document(Package.open(made.data)).paragraphs[0].layout == open_document(Package.open(written(text, margins))).paragraphs[0].layout


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_template_is_left_as_it_is_and_an_unfilled_one_too(kind: str) -> None:
    assert mend(Package.open(package(kind))).done == {}
    assert mend(Package.open(KINDS[kind].build("A", "GB2312"))).done == {}


def test_mending_twice_changes_nothing() -> None:
    once = mend(Package.open(written(HOSTILE)))
    again = mend(Package.open(once.data))
    assert again.done == {}
    assert parts_of(again.data)["word/document.xml"] == parts_of(once.data)["word/document.xml"]


def test_a_mended_file_is_a_sound_word_file() -> None:
    for data in (written(HOSTILE), written(OFFICIAL.replace("\n空", ""))):
        before, after = Package.open(data), Package.open(mend(Package.open(data)).data)
        assert [str(problem) for problem in verify(after, before, after.names)] == []


def test_blank_lines_that_the_standard_wants_are_added() -> None:
    text = OFFICIAL.replace("空\n附件说明", "附件说明").replace("空\n署名", "署名").replace("空\n附件标题", "附件标题")
    made = mend(Package.open(written(text)))
    assert made.done["补上应有的空行"] == 3
    assert left(made.data) == []


def test_a_footer_with_words_of_its_own_is_left_to_a_person() -> None:
    made = mend(Package.open(written("单页{对齐=center}| 内部资料 #\n" + MATERIAL)))
    assert made.done == {"页脚里另有文字，页码没有动": 1}
    assert "G62" in left(made.data)


def test_a_file_without_any_section_or_settings_gets_page_and_numbers() -> None:
    """Files of other programs lack both; Word then takes its own paper and margins."""
    whole = body_xml("".join(f"<w:p>{run(words)}</w:p>" for words in ("关于有关情况的汇报", "各项工作有序推进。")))
    main = parts_of(whole)["word/document.xml"].decode()
    bare = replaced(whole, "word/document.xml", main[main.index("<w:sectPr") : main.index("</w:body>")], "")
    made = mend(Package.open(bare))
    assert made.done["纸张和页边距改成标准的"] == 1
    assert not {"G01", "G02", "G03", "G60"} & set(left(made.data))
    assert docx.Document(io.BytesIO(made.data)).settings.odd_and_even_pages_header_footer
    assert says(made.data) == says(bare)


def test_a_page_number_in_a_text_box_becomes_one_at_the_outer_edge() -> None:
    made = mend(Package.open(boxed_number(written("设置{不分}|\n" + MATERIAL))))
    assert made.done == {"页码改成四号宋体，单页居右、双页居左，两侧加一字线": 1}
    assert left(made.data) == []


def test_a_header_is_not_lost_when_odd_and_even_pages_begin_to_differ() -> None:
    data = replaced(build(), "word/document.xml", "末段", "末段")
    made = mend(Package.open(data))
    references = parts_of(made.data)["word/document.xml"].decode()
    assert references.count("w:headerReference") == 2


def test_a_paragraph_with_a_picture_keeps_its_line_height() -> None:
    data = mend(Package.open(build())).data
    pictured = next(each for each in open_document(Package.open(data)).paragraphs if each.pictured)
    assert pictured.layout.rule == "auto"


@pytest.mark.parametrize(
    ("before", "after"),
    [("坚持以人为本,扎实推进.", "坚持以人为本，扎实推进。"), ("推进(试点)工作", "推进（试点）工作"), ("新增３２家", "新增32家"), ("f(x)=1,2;a.b", "f(x)=1,2;a.b"),
     ("会议9:30开始", "会议9:30开始"), ('"一网"', '"一网"'), ("见{{ a(b,c) }}", "见{{ a(b,c) }}"), ("完成(3.5亿元)", "完成（3.5亿元）"), ("网址http://a.b/", "网址http://a.b/")],
)  # fmt: skip
def test_signs_are_turned_only_where_it_is_certain(before: str, after: str) -> None:
    assert turned(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("按方案(青政发1号),现将", "按方案（青政发1号），现将"), ("办理(试行);印发(试行):", "办理（试行）；印发（试行）："), ("f(a),b", "f(a),b"), ("甲(乙(丙),丁),戊", "甲(乙（丙），丁),戊")],
)  # fmt: skip
def test_a_sign_behind_a_bracket_is_turned_with_it_so_that_a_second_time_finds_nothing(before: str, after: str) -> None:
    assert turned(before) == after == turned(after)


def test_punctuation_is_turned_only_when_asked() -> None:
    data = written(MATERIAL.replace("项目12个，", "项目12个,"))
    assert says(mend(Package.open(data)).data) == says(data)
    made = mend(Package.open(data), punctuation=True)
    assert made.done == {"标点、数字的全半角": 1}
    assert says(made.data) == says(written(MATERIAL))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.message[:30])
def test_a_broken_file_is_mended_or_refused_in_words(mutant: object) -> None:
    try:
        made = mend(Package.open(replaced(build(), mutant.part, mutant.old, mutant.new)), punctuation=True)  # type: ignore[attr-defined]
    except ReportError as error:
        assert error.problems
        return
    assert made.data


_NAMES = st.sampled_from(["标题", "题下", "主送", "正文", "一级", "二级", "三级", "附件说明", "署名", "日期", "附件", "空"])
_TEXTS = st.lists(st.sampled_from(["一、", "（一）", "1.", "附件", "附件：", "2025年7月1日", "办事处", "推进。", "“甲”", "，", "　", " ", "x1"]), min_size=1, max_size=5)
_CHANGES = st.sampled_from(["", "{主题=1}", "{首行=0}", "{对齐=center}", "{行距=1.5倍}", "{左=300}", "{字号=24}", "{加粗=1 颜色=FF0000}"])


def whatever_a_file_says_it_says_after_mending(lines: list[tuple[str, str, list[str]]]) -> None:
    text = "\n".join("空" if name == "空" else f"{name}{change}| {''.join(words)}" for name, change, words in lines)
    data = written(text)
    made = mend(Package.open(data))
    assert says(made.data) == says(data)
    assert mend(Package.open(made.data)).done.keys() <= {"页脚里另有文字，页码没有动"} or says(mend(Package.open(made.data)).data) == says(data)


@given(st.lists(st.tuples(_NAMES, _CHANGES, _TEXTS), min_size=1, max_size=10))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_file_says_it_says_after_mending(lines: list[tuple[str, str, list[str]]]) -> None:
    whatever_a_file_says_it_says_after_mending(lines)


@pytest.mark.slow
@given(st.lists(st.tuples(_NAMES, _CHANGES, _TEXTS), min_size=1, max_size=10))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_file_says_it_says_after_mending_very_often(lines: list[tuple[str, str, list[str]]]) -> None:
    whatever_a_file_says_it_says_after_mending(lines)


def body_of(data: bytes) -> str:
    return parts_of(data)["word/document.xml"].decode()


def mended(lines: str) -> tuple[bytes, bytes]:
    before = written(lines)
    return before, mend(Package.open(before)).data


HEAD = "标题| 工作情况汇报\n空\n"
RAW = '<w:p><w:pPr><w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLine="0"/></w:pPr>{}</w:p>'


@pytest.mark.parametrize(
    "runs",
    [
        "<w:r><w:tab/><w:t>今年以来，推进。</w:t></w:r>",
        "<w:r><w:t>　</w:t><w:tab/><w:t>　今年以来，推进。</w:t></w:r>",
        "<w:r><w:t>　　</w:t></w:r><w:r><w:t> </w:t></w:r><w:r><w:t>今年以来，推进。</w:t></w:r>",
    ],
)
def test_blanks_and_tabs_before_the_first_word_give_way_to_an_indent_in_whatever_runs_they_stand(runs: str) -> None:
    before, after = mended(HEAD + "原样| " + RAW.format(runs))
    paragraph = open_document(Package.open(after)).paragraphs[2]
    assert paragraph.text == "今年以来，推进。" and "<w:tab/>" not in body_of(after)
    assert paragraph.layout.characters("first", paragraph.size) == 2
    assert says(after) == says(before)


def test_a_field_at_the_front_is_no_blank_and_keeps_what_it_shows() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    field += '<w:r><w:t>　　今年</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>以来，推进。</w:t></w:r>'
    before, after = mended(HEAD + "原样| " + RAW.format(field))
    assert "<w:t>　　今年</w:t>" in body_of(after)
    assert says(after) == says(before)


def test_a_run_in_heading_in_several_texts_of_one_run_is_cut_and_one_that_holds_a_break_is_not() -> None:
    for inside, runs in (("<w:t>（一）加强领导。</w:t><w:t>成立专班。</w:t>", 2), ("<w:t>（一）加强领导。成立</w:t><w:br/><w:t>专班。</w:t>", 1)):
        text = HEAD + "正文| 推进。\n原样| " + RAW.format(f'<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr>{inside}</w:r>')
        before, after = mended(text)
        assert len(open_document(Package.open(after)).paragraphs[3].runs) == runs
        assert says(after) == says(before)


def test_an_empty_paragraph_that_carries_something_stays() -> None:
    marked = '<w:p><w:bookmarkStart w:id="0" w:name="处"/><w:bookmarkEnd w:id="0"/></w:p>'
    _, after = mended(HEAD + f"正文| 推进。\n原样| {marked}\n正文| 落实。\n空\n正文| 考核。")
    texts = [paragraph.text for paragraph in open_document(Package.open(after)).paragraphs]
    assert texts == ["工作情况汇报", "", "推进。", "", "落实。", "考核。"]
    assert 'w:name="处"' in body_of(after)


def test_a_page_that_lies_gets_the_margins_of_an_upright_one_turned() -> None:
    before = written(HEAD + "正文| 推进。\n新节{宽=16838 高=11906 上=1440 下=1440 左=1440 右=1440}|\n正文| 横排。")
    made = mend(Package.open(before))
    assert made.done["横页的页边距改成竖页转过来的"] == 1
    assert "G09" not in left(made.data)
    sections = open_document(Package.open(made.data)).sections
    assert [section.landscape for section in sections] == [False, True]


def test_page_numbers_that_begin_anew_or_count_in_dashes_go_on_as_the_standard_has_them() -> None:
    data = written("设置{首页不同}|\n单页{对齐=center}| — # —\n" + HEAD + "正文| 推进。\n新节|\n正文| 又。")
    numbers = '<w:pgNumType w:fmt="numberInDash" w:start="5"/>'
    parts = parts_of(data)
    parts["word/document.xml"] = re.sub(rb"(<w:pgMar [^>]*/>)", rb"\1" + numbers.encode(), parts["word/document.xml"])
    made = mend(Package.open(package_of(parts)))
    assert made.done["页码改成四号宋体，单页居右、双页居左，两侧加一字线"] == 1
    body = parts_of(made.data)["word/document.xml"].decode()
    assert "numberInDash" not in body
    assert body.count('w:start="5"') == 1, "the first section begins where it began, the second goes on"
    assert {code for code in left(made.data) if code.startswith("G6")} == {"G65"}, "from where the whole text counts is for a person"


def test_a_file_that_says_that_odd_and_even_pages_are_alike_says_so_no_more() -> None:
    parts = parts_of(written("设置{不分}|\n单页{对齐=center}| — # —\n" + HEAD + "正文| 推进。"))
    name = "word/settings.xml"
    parts[name] = re.sub(rb"(<w:settings[^>]*?)/?>", rb'\1><w:evenAndOddHeaders w:val="0"/>', parts[name], count=1)
    if b"</w:settings>" not in parts[name]:
        parts[name] += b"</w:settings>"
    made = parts_of(mend(Package.open(package_of(parts))).data)[name].decode()
    assert made.count("evenAndOddHeaders") == 1 and 'w:val="0"' not in made


@pytest.mark.parametrize(("left", "first", "kept"), [(400, -200, True), (500, -300, True), (390, -190, False), (300, -100, False)])
def test_a_list_of_enclosures_set_with_a_hanging_indent_of_four_characters_stays(left: int, first: int, kept: bool) -> None:
    _, after = mended(HEAD + f"正文| 推进。\n空\n附件说明{{左={left} 首行={first}}}| 附件：任务清单")
    assert (f'w:leftChars="{left}"' in body_of(after)) is kept


@pytest.mark.parametrize(("left", "first", "kept"), [(400, 0, True), (700, -100, True), (390, 0, False)])
def test_a_further_enclosure_stays_where_it_stands_four_characters_in(left: int, first: int, kept: bool) -> None:
    _, after = mended(HEAD + f"正文| 推进。\n空\n附件说明| 附件：1.任务清单\n续行{{左={left} 首行={first}}}| 2.整改台账")
    assert (f'w:leftChars="{left}"' in body_of(after)) is kept


def test_an_empty_paragraph_that_ends_a_section_stays_and_a_plain_one_goes() -> None:
    section = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>'
    for paragraph, count in ((section, 2), ("<w:p/>", 1)):
        _, after = mended(HEAD + f"正文| 推进。\n原样| {paragraph}\n正文| 落实。")
        assert body_of(after).count("<w:sectPr") == count


def test_a_signature_stays_with_its_date_and_a_table_keeps_the_height_of_its_lines() -> None:
    cell = '<w:p><w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t>产值</w:t></w:r></w:p>'
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc><w:tcPr/>{cell}</w:tc></w:tr></w:tbl>'
    data = written(f"标题| 关于开展整治的通知\n空\n正文{{行距=1.5倍}}| 推进。\n原样| {table}\n空\n署名| 青禾街道办事处\n日期| 2025年3月6日")
    made = mend(Package.open(data))
    document = with_roles(open_document(Package.open(made.data)))
    assert [each.layout.keep_next for each in document.paragraphs if each.words == "青禾街道办事处"] == [True]
    assert [each.layout.snap for table in document.tables for each in table.paragraphs] == [False]


def test_a_header_that_many_sections_name_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of a thousand sections would else be read a thousand times over."""
    from reportgen.gongwen.document import open as opening

    plain = Package.open(body_xml("<w:p/>", header="<w:p/>"))
    section = re.search(r"<w:sectPr>.*</w:sectPr>", plain.read(plain.main).decode(), re.DOTALL)
    assert section
    ends = "".join(f"<w:p><w:pPr>{section[0]}</w:pPr>{run(f'第{number}段。')}</w:p>" for number in range(30))
    read: list[str] = []
    parse = opening.parse_xml
    monkeypatch.setattr(opening, "parse_xml", lambda data, name: read.append(name) or parse(data, name))
    document = open_document(Package.open(body_xml(ends, header=f"<w:p>{run('页眉')}</w:p>")))
    assert len(document.sections) == 31
    assert {each.headers["default"][0].text for each in document.sections} == {"页眉"}
    assert read.count("word/header1.xml") == 1
