"""The filters that make values: what they make of a value that is one already, and what they bound."""

from __future__ import annotations

import pytest
from docx_samples import PNG, body_xml, document, paragraph
from finished_files import filled, refused, tree
from picture_samples import png

from reportgen.engine.values import Picture, SubDocument
from reportgen.engine.values.kinds import Rich, Run
from reportgen.ooxml.names import WP, A, W


def test_a_picture_from_python_keeps_what_the_filter_does_not_change() -> None:
    shown = Picture(PNG, width=360_000, height=720_000, alt="公章")
    parts = filled(body_xml(paragraph("{{ 章|图片 }}") + paragraph("{{ 章|图片(高='1厘米', 说明='新章') }}")), {"章": shown})
    sizes = [(one.get("cx"), one.get("cy")) for one in tree(parts).iter(WP + "extent")]
    assert sizes == [("360000", "720000"), ("360000", "360000")]
    assert [one.get("descr") for one in tree(parts).iter(WP + "docPr")] == ["公章", "新章"]


def test_the_words_under_a_picture_are_words() -> None:
    [problem] = refused(body_xml(paragraph("{{ 章|图片(说明=['新', '章']) }}")), {"章": Picture(PNG)})
    assert "图片说明要的是文字，这里是一组数据" in problem


def test_a_picture_may_stand_in_a_cell_of_a_table_that_is_made() -> None:
    parts = filled(body_xml(paragraph("{{ 行|表格 }}")), {"行": [["图", "名"], [Picture(png(9, 9)), "甲"]]})
    cells = list(tree(parts).iter(W + "tc"))
    assert [len(list(cell.iter(A + "blip"))) for cell in cells] == [0, 0, 1, 0]


def test_a_look_given_to_text_with_a_picture_leaves_the_picture_as_it_is() -> None:
    parts = filled(body_xml(paragraph("{{ 文|字样(加粗=true) }}")), {"文": Rich((Run("甲"), Picture(PNG)))})
    runs = list(tree(parts).iter(W + "r"))
    assert [run.find(f"{W}rPr/{W}b") is not None for run in runs] == [True, False]
    assert len(list(runs[1].iter(A + "blip"))) == 1


def test_a_sub_document_from_python_may_go_through_its_filter() -> None:
    parts = filled(body_xml(paragraph("{{ 件|子文档 }}")), {"件": SubDocument(document("子的文"))})
    assert "".join(node.text or "" for node in tree(parts).iter(W + "t")) == "子的文"


def test_a_table_of_more_cells_than_anybody_reads_is_refused() -> None:
    [problem] = refused(body_xml(paragraph("{{ 行|表格 }}")), {"行": [["1"] * 1001] * 200})
    assert "[R02] 正文第1段" in problem and "表格超过 200,000 格" in problem


@pytest.mark.parametrize(
    ("settings", "line", "fonts"),
    [
        ("下划线='wave', 字体='eastAsia:楷体'", "wave", {"eastAsia": "楷体", "ascii": "楷体", "hAnsi": "楷体"}),
        ("下划线=false, 字体='cs:Arial'", "none", {"cs": "Arial"}),
        ("下划线=true, 字体='黑体'", "single", {"ascii": "黑体", "hAnsi": "黑体", "eastAsia": "黑体"}),
    ],
)
def test_underlines_and_fonts_of_one_region_are_written_as_asked(settings: str, line: str, fonts: dict[str, str]) -> None:
    [run] = tree(filled(body_xml(paragraph(f"{{{{ '字'|字样({settings}) }}}}")))).iter(W + "r")
    assert run.find(f"{W}rPr/{W}u").get(W + "val") == line
    assert {key.removeprefix(W): value for key, value in run.find(f"{W}rPr/{W}rFonts").attrib.items()} == fonts
