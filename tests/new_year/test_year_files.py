"""A new year from last year's: nothing of the old year passes for the new one's, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import drafts
import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from year_samples import FIELDS

from reportgen import yamltext
from reportgen.new_year import roll, typed_figures
from reportgen.new_year.year_files import moved_date, moved_title
from reportgen.problem import errors
from reportgen.report.checks import Subject, check
from reportgen.report.data import GAP
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import read_report
from reportgen.yamltext.read import read

ROOT = Path(__file__).parents[2]
SHIPPED = (2022, 2023, 2024)
HEAD = "# 2025 年的输入，由 2024 年的新建：“数据”里的数已清空，原来的数注在旁边，句子里手打的数还是原来的；标着“待改写”的句子改好后，删去那一行。以下注释照 2024 年的原样。\n"


def rolled(text: str, year: int = 2025) -> str:
    """A small year, a year later."""
    document, problems = yamltext.parse(text, "2024.yaml")
    assert errors(problems) == ()
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    report, _ = read_report([document], dictionary, None)
    return roll([document], report, year)[0].text


def data(lines: str) -> str:
    """What becomes of these lines of 数据."""
    text = rolled(f"年度: 2024\n标题: 题\n部分: []\n数据:\n  经济:\n{lines}")
    assert errors(yamltext.parse(text, "2025.yaml")[1]) == ()
    return text.partition("  经济:\n")[2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    出口: 12.30\n", "    出口:    # 上年 12.30亿元\n"),
        ("    出口: 12.30   # 快报数\n", "    出口:    # 上年 12.30亿元   # 快报数\n"),
        ('    出口: "*"\n', "    出口:    # 上年 *\n"),
        ("    出口: 无\n", "    出口:    # 上年 无\n"),
        ("    出口:\n", "    出口:    # 上年 未填\n"),
        ("    名单: [甲, 乙]\n", "    名单:    # 上年 甲、乙\n"),
        ("    名单:\n      - 甲\n      # 注\n      - 乙\n", "    名单:\n      # 上年 - 甲\n      # 注\n      # 上年 - 乙\n"),
        (
            "    出口: {值: 12.30, 口径: 海关口径, 来源: 台账.xlsx+P3, 上年修订: 10.9, 状态: 已核对, 沿用: 已确认}\n",
            "    出口: {值: , 口径: 海关口径}    # 上年 12.30亿元（来源：台账.xlsx+P3）\n",
        ),
        ("    出口: {值: 12.30, 来源: 台账}\n", "    出口:    # 上年 12.30亿元（来源：台账）\n"),
        (
            "    出口:\n      值: 12.30\n      口径: 海关\n      来源: 台账  # 第3页\n",
            "    出口:\n      值:    # 上年 12.30亿元（来源：台账）\n      口径: 海关\n      # 上年 来源: 台账  # 第3页\n",
        ),
        ("    出口: {值: 12.30, 科室: 商务科, 单位: 亿元}\n", "    出口: {值: , 科室: 商务科, 单位: 亿元}    # 上年 12.30亿元\n"),
        ("    出口: |\n      12.30\n    企业: 8\n", "    出口:    # 上年 12.30亿元\n    企业:    # 上年 8家\n"),
        ("    外贸: {出口: 12.30, 企业: 8}   # 注\n", "    外贸: {出口: , 企业: }    # 上年：出口 12.30、企业 8   # 注\n"),
        ("    外贸: {出口: 12.30,\n      企业: 8}\n", "    外贸: {出口: ,    # 上年 12.30\n      企业: }    # 上年 8\n"),
    ],
)  # fmt: skip
def test_a_value_is_emptied_and_stands_beside_as_a_comment(before: str, after: str) -> None:
    assert data(before) == after


def test_values_over_several_lines_go_with_the_line_ends_of_the_file() -> None:
    text = "年度: 2024\n标题: 题\n部分: []\n数据:\n  经济:\n    出口: |\n      12.30\n    名单:\n      - 甲\n    企业: 8\n"
    assert rolled(text.replace("\n", "\r\n")) == rolled(text).replace("\n", "\r\n")


def test_next_year_the_comment_is_replaced_and_not_added_to() -> None:
    once = data("    出口: {值: 12.30, 口径: 海关}    # 注\n    名单:\n      - 甲\n")
    filled = once.replace("值: ,", "值: 13.00,").replace("    名单:\n", "    名单:\n      - 乙\n")
    assert data(filled) == "    出口: {值: , 口径: 海关}    # 上年 13.00亿元    # 注\n    名单:\n      # 上年 - 乙\n"
    text = rolled("年度: 2024\n标题: 题\n日期: 2025年1月6日\n部分: []\n")
    assert rolled(text, 2026).splitlines() == [
        HEAD.strip().replace("2025", "2026").replace("2024", "2025"),
        "年度: 2026", "标题: 题", "日期: 2027年1月6日    # 上年 写 2026年1月6日；今年的请核对", "部分: []",
    ]  # fmt: skip


def test_what_vouched_for_a_sentence_two_years_ago_is_no_remark_of_last_year() -> None:
    prose = "年度: 2024\n标题: 题\n部分:\n  - 标题: 一\n    总起:\n      - 句: 甲。\n        依据: 通报+P3\n        沿用: 已确认\n        备注: 问过\n      # 上年 的事另记\n"
    once = rolled(prose + "数据:\n  经济:\n    街名: |\n      两行的\n      名称\n")
    assert ("            # 上年 依据" in once or "# 上年 依据: 通报+P3" in once) and "    街名:    # 上年 两行的 名称\n" in once
    twice = rolled(once, 2026)
    assert "依据" not in twice and "沿用" not in twice and twice.count("备注: 问过") == 1 and "# 上年 的事另记" in twice
    assert "    街名:    # 上年 未填\n" in twice and "两行的" not in twice


@pytest.mark.parametrize("block", ["|", "|+", ">", ">-"])
def test_a_sentence_in_a_block_gets_no_line_break_at_its_end(block: str) -> None:
    text = rolled(f"年度: 2024\n标题: 题\n部分:\n  - 标题: 一\n    总起:\n      - {block}\n        甲。\n        乙。\n")
    (sentence,) = (line for line in text.splitlines() if "甲。" in line)
    assert sentence.endswith('乙。", 待改写: 是}') or sentence.endswith("乙。, 待改写: 是}"), sentence


def test_sentences_are_marked_and_their_own_characters_stay() -> None:
    text = rolled(
        "年度: 2024\n标题: 题\n开头: 我们努力。  # 注\n部分:\n  - 标题: 稳增长\n    总起:\n      - 一，[二]。\n    小节:\n"
        "      - 话题: 推进\n        正文:\n          - 甲。   # 照录\n"
        '          - {句: "乙，[1]", 沿用: 已确认, 备注: 好}\n          - 句: 丙。\n            依据: 通报\n'
        '          - "丁\n            戊"\n          - {句: 己, 待改写: 是}\n      - {话题: 二, 正文: [庚, "辛"]}\n'
    )
    assert text == HEAD + (
        "年度: 2025\n标题: 题\n开头:\n  句: 我们努力。  # 注\n  待改写: 是\n部分:\n  - 标题:\n      句: 稳增长\n      待改写: 是\n    总起:\n      - 句: 一，[二]。\n"
        "        待改写: 是\n    小节:\n      - 话题:\n          句: 推进\n          待改写: 是\n        正文:\n          - 句: 甲。   # 照录\n            待改写: 是\n"
        '          - {句: "乙，[1]", 备注: 好, 待改写: 是}\n          - 句: 丙。\n            待改写: 是\n            # 上年 依据: 通报\n'
        '          - {句: "丁\n            戊", 待改写: 是}\n          - {句: 己, 待改写: 是}\n'
        '      - {话题: {句: 二, 待改写: 是}, 正文: [{句: 庚, 待改写: 是}, {句: "辛", 待改写: 是}]}\n'
    )
    document, problems = yamltext.parse(text, "2025.yaml")
    report, found = read_report([document], Dictionary({}), None)
    assert (problems, found) == ((), ())
    (told,) = (problem for problem in check(Subject.of(report)) if problem.code == "C40")
    assert str(told) == (
        "[C40] 2025.yaml 第5行第6列：还有 12 句标着“待改写”，是从上年带来的（照今年的情况改好，再删去“待改写”那一行）"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("澄屿街道2024年工作汇报", "澄屿街道2025年工作汇报"),
        ("二〇二四年工作汇报", "二〇二五年工作汇报"),
        ("2023—2024年工作汇报", "2024—2025年工作汇报"),
        ("“2035远景”汇报（12024号）", "“2035远景”汇报（12024号）"),
        ("示例镇2024工作总结", "示例镇2025工作总结"),
        ("工作总结（2024）", "工作总结（2025）"),
        ("工作总结（2023-2024）", "工作总结（2024-2025）"),
        ("2024—2025年度计划", "2025—2026年度计划"),
        ("“十四五”（2021—2025年）规划2024年总结", "“十四五”（2021—2025年）规划2025年总结"),
        ("2024年工作总结和2025年工作安排", "2025年工作总结和2026年工作安排"),
        ("纪念2014年建街十周年", "纪念2014年建街十周年"),
        ("２０２４年工作总结", "２０２５年工作总结"),
        ("二○二四年工作总结", "二○二五年工作总结"),
        ("二零二四年度总结", "二零二五年度总结"),
        ("二〇二三—二〇二四年度总结", "二〇二四—二〇二五年度总结"),
        ("2024家企业、2024.5、镇发〔2024〕5号", "2024家企业、2024.5、镇发〔2024〕5号"),
    ],
)
def test_a_title_moves_on_by_the_years_that_it_names(before: str, after: str) -> None:
    assert moved_title(before, 1, 2024) == after


def test_a_year_moves_over_ten_and_by_more_than_one() -> None:
    assert [moved_title(title, 2, 2019) for title in ("2019年", "二零一九年", "２０１９年", "2018—2019年")] == ["2021年", "二零二一年", "２０２１年", "2020—2021年"]


@pytest.mark.parametrize(("before", "after"), [("2024年2月29日", "2025年2月28日"), ("2024-01-08", "2025-01-08"), ("年底", "年底")])
def test_a_date_moves_on_in_the_way_it_is_written(before: str, after: str) -> None:
    assert moved_date(before, 1) == after


@pytest.mark.parametrize("year", SHIPPED)
def test_a_shipped_year_rolls_with_every_comment_and_sentence_as_it_was(year: int, tmp_path: Path) -> None:
    path = ROOT / f"inputs/{year}.yaml"
    fields = ROOT / "templates/annual/fields.yaml"
    document, _ = read(path)
    before, _ = drafts.read([path], fields)
    target = tmp_path / f"{year + 1}.yaml"
    target.write_text(roll([document], before, year + 1)[0].text, encoding="utf-8")
    after, problems = drafts.read([target], fields, [path])
    assert problems == []
    assert after.year == year + 1
    assert {datum.state for path, datum in after.data.items() if path[0] != "单位"} == {GAP}
    moved = ("年度", "标题", "日期")
    kept = [sentence.scalar.raw for sentence in before.sentences() if sentence.address.key not in moved]
    assert [sentence.scalar.raw for sentence in after.sentences() if sentence.address.key not in moved] == kept
    comments = [line[line.index("#") :] for line in document.text.splitlines() if "#" in line]
    assert [comment for comment in comments if comment not in target.read_text(encoding="utf-8")] == []


WORDS = st.text(st.sampled_from("甲乙1.,:#'[]{}&%-| 【】：“”"), max_size=6)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["%s", "[%s, 乙]", "{值: %s, 来源: 表}", "{口径: %s}"])), min_size=1, max_size=4))
def test_whatever_the_values_are_the_new_year_reads_and_all_is_to_be_filled(values: list[tuple[str, str]]) -> None:
    lines = "".join(f"    项{n}: {shape % yamltext.quoted(word)}  # 注{n}\n" for n, (word, shape) in enumerate(values))
    after = data(lines)
    report, _ = read_report([yamltext.parse(f"数据:\n  经济:\n{after}", "x")[0]], Dictionary({}), None)
    assert [datum.state for datum in report.data.values()] == [GAP] * len(values)
    assert [f"# 注{n}" in line for n, line in enumerate(after.splitlines())] == [True] * len(values)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("开头: {句: 我们努力。, 沿用: 已确认}\n部分: []\n", "开头: {句: 我们努力。, 待改写: 是}\n部分: []\n"),
        ("开头: {沿用: 已确认, 句: 我们努力。}\n部分: []\n", "开头: {句: 我们努力。, 待改写: 是}\n部分: []\n"),
        ("开头:\n  我们努力。\n部分: []\n", "开头:\n  句: 我们努力。\n  待改写: 是\n部分: []\n"),
        ("开头: # 注\n  我们努力。\n部分: []\n", "开头: # 注\n  {句: 我们努力。, 待改写: 是}\n部分: []\n"),
        ("开头:\n部分: []\n", "开头:\n部分: []\n"),
        ("开头:\n  句: 我们努力。\n  待改写: 是\n部分: []\n", "开头:\n  句: 我们努力。\n  待改写: 是\n部分: []\n"),
        (
            "部分:\n  - 标题: 一\n    小节:\n      - {话题: 二, 正文: 庚。}\n",
            "部分:\n  - 标题:\n      句: 一\n      待改写: 是\n    小节:\n      - {话题: {句: 二, 待改写: 是}, 正文: {句: 庚。, 待改写: 是}}\n",
        ),
        ("部分:\n  - 标题: 一\n    总起:\n      - 甲。\n      -\n", "部分:\n  - 标题:\n      句: 一\n      待改写: 是\n    总起:\n      - 句: 甲。\n        待改写: 是\n      -\n"),
    ],
)
def test_a_sentence_is_marked_once_in_whatever_way_it_is_written(before: str, after: str) -> None:
    text = rolled(f"年度: 2024\n标题: 题\n{before}")
    assert text == f"{HEAD}年度: 2025\n标题: 题\n{after}"
    assert errors(yamltext.parse(text, "2025.yaml")[1]) == ()


def test_typed_figures_that_stay_in_sentences_are_listed_with_their_lines() -> None:
    text = (
        "年度: 2025\n标题: 题\n部分:\n  - 标题: 做成3件实事\n    总起: 2024年产值192.3亿元，同比增长12.5%，【产值】亿元，第3名，12月底完成57家。\n"
    )
    report, _ = read_report([yamltext.parse(text, "2025.yaml")[0]], Dictionary({}), None)
    (told,) = typed_figures(report)
    assert (told.code, str(told.message)) == (
        "W51",
        "句子里手打的数有 4 个，还是原来那一年的：3件（2025.yaml 第4行）、192.3亿元（2025.yaml 第5行）、12.5%（2025.yaml 第5行）、57家（2025.yaml 第5行）",
    )
    spelled = "投入一百九十二万元，整改率百分之九十二点三、９２．３％，１，２６４件，过九成，下降两个百分点，十二家企业；三个一批，千家万户，第十二次，十四五规划，建成投用，一成不变"
    text = f"年度: 2025\n标题: 题\n部分:\n  - 标题: {spelled}\n"
    (told,) = typed_figures(read_report([yamltext.parse(text, "2025.yaml")[0]], Dictionary({}), None)[0])
    for figure in ("一百九十二万元", "百分之九十二点三", "９２．３％", "１，２６４件", "九成", "十二家"):
        assert f"{figure}（2025.yaml 第4行）" in str(told.message), figure
    assert "有 6 个" in str(told.message), told.message
    bare, _ = read_report([yamltext.parse("年度: 2025\n标题: 题3\n部分:\n  - 标题: 【产值】亿元\n", "2025.yaml")[0]], Dictionary({}), None)
    assert typed_figures(bare) == ()
