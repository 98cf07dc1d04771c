"""Roles are found by words, order and formatting, in files with styles and in files where everything is Normal."""

from __future__ import annotations

import pytest
from docx_samples import document
from gongwen_samples import MATERIAL, OFFICIAL, written
from official_samples import package

from reportgen.gongwen.document.model import DocParagraph, Role, WordDocument
from reportgen.gongwen.document.open import open_document
from reportgen.gongwen.document.roles import with_roles
from reportgen.gongwen.lint import lint
from reportgen.ooxml.package import Package


def opened(data: bytes) -> WordDocument:
    return with_roles(open_document(Package.open(data)))


def roles(data: bytes) -> list[str]:
    return [paragraph.role.value for paragraph in opened(data).paragraphs if paragraph.role is not Role.EMPTY]


def test_a_material_of_normal_paragraphs_only() -> None:
    assert roles(written(MATERIAL)) == [
        "标题", "题下署名", "题下日期", "正文", "一级标题", "二级标题", "正文", "三级标题", "正文", "四级标题", "正文", "一级标题", "正文", "一级标题", "正文",
    ]  # fmt: skip


def test_an_official_document_of_normal_paragraphs_only() -> None:
    assert roles(written(OFFICIAL)) == [
        "份号", "密级", "紧急程度", "发文机关标志", "发文字号", "标题", "主送机关", "正文", "一级标题", "正文", "附件说明", "署名", "成文日期", "附注",
        "附件标识", "附件标题", "正文",
    ]  # fmt: skip


def test_a_notice_with_styles() -> None:
    found = roles(package("通知"))
    assert found[:7] == ["份号", "紧急程度", "发文机关标志", "发文字号", "标题", "主送机关", "正文"]
    assert {"一级标题", "附件说明", "署名", "成文日期", "附件标识", "附件标题"} <= set(found)


def test_a_request_upward_with_two_who_signed() -> None:
    assert roles(package("报告"))[:5] == ["发文机关标志", "签发人", "发文字号", "标题", "主送机关"]


def test_plain_paragraphs_without_any_formatting() -> None:
    lines = ("关于上半年工作情况的汇报", "", "今年以来，各项工作有序推进。", "一、主要工作", "（一）加强领导。成立专班。", "二、下一步打算", "抓好落实。", "澄屿街道办事处", "2025年7月1日")
    assert roles(document(*lines)) == ["标题", "正文", "一级标题", "二级标题", "一级标题", "正文", "署名", "成文日期"]


def test_a_title_in_several_paragraphs_is_one_title_and_a_subtitle_is_known_by_its_dash() -> None:
    text = "标题| 澄屿街道办事处\n标题| 关于开展环境整治工作的汇报\n副标题| ——以村庄为重点\n空\n正文| 推进。"
    assert roles(written(text)) == ["标题", "标题", "副标题", "正文"]


def test_a_salutation_is_not_taken_for_the_text_and_a_colon_in_the_text_not_for_a_recipient() -> None:
    assert roles(written("标题| 工作报告\n题下| （2025年1月6日）\n空\n主送| 各位代表：\n正文| 现将有关情况报告如下：\n正文| 推进。"))[2:] == ["称谓", "正文", "正文"]


@pytest.mark.parametrize(
    ("line", "role"),
    [("一、主要工作", Role.LEVEL_1), ("十二. 主要工作", Role.LEVEL_1), ("（一）加强领导", Role.LEVEL_2), ("(三)加强领导", Role.LEVEL_2), ("1.加强领导", Role.LEVEL_3),
     ("1、加强领导", Role.LEVEL_3), ("（1）土地", Role.LEVEL_4), ("3.5亿元的项目开工。", Role.BODY), ("一是加强领导。", Role.BODY), ("一一落实。", Role.BODY), ("1、2号楼交付。", Role.BODY)],
)  # fmt: skip
def test_a_level_is_known_by_its_number_faulty_forms_included(line: str, role: Role) -> None:
    assert opened(written(f"标题| 工作情况汇报\n空\n正文| 推进。\n正文| {line}")).paragraphs[-1].role is role


def test_items_of_one_sentence_are_text_and_not_headings() -> None:
    text = "标题| 工作规则\n空\n正文| 职责如下：\n正文| （一）负责日常工作；\n正文| （二）完成其他任务。\n正文| 特此通知。"
    assert roles(written(text)) == ["标题", "正文", "正文", "正文", "正文"]


