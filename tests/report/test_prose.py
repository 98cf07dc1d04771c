"""Sentences with references: what they say, where each stretch came from, and what is told when they cannot be said."""

from __future__ import annotations

import pytest
from year_samples import DATA, report, said


def test_an_unknown_name_is_told_at_its_place_with_likely_names() -> None:
    assert said("全年【出囗】亿元，【没有的东西】。")[1] == [
        "[F08] 2024.yaml 第12行第15列：【出囗】里的“出囗”在数据里没有（是不是“出口”？）",
        "[F08] 2024.yaml 第12行第22列：【没有的东西】里的“没有的东西”在数据里没有（请在“数据”里补上，或改正名称）",
    ]


def test_a_name_that_two_data_share_needs_more_of_its_path() -> None:
    data = "  经济: {出口: 1, 企业: 2, 总数: 3}\n  农业: {总数: 4}"
    text, problems = said("【总数】【农业.总数】", data)
    assert text == "4"
    assert problems == [
        "[F09] 2024.yaml 第12行第13列：【总数】里的“总数”有2处，分不清是哪一个（写全一些：经济.总数；农业.总数）"
    ]


def test_a_gap_is_a_mark_and_nothing_is_made_up() -> None:
    data = "  经济: {出口: , 企业: 8}"
    text, problems = said("共【出口】亿元，【企业】家，【出口|同比】。", data)
    assert text == "共【待补：出口】亿元，8家，【待补：出口】。"
    assert problems == []


def test_a_sentence_that_needs_what_there_is_not_this_year_is_left_out_and_listed() -> None:
    data = "  经济: {出口: 无, 企业: 8}"
    text, problems = said("共【出口】亿元。\n共【企业】家。", data)
    assert text == "共8家。"
    assert problems == ["[F12] 2024.yaml 第12行第13列：“出口”填的是“无”，这一句没有写进稿子：共【出口】亿元。（请核对是否应当删去）"]


def test_a_faulty_expression_is_told() -> None:
    assert said("【出口|同笔】")[1] == ["[F10] 2024.yaml 第12行第13列：【出口|同笔】没有名为“同笔”的过滤器（可用的有：同比）"]
    assert said("【出口 +】")[1][0].startswith("[F10] 2024.yaml 第12行第13列：【出口 +】")
    assert said("【街道 + 1】")[1] == [
        "[F11] 2024.yaml 第12行第13列：【街道 + 1】“街道名称”填的是“示例”，不是数，不能用来计算（补上需要的数，或改写这一句）"
    ]


def test_brackets_that_hold_no_reference_stay_text() -> None:
    assert said("他说【未完")[0] == "他说【未完"


def test_each_stretch_knows_its_origin_and_the_origin_its_line() -> None:
    made, _ = report(DATA, "共【出口】亿元，比【上年】年多。")
    text = made.printed().context["部分"][0]["小节"][0]["正文"][0]
    path = "部分[0].小节[0].正文[0]"
    assert [(part.text, part.origins) for part in text.stretches] == [
        ("共", (f"{path}@0:1",)),
        ("12.30", ("数据.经济.出口", f"{path}#1:5")),
        ("亿元，比", (f"{path}@5:9",)),
        ("2023", ("上年", f"{path}#9:13")),
        ("年多。", (f"{path}@13:16",)),
    ]
    places = made.places([name for part in text.stretches for name in part.origins])
    assert {name: (place.line, place.column) for name, place in places.items()} == {
        f"{path}@0:1": (12, 13),
        "数据.经济.出口": (14, 12),
        f"{path}#1:5": (12, 14),
        f"{path}@5:9": (12, 18),
        "上年": (2, 5),
        f"{path}#9:13": (12, 22),
        f"{path}@13:16": (12, 26),
    }


def test_a_phrase_made_of_two_years_comes_from_the_datum_it_is_said_of() -> None:
    made, _ = report(DATA, "【出口|同比】【出口 * 企业】")
    text = made.printed().context["部分"][0]["小节"][0]["正文"][0]
    assert [part.origins[:-1] for part in text.stretches] == [("数据.经济.出口",), ("数据.经济.出口", "数据.经济.企业")]


GROUPS = "  经济: {园区: {甲: 1}, 出口: 12.30, 企业: 8}\n  农业: {园区: {乙: 2, 丙: [一, 二]}}"


@pytest.mark.parametrize(
    ("reference", "printed"),
    [("园区.乙", "2"), ("园区.丙", "一、二"), ("[出口, 企业]", "12.30、8"), ("'好' if 企业 >= 8 else '差'", "好"), ("20 / 企业", "2.5")],
)
def test_a_name_in_several_groups_is_the_one_that_its_steps_lead_to(reference: str, printed: str) -> None:
    assert said(f'"【{reference}】"', GROUPS) == (printed, [])


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("园区.丁", "[F09] {}里的“园区”有2处，分不清是哪一个（写全一些：经济.园区；农业.园区）"),
        ("经济", "[F08] {}是一组数据，不是一个数（写到最后一级）"),
        ("数据", "[F08] {}是一组数据，不是一个数（写到最后一级）"),
        ("经济.没有", "[F08] {}在数据里没有（请核对名称）"),
        ("(经济.没有)|小数(1)", "[F08] {}这项数据没有下一级“没有”（请核对名称）"),
        ("none", "[F08] {}在数据里没有（请核对名称）"),
        ("出口 ** 2", "[F11] {}算不出来（请核对写法和数据）"),
        ("出口|items", "[F11] {}只有“键: 值”这样的一组数据才有条目（请核对写法和数据）"),
    ],
)
def test_what_is_no_value_is_told_and_prints_nothing(reference: str, told: str) -> None:
    text, problems = said(f"【{reference}】", GROUPS)
    assert (text, problems) == ("", [told.format(f"2024.yaml 第12行第13列：【{reference}】")])


def test_arithmetic_prints_plain_digits() -> None:
    assert said("【123 / 出口】、【1 - 出口】、【-出口】。")[0] == "10、-11.30、-12.30。"
