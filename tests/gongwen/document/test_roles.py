"""Roles are found by words, order and formatting, in files with styles and in files where everything is Normal."""

from __future__ import annotations

import pytest
from docx_samples import document
from gongwen_samples import MATERIAL, OFFICIAL, written
from official_samples import package

from reportgen.gongwen.document.model import DocParagraph, Role, WordDocument
from reportgen.gongwen.document.open import open_document
from reportgen.gongwen.document.roles import with_roles
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
