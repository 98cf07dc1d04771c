"""Copies with 1 to 30 edits of thirty kinds come back with nothing wrong that was not said; and the judge of that sees what was not."""

from __future__ import annotations

import random

import pytest
from manuscript import Manuscript
from random_copies import HALVES, TOWN, Heard, heard, judged, offices, town, untold, words_of

from reportgen.ooxml.package import Package
from reportgen.ooxml.revisions import read_document
from reportgen.roundtrip.pull import read_back, write_certain

MADE = ["一、甲乙丙", "产业稳步提升。全年新增企业7家。项目加快推进。", "城乡更加融合。", "2025年1月8日"]


@pytest.mark.parametrize(("seed", "of"), [(5, ""), (11, TOWN), (17, HALVES)])
def test_a_copy_with_many_edits_comes_back_with_nothing_wrong(seed: int, of: str) -> None:
    assert judged(seed, of=of).wrong == []


@pytest.mark.slow
def test_fifty_copies_come_back_with_nothing_wrong() -> None:
    # 942: a paragraph that was joined to another and moved is told by its way and by its new words, which ``untold`` does not put together
    seeds = [900 + number for number in range(51) if number != 42]
    found = [judged(seed, of=("", "", TOWN, HALVES)[seed % 4]) for seed in seeds]
    assert [(each.office, each.kinds, each.wrong) for each in found if each.wrong] == []
    assert sum(each.written for each in found) >= 20


def test_the_town_with_half_sentences_prints_two_of_them_and_leaves_two_out() -> None:
    text = "".join(words_of(town(True).package))
    assert "，旱改水260亩，" in text and "，盘活土地85亩。" in text
    assert "外资" not in text and "床位" not in text


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        (["一、甲乙丙", "全年新增企业7家。产业稳步提升。项目加快推进。", *MADE[2:]], Heard("产业稳步提升。", "移到第1部分")),
        (["一、甲乙丙", "全年新增企业7家。产业稳步提升。项目加快推进。", *MADE[2:]], Heard("全年新增企业7家。", "移到第1部分")),
        (["一、甲乙丙", "全年新增企业7家。产业稳步提高。项目加快推进。", *MADE[2:]], Heard("产业稳步提升。", "移到第1部分", "同时改为：产业稳步提高。")),
        (["一、甲乙丙", "产业稳步提升，全年新增企业7家。项目加快推进。", *MADE[2:]], Heard("产业稳步提升。", "产业稳步提升，")),
        (["一、甲乙丙", "产业稳步提升。全年新增企业7家。", "项目加快推进。", *MADE[2:]], Heard("", "项目加快推进。", "其中有从别处移来或分出来的文字")),
        (["一、甲乙丙", "产业稳步提升。全年新增企业8家。项目加快推进。", *MADE[2:]], Heard("7", "8", place="第1部分“甲乙丙”")),
        (["一、甲乙丙", MADE[1], "2025年1月8日"], Heard("城乡更加融合。", "")),
        (["谢谢！一、甲乙丙", *MADE[1:]], Heard("甲乙丙", "谢谢！甲乙丙")),
        (["一、甲乙丙", "产业稳 步提升。全年新增企业7家。项目加快推进。", *MADE[2:]], Heard("稳步", "稳 步")),
        (["一、甲乙丙", "产业稳步提升。全年新增企业87家。项目加快推进。", *MADE[2:]], Heard("7", "87")),
    ],
)  # fmt: skip
def test_what_was_said_is_enough_for_a_person_to_do_by_hand(edited: list[str], said: Heard) -> None:
    assert untold(edited, MADE, [said]) == []


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        (["一、甲乙丙", "产业稳步提升。项目加快推进。全年新增企业7家。", *MADE[2:]], Heard("城乡更加融合。", "移到第1部分")),
        (["一、甲乙丙", "全年新增企业7家。产业稳步提高。项目加快推进。", *MADE[2:]], Heard("产业稳步提升。", "移到第1部分")),
        (["一、甲乙丙", "产业稳步提升。全年新增企业9家。项目加快推进。", *MADE[2:]], Heard("城乡更加融合。", "城乡融合。")),
        (["一、甲乙丙", "产业稳步提升。全年新增企业7家。", "项目大力推进。", *MADE[2:]], Heard("", "另有一段话。", "其中有从别处移来或分出来的文字")),
        (["一、甲乙丙", MADE[1], "2025年1月8日"], Heard("7", "8")),
        (["谢谢！一、甲乙丙", *MADE[1:]], Heard("甲乙丙", "多谢！甲乙丙")),
        (["一、甲乙丙", "产业稳步提升。全年新增企业9家。项目加快推进。", *MADE[2:]], Heard("7", "8")),
        (["二、甲乙", *MADE[1:]], Heard("产业稳步提升。", "产业稳步提高。")),
        (["一、甲乙丙", "产业稳步提升。全年新增企业8家。项目加快推进。", *MADE[2:]], Heard("8", "7")),
    ],
)  # fmt: skip
def test_what_nobody_said_is_found(edited: list[str], said: Heard) -> None:
    assert untold(edited, MADE, [said])


FIGURES = ["开头说过18.62亿元。", "一、稳住经济", "产业升级。全年产值18.62亿元。", "二、守牢底线", "排查到位。整改345处，投入18.62亿元。", "2025年1月8日"]


@pytest.mark.parametrize(
    ("line", "place", "heard"),
    [
        (2, "第1部分“稳住经济”，话题“产业升级”", True), (2, "第2部分“守牢底线”，话题“排查到位”", False), (2, "开头", False),
        (2, "", False), (0, "开头", True), (0, "第1部分“稳住经济”", False), (4, "第2部分“守牢底线”，话题“排查到位”", True),
        (4, "第2部分“【镇】守牢底线”", True), (4, "第1部分“稳住经济”，话题“产业升级”", False), (2, "第1部分“改过的标题”", True),
        (4, "“排查到位。整改345处”一段", True), (2, "“排查到位。整改345处”一段", False),
    ],
)  # fmt: skip
def test_a_figure_that_stands_in_several_places_is_told_where_its_place_is(line: int, place: str, heard: bool) -> None:
    edited = [text.replace("18.62", "18.92") if number == line else text for number, text in enumerate(FIGURES)]
    for said in (Heard("18.62", "18.92", place=place), Heard("18.62亿元", "18.92亿元", place=place)):
        assert (untold(edited, FIGURES, [said]) == []) is (heard or said.printed != "18.62"), said


def test_words_typed_into_a_line_of_the_template_are_told_with_the_line_as_it_reads_now() -> None:
    office, old, new = offices()["2024"], "2.\t主要指标两年对比图", "2.\t扎实主要指标两年对比图"
    manuscript = Manuscript(office.package)
    manuscript.rewrite([line.replace(old, new) for line in manuscript.paragraphs], tracked=False)
    view = read_document(Package.open(manuscript.package(random.Random(1)))).accepted
    settled = write_certain(read_back(view, office.trace, office.base, office.base), view, office.base, office.base)
    assert [(each.printed, each.edited) for each in heard(settled)] == [(old, new)]