def lead(text: str) -> str:
    paragraph: DocParagraph = opened(written(f"标题| 工作情况汇报\n空\n正文| 推进。\n正文| {text}")).paragraphs[-1]
    return paragraph.text[: paragraph.lead]


def test_a_run_in_heading_ends_with_its_first_full_stop() -> None:
    assert lead("（一）加强领导。成立专班。") == "（一）加强领导。"
    assert lead("（一）加强领导") == "（一）加强领导"
    assert lead("（一）加强领导。") == "（一）加强领导。"


def test_a_number_under_the_title_is_known_and_who_gets_the_text_below_it_is() -> None:
    text = "标题| 关于开展安全检查的通知\n正文{对齐=right 首行=0}| 澄街办〔2025〕12号\n主送| 各村（社区），街道各部门：\n正文| 现将有关事项通知如下。"
    assert roles(written(text)) == ["标题", "发文字号", "主送机关", "正文"]


def test_a_report_upward_with_its_number_at_the_right_is_no_letter() -> None:
    text = "正文{对齐=right 首行=0}| 澄街办〔2025〕12号\n标题| 关于管网隐患的报告\n主送| 市人民政府：\n正文| 现将有关情况报告如下。"
    assert opened(written(text)).kind == ""
    assert opened(written(text.replace("报告", "函"))).kind == "信函格式"


def test_a_mark_that_nothing_sets_apart_and_a_title_in_two_lines_are_known_by_their_words() -> None:
    lines = ("临溪镇人民政府文件", "临政发〔2025〕4号", "临溪镇人民政府关于加强", "毕业生就业工作的通知", "各村、各部门：", "为做好就业工作，现通知如下。")
    assert roles(document(*lines)) == ["发文机关标志", "发文字号", "标题", "标题", "主送机关", "正文"]


def test_a_day_left_open_and_a_name_left_open_stand_under_the_title() -> None:
    lines = ("临溪镇政府工作报告", "2025年 月 日", "镇长 XX", "各位代表：", "我代表镇人民政府，向大会报告工作，请予审议。")
    assert roles(document(*lines)) == ["标题", "题下日期", "题下署名", "称谓", "正文"]


def test_a_remark_stands_below_who_signs_and_a_bracketed_line_in_a_text_is_text() -> None:
    lines = ("关于规范管理的通知", "各村：", "推进。", "临溪镇人民政府", "2025年3月6日", "（此件公开发布）", "管理办法", "一、任务", "落实。", "（任务分配见附件1）")
    assert [role for role in roles(document(*lines)) if role == "附注"] == ["附注"]
    assert roles(document(*lines))[-1] == "正文"


OF_ANOTHER_TRADE = {
    "论文": ("政务文档分类方法研究", "某甲　某乙", "摘　要", "提出一种分类方法，效果较好。", "关键词：分类；政务", "1 引言", "文档数量快速增长，人工分类成本高。"),
    "简历": ("个人简历", "姓名：某甲", "教育经历", "2015—2019 本科", "工作经历", "2019—2024 工程师"),
    "合同": ("房屋租赁合同", "甲方：某甲", "乙方：某乙", "一、房屋位置", "坐落于临溪镇，面积以登记为准。"),
    "新闻": ("临溪镇召开年终总结大会", "本报讯（记者 某甲）12月30日，临溪镇召开年终总结大会。", "会议指出，一年来各项工作有序推进。"),
}


@pytest.mark.parametrize("kind", OF_ANOTHER_TRADE)
def test_what_is_of_another_trade_is_known_and_not_judged_by_the_form_of_a_report(kind: str) -> None:
    data = document(*OF_ANOTHER_TRADE[kind])
    assert opened(data).kind == "表单或别的文件"
    assert lint(data).unjudged
    assert not lint(data, "公文").unjudged


@pytest.mark.parametrize("title", ["关于签订合作协议的请示", "关于规范合同管理的通知", "新闻宣传工作总结"])
def test_a_text_about_a_contract_or_news_is_judged(title: str) -> None:
    assert opened(document(title, "为做好有关工作，现将情况说明如下。", "一、工作情况", "各项工作有序推进。")).kind == ""
