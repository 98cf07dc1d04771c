"""Two years side by side: which sentence became which, what changed within it, what became of each figure."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from year_samples import FIELDS

from reportgen import yamltext
from reportgen.compare import Comparison, compare
from reportgen.compare.html import page
from reportgen.compare.word_diff import IN, OUT, changed_words, marked
from reportgen.compare.workbook import book
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import Report, read_report
from reportgen.text.similarity import pairs, similarity

HEAD = "年度: {year}\n标题: 题\n部分:\n"
DATA_2023 = "数据:\n  经济: {出口: 10.90, 企业: 10, 名单: [甲, 乙]}\n  农业: {率: 80.5, 面积: 100}\n"
DATA_2024 = "数据:\n  经济: {出口: 12.30, 企业: 8, 名单: [乙, 丙], 名次: 2}\n  农业: {率: 81.0, 面积: 无}\n"


def year(number: int, parts: dict[str, dict[str, list[str]]], data: str) -> Report:
    """A small year: part → topic → sentences."""
    text = HEAD.format(year=number)
    for part, topics in parts.items():
        text += f"  - 标题: {part}\n    小节:\n"
        for topic, sentences in topics.items():
            text += f"      - 话题: {topic}\n        正文:\n" + "".join(f"          - {line}\n" for line in sentences)
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    return read_report([yamltext.parse(text + data, f"{number}.yaml")[0]], dictionary, None)[0]


def compared(old: dict[str, dict[str, list[str]]], new: dict[str, dict[str, list[str]]]) -> Comparison:
    return compare(year(2023, old, DATA_2023), year(2024, new, DATA_2024))


def kinds(found: Comparison) -> list[tuple[str, str | None, str | None]]:
    return [(pair.kind, pair.old.text if pair.old else None, pair.new.text if pair.new else None) for pair in found.pairs]


OLD = {
    "稳增长": {
        "外贸": ["全年完成自营出口【出口】亿元，帮助企业开拓市场。", "平台引贸卓有成效，园区企业【企业】家。", "旧话一句没有人再提起。"],
        "农业": ["坚持农业农村优先发展，农村面貌焕然一新。"],
    },
    "惠民生": {"教育": ["完成教学设施综合改造，城西学校主体结构封顶。"]},
}
NEW = {
    "聚力实体": {
        "开放": ["园区建成智慧平台，服务触角延伸。", "全年完成自营出口【出口】亿元，帮助企业开拓市场。", "平台引贸更加有力，园区企业【企业】家。"],
    },
    "聚情民生": {"乡村": ["坚持农业农村优先发展，农村面貌焕然一新。"], "教育": ["完成教学设施综合改造，城西学校建成招生。"]},
}


def test_every_sentence_finds_what_became_of_it() -> None:
    found = compared(OLD, NEW)
    assert kinds(found) == [
        ("新增", None, "园区建成智慧平台，服务触角延伸。"),
        ("只换数", "全年完成自营出口10.90亿元，帮助企业开拓市场。", "全年完成自营出口12.30亿元，帮助企业开拓市场。"),
        ("改写", "平台引贸卓有成效，园区企业10家。", "平台引贸更加有力，园区企业8家。"),
        ("删去", "旧话一句没有人再提起。", None),
        ("未变", "坚持农业农村优先发展，农村面貌焕然一新。", "坚持农业农村优先发展，农村面貌焕然一新。"),
        ("改写", "完成教学设施综合改造，城西学校主体结构封顶。", "完成教学设施综合改造，城西学校建成招生。"),
    ]
    assert dict(found.counts) == {"未变": 1, "只换数": 1, "改写": 2, "新增": 1, "删去": 1}
    assert [(pair.spot.part_name, pair.spot.topic_name) for pair in found.pairs][2:5] == [("聚力实体", "开放"), ("稳增长", "外贸"), ("聚情民生", "乡村")]


def test_what_changed_within_a_sentence_is_marked() -> None:
    words = [marked(pair.words) for pair in compared(OLD, NEW).pairs if pair.words]
    assert words == [
        "全年完成自营出口〔删10.90〕〔增12.30〕亿元，帮助企业开拓市场。",
        "平台引贸〔删卓有成效〕〔增更加有力〕，园区企业〔删10〕〔增8〕家。",
        "完成教学设施综合改造，城西学校〔删主体结构封顶〕〔增建成招生〕。",
    ]


def test_of_two_alike_the_one_in_the_same_topic_is_taken() -> None:
    old = {"甲": {"一": ["扎实推进各项重点工作落地见效。"], "二": ["扎实推进各项重点工程落地见效。"]}}
    new = {"甲": {"一": ["扎实推进各项重点任务落地见效。"], "二": ["扎实推进各项重点项目落地见效。"]}}
    assert [(pair.kind, pair.old and pair.old.topic_name, pair.spot.topic_name) for pair in compared(old, new).pairs] == [
        ("改写", "一", "一"), ("改写", "二", "二"),
    ]  # fmt: skip


TEXT = st.text(st.sampled_from("全年完成出口12.30亿元，的 a"), max_size=25)


@given(TEXT, TEXT)
def test_the_stretches_make_up_both_sentences(old: str, new: str) -> None:
    words = changed_words(old, new)
    assert "".join(each.text for each in words if each.kind != IN) == old
    assert "".join(each.text for each in words if each.kind != OUT) == new
    assert all(each.text for each in words)


@given(st.lists(st.text(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=3, max_size=12), max_size=6), st.randoms())
def test_no_sentence_is_lost_and_none_is_used_twice(sentences: list[str], chance: object) -> None:
    old, new = {"甲": {"一": sentences or ["子丑"]}}, {"甲": {"一": [*sentences[::-1], "寅卯辰巳"]}}
    pairs = compared(old, new).pairs
    assert sorted(pair.old.text for pair in pairs if pair.old) == sorted(old["甲"]["一"])
    assert sorted(pair.new.text for pair in pairs if pair.new) == sorted(new["甲"]["一"])


def test_figures_stand_side_by_side_with_their_difference_and_growth() -> None:
    found = {each.label: (each.later, each.earlier, each.change, each.rate) for each in compared(OLD, NEW).figures}
    assert found == {
        "出口": ("12.30", "10.90", "+1.40", "+12.8%"),
        "企业": ("8", "10", "-2", "-20.0%"),
        "名单": ("乙、丙", "甲、乙", "增 丙；减 甲", ""),
        "名次": ("2", "（没有列）", "", ""),
        "面积": ("无", "100", "", ""),
        "率": ("81.0", "80.5", "+0.5个百分点", ""),
    }


@pytest.mark.parametrize(("later", "said"), [(2024, ("12.30", "10.90（修订 12.00）", "+0.30", "+2.5%")), (2025, ("12.30", "10.90", "+1.40", "+12.8%"))])
def test_a_revised_base_counts_for_the_year_after(later: int, said: tuple[str, str, str, str]) -> None:
    now = year(later, NEW, "数据: {经济: {出口: {值: 12.30, 上年修订: 12.00}}}\n")
    (each,) = (each for each in compare(year(2023, OLD, DATA_2023), now).figures if each.label == "出口")
    assert (each.later, each.earlier, each.change, each.rate) == said


def test_the_page_needs_nothing_and_nothing_in_it_runs() -> None:
    evil = "</p><script>alert(1)</script><img src=x onerror=y>&amp;与【企业】家企业一道"
    text = page(compared({"甲": {"<b>": [evil]}}, {"甲<i>": {"一": [evil, "新的一句"]}})).decode()
    assert not re.search(r"<(script|img|i|b\s*/|link|iframe)\b", text)
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in text
    shown = unescape(re.sub(r"<(ins|del)>|</(ins|del)>", "", text))
    assert "<script>alert(1)</script><img src=x onerror=y>&amp;与" in shown
    assert "<del>10</del><ins>8</ins>" in text


def test_the_table_file_holds_numbers_as_numbers_and_texts_as_texts() -> None:
    found = compared({"甲": {"一": ["=1+1，旧的一句"]}}, {"甲": {"一": ["=1+1，新的一句"]}})
    assert book(found) == book(found)
    made = load_workbook(io.BytesIO(book(found)))
    assert made.sheetnames == ["文字", "数据"]
    row = [cell.value for cell in made["文字"][2]]
    assert row == ["甲", "一", "改写", "=1+1，旧的一句", "=1+1，新的一句", "=1+1，〔删旧〕〔增新〕的一句"]
    assert {cell.data_type for cell in made["文字"][2]} == {"s"}
    first = made["数据"][2]
    assert [cell.value for cell in first] == ["出口", "亿元", "经济办", 12.3, 10.9, 1.4, "+12.8%"]
    assert [cell.number_format for cell in first[3:6]] == ["0.00"] * 3


@pytest.mark.parametrize(
    "later",
    ["推进河道清淤整治工程，新建污水泵站，服务周边居民。", "推进河道清淤整治，开展联合巡查行动，改善水环境。"],
)
def test_in_the_same_part_less_likeness_is_enough_than_in_another(later: str) -> None:
    """0.4 within a part, 0.55 elsewhere: this one lies between."""
    before = "推进河道清淤整治工程，完善管网建设，改善水环境质量。"
    assert 0.4 < similarity(pairs(before), pairs(later)) < 0.55
    kept, taught = "园区建成智慧平台，服务触角延伸。", "完成教学设施综合改造，城西学校主体结构封顶。"
    old = {"生态": {"水": [before, kept]}, "民生": {"教育": [taught]}}
    near = {"生态": {"河": [kept, later]}, "民生": {"教育": [taught]}}
    far = {"生态": {"河": [kept]}, "民生": {"教育": [taught, later]}}
    assert ("改写", before, later) in kinds(compared(old, near))
    assert ("改写", before, later) not in kinds(compared(old, far))


@pytest.mark.parametrize(
    ("part", "later", "likeness", "same"),
    [
        ("生态", "推进河道清淤整治，开展联合巡查行动三次！", 0.4, True),
        ("生态", "推进河道清淤整，开展联合巡查行动三次了！", 0.35, False),
        ("民生", "推进河道清淤整治工程完，开展联合巡查了！", 0.55, True),
        ("民生", "推进河道清淤整治工程，开展联合巡查三次！", 0.5, False),
    ],
)
def test_the_least_likeness_that_is_enough_is_exactly_so_much(part: str, later: str, likeness: float, same: bool) -> None:
    before = "推进河道清淤整治工程完善管网改善水环境。"
    assert similarity(pairs(before), pairs(later)) == likeness
    old = {"生态": {"水": [before]}, "民生": {"教育": ["主体结构封顶。"]}}
    new = {name: {topic: [*(() if topic == "水" else sentences), *([later] if name == part else [])] for topic, sentences in topics.items()}
           for name, topics in old.items()}  # fmt: skip
    assert (("改写", before, later) in kinds(compared(old, new))) is same
