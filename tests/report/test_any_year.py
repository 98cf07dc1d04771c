"""Whatever is typed into a year's file, there is a report and problems, never an exception."""

from __future__ import annotations

from pathlib import Path

from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from year_samples import DATA, FIELDS, YEAR

from reportgen import yamltext
from reportgen.report.checks import Subject, check
from reportgen.report.checks.reuse import carried
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import read_report

ROOT = Path(__file__).parents[2]
DICTIONARY, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
LAST, _ = read_report([yamltext.parse(YEAR.format(prose="          - 共【企业】家，第一。", data=DATA), "2023.yaml")[0]], DICTIONARY, None)
WORDS = st.sampled_from(
    ["【", "】", "出口", "企业", "名单", "率", "|", "同比", "增加", "占(", "余(0)", ")", "增长", "下降", "%", "亿元", "12.30", "0", "-1", "5—8", "*", "无", "1,234", "近300", "１２",
     "第一", "2021年", "，", "。", "“", ": ", "：", "- ", "{", "}", "[", "]", "#", " ", "\n", "  ", "'", '"', "值", "口径", "沿用", "句", "1" * 19, "0.00", "e", "∞", "²"]
)  # fmt: skip


def examined(text: str) -> None:
    document, problems = yamltext.parse(text, "2024.yaml")
    report, found = read_report([document], DICTIONARY, LAST)
    told = [*problems, *found, *check(Subject.of(report)), *report.printed().problems]
    assert all(problem.message and problem.code for problem in told)
    assert all(problem.place is None or str(problem.place) for problem in told)
    carried(Subject.of(report))


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(WORDS, max_size=12))
def test_any_sentence_is_said_or_told(parts: list[str]) -> None:
    examined(YEAR.format(prose="          - " + "".join(parts), data=DATA))


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_any_value_is_read_or_told(first: list[str], second: list[str]) -> None:
    data = f"  经济:\n    出口: {''.join(first)}\n    企业: {''.join(second)}\n    出口同比: {''.join(second)}\n  农业: {{率: {''.join(first)}}}"
    examined(YEAR.format(prose="          - 【出口】【企业|同比】【率|百分点】【企业|占(出口)】【出口|增速】%", data=data))


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_a_real_year_with_lines_changed_at_random_is_examined(data: st.DataObject) -> None:
    lines = (ROOT / "inputs/2024.yaml").read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        cut = data.draw(st.integers(0, len(lines[at])))
        lines[at] = lines[at][:cut] + "".join(data.draw(st.lists(WORDS, max_size=3))).replace("\n", "") + lines[at][cut + data.draw(st.integers(0, 4)) :]
    examined("\n".join(lines))


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_a_dictionary_with_lines_changed_at_random_is_read(data: st.DataObject) -> None:
    lines = FIELDS.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        words = data.draw(st.lists(WORDS | st.sampled_from(["检查", "C11", "关", "C01", "过时词", "类别", "小数", "指标"]), max_size=4))
        lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))] + "".join(words)
    document, _ = yamltext.parse("\n".join(lines), "fields.yaml")
    dictionary, problems = Dictionary.read(document)
    assert all(problem.message for problem in problems)
    report, _ = read_report([yamltext.parse(YEAR.format(prose="          - 共【企业】家。", data=DATA), "2024.yaml")[0]], dictionary, None)
    check(Subject.of(report))


def test_growth_of_a_range_is_not_worked_out() -> None:
    """5—8 has no one growth: the empty 同比 beside it stays a gap."""
    text = YEAR.format(prose="          - 【出口】", data="  经济:\n    出口: 5—8\n    企业: 3\n    出口同比:")
    report, _ = read_report([yamltext.parse(text, "2024.yaml")[0]], DICTIONARY, LAST)
    assert report.data["经济", "出口同比"].state == "待补"
